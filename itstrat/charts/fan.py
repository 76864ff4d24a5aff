"""A line from what happened to what is expected, with the fan of what is likely and a limit that grows over the year."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from itstrat.charts.drawing import Drawing
from itstrat.charts.layout import names_below, spread, ticks
from itstrat.charts.placing import Place, Placer
from itstrat.numbers import Number, Unit


@dataclass(frozen=True, slots=True)
class Point:
    """One period: an amount with its likely range, NaN where there is none."""

    name: str
    short: str
    amount: float
    low: float
    high: float
    actual: bool


def limit_text(unit: Unit, limit: Number) -> str:
    """What the dotted line is."""
    return f"tolerance {unit.signed(limit)} at the end"


@dataclass
class Fan:
    """The layout between `top` and `bottom`; `limit` is what is tolerated by the last period, NaN where nothing is."""

    drawing: Drawing
    points: Sequence[Point]
    unit: Unit
    limit: float
    top: float
    bottom: float

    def __post_init__(self) -> None:
        """Room for the axis at the left and the last period's numbers at the right."""
        drawing, gap = self.drawing, self.drawing.look.px(8)
        axis = max(drawing.width_of(self.unit.signed(tick)) for tick in self._ticks)
        drawing.left = max(drawing.left, axis + gap)
        last = max(drawing.width_of(self.unit.signed(v), 11, 600) for v in self._ends())
        slot = (drawing.look.width - drawing.left) / len(self.points)
        drawing.right = drawing.margin(last + gap - slot / 2)

    def draw(self) -> None:
        """Axis, fan, limit, line and the words at them."""
        self._axis()
        placer = Placer(self.drawing, self.top, self.bottom - self._names)
        placer.block((0, self.drawing.left), (self.top, self.bottom))
        placer.line([(self.drawing.left, self.y(0.0)), (self.drawing.plot_right, self.y(0.0))])
        self._likely(placer)
        self._limit_line(placer)
        self._line(placer)
        self._last_numbers(placer)
        self._to_date(placer)
        self._limit_words(placer)

    @property
    def slot(self) -> float:
        """Width of a period."""
        return (self.drawing.plot_right - self.drawing.left) / len(self.points)

    def x(self, at: int) -> float:
        """The middle of a period."""
        return self.drawing.left + (at + 0.5) * self.slot

    def y(self, amount: float) -> float:
        """The height of an amount."""
        low, high = self._extent
        half = self.drawing.line_height() / 2
        above, below = self.top + half, self.bottom - self._names - half
        return below - (amount - low) / ((high - low) or 1.0) * (below - above)

    @property
    def token(self) -> str:
        """The colour of where it ends: above zero is bad."""
        return "bad" if self.points[-1].amount > 0 else "good"

    @property
    def _names(self) -> float:
        return self.drawing.line_height() + self.drawing.look.px(2)

    @cached_property
    def _extent(self) -> tuple[float, float]:
        amounts = [v for p in self.points for v in (p.amount, p.low, p.high)] + [self.limit]
        known = [0.0, *(value for value in amounts if not math.isnan(value))]
        return min(known), max(known)

    @property
    def _ticks(self) -> list[float]:
        most = int((self.bottom - self.top) / (3 * self.drawing.line_height()))
        return ticks(*self._extent, max(1, min(5, most)))

    def _axis(self) -> None:
        for tick in self._ticks:
            y = self.y(tick)
            self.drawing.rule((self.drawing.left, y), (self.drawing.plot_right, y), "grid", part="grid")
            at = (self.drawing.left - self.drawing.look.px(6), y)
            self.drawing.label(at, self.unit.signed(tick), fill="ink2", align="right")
        zero = self.y(0.0)
        self.drawing.rule((self.drawing.left, zero), (self.drawing.plot_right, zero), "ink", line=1.2)
        y = self.bottom - self.drawing.line_height() / 2
        names_below(self.drawing, [point.short for point in self.points], self.x(0), self.slot, y)

    @property
    def _closed(self) -> int:
        """How many periods are over."""
        return sum(point.actual for point in self.points)

    def _known(self) -> list[tuple[int, Point]]:
        return [(at, point) for at, point in enumerate(self.points) if not math.isnan(point.amount)]

    def _likely(self, placer: Placer) -> None:
        known = [
            (self.x(at), self.y(point.low), self.y(point.high))
            for at, point in self._known()
            if not point.actual and not math.isnan(point.low + point.high)
        ]
        past = [(at, point) for at, point in self._known() if point.actual]
        if not known:
            return
        if past:
            at, point = past[-1]
            known.insert(0, (self.x(at), self.y(point.amount), self.y(point.amount)))
        self.drawing.area(known, f"{self.token}_tint")
        x, low, high = known[-1]
        self.drawing.rule((x, low), (x, high), self.token, line=1.2)
        placer.line([(x, low), (x, high)])
        placer.line((x, y) for x, y, _ in known)
        placer.line((x, y) for x, _, y in known)

    def _limit_line(self, placer: Placer) -> None:
        if math.isnan(self.limit):
            return
        steps = [
            (self.x(at), self.y(self.limit * (at + 1) / len(self.points))) for at in range(len(self.points))
        ]
        self.drawing.path(steps, "ink2", line=1.3, dash="dot")
        placer.line(steps)

    def _line(self, placer: Placer) -> None:
        past = [(self.x(at), self.y(p.amount)) for at, p in self._known() if p.actual]
        ahead = [(self.x(at), self.y(p.amount)) for at, p in self._known() if not p.actual]
        self.drawing.path(past, "actual", line=3.0)
        self.drawing.path([*past[-1:], *ahead], self.token, line=2.6, dash="long")
        placer.line([*past, *ahead])
        for points, fill in ((past, "actual"), (ahead, self.token)):
            if points:
                self.drawing.symbol(points[-1], "circle", fill=fill, across=self.drawing.look.px(8))

    def _ends(self) -> list[float]:
        last = self.points[-1]
        return [v for v in (last.high, last.amount, last.low) if not math.isnan(v)]

    def _last_numbers(self, placer: Placer) -> None:
        """The last period's amount and range at the right, moved apart where they would meet."""
        ends, last = self._ends(), self.points[-1]
        line = self.drawing.line_height()
        wanted = [self.y(value) for value in ends]
        heights = spread(wanted, line, self.top + line / 2, self.bottom - self._names - line / 2)
        x = self.x(len(self.points) - 1) + self.drawing.look.px(6)
        for value, y in zip(ends, heights, strict=True):
            expected = value == last.amount
            weight, fill = (600, self.token) if expected else (400, "ink2")
            text = self.unit.signed(value)
            self.drawing.label((x, y), text, weight=weight, fill=fill)
            placer.taken.append(placer.box(text, Place(x, y), 11, weight))

    def _to_date(self, placer: Placer) -> None:
        past = [(at, point) for at, point in self._known() if point.actual]
        if not past or len(past) == len(self.points):
            return
        at, point = past[-1]
        text = f"{self.unit.signed(point.amount)} to date"
        placer.say(text, placer.around(self.x(at), self.y(point.amount)), weight=600)

    def _limit_words(self, placer: Placer) -> None:
        """The name of the limit, beside its line; on a narrow sheet the heading says it."""
        if math.isnan(self.limit) or self.drawing.look.narrow:
            return
        text, line = limit_text(self.unit, self.limit), self.drawing.line_height()
        places = [
            Place(self.x(at), self.y(self.limit * (at + 1) / len(self.points)) + away * line, "center")
            for away in (0.9, -0.9, 1.4, -1.4, 2.2, -2.2)
            for at in reversed(range(len(self.points)))
        ]
        placer.say(text, places, fill="ink2")
