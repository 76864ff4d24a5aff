"""Where the year lands, and what of its variance is timing."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from itstrat.planning.calendar import FiscalCalendar
from itstrat.planning.landing import (
    land,
    odds_over,
    price_volume,
    seen_on,
    timing,
)

MONEY = st.decimals(-100_000, 100_000, places=2)
YEAR = st.lists(MONEY, min_size=12, max_size=12)


@pytest.mark.parametrize(
    ("ledger_until", "seen"),
    [
        (None, date(2026, 11, 22)),
        (date(2026, 10, 1), date(2026, 11, 22)),
        (date(2026, 8, 1), date(2026, 9, 30)),
        (date(2025, 3, 1), date(2026, 7, 31)),
        (date(2027, 1, 1), date(2026, 11, 22)),
    ],
)
def test_a_forecast_is_seen_where_the_ledger_ends(ledger_until: date | None, seen: date) -> None:
    """On 22 November in a year from July: that day, unless the ledger lags; never before the year's first month."""
    assert seen_on(FiscalCalendar(7), date(2026, 11, 22), ledger_until) == seen


def test_landing_of_a_running_year() -> None:
    """53,000 in five months and seven of 10,500: 126,500, 5.4167% over; 91.75% odds (oracle O1-14)."""
    found = land(Decimal(53_000), Decimal(0), [Decimal(10_500)] * 7, Decimal(120_000))
    assert found.landing == Decimal(126_500)
    assert found.variance == Decimal(6_500)
    assert float(found.variance_share or 0) == pytest.approx(0.054167, abs=1e-6)
    assert odds_over(Decimal(120_000), found.landing, Decimal(6_000)) == pytest.approx(0.9175, abs=1e-4)


def test_the_range_and_the_odds_come_from_the_paths_of_the_open_months() -> None:
    """The past is certain: 100 + 20 of it are added to every path."""
    paths = np.arange(0.0, 1001.0)
    found = land(Decimal(100), Decimal(20), [Decimal(500)], Decimal(620), paths)
    assert (found.low, found.high) == (Decimal("220.00"), Decimal("1020.00"))
    assert found.over == pytest.approx(500 / 1001)


def test_without_a_budget_nothing_is_said_about_overspending() -> None:
    """Unknown is not zero."""
    found = land(Decimal(100), Decimal(0), [], None, np.array([1.0]))
    assert found.variance is None and found.over is None
    assert land(Decimal(100), Decimal(0), []).low is None


def test_price_and_volume() -> None:
    """100 seats at 20 planned, 108 at 21 paid: 108 of price, 160 of volume (oracle O1-14)."""
    assert price_volume(Decimal(20), Decimal(100), Decimal(21), Decimal(108)) == (Decimal(108), Decimal(160))


def test_money_that_falls_in_another_month_of_the_year_is_timing() -> None:
    """Planned for March, now in May: 100 less to date, all of it timing; nothing over the year."""
    budget, now = [Decimal(0)] * 12, [Decimal(0)] * 12
    budget[2], now[4] = Decimal(100), Decimal(100)
    assert timing(budget, now, 4) == Decimal(-100)
    assert timing(budget, now, 12) == 0


@settings(deadline=None)
@given(YEAR, YEAR, st.integers(0, 12))
def test_timing_is_never_more_than_either_part(
    budget: list[Decimal], now: list[Decimal], closed: int
) -> None:
    """It is not more than the variance to date, and the open months take back at least as much."""
    gaps = [late - plan for late, plan in zip(now, budget, strict=True)]
    past, ahead = sum(gaps[:closed], Decimal(0)), sum(gaps[closed:], Decimal(0))
    found = timing(budget, now, closed)
    assert abs(found) <= min(abs(past), abs(ahead))
    assert found * past >= 0
