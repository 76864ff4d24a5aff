"""Straight-line depreciation."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from itstrat.planning.calendar import FiscalCalendar
from itstrat.planning.depreciation import Convention, charges_by_month, depreciate, disposed

MONEY = st.decimals(0, 1_000_000, places=2)
CONVENTIONS: tuple[Convention, ...] = ("full month", "half month", "daily")


def test_a_server_over_three_years() -> None:
    """10,000 less 1,000 over 36 months from 20 April: 250.00 a month, 2,250, 3,000, 3,000 and 750 (oracle O1-11)."""
    found = depreciate(Decimal(10_000), Decimal(1_000), 36, date(2026, 4, 20))
    assert set(found.charges) == {Decimal("250.00")}
    years: dict[int, Decimal] = {}
    for month, charge in zip(found.months, found.charges, strict=True):
        year = FiscalCalendar().fiscal_year(month)
        years[year] = years.get(year, Decimal(0)) + charge
    assert list(years.values()) == [2250, 3000, 3000, 750]
    assert found.net_book_values[-1] == Decimal(1_000)


def test_cents_are_spread_and_sum_to_the_whole() -> None:
    """1,000 over 36: 28 charges of 27.78 and 8 of 27.77, starting 27.78, 27.78, 27.77 (oracle O1-11)."""
    charges = depreciate(Decimal(1_000), Decimal(0), 36, date(2026, 1, 1)).charges
    assert charges[:3] == (Decimal("27.78"), Decimal("27.78"), Decimal("27.77"))
    assert (charges.count(Decimal("27.78")), charges.count(Decimal("27.77"))) == (28, 8)
    twelve = depreciate(Decimal(100_000), Decimal(0), 12, date(2026, 1, 1)).charges
    dearer = [month for month, charge in enumerate(twelve, 1) if charge == Decimal("8333.34")]
    assert dearer == [2, 5, 8, 11]


def test_half_a_month_at_both_ends() -> None:
    """1,200 over 12 months: 50 in the first, 100 in eleven more, 50 in the thirteenth."""
    charges = depreciate(Decimal(1_200), Decimal(0), 12, date(2026, 5, 30), "half month").charges
    assert charges == (Decimal(50), *[Decimal(100)] * 11, Decimal(50))


def test_days_in_service_count() -> None:
    """365 a year from 22 December: ten days in December, twenty-one in the last."""
    found = depreciate(Decimal(365), Decimal(0), 12, date(2026, 12, 22), "daily")
    assert found.charges[0] == Decimal(10)
    assert found.charges[-1] == Decimal(21)


def test_a_sale_stops_the_charges_and_books_the_rest() -> None:
    """After 12 of 36 charges 6,000 of book value is left; sold for 5,000 it is a loss of 1,000."""
    bought = depreciate(Decimal(9_000), Decimal(0), 36, date(2026, 1, 15))
    sold = disposed(bought, Decimal(9_000), date(2027, 1, 10), Decimal(5_000))
    assert len(sold.charges) == 12
    assert sold.loss == Decimal(1_000)
    assert sum(sold.charges) + sold.loss == Decimal(9_000) - Decimal(5_000)


@settings(deadline=None)
@given(MONEY, st.integers(0, 100), st.integers(1, 120), st.dates(date(2000, 1, 1), date(2040, 1, 1)))
def test_over_the_whole_life_the_charges_are_what_was_paid(
    cost: Decimal, percent: int, life: int, on: date
) -> None:
    """Charges sum to cost − salvage whatever the convention: P&L equals cash less salvage."""
    salvage = (cost * percent / 100).quantize(Decimal("0.01"))
    for convention in CONVENTIONS:
        found = depreciate(cost, salvage, life, on, convention)
        assert sum(found.charges) == cost - salvage
        assert found.net_book_values[-1] == salvage


@settings(deadline=None)
@given(st.lists(MONEY, min_size=1, max_size=4), st.integers(1, 72), st.integers(-80, 59))
def test_many_at_once_agree_with_one(costs: list[Decimal], life: int, service: int) -> None:
    """The charges of the plan's 60 months are those of the single schedule that fall into them."""
    cents = np.array([int(cost * 100) for cost in costs])
    found = charges_by_month(cents, life, np.full(len(costs), service), 60)
    for row, cost in zip(found, costs, strict=True):
        alone = [int(charge * 100) for charge in depreciate(cost, Decimal(0), life, date(2026, 1, 1)).charges]
        expected = [alone[month - service] if 0 <= month - service < life else 0 for month in range(60)]
        assert row.tolist() == expected


def test_a_life_of_no_months_is_refused() -> None:
    """There is nothing to spread over."""
    with pytest.raises(ValueError, match="at least one must be positive"):
        depreciate(Decimal(100), Decimal(0), 0, date(2026, 1, 1))
