"""Columns by period in IBCS notation: plan outlined behind, actual solid or forecast hatched, the difference above to scale."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from itstrat.charts.drawing import Drawing
from itstrat.charts.hatching import hatched
from itstrat.charts.layout import every, names_below
from itstrat.numbers import Unit

_WIDEST = 90.0  # px of a column before the type's scale


@dataclass(frozen=True, slots=True)
class Period:
    """One column: amounts in money, NaN where unknown; `actual` counts once the period is closed, `forecast` before.

    `name` is what a sentence calls it, `short` what stands below its column.
    """

    name: str
    short: str
    plan: float
    actual: float
    closed: bool
    forecast: float = math.nan

    @property
    def shown(self) -> float:
        """What the column in front shows; NaN where there is none."""
        return self.actual if self.closed else self.forecast

    @property
    def variance(self) -> float:
        """What is shown minus plan; positive is overspent; NaN while either is not known."""
        return self.shown - self.plan


@dataclass
class PeriodColumns:
    """The layout of two tiers that share one scale, from `top` to `bottom` of a drawing; `tiers` names them."""

    drawing: Drawing
    periods: Sequence[Period]
    unit: Unit
    top: float
    bottom: float
    tiers: tuple[str, str] = ("ΔPL", "AC")

    def draw(self) -> None:
        """Both tiers, with labels thinned until none meets its neighbour."""
        self._tier_names()
        for at, period in enumerate(self.periods):
            x = self.drawing.left + (at + 0.5) * self.slot
            self._columns(x, period)
            self._variance(x, period)
            if at % self.step == self.first_label:
                self._labels(x, period)
        first, names = self.drawing.left + self.slot / 2, [period.short for period in self.periods]
        names_below(self.drawing, names, first, self.slot, self.bottom - self.line / 2)
        self._to_date()
        width = self.drawing.look.width
        self.drawing.rule((self.drawing.left, self.zero), (width, self.zero), "ink", line=1.2)
        self.drawing.rule((self.drawing.left, self.variance_zero), (width, self.variance_zero), "ink3")

    @property
    def slot(self) -> float:
        """Width of a period."""
        return (self.drawing.look.width - self.drawing.left) / len(self.periods)

    @property
    def line(self) -> float:
        """Height of a line of labels."""
        return self.drawing.line_height()

    @cached_property
    def step(self) -> int:
        """Every how many periods a value is written."""
        texts = [self.unit.label(self._written(period)) for period in self.periods]
        texts += [self.unit.signed(p.variance) for p in self.periods if not math.isnan(p.variance)]
        widest = max(self.drawing.width_of(text, 11, 600) for text in texts)
        return every(widest, self.slot)

    @property
    def first_label(self) -> int:
        """The remainder that makes the last closed period one of those written."""
        closed = sum(period.closed for period in self.periods)
        return (max(closed, 1) - 1) % self.step

    @cached_property
    def money_per_pixel(self) -> float:
        """The scale of both tiers."""
        high, low = self._range([v for p in self.periods for v in (p.shown, p.plan)])
        over, under = self._range([p.variance for p in self.periods])
        labels = self.line * (4 if under < 0 else 3) + self.line * (low < 0)
        room = self.bottom - self.top - labels - self.line - self.drawing.look.px(10)
        return (high - low + over - under) / room or 1.0

    @cached_property
    def variance_zero(self) -> float:
        """The height of the difference tier's baseline."""
        over, _ = self._range([p.variance for p in self.periods])
        return self.top + self.line + over / self.money_per_pixel

    @cached_property
    def zero(self) -> float:
        """The height of the value tier's baseline."""
        _, low = self._range([v for p in self.periods for v in (p.shown, p.plan)])
        names = self.line + self.drawing.look.px(4)
        return self.bottom - names - (self.line if low < 0 else 0) + low / self.money_per_pixel

    @staticmethod
    def _range(values: Sequence[float]) -> tuple[float, float]:
        known = [value for value in values if not math.isnan(value)]
        return max([0.0, *known]), min([0.0, *known])

    @staticmethod
    def _written(period: Period) -> float:
        """The value written at a column: what is shown, else the plan of a period still open."""
        return period.plan if math.isnan(period.shown) and not period.closed else period.shown

    def _tier_names(self) -> None:
        middle = (self.variance_zero + self.bottom) / 2
        for y, name in zip((self.variance_zero, middle), self.tiers, strict=True):
            self.drawing.label((0, y), name, weight=600, fill="ink2")

    @property
    def _half_and_shift(self) -> tuple[float, float]:
        """Half a column's width, and how far plan and what is shown stand left and right of the middle."""
        half = min(self.slot * 0.31, self.drawing.look.px(_WIDEST) / 2)
        return half, half * 0.19

    def _columns(self, x: float, period: Period) -> None:
        half, shift = self._half_and_shift
        if not math.isnan(period.plan):
            level = self.zero - period.plan / self.money_per_pixel
            across = (x - half - shift, x + half - shift)
            self.drawing.rect(across, (self.zero, level), "page", stroke="actual", line=1.3)
        if not math.isnan(period.shown):
            level = self.zero - period.shown / self.money_per_pixel
            across, down = (x - half + shift, x + half + shift), (self.zero, level)
            if period.closed:
                self.drawing.rect(across, down, "actual")
            else:
                hatched(self.drawing, across, down)

    def _variance(self, x: float, period: Period) -> None:
        if math.isnan(period.variance) or period.variance == 0:
            return
        half, shift = self._half_and_shift
        level = self.variance_zero - period.variance / self.money_per_pixel
        token = "bad" if period.variance > 0 else "good"
        across, down = (x - half + shift, x + half + shift), (self.variance_zero, level)
        if period.closed:
            self.drawing.rect(across, down, token)
        else:
            self.drawing.rect(across, down, f"{token}_tint", stroke=token, line=1.3)

    def _labels(self, x: float, period: Period) -> None:
        value = self._written(period)
        known = [v for v in (period.shown, period.plan) if not math.isnan(v)]
        outer = max([0.0, *known]) if not value < 0 else min(0.0, *known)
        y = self.zero - outer / self.money_per_pixel - self.line * (-0.6 if value < 0 else 0.6)
        weight, fill = (600, "ink") if period.closed or value == period.shown else (400, "ink2")
        self.drawing.label((x, y), self.unit.label(value), weight=weight, fill=fill, align="center")
        if not math.isnan(period.variance):
            level = self.variance_zero - period.variance / self.money_per_pixel
            y = level - self.line * (-0.6 if period.variance < 0 else 0.6)
            self.drawing.label((x, y), self.unit.signed(period.variance), align="center")

    def _to_date(self) -> None:
        """The sum of the differences so far, beside the last one, where the rest of the year is still open."""
        gaps = [p.variance for p in self.periods if not math.isnan(p.variance)]
        last = max((at for at, p in enumerate(self.periods) if p.closed), default=len(self.periods))
        text = f"{self.unit.signed(sum(gaps))} to date"
        x = self.drawing.left + (last + 1) * self.slot + 6
        free = all(math.isnan(p.variance) for p in self.periods[last + 1 :])
        if gaps and free and x + self.drawing.width_of(text, 11, 600) < self.drawing.look.width:
            fill = "bad" if sum(gaps) > 0 else "good"
            y = self.variance_zero - self.line * 0.6
            self.drawing.label((x, y), text, weight=600, fill=fill)
