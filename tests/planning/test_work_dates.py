"""Work that begins with another month keeps its length and never takes more months."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from itstrat.planning.work_dates import begun_for, begun_with, months_touched

DAYS = st.dates(date(2020, 1, 1), date(2040, 12, 31))


def test_whole_months_stay_whole_months() -> None:
    """February to April, 89 days, becomes July to September, 92 days."""
    assert begun_with(date(2027, 7, 1), date(2027, 2, 1), date(2027, 4, 30)) == (
        date(2027, 7, 1),
        date(2027, 9, 30),
    )


def test_other_work_keeps_its_days() -> None:
    """15 October to 8 January are 86 days, and so are 1 February to 27 April."""
    assert begun_with(date(2027, 2, 1), date(2026, 10, 15), date(2027, 1, 8)) == (
        date(2027, 2, 1),
        date(2027, 4, 27),
    )


def test_work_without_dates_takes_its_days() -> None:
    """120 days from 1 December."""
    assert begun_for(date(2026, 12, 1), 120) == (date(2026, 12, 1), date(2027, 3, 30))


@given(DAYS, st.integers(0, 900), DAYS)
def test_no_move_takes_more_months_than_before(start: date, length: int, to: date) -> None:
    """Whatever the start: months touched do not grow, and it begins with the month asked."""
    finish = start + timedelta(days=length)
    first, last = begun_with(to, start, finish)
    assert first == to.replace(day=1)
    assert first <= last
    assert months_touched(first, last) <= months_touched(start, finish)
