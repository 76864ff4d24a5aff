"""The ground of the roadmap: fiscal quarters across with what each costs, fiscal years, and today."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import groupby

from itstrat.charts.calendar import first_of_month
from itstrat.charts.drawing import Drawing
from itstrat.numbers import money_label, month_label

_AIR = 4.0


@dataclass(frozen=True, slots=True)
class Quarter:
    """Three months from `start` on, as they are named, and what the plan costs in them; None is unknown."""

    start: dt.date
    label: str
    fiscal_year: str
    cost: Decimal | None


@dataclass
class Axis:
    """Quarters laid between the drawing's margins, their words from `top` down; needs one quarter at least."""

    drawing: Drawing
    quarters: Sequence[Quarter]
    as_of: dt.date
    top: float
    currency: str

    def x(self, day: dt.date) -> float:
        """Where a day begins; days outside are on the edge."""
        share = (day - self.first).days / (self.last - self.first).days
        left, right = self.drawing.left, self.drawing.plot_right
        return left + min(max(share, 0.0), 1.0) * (right - left)

    @cached_property
    def first(self) -> dt.date:
        """The first day shown."""
        return self.quarters[0].start

    @cached_property
    def last(self) -> dt.date:
        """The first day no longer shown."""
        return first_of_month(self.quarters[-1].start, 3)

    @property
    def shows_today(self) -> bool:
        """True when today lies on the axis."""
        return self.first <= self.as_of < self.last

    @property
    def bottom(self) -> float:
        """Where the words end and rows may begin."""
        return self._names_end + (self._line if self.shows_today else self.drawing.look.px(2))

    @property
    def names_y(self) -> float:
        """The height at which the quarters are named."""
        return self._years_y + self._line * (1.0 if self._quarter_names else 0.0)

    def draw(self) -> None:
        """The words above the rows, but for today's."""
        self._years()
        for quarter, name in zip(self.quarters, self._quarter_names, strict=False):
            at = (self.x(quarter.start), self.names_y)
            self.drawing.label(at, name, size=10.5, fill="ink2", dx=_AIR)
            if self._costs_fit:
                cost = (at[0], at[1] + self._line)
                self.drawing.label(cost, self._cost(quarter), size=9.5, fill="ink3", dx=_AIR)

    def ground(self, top: float, bottom: float) -> None:
        """Rules of quarters and years behind the rows, from this height to that."""
        for quarter in self.quarters:
            x, years = self.x(quarter.start), quarter in self._year_starts
            start = self._years_y - self._line / 2 if years else top
            stroke, line = ("ink3", 1.0) if years else ("grid", 0.8)
            self.drawing.rule((x, start), (x, bottom), stroke, line=line, part="grid")

    def today(self, bottom: float) -> None:
        """Today's rule and its words above it, over everything drawn before."""
        if not self.shows_today:
            return
        x, y = self.x(self.as_of), self._names_end + self._line / 2
        self.drawing.rule((x, self.bottom - 2), (x, bottom), "bad", line=1.8)
        text = f"Today, {self.as_of.day} {month_label(self.as_of)} {self.as_of.year % 100:02d}"
        half = self.drawing.width_of(text, 10.5, 600) / 2
        middle = min(max(x, half), self.drawing.look.width - half)
        down = (y - self._line / 2, y + self._line / 2 - 2)
        self.drawing.patch(middle, (-half - 2, half + 2), down, "page")
        self.drawing.label((middle, y - 1), text, size=10.5, weight=600, fill="bad", align="center")

    @property
    def _line(self) -> float:
        return self.drawing.line_height(10.5)

    @property
    def _years_y(self) -> float:
        return self.top + self._line / 2

    @property
    def _names_end(self) -> float:
        return self.names_y + self._line * (1.5 if self._costs_fit else 0.5)

    @cached_property
    def _year_starts(self) -> list[Quarter]:
        return [next(quarters) for _, quarters in groupby(self.quarters, key=lambda q: q.fiscal_year)]

    def _slot(self, quarter: Quarter) -> float:
        return self.x(first_of_month(quarter.start, 3)) - self.x(quarter.start)

    def _fit(self, texts: Sequence[str], size: float) -> bool:
        return all(
            self.drawing.width_of(text, size) + _AIR <= self._slot(quarter)
            for text, quarter in zip(texts, self.quarters, strict=True)
        )

    @cached_property
    def _quarter_names(self) -> list[str]:
        """As they are called, else by their last figure, else not at all."""
        whole = [quarter.label for quarter in self.quarters]
        short = [label[-1:] for label in whole]
        return next((names for names in (whole, short) if self._fit(names, 10.5)), [])

    def _cost(self, quarter: Quarter) -> str:
        return "?" if quarter.cost is None else money_label(quarter.cost, self.currency)

    @cached_property
    def _costs_fit(self) -> bool:
        """Each quarter says its cost where all have room; else whole years do."""
        asked = any(quarter.cost is not None for quarter in self.quarters)
        return asked and self._fit([self._cost(quarter) for quarter in self.quarters], 9.5)

    def _years(self) -> None:
        for name, group in groupby(self.quarters, key=lambda q: q.fiscal_year):
            quarters = list(group)
            start, room = self.x(quarters[0].start), sum(self._slot(q) for q in quarters) - _AIR
            at = (start, self._years_y)
            if self.drawing.width_of(name, 11.5, 700) > room:
                continue
            self.drawing.label(at, name, size=11.5, weight=700, dx=_AIR)
            after = self.drawing.width_of(f"{name}  ", 11.5, 700) + _AIR
            cost = self._year_cost(quarters)
            if after + self.drawing.width_of(cost, 9.5) <= room:
                self.drawing.label(at, cost, size=9.5, fill="ink3", dx=after)

    def _year_cost(self, quarters: Sequence[Quarter]) -> str:
        """The cost of a year of which all four quarters are shown and known."""
        costs = [quarter.cost for quarter in quarters if quarter.cost is not None]
        return money_label(sum(costs), self.currency) if len(costs) == 4 else ""
