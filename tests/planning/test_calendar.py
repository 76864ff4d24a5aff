"""Months and fiscal years."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itstrat.planning.calendar import (
    FiscalCalendar,
    add_months,
    month_end,
    month_start,
    month_starts,
    months_apart,
    months_between,
)

DAYS = st.dates(date(1990, 1, 1), date(2090, 12, 31))
STARTS = st.integers(1, 12)


def test_a_month_later_is_clipped_to_the_months_end() -> None:
    """29 February plus a year is 28 February; 31 January plus a month is the last of February."""
    assert add_months(date(2024, 2, 29), 12) == date(2025, 2, 28)
    assert add_months(date(2024, 1, 31), 1) == date(2024, 2, 29)
    assert add_months(date(2026, 1, 15), -2) == date(2025, 11, 15)


def test_months_apart_are_of_the_calendar() -> None:
    """From 31 January to 1 February is one month, within a month none, and backwards it is below 0."""
    assert months_apart(date(2026, 1, 31), date(2026, 2, 1)) == 1
    assert months_apart(date(2026, 1, 1), date(2026, 1, 31)) == 0
    assert months_apart(date(2027, 2, 1), date(2026, 11, 30)) == -3


@given(DAYS, STARTS)
def test_a_quarter_is_three_months_of_the_fiscal_year(day: date, start: int) -> None:
    """It begins with period 1, 4, 7 or 10, holds the day, and is named with its fiscal year."""
    fiscal = FiscalCalendar(start)
    first = fiscal.quarter_start(day)
    assert (first.day, fiscal.period(first)) == (1, 3 * fiscal.quarter(day) - 2)
    assert first <= day < add_months(first, 3)
    assert fiscal.quarter_label(day) == f"{fiscal.label(fiscal.fiscal_year(day))} Q{fiscal.quarter(day)}"


def test_quarters_are_of_the_fiscal_year() -> None:
    """With a year that starts in July, November 2026 lies in the second quarter of FY27."""
    fiscal = FiscalCalendar(7)
    assert fiscal.quarter_label(date(2026, 11, 22)) == "FY27 Q2"
    assert fiscal.quarter_start(date(2026, 11, 22)) == date(2026, 10, 1)


@given(DAYS, st.integers(-240, 240))
def test_adding_months_moves_the_month_and_keeps_the_day_where_it_can(day: date, months: int) -> None:
    """The month is exactly so many months on; the day is the same or the month's last."""
    moved = add_months(day, months)
    assert (moved.year * 12 + moved.month) - (day.year * 12 + day.month) == months
    assert moved.day == day.day or (moved.day < day.day and moved == month_end(moved))


@given(DAYS, DAYS)
def test_whole_months_are_the_most_that_fit(one: date, other: date) -> None:
    """So many months fit between two days, and one more does not."""
    months = months_between(one, other)
    assert add_months(one, months) <= other < add_months(one, months + 1)


def test_the_months_of_a_span_include_both_ends() -> None:
    """A span within a month is one month; a reversed span is none."""
    assert month_starts(date(2026, 11, 20), date(2027, 1, 2)) == [
        date(2026, 11, 1),
        date(2026, 12, 1),
        date(2027, 1, 1),
    ]
    assert month_starts(date(2026, 2, 3), date(2026, 2, 20)) == [date(2026, 2, 1)]
    assert month_starts(date(2026, 2, 3), date(2026, 1, 20)) == []


@pytest.mark.parametrize(
    ("start", "day", "year", "period"),
    [
        (7, date(2026, 8, 1), 2027, 2),
        (7, date(2026, 6, 30), 2026, 12),
        (4, date(2026, 3, 1), 2026, 12),
        (1, date(2026, 1, 1), 2026, 1),
    ],
)
def test_a_fiscal_year_is_named_by_its_end(start: int, day: date, year: int, period: int) -> None:
    """August 2026 is the second month of FY27 when the year starts in July (oracle O1-12)."""
    calendar = FiscalCalendar(start)
    assert (calendar.fiscal_year(day), calendar.period(day)) == (year, period)


def test_a_fiscal_year_says_its_name_and_span() -> None:
    """The label is short, the description names both months with their years."""
    calendar = FiscalCalendar(7)
    assert calendar.label(2027) == "FY27"
    assert calendar.describes(2027) == "Jul 2026 – Jun 2027"
    assert FiscalCalendar(1).describes(2027) == "Jan 2027 – Dec 2027"


@given(STARTS, DAYS)
def test_a_day_lies_within_the_bounds_of_its_year(start: int, day: date) -> None:
    """Years follow each other without gap or overlap, and the period is the month's place among the twelve."""
    calendar = FiscalCalendar(start)
    year = calendar.fiscal_year(day)
    first, last = calendar.bounds(year)
    assert first <= day <= last
    assert calendar.bounds(year + 1)[0] == last + timedelta(days=1)
    assert calendar.months(year)[calendar.period(day) - 1] == month_start(day)


@given(STARTS, STARTS, st.integers(2000, 2050))
def test_shifting_the_start_never_changes_a_calendar_total(one: int, other: int, year: int) -> None:
    """Amounts by month, gathered through any fiscal calendar, give each calendar year the same total."""

    def totals(start: int) -> Counter[int]:
        calendar, total = FiscalCalendar(start), Counter[int]()
        for fiscal_year in (year, year + 1):
            for month in calendar.months(fiscal_year):
                total[month.year] += month.month if month.year == year else 0
        return total

    assert totals(one)[year] == totals(other)[year] == 78


def test_the_current_month_is_open() -> None:
    """A month is closed once the day is past its last day."""
    calendar = FiscalCalendar(7)
    assert calendar.closed_months(2027, date(2026, 8, 31)) == [date(2026, 7, 1)]
    assert calendar.closed_months(2027, date(2026, 9, 1)) == [date(2026, 7, 1), date(2026, 8, 1)]
    assert calendar.closed_months(2027, date(2020, 1, 1)) == []
    assert len(calendar.closed_months(2027, date(2030, 1, 1))) == 12


def test_a_start_outside_the_year_is_refused() -> None:
    """There is no month 13."""
    with pytest.raises(ValueError, match="1 to 12"):
        FiscalCalendar(13)
