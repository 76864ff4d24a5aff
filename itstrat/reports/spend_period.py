"""The months that the page Spend speaks of: which are closed, which the ledger knows, and how to say so."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from itstrat.numbers import count_label, month_label
from itstrat.planning.calendar import FiscalCalendar, month_end, month_start

if TYPE_CHECKING:
    from itstrat.reports.statement import Scope

_WORDS = (
    "no",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
)


@dataclass(frozen=True, slots=True)
class SpendPeriod:
    """A fiscal year as the ledger shows it on a day.

    `closed` are the months compared with budget: past on that day and covered by the ledger. `until` is the last month
    that has begun by that day: what is known or unknown is asked of all months up to it.
    """

    label: str
    spans: str
    months: tuple[date, ...]
    closed: tuple[date, ...]
    until: date

    @property
    def first(self) -> date:
        """First day of the fiscal year."""
        return self.months[0]

    @property
    def last(self) -> date:
        """First day of its last month."""
        return self.months[-1]

    @property
    def closed_until(self) -> date:
        """Last day of the last closed month; the day before the year when none is."""
        return month_end(self.closed[-1]) if self.closed else date.fromordinal(self.first.toordinal() - 1)

    @property
    def complete(self) -> bool:
        """Whether every month of the year is closed."""
        return len(self.closed) == len(self.months)

    @property
    def to_date(self) -> str:
        """The closed months for a figure: `FY27, Jul to Oct`."""
        if not self.closed:
            return f"{self.label}, no closed month"
        first, last = month_label(self.closed[0]), month_label(self.closed[-1])
        return f"{self.label}, {first}" if first == last else f"{self.label}, {first} to {last}"

    @property
    def so_far(self) -> str:
        """Every month begun, for a figure: `FY27 up to Nov 2026`."""
        return f"{self.label} up to {month_label(self.until)} {self.until.year}"

    @property
    def months_said(self) -> str:
        """How many months are closed: `four months`."""
        number = len(self.closed)
        return f"{_WORDS[number] if number < len(_WORDS) else count_label(number)} month{'' if number == 1 else 's'}"


def spend_period(
    scope: Scope, fiscal_year_start: int, covered: tuple[date | None, date | None]
) -> SpendPeriod:
    """The scope's fiscal year; `covered` are the ledger's first and last month, None when it is empty."""
    calendar = FiscalCalendar(fiscal_year_start)
    first, last = covered
    closed = [
        month
        for month in calendar.closed_months(scope.fiscal_year, scope.as_of)
        if first is not None and last is not None and first <= month <= last
    ]
    months = calendar.months(scope.fiscal_year)
    return SpendPeriod(
        label=calendar.label(scope.fiscal_year),
        spans=calendar.describes(scope.fiscal_year),
        months=tuple(months),
        closed=tuple(closed),
        until=min(max(month_start(scope.as_of), months[0]), months[-1]),
    )
