"""Months and fiscal years. A fiscal year is named by the calendar year in which it ends: FY27 ends in 2027."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta


def add_months(day: date, months: int) -> date:
    """The day that many calendar months later (or earlier), clipped to the month's end: 29 Feb + 12 is 28 Feb.

    Clipping loses the day, so count several steps from the first day, never from the last result.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    # Every month has 28 days: only later days are clipped, and looking up a month's length takes the most time here.
    clipped = day.day if day.day <= 28 else min(day.day, calendar.monthrange(year, month + 1)[1])
    return date(year, month + 1, clipped)


def months_apart(earlier: date, later: date) -> int:
    """From the month of one day to the month of another, whatever the days: 31 Jan to 1 Feb is 1. May be negative."""
    return (later.year - earlier.year) * 12 + later.month - earlier.month


def months_between(earlier: date, later: date) -> int:
    """Whole months from one day to another: the largest n with add_months(earlier, n) <= later. May be negative."""
    months = months_apart(earlier, later)
    reached = earlier.day <= later.day or later.day == calendar.monthrange(later.year, later.month)[1]
    return months if reached else months - 1


def month_start(day: date) -> date:
    """The first day of the day's month."""
    return day.replace(day=1)


def month_end(day: date) -> date:
    """The last day of the day's month."""
    return add_months(day.replace(day=1), 1) - timedelta(days=1)


def month_starts(first: date, last: date) -> list[date]:
    """The first days of all months from first's to last's, both included; empty when last is in an earlier month."""
    return [add_months(first.replace(day=1), k) for k in range(months_apart(first, last) + 1)]


@dataclass(frozen=True, slots=True)
class FiscalCalendar:
    """The company's fiscal year, which starts on the first day of month `start_month` (1 to 12)."""

    start_month: int = 1

    def __post_init__(self) -> None:
        if not 1 <= self.start_month <= 12:
            raise ValueError(f"A fiscal year starts in a month from 1 to 12, not {self.start_month}.")

    def fiscal_year(self, day: date) -> int:
        """The fiscal year of a day, by the year in which it ends."""
        return day.year + (1 if 1 < self.start_month <= day.month else 0)

    def period(self, day: date) -> int:
        """The month of the fiscal year, 1 to 12."""
        return (day.month - self.start_month) % 12 + 1

    def quarter(self, day: date) -> int:
        """The quarter of the fiscal year, 1 to 4."""
        return (self.period(day) + 2) // 3

    def quarter_start(self, day: date) -> date:
        """The first day of the fiscal quarter of a day."""
        return add_months(month_start(day), -((self.period(day) - 1) % 3))

    def quarter_label(self, day: date) -> str:
        """How the fiscal quarter of a day is shown: "FY27 Q3"."""
        return f"{self.label(self.fiscal_year(day))} Q{self.quarter(day)}"

    def bounds(self, fiscal_year: int) -> tuple[date, date]:
        """First and last day of a fiscal year, both included."""
        first = date(fiscal_year if self.start_month == 1 else fiscal_year - 1, self.start_month, 1)
        return first, add_months(first, 12) - timedelta(days=1)

    def months(self, fiscal_year: int) -> list[date]:
        """The first days of its twelve months, in order."""
        return month_starts(*self.bounds(fiscal_year))

    def closed_months(self, fiscal_year: int, as_of: date) -> list[date]:
        """The months of the fiscal year that as_of is past the end of. The current month is open."""
        return [month for month in self.months(fiscal_year) if month_end(month) < as_of]

    def label(self, fiscal_year: int) -> str:
        """How it is shown: "FY27"."""
        return f"FY{fiscal_year % 100:02d}"

    def describes(self, fiscal_year: int) -> str:
        """The span in words: "Jul 2026 – Jun 2027"."""
        first, last = self.bounds(fiscal_year)
        names = calendar.month_abbr
        return f"{names[first.month]} {first.year} – {names[last.month]} {last.year}"
