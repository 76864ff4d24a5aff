"""Imports: reconciled, repeatable, undoable."""

from __future__ import annotations

import tracemalloc
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from itstrat.errors import UnknownRecordError, UnusableFileError
from itstrat.settings import Settings
from itstrat.store.database import Store
from itstrat.store.imports import Staged, apply, remember_mapping, remembered_mapping
from itstrat.store.undo import later_batches, undo
from tests.store.made import line, lines, staged

if TYPE_CHECKING:
    from pathlib import Path


def test_rows_in_are_accepted_refused_or_unchanged_and_so_is_their_money(store: Store) -> None:
    """Refused rows of the reading side join the count and the sum, and are kept with the batch to be mended."""
    good = staged(store, "ledger", lines(3))
    refused = store.staging / "refused.parquet"
    pq.write_table(
        pa.Table.from_pylist(
            [
                {
                    "line": 9,
                    "column": "Amount",
                    "value": "x",
                    "message": "no number",
                    "source": "a,b",
                    "amount": Decimal("7.00"),
                }
            ]
        ),
        refused,
    )
    outcome = apply(
        store, Staged("ledger", "made", "f.csv", "0", None, "{}", good.records, refused, 4), "ada"
    )
    assert (outcome.rows, outcome.accepted, outcome.refused, outcome.unchanged) == (4, 3, 1, 0)
    assert (outcome.amount_accepted, outcome.amount_refused) == (Decimal("6.75"), Decimal("7.00"))
    with store.snapshot() as plan:
        assert plan.rows("select line, message, source from issue") == [
            {"line": 9, "message": "no number", "source": "a,b"}
        ]
        assert plan.value("select rows from import_batch where id = $1", outcome.batch_id) == 4


def test_the_same_ledger_again_changes_nothing(store: Store) -> None:
    """A second import of a file leaves every line unchanged, repeated lines in it included."""
    rows = [*lines(5), line(date(2026, 1, 1), "acme", "1.25")]
    first = apply(store, staged(store, "ledger", rows), "ada")
    second = apply(store, staged(store, "ledger", rows), "ada")
    assert (first.accepted, second.accepted, second.unchanged) == (6, 0, 6)
    assert second.amount_unchanged == first.amount_accepted


@given(
    st.lists(st.integers(0, 6), max_size=30),
    st.lists(st.integers(0, 6), max_size=30),
)
@settings(max_examples=25, deadline=None)
def test_overlapping_ledgers_hold_each_line_as_often_as_the_fuller_file(
    first: list[int], second: list[int]
) -> None:
    """Whatever two files share, each line stands as often as in the file that has it most often."""
    import tempfile
    from pathlib import Path

    with tempfile.TemporaryDirectory() as folder:
        store = Store(Settings(database=Path(folder) / "plan.duckdb"))
        for number, file in enumerate((first, second)):
            if file:
                rows = [line(date(2026, 1, 1 + day), "acme", "5.00") for day in file]
                apply(store, staged(store, "ledger", rows, f"file{number}"), "ada")
        with store.snapshot() as plan:
            held = {
                row["day"] - 1: row["lines"]
                for row in plan.rows(
                    "select cast(extract(day from posted_on) as integer) as day, count(*) as lines "
                    "from ledger_line group by posted_on"
                )
            }
            assert plan.value("select coalesce(sum(lines), 0) from ledger_month") == sum(held.values())
        store.close()
    assert held == {day: max(first.count(day), second.count(day)) for day in {*first, *second}}


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


def test_a_dry_run_says_the_same_and_keeps_nothing(store: Store) -> None:
    """The numbers of a dry run are those of the import; the plan and its version stay as they were."""
    before = store.data_version
    file = staged(store, "ledger", lines(4))
    seen = apply(store, file, "ada", dry_run=True)
    assert (seen.batch_id, seen.accepted, store.data_version) == (None, 4, before)
    assert apply(store, file, "ada").accepted == 4


def test_strict_takes_all_rows_or_none(store: Store) -> None:
    """With one refused row a strict import keeps nothing and counts every row as refused."""
    rows = [{"tag": "A1", "name": "One"}, {"tag": "A1", "name": "Two"}]
    outcome = apply(store, staged(store, "assets", rows), "ada", strict=True)
    assert (outcome.accepted, outcome.refused, outcome.batch_id) == (0, 2, None)
    with store.snapshot() as plan:
        assert plan.value("select count(*) from asset") == 0


def test_an_import_can_be_taken_out_whole(store: Store) -> None:
    """Lines go, new records are retired, changed values come back, sums follow; a second undo is refused."""
    apply(store, staged(store, "assets", [{"tag": "A1", "name": "One", "location": "Oslo"}]), "ada")
    second = [
        {"tag": "A1", "name": "One", "location": "Rome"},
        {"tag": "A2", "name": "Two", "location": "Rome"},
    ]
    batch = apply(store, staged(store, "assets", second, "second"), "ada").batch_id
    ledger = apply(store, staged(store, "ledger", lines(3)), "ada").batch_id
    assert batch and ledger
    undone = undo(store, batch, "ada")
    assert (undone.records_retired, undone.values_restored, undone.kept) == (1, 1, ())
    assert undo(store, ledger, "ada").lines_removed == 3
    with store.snapshot() as plan:
        assert plan.rows("select tag, location from asset where deleted_at is null") == [
            {"tag": "A1", "location": "Oslo"}
        ]
        assert plan.value("select count(*) from ledger_month") == 0
    with pytest.raises(UnknownRecordError):
        undo(store, batch, "ada")


