"""When work of known length is done if it begins with a month: what the scheduler's months mean in days."""

from __future__ import annotations

from datetime import date, timedelta

from itstrat.planning.calendar import add_months, month_end, month_start, months_apart


def months_touched(start: date, finish: date) -> int:
    """The calendar months in which work from one day to another falls, both included."""
    return months_apart(start, finish) + 1


def begun_with(month: date, start: date, finish: date) -> tuple[date, date]:
    """First and last day of the work from `start` to `finish` once it begins with a month: as long, in no more months.

    Whole months stay whole months: February to April becomes July to September, though that is three days more.
    """
    first, months = month_start(month), months_touched(start, finish)
    last = month_end(add_months(first, months - 1))
    if start.day == 1 and finish == month_end(finish):
        return first, last
    return first, min(first + (finish - start), last)


def begun_for(month: date, days: int) -> tuple[date, date]:
    """First and last day of work of so many days that begins with a month."""
    first = month_start(month)
    return first, first + timedelta(days=days - 1)
