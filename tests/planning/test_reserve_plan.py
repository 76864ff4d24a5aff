"""From assets to the reserve: needs, items, batches and wear."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from itstrat.planning.assumptions import Inputs, inputs
from itstrat.planning.funding import percent_funded
from itstrat.planning.replacement_frame import due_dates
from itstrat.planning.replacement_lines import purchases
from itstrat.planning.reserve import level_contribution
from itstrat.planning.reserve_plan import batches, reserve, wear
from itstrat.planning.stagger import broken, stagger

from .test_replacement_lines import AS_OF, assets, classes

FLEET = assets(
    {"purchased_on": date(2025, 3, 5)},
    {"purchased_on": date(2025, 3, 20)},
    {"purchased_on": date(2025, 9, 1), "support_end_on": date(2027, 12, 31)},
)
CLASSES = classes(price_inflation=Decimal(0))
BOUGHT = purchases(FLEET, CLASSES, AS_OF, date(2028, 10, 31)).frame


def test_purchases_become_needs_by_month() -> None:
    """Two in month 5, one in month 11, at 1,200 each, and nothing else in two years."""
    made = reserve(BOUGHT, 24, Inputs())
    assert {period: need for period, need in enumerate(made.needs, 1) if need} == {
        5: Decimal(2_400),
        11: Decimal(1_200),
    }
    assert level_contribution(made).binding == 5


def test_the_inputs_set_the_account() -> None:
    """Opening, floor and timing as entered; yearly rates become monthly ones."""
    made = reserve(
        BOUGHT, 24, inputs({"reserve_opening": "900", "reserve_interest": "2%", "reserve_timing": "start"})
    )
    assert (made.opening, made.timing) == (Decimal(900), "start")
    assert float((1 + made.rate) ** 12) == pytest.approx(1.02)


def test_batches_keep_within_their_support() -> None:
    """One a class and month; the third may not go past December 2027, and never past six months."""
    made = batches(BOUGHT, {1: "Laptop"}, {3: date(2027, 12, 31)}, AS_OF)
    assert [(one.key, one.amount, one.due, one.earliest, one.latest) for one in made] == [
        ("Laptop, Mar 2027", Decimal(2_400), 4, 0, 10),
        ("Laptop, Sep 2027", Decimal(1_200), 10, 0, 13),
    ]
    found = stagger(made)
    assert broken(made, found) == []


def test_wear_is_age_over_life_at_the_price_of_today() -> None:
    """20, 20 and 14 months of 24 at 1,200: 2,700 would be fully funded."""
    due = due_dates(FLEET, CLASSES, AS_OF)
    found = wear(FLEET, due, {1: Decimal(1_200)}, AS_OF)
    assert [int(one.age) for one in found] == [20, 20, 14]
    assert {int(one.life) for one in found} == {24}
    assert percent_funded(found, Decimal(1_350)).share == Decimal("0.5")