def test_undo_keeps_what_somebody_changed_since(store: Store) -> None:
    """A value edited after the import stays, and the undo names it."""
    batch = apply(
        store, staged(store, "assets", [{"tag": "A1", "name": "One", "location": "Oslo"}]), "ada"
    ).batch_id
    assert batch
    with store.tx("bob") as edit:
        record = edit.row("select id, version from asset")
        assert record
        edit.update("asset", record["id"], record["version"], {"location": "Rome"})
    undone = undo(store, batch, "ada")
    assert undone.records_retired == 0
    assert "changed since" in undone.kept[0]


def test_undo_names_the_later_files_that_found_its_rows_there(store: Store) -> None:
    """A later file that overlaps must be read again after an undo, or its lines would be missing."""
    first = apply(store, staged(store, "ledger", lines(3)), "ada").batch_id
    second = apply(store, staged(store, "ledger", lines(5), "fuller"), "ada")
    assert first and second.unchanged == 3
    assert [row["id"] for row in later_batches(store, first)] == [second.batch_id]


def test_a_confirmed_mapping_is_remembered(store: Store) -> None:
    """What a person said about a set of headers holds for the next file with them, and can be corrected."""
    assert remembered_mapping(store, "ledger", "a|b") is None
    remember_mapping(store, "ledger", "a|b", {"a": "amount"}, "ada")
    remember_mapping(store, "ledger", "a|b", {"a": "posted_on"}, "ada")
    assert remembered_mapping(store, "ledger", "a|b") == {"a": "posted_on"}


def test_lines_are_judged_and_explained(store: Store) -> None:
    """A contract's vendor, an asset's purchase and a rule make lines IT; the rest is undecided, and sums agree."""
    apply(
        store,
        staged(
            store,
            "contracts",
            [{"name": "Mail", "vendor": "Acme", "start_on": date(2026, 1, 1), "auto_renew": True}],
        ),
        "ada",
    )
    asset = {
        "tag": "A1",
        "name": "Laptop",
        "vendor": "Dell",
        "purchased_on": date(2026, 2, 3),
        "cost": Decimal("900.00"),
    }
    apply(store, staged(store, "assets", [asset], "assets"), "ada")
    with store.tx("ada") as edit:
        edit.insert("it_rule", {"rank": 1, "field": "category", "pattern": "software", "verdict": "it"})
    day = date(2026, 2, 10)
    rows = [
        line(day, "acme", "10.00"),
        line(day, "dell", "900.00"),
        line(day, "dell", "901.00"),
        line(day, "caterer", "50.00", category="Software lunch"),
        line(day - timedelta(days=60), "acme", "10.00"),
    ]
    apply(store, staged(store, "ledger", rows), "ada")
    with store.snapshot() as plan:
        judged = plan.rows("select amount, verdict, explained_by from ledger_judged order by line")
        total = plan.value("select sum(amount) from ledger_month")
        by_vendor = plan.value("select sum(amount) from ledger_vendor")
    assert [(row["verdict"], row["explained_by"]) for row in judged] == [
        ("it", "contract"),
        ("it", "asset"),
        ("undecided", None),
        ("it", None),
        ("undecided", None),
    ]
    assert total == by_vendor == Decimal("1871.00")


def test_nothing_of_a_folder_outside_is_left_behind(store: Store, tmp_path: Path) -> None:
    """Everything the store writes lies beside the plan file."""
    apply(store, staged(store, "ledger", lines(2)), "ada")
    assert [path.name for path in tmp_path.iterdir()] == ["plan"]


def test_a_row_refused_for_its_double_can_be_mended(store: Store) -> None:
    """The issue keeps the row as it stood in the file."""
    rows = [{"tag": "A1", "name": "One", "row": "A1,One"}, {"tag": "A1", "name": "Two", "row": "A1,Two"}]
    apply(store, staged(store, "assets", rows), "ada")
    with store.snapshot() as plan:
        assert plan.value("select source from issue") == "A1,Two"


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


def test_a_file_of_refused_rows_is_kept_without_holding_it_in_memory(store: Store) -> None:
    """A hundred thousand refused rows are all kept to be mended; only the first thousand come back as issues."""
    count = 100_000
    path = store.staging / "refused.parquet"
    row = {"line": 9, "column": "Date", "value": "x", "message": "no date", "source": "x" * 80}
    one = pa.Table.from_pylist([row | {"amount": Decimal("0.01")}])
    pq.write_table(pa.concat_tables([one] * count), path)
    file = Staged("ledger", "made", "f.csv", "0", None, "{}", (), path, count)
    tracemalloc.start()
    try:
        outcome = apply(store, file, "ada")
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert (outcome.refused, outcome.amount_refused, len(outcome.issues)) == (count, Decimal("1000.00"), 1000)
    with store.snapshot() as plan:
        assert plan.value("select count(*) from issue") == count
    assert peak < 8 << 20


def test_a_row_refused_as_a_double_is_named_as_the_file_names_it(store: Store) -> None:
    """A metric that stands twice in a month is refused under the file's own header, with its name and not our key."""
    twice = [
        {"name": "Uptime", "month": date(2024, 2, 1), "value": value, "target": None}
        for value in (Decimal("99.5"), Decimal(98))
    ]
    file = replace(staged(store, "kpis", twice), headers={"name": "Indicator"})
    issue = apply(store, file, "ada").issues[0]
    assert (issue.line, issue.column, issue.value) == (3, "Indicator", "Uptime")


def test_more_records_than_can_be_matched_are_refused_before_they_are_read(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file that is no ledger and yet holds very many records is refused whole, with the way out."""
    monkeypatch.setattr("itstrat.store.imports.MOST_RECORDS", 1)
    with pytest.raises(UnusableFileError, match="Split the file"):
        apply(store, staged(store, "departments", [{"name": "IT"}, {"name": "HR"}]), "ada")
