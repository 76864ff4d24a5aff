"""Columns by month in IBCS notation: plan outlined behind, actual solid in front, their difference above on the same scale."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from itstrat.charts.drawing import Drawing
from itstrat.charts.layout import every
from itstrat.numbers import Unit, month_label

_SMALL = 10.5


@dataclass(frozen=True, slots=True)
class Month:
    """One column: amounts in money, NaN where unknown; `actual` counts once the month is closed."""

    month: date
    actual: float
    budget: float
    closed: bool

    @property
    def shown(self) -> float:
        """What the solid column shows: nothing while the month is open."""
        return self.actual if self.closed else math.nan

    @property
    def variance(self) -> float:
        """Actual minus budget; positive is overspent; NaN while either is not known."""
        return self.shown - self.budget


@dataclass
class MonthColumns:
    """The layout of two tiers that share one scale, from `top` to `bottom` of a drawing."""

    drawing: Drawing
    months: Sequence[Month]
    unit: Unit
    top: float
    bottom: float

    def draw(self) -> None:
        """Both tiers, with labels thinned until none meets its neighbour."""
        self._tier_names()
        for at, month in enumerate(self.months):
            x = self.drawing.left + (at + 0.5) * self.slot
            self._columns(x, month)
            self._variance(x, month)
            if at % self.step == self.first_label:
                self._labels(x, month)
            self._month_name(x, at)
        self._to_date()
        width = self.drawing.look.width
        self.drawing.rule((self.drawing.left, self.zero), (width, self.zero), "ink", line=1.2)
        self.drawing.rule((self.drawing.left, self.variance_zero), (width, self.variance_zero), "ink3")

    @property
    def slot(self) -> float:
        """Width of a month."""
        return (self.drawing.look.width - self.drawing.left) / len(self.months)

    @property
    def line(self) -> float:
        """Height of a line of labels."""
        return self.drawing.line_height()

    @cached_property
    def step(self) -> int:
        """Every how many months a value is written."""
        texts = [self.unit.label(m.shown if m.closed else m.budget) for m in self.months]
        texts += [self.unit.signed(m.variance) for m in self.months if m.closed]
        widest = max(self.drawing.width_of(text, 11, 600) for text in texts)
        return every(widest, self.slot)

    @property
    def first_label(self) -> int:
        """The remainder that makes the last closed month one of those written."""
        closed = sum(month.closed for month in self.months)
        return (max(closed, 1) - 1) % self.step

    @cached_property
    def money_per_pixel(self) -> float:
        """The scale of both tiers."""
        high, low = self._range([v for m in self.months for v in (m.shown, m.budget)])
        over, under = self._range([m.variance for m in self.months])
        labels = self.line * (4 if under < 0 else 3) + self.line * (low < 0)
        room = self.bottom - self.top - labels - self.line - self.drawing.look.px(10)
        return (high - low + over - under) / room or 1.0

    @cached_property
    def variance_zero(self) -> float:
        """The height of the difference tier's baseline."""
        over, _ = self._range([m.variance for m in self.months])
        return self.top + self.line + over / self.money_per_pixel

    @cached_property
    def zero(self) -> float:
        """The height of the value tier's baseline."""
        _, low = self._range([v for m in self.months for v in (m.shown, m.budget)])
        names = self.line + self.drawing.look.px(4)
        return self.bottom - names - (self.line if low < 0 else 0) + low / self.money_per_pixel

    @staticmethod
    def _range(values: Sequence[float]) -> tuple[float, float]:
        known = [value for value in values if not math.isnan(value)]
        return max([0.0, *known]), min([0.0, *known])

    def _tier_names(self) -> None:
        middle = (self.variance_zero + self.bottom) / 2
        for y, name in ((self.variance_zero, "ΔPL"), (middle, "AC")):
            self.drawing.label((0, y), name, weight=600, fill="ink2")

    def _columns(self, x: float, month: Month) -> None:
        half, shift = self.slot * 0.31, self.slot * 0.06
        if not math.isnan(month.budget):
            level = self.zero - month.budget / self.money_per_pixel
            across = (x - half - shift, x + half - shift)
            self.drawing.rect(across, (self.zero, level), "page", stroke="actual", line=1.3)
        if not math.isnan(month.shown):
            level = self.zero - month.shown / self.money_per_pixel
            self.drawing.rect((x - half + shift, x + half + shift), (self.zero, level), "actual")

    def _variance(self, x: float, month: Month) -> None:
        if math.isnan(month.variance):
            return
        half, shift = self.slot * 0.31, self.slot * 0.06
        level = self.variance_zero - month.variance / self.money_per_pixel
        fill = "bad" if month.variance > 0 else "good"
        self.drawing.rect((x - half + shift, x + half + shift), (self.variance_zero, level), fill)

    def _labels(self, x: float, month: Month) -> None:
        value = month.shown if month.closed else month.budget
        known = [v for v in (month.shown, month.budget) if not math.isnan(v)]
        outer = max([0.0, *known]) if not value < 0 else min(0.0, *known)
        y = self.zero - outer / self.money_per_pixel - self.line * (-0.6 if value < 0 else 0.6)
        weight, fill = (600, "ink") if month.closed else (400, "ink2")
        self.drawing.label((x, y), self.unit.label(value), weight=weight, fill=fill, align="center")
        if not math.isnan(month.variance):
            level = self.variance_zero - month.variance / self.money_per_pixel
            y = level - self.line * (-0.6 if month.variance < 0 else 0.6)
            self.drawing.label((x, y), self.unit.signed(month.variance), align="center")

    def _to_date(self) -> None:
        gaps = [m.variance for m in self.months if not math.isnan(m.variance)]
        last = max((at for at, m in enumerate(self.months) if m.closed), default=len(self.months))
        text = f"{self.unit.signed(sum(gaps))} to date"
        x = self.drawing.left + (last + 1) * self.slot + 6
        if gaps and x + self.drawing.width_of(text, 11, 600) < self.drawing.look.width:
            fill = "bad" if sum(gaps) > 0 else "good"
            y = self.variance_zero - self.line * 0.6
            self.drawing.label((x, y), text, weight=600, fill=fill)

    def _month_name(self, x: float, at: int) -> None:
        name = month_label(self.months[at].month)
        widest = self.drawing.width_of("Aug", _SMALL)
        room = self.slot - 4
        if room < self.drawing.width_of("M", _SMALL):
            name = name if at % every(widest, self.slot) == 0 else ""
        elif room < widest:
            name = name[0]
        y = self.bottom - self.line / 2
        self.drawing.label((x, y), name, size=_SMALL, fill="ink2", align="center")
