"""Records from files: matched, added, updated, refused as doubles."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from itstrat.store.editions import freeze
from itstrat.store.imports import apply
from tests.store.made import staged

if TYPE_CHECKING:
    from itstrat.store.database import Store


def test_a_newer_export_of_assets_updates_by_tag_else_serial_and_keeps_history(store: Store) -> None:
    """The newer value stands, a blank erases nothing, and the audit trail has what was there before."""
    apply(
        store,
        staged(
            store,
            "assets",
            [
                {
                    "tag": "A1",
                    "serial": "S1",
                    "name": "Laptop",
                    "location": "Oslo",
                    "cost": Decimal("900.00"),
                },
                {"tag": None, "serial": "S2", "name": "Server", "location": "Oslo", "cost": None},
            ],
        ),
        "ada",
    )
    newer: list[dict[str, Any]] = [
        {"tag": "A1", "serial": "S1", "name": "Laptop", "location": None, "cost": Decimal("950.00")},
        {"tag": "B2", "serial": "S2", "name": "Server", "location": "Bergen", "cost": None},
        {"tag": "A3", "serial": "S3", "name": "Dock", "location": None, "cost": None},
    ]
    outcome = apply(store, staged(store, "assets", newer, "newer"), "ada")
    assert (outcome.accepted, outcome.updated, outcome.unchanged) == (3, 2, 0)
    with store.snapshot() as plan:
        assert plan.rows("select tag, location, cost from asset order by id") == [
            {"tag": "A1", "location": "Oslo", "cost": Decimal("950.00")},
            {"tag": "B2", "location": "Bergen", "cost": None},
            {"tag": "A3", "location": None, "cost": None},
        ]
        assert plan.rows("select before, after from audit where \"column\" = 'cost'") == [
            {"before": "900.00", "after": "950.00"}
        ]
    assert apply(store, staged(store, "assets", newer, "newer"), "ada").unchanged == 3


def test_a_serial_number_that_many_share_joins_no_two_assets(store: Store) -> None:
    """Two assets with the serial "N/A" and new tags stay two."""
    first: list[dict[str, Any]] = [
        {"tag": "A1", "serial": "N/A", "name": "One"},
        {"tag": "A2", "serial": "N/A", "name": "Two"},
    ]
    apply(store, staged(store, "assets", first), "ada")
    apply(store, staged(store, "assets", [{"tag": "A9", "serial": "N/A", "name": "Nine"}], "second"), "ada")
    with store.snapshot() as plan:
        assert [row["tag"] for row in plan.rows("select tag from asset order by tag")] == ["A1", "A2", "A9"]


def test_the_same_tag_twice_in_one_file_is_refused_with_both_lines(store: Store) -> None:
    """Which of two rows with one tag is right is not guessed: the second is refused and names the first."""
    rows = [{"tag": "A1", "name": "One"}, {"tag": "a1 ", "name": "Two"}]
    outcome = apply(store, staged(store, "assets", rows), "ada")
    assert (outcome.accepted, outcome.refused) == (1, 1)
    assert outcome.issues[0].line == 3
    assert "tag stands on line 2" in outcome.issues[0].message


def test_a_column_that_only_later_rows_fill_is_kept(store: Store) -> None:
    """What a row knows goes in whether or not the rows before it knew it."""
    rows: list[dict[str, Any]] = [
        {"tag": "A1", "name": "One"},
        {"tag": "A2", "name": "Two", "location": "Oslo", "cost": Decimal("5.00")},
    ]
    apply(store, staged(store, "assets", rows), "ada")
    with store.snapshot() as plan:
        assert plan.rows("select location, cost from asset where tag = 'A2'") == [
            {"location": "Oslo", "cost": Decimal("5.00")}
        ]


def test_names_become_records_once(store: Store) -> None:
    """A vendor, class or department that nobody knows yet is made once, however it is spelt."""
    rows: list[dict[str, Any]] = [
        {"tag": "A1", "name": "One", "vendor": "Dell Inc.", "class": "Laptop", "department": "Tax"},
        {"tag": "A2", "name": "Two", "vendor": "DELL", "class": "laptop ", "department": "TAX"},
    ]
    apply(store, staged(store, "assets", rows), "ada")
    with store.snapshot() as plan:
        counts = [
            plan.value(f"select count(*) from {table}") for table in ("vendor", "asset_class", "department")
        ]
        assert counts == [1, 1, 1]
        assert plan.value("select count(distinct class_id) from asset where class_id is not null") == 1


def test_metrics_keep_one_record_and_a_value_a_month(store: Store) -> None:
    """A metrics file speaks of a metric and a month in each row; a changed target is an update."""
    rows = [
        {
            "name": "Uptime",
            "department": "IT",
            "target": Decimal(99),
            "month": date(2026, month, 1),
            "value": Decimal(month),
        }
        for month in (1, 2, 3)
    ]
    assert apply(store, staged(store, "kpis", rows), "ada").accepted == 3
    assert apply(store, staged(store, "kpis", rows), "ada").unchanged == 3
    rows[2]["value"] = Decimal(9)
    outcome = apply(store, staged(store, "kpis", rows), "ada")
    assert (outcome.updated, outcome.unchanged) == (1, 2)
    with store.snapshot() as plan:
        assert plan.value("select count(*) from kpi") == 1
        assert plan.value("select sum(value) from kpi_value") == 12


@pytest.mark.parametrize("repeats", [1, 2])
def test_contracts_with_one_number_and_many_services_all_go_in(store: Store, repeats: int) -> None:
    """A price list names one contract in many rows: each service is one, and a second import changes nothing."""
    rows = [
        {"number": "GS-1", "name": "Analyst", "vendor": "Acme", "amount": Decimal(amount)}
        for amount in (10, 12, 12)
    ]
    for _ in range(repeats):
        outcome = apply(store, staged(store, "contracts", rows), "ada")
    assert outcome.accepted + outcome.unchanged == 3
    with store.snapshot() as plan:
        assert plan.value("select count(*) from contract") == 3


@pytest.mark.parametrize("models_first", [True, False])
def test_an_asset_takes_the_life_of_its_model_where_its_class_has_none(
    store: Store, models_first: bool
) -> None:
    """Tools that keep the life with the model: whichever file comes first, the asset ends with a rule."""
    models = staged(store, "asset-classes", [{"name": "Mac 13", "useful_life_months": 36}], "models")
    assets = staged(
        store, "assets", [{"tag": "A1", "name": "One", "class": "Gadgets", "model": "MAC 13"}], "assets"
    )
    for file in (models, assets) if models_first else (assets, models):
        apply(store, file, "ada")
    with store.snapshot() as plan:
        life = "select useful_life_months from asset join asset_class on asset_class.id = asset.class_id"
        assert plan.value(life) == 36


def test_a_frozen_budget_is_changed_by_no_file(store: Store) -> None:
    """Lines of a frozen month are refused with what to do; unchanged ones count as such, later months go in."""
    july = {"month": date(2026, 7, 1), "category": "Cloud", "amount": Decimal("100.00")}
    apply(store, staged(store, "budget", [july]), "ada")
    freeze(store, "ada", "approved by the board", "approved")
    rows: list[dict[str, Any]] = [
        july,
        july | {"category": "Phones"},
        july | {"month": date(2026, 8, 1)},
    ]
    outcome = apply(store, staged(store, "budget", rows, "again"), "ada")
    assert (outcome.accepted, outcome.unchanged, outcome.refused) == (1, 1, 1)
    assert "frozen up to Jul 2026" in outcome.issues[0].message
    changed = apply(store, staged(store, "budget", [july | {"amount": Decimal("90.00")}], "changed"), "ada")
    assert (changed.accepted, changed.refused) == (0, 1)
