"""What initiatives cost by month, quarter and fiscal year: the very amounts that the budget counts, in cash."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

import pandas as pd

from itstrat.planning.calendar import FiscalCalendar, add_months, month_starts
from itstrat.planning.initiative_lines import Initiative, initiative_months
from itstrat.planning.money import ZERO

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from decimal import Decimal

# How far the roadmap looks: from the fiscal year before this one to the fourth after it.
_YEARS_BACK, _YEARS_AHEAD = 1, 4


@dataclass(frozen=True)
class Costs:
    """The initiatives as the budget counts them, and the quarters over which the roadmap is drawn.

    One that is done costs nothing from the month `opens` on: its bills are in the ledger and among the contracts then.
    """

    calendar: FiscalCalendar
    initiatives: tuple[Initiative, ...]
    done: frozenset[int]
    opens: date
    as_of: date
    fiscal_year: int

    @cached_property
    def by_month(self) -> Mapping[int, Mapping[date, Decimal]]:
        """By initiative, its cost in each month (first day) in which it has any, until the last quarter."""
        return {one.source_id: self._spent(one) for one in self.initiatives if one.starts_on is not None}

    @cached_property
    def quarters(self) -> list[date]:
        """First days of the quarters shown: those of all work, at least this fiscal year and the next."""
        dated = [one for one in self.initiatives if one.starts_on is not None]
        year = self.calendar.fiscal_year(self.as_of)
        earliest = self.calendar.bounds(min(year, self.fiscal_year) - _YEARS_BACK)[0]
        latest = self.calendar.bounds(max(year, self.fiscal_year) + _YEARS_AHEAD)[1]
        first = min([self.as_of, *(one.starts_on for one in dated if one.starts_on)])
        least = self.calendar.bounds(max(year, self.fiscal_year) + 1)[1]
        last = max([least, *(add_months(one.goes_live_on, -1) for one in dated)])
        first, last = max(first, earliest), min(last, latest)
        starts = (self.calendar.quarter_start(month) for month in month_starts(first, last))
        return list(dict.fromkeys(starts))

    def by_quarter(self, initiative_id: int) -> dict[str, Decimal]:
        """What one initiative costs in each quarter in which it does, by the quarter's label in order."""
        found: dict[str, Decimal] = {}
        for month, amount in self.by_month.get(initiative_id, {}).items():
            label = self._quarter_of[month]
            found[label] = found.get(label, ZERO) + amount
        return found

    def year(self, fiscal_year: int, ids: Iterable[int] | None = None) -> Decimal:
        """What initiatives cost in a fiscal year: all, or these."""
        first, last = self.calendar.bounds(fiscal_year)
        wanted = self.by_month if ids is None else {key: self.by_month.get(key, {}) for key in ids}
        months = (pair for spent in wanted.values() for pair in spent.items())
        return sum((amount for month, amount in months if first <= month <= last), ZERO)

    def frame(self) -> pd.DataFrame:
        """The quarters shown: start, label (Q1), fiscal_year (FY27), cost."""
        told = self.calendar
        total: dict[str, Decimal] = {}
        for spent in self.by_month.values():
            for month, amount in spent.items():
                label = self._quarter_of[month]
                total[label] = total.get(label, ZERO) + amount
        rows = [
            (
                start,
                f"Q{told.quarter(start)}",
                told.label(told.fiscal_year(start)),
                total.get(told.quarter_label(start), ZERO),
            )
            for start in self.quarters
        ]
        return pd.DataFrame(rows, columns=["start", "label", "fiscal_year", "cost"], dtype=object)

    @cached_property
    def _quarter_of(self) -> Mapping[date, str]:
        """The quarter's label of each month that costs anything: many initiatives share few months."""
        months = {month for spent in self.by_month.values() for month in spent}
        return {month: self.calendar.quarter_label(month) for month in months}

    def _spent(self, one: Initiative) -> dict[date, Decimal]:
        first = one.starts_on or self.as_of
        months = [
            month
            for month in month_starts(first, add_months(self.quarters[-1], 2))
            if one.source_id not in self.done or month < self.opens
        ]
        spread = initiative_months(replace(one, savings=()), months)
        paid = zip(months, spread.one_off, spread.run, strict=True)
        return {month: once + run for month, once, run in paid if once or run}
