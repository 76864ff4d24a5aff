"""Straight-line depreciation."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from itstrat.planning.calendar import FiscalCalendar, add_months
from itstrat.planning.depreciation import charges_by_month
from itstrat.planning.money import allocate

if TYPE_CHECKING:
    from decimal import Decimal

MONEY = st.decimals(-1_000_000, 1_000_000, places=2)


def charges(amount: int, life: int) -> list[int]:
    """The charges, in cents, of an amount in whole units over its whole life."""
    found: list[int] = charges_by_month(np.array([amount * 100]), life, np.array([0]), life)[0].tolist()
    return found


def test_a_server_over_three_years() -> None:
    """10,000 less 1,000 over 36 months from 20 April: 250.00 a month, 2,250, 3,000, 3,000 and 750 (oracle O1-11)."""
    found = charges(10_000 - 1_000, 36)
    assert set(found) == {25_000}
    years: dict[int, int] = {}
    for place, charge in enumerate(found):
        year = FiscalCalendar().fiscal_year(add_months(date(2026, 4, 1), place))
        years[year] = years.get(year, 0) + charge
    assert list(years.values()) == [225_000, 300_000, 300_000, 75_000]


def test_cents_are_spread_and_sum_to_the_whole() -> None:
    """1,000 over 36: 28 charges of 27.78 and 8 of 27.77, starting 27.78, 27.78, 27.77 (oracle O1-11)."""
    found = charges(1_000, 36)
    assert found[:3] == [2778, 2778, 2777]
    assert (found.count(2778), found.count(2777)) == (28, 8)
    dearer = [month for month, charge in enumerate(charges(100_000, 12), 1) if charge == 833_334]
    assert dearer == [2, 5, 8, 11]


@settings(deadline=None)
@given(st.lists(MONEY, min_size=1, max_size=4), st.integers(1, 72), st.integers(-80, 59))
def test_the_plan_sees_the_charges_that_fall_into_it(amounts: list[Decimal], life: int, service: int) -> None:
    """Each amount, a credit too, in equal parts to the cent from the month of service on, and nothing outside."""
    cents = np.array([int(amount * 100) for amount in amounts])
    found = charges_by_month(cents, life, np.full(len(amounts), service), 60)
    for row, amount in zip(found, amounts, strict=True):
        parts = [int(part * 100) for part in allocate(amount, life)]
        expected = [parts[month - service] if 0 <= month - service < life else 0 for month in range(60)]
        assert row.tolist() == expected
