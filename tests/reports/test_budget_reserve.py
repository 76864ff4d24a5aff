"""What the reserve, overdue replacement and staggered purchases say of the budget."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from itstrat.planning.assumptions import inputs
from itstrat.reports.budget import report
from itstrat.reports.budget_stagger import staggering
from itstrat.store.asset import set_replacement
from tests.reports.made import SCOPE, add, laptops
from tests.reports.made_budget import company

if TYPE_CHECKING:
    from itstrat.store.database import Store


def test_the_reserve_is_named_by_what_forces_it(store: Store) -> None:
    """Three laptops of 1,600 due in July 2027: from nothing saved, nine months, and the balance ends at 0 there."""
    company(store)
    kind = laptops(store, price_inflation=Decimal(0))
    for tag in "abc":
        add(store, "asset", name=tag, class_id=kind, status="in use", purchased_on=date(2023, 7, 10))
    found = report(store, SCOPE).reserve
    assert found is not None
    assert (found.binding_on, found.binding_purchase) == (date(2027, 7, 1), "3 × Laptop, $4.8k")
    assert found.contribution == Decimal("533.34")
    assert found.balances[8] == found.lowest[1] == Decimal("0.06")
    assert found.catch_up == 0
    poor = report(store, SCOPE, inputs({"reserve_contribution": "300"})).reserve
    assert poor is not None
    assert poor.runs_dry_on == date(2027, 7, 1)
    assert poor.unfunded_total == Decimal(4800)
    assert "runs dry in Jul 2027" in poor.title


def test_what_is_overdue_is_paid_at_once_as_far_as_the_reserve_goes(store: Store) -> None:
    """No saving can pay for yesterday: 1,600 overdue and 1,000 in hand leave 600 on top."""
    company(store)
    kind = laptops(store, price_inflation=Decimal(0))
    add(store, "asset", name="old", class_id=kind, status="in use", purchased_on=date(2020, 7, 10))
    add(store, "asset", name="new", class_id=kind, status="in use", purchased_on=date(2024, 7, 10))
    empty, some, rich = (
        report(store, SCOPE, inputs({"reserve_opening": opening})).reserve
        for opening in ("0", "1000", "5000")
    )
    assert empty is not None and some is not None and rich is not None
    assert [one.catch_up for one in (empty, some, rich)] == [1600, 600, 0]
    assert some.account.needs[0] == 1000
    assert "$600 of overdue replacements come on top" in some.title
    assert empty.funding.overdue == 1


def test_moves_flatten_the_dearest_month_and_can_be_refused(store: Store) -> None:
    """Two batches of one month part; refused, they stay."""
    company(store)
    for name, day in (("Laptop", date(2023, 7, 10)), ("Phone", date(2023, 7, 20))):
        kind = laptops(store, price_inflation=Decimal(0)) if name == "Laptop" else add(
            store, "asset_class", name="Phone", useful_life_months=48, price_today=Decimal(900), price_inflation=Decimal(0)
        )  # fmt: skip
        add(store, "asset", name=name, class_id=kind, status="in use", purchased_on=day)
    found = staggering(store, SCOPE)
    assert found is not None
    assert (found.peak_before, found.peak, len(found.moves)) == (Decimal(2500), Decimal(1600), 1)
    assert found.contribution_after <= found.contribution_before
    key = found.moves["key"].iloc[0]
    again = staggering(store, SCOPE, refused=(key,))
    assert again is not None and key not in set(again.moves["key"])
    assert staggering(store, replace(SCOPE, department_id=99)) is None


def test_an_accepted_move_is_planned_so_and_asked_no_more(store: Store) -> None:
    """The move's assets take the proposed month as their day of replacement; what is left is already flat."""
    company(store)
    kind = laptops(store, price_inflation=Decimal(0))
    for name in ("One", "Two"):
        add(store, "asset", name=name, class_id=kind, status="in use", purchased_on=date(2023, 7, 10))
    other = add(
        store,
        "asset_class",
        name="Phone",
        useful_life_months=48,
        price_today=Decimal(900),
        price_inflation=Decimal(0),
    )
    add(store, "asset", name="Three", class_id=other, status="in use", purchased_on=date(2023, 7, 20))
    found = staggering(store, SCOPE)
    assert found is not None
    move = found.moves.to_dict("records")[0]
    set_replacement(store, found.assets[move["key"]], move["Move to"], "ann", "so that no month is dear")
    after = staggering(store, SCOPE)
    assert after is not None
    assert (after.peak_before, len(after.moves)) == (found.peak, 0)
