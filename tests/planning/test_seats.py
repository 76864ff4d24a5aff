"""Seats of a licence."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itstrat.planning.seats import added_seats_cost, co_term, reclaimable_seats, true_up

USED = [100] * 4 + [112] + [110] * 7


def test_true_up_by_mode() -> None:
    """100 committed at 20.00 a month, 112 used in one month and 110 after it (oracle O1-3)."""
    price = Decimal("20.00")
    assert true_up("ratchet_prorata", 100, USED, price) == Decimal("1920.00")
    assert true_up("annual_full_year", 100, USED, price) == Decimal("2880.00")
    assert true_up("floating", 100, USED, price) == Decimal("1640.00")
    assert true_up("annual_full_year", 100, [], price) == 0


@given(st.integers(0, 300), st.lists(st.integers(0, 300), max_size=12))
def test_floating_never_costs_more_than_the_ratchet(committed: int, used: list[int]) -> None:
    """Floating pays what is used, the ratchet what was ever used, the full year the peak all year."""
    price = Decimal(1)
    floating, ratchet = (true_up(mode, committed, used, price) for mode in ("floating", "ratchet_prorata"))
    assert 0 <= floating <= ratchet <= true_up("annual_full_year", committed, used, price)


def test_seats_added_within_a_term_pay_the_days_left() -> None:
    """10 seats at 240 a year, 257 of 365 days left (oracle O1-4); outside the term there is no price."""
    span = (date(2026, 3, 15), date(2027, 3, 15))
    assert added_seats_cost(10, Decimal(240), date(2026, 7, 1), *span) == Decimal("1689.86")
    assert added_seats_cost(10, Decimal(240), span[0], *span) == Decimal("2400.00")
    with pytest.raises(ValueError, match="not within the term"):
        added_seats_cost(10, Decimal(240), span[1], *span)


def test_a_common_end_is_weighted_by_value() -> None:
    """24,000 to the year's end and 6,000 to June meet after 220.2 days (oracle O1-5)."""
    common = co_term(
        [(Decimal(24000), date(2026, 12, 31)), (Decimal(6000), date(2027, 6, 30))], date(2026, 7, 1)
    )
    assert common is not None
    assert (common.days, common.last_on) == (Decimal("220.2"), date(2027, 2, 5))
    assert co_term([], date(2026, 7, 1)) is None


def test_seats_that_can_go() -> None:
    """120 paid, 95 assigned of which 13 idle: 33 after 5% spare, 7,128 a year at 18 a month (oracle O7-3)."""
    seats = reclaimable_seats(120, 95, 13)
    assert seats == 33
    assert seats * 18 * 12 == 7128
    assert reclaimable_seats(90, 95, 0) == 0
    assert reclaimable_seats(120, 95, None) is None
