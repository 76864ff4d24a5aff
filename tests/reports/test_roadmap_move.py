"""What a moved bar does is said before it is saved."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from itstrat.errors import ItstratError
from itstrat.reports.roadmap_move import moved
from tests.reports.made import SCOPE, add
from tests.reports.made_roadmap import chain, objective

if TYPE_CHECKING:
    from itstrat.store.database import Store


def test_a_move_pushes_what_waits_for_it_and_says_by_how_much(store: Store) -> None:
    """From 1 to 20 January: the second has to start on 20 February, 19 days later, and keeps its 28 days."""
    first, second, _ = chain(store)
    found = moved(store, SCOPE, first, date(2027, 1, 20), 31, push=True)
    assert found.dates == {
        first: (date(2027, 1, 20), date(2027, 2, 19)),
        second: (date(2027, 2, 20), date(2027, 3, 19)),
    }
    assert list(found.pushes["Later by"]) == ["19 days"]


def test_a_longer_bar_pushes_as_a_later_one_does(store: Store) -> None:
    """Ten days more of work push the second by ten days."""
    first, second, _ = chain(store)
    found = moved(store, SCOPE, first, date(2027, 1, 1), 41, push=True)
    assert found.dates[second][0] == date(2027, 2, 11)


@pytest.mark.parametrize("start", [date(1, 1, 1), date(9999, 12, 31)])
def test_a_day_that_no_plan_reaches_is_refused_in_words(store: Store, start: date) -> None:
    """Whatever a browser sends: before anything is worked out of it."""
    first, _, _ = chain(store)
    with pytest.raises(ItstratError, match="The first day of an initiative is a day from 1900 to 2199"):
        moved(store, SCOPE, first, start, 31, push=True)


def test_without_its_successors_a_move_says_which_link_it_breaks(store: Store) -> None:
    """Only the moved one is to be saved; the broken link stands among the warnings."""
    first, _, _ = chain(store)
    found = moved(store, SCOPE, first, date(2027, 1, 20), 31, push=False)
    assert list(found.dates) == [first]
    assert "Second would come 19 days too early after First." in found.warnings


def test_the_money_of_each_fiscal_year_moves_with_the_bar(store: Store) -> None:
    """From January to July 2027: 3,000 and the run cost leave FY27 for FY28; the plan itself stays as it is."""
    first, _, _ = chain(store)
    years = moved(store, SCOPE, first, date(2027, 7, 1), 31, push=False).years.set_index("Fiscal year")
    assert years.loc["FY27", "Difference"] == Decimal("-3500.00")
    assert years.loc["FY28", "After"] == Decimal("4100.00")
    assert years.loc["FY27", "Now"] == Decimal("4500.00")


def test_objectives_and_caps_that_suffer_are_named(store: Store) -> None:
    """An initiative that would end after the objective is due, and a cap that would be exceeded."""
    first, _, _ = chain(store)
    objective(store, "Grow", {first: 5}, due_on=date(2027, 3, 31))
    add(store, "budget_cap", fiscal_year=2028, amount=Decimal(100))
    warnings = " ".join(moved(store, SCOPE, first, date(2027, 7, 1), 31, push=False).warnings)
    assert "after “Grow” is due (31 Mar 2027)" in warnings
    assert "The cap of FY28 would be exceeded" in warnings


def test_one_that_is_not_scheduled_gets_its_first_dates(store: Store) -> None:
    """Nothing of it stood in the years before."""
    chain(store)
    key = add(store, "initiative", name="New", one_off=Decimal(700), duration_days=30)
    found = moved(store, SCOPE, key, date(2027, 2, 1), 28, push=True)
    assert found.dates[key] == (date(2027, 2, 1), date(2027, 2, 28))
    assert found.years.set_index("Fiscal year").loc["FY27", "Difference"] == Decimal("700.00")


@pytest.mark.parametrize("length", [0, 40_000])
def test_a_length_that_cannot_be_is_refused(store: Store, length: int) -> None:
    """Whatever the browser sends."""
    first, _, _ = chain(store)
    with pytest.raises(ItstratError, match="at least one day"):
        moved(store, SCOPE, first, date(2027, 1, 1), length, push=True)
