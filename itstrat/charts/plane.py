"""Two measures against each other: where a point lies, and the rules and words of both axes."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from itstrat.charts.drawing import Drawing


class Tick(NamedTuple):
    """A value along an axis and how it is written."""

    value: float
    text: str


def straight(value: float) -> float:
    """Equal steps lie equally far apart."""
    return value


def bent(value: float) -> float:
    """The square root: small amounts keep room beside large ones, and zero lies on the axis."""
    return math.sqrt(max(value, 0.0))


@dataclass
class Plane:
    """Axes between the drawing's margins and from `top` to `bottom`, the words of both included.

    `across` and `up` are the least and the greatest value shown; `bend_x` and `bend_y` say how values are spread.
    """

    drawing: Drawing
    top: float
    bottom: float
    across: tuple[float, float]
    up: tuple[float, float]
    bend_x: Callable[[float], float] = straight
    bend_y: Callable[[float], float] = straight

    def x(self, value: float) -> float:
        """Where a value lies across; beyond the ends it is on the edge."""
        left, right = self.drawing.left, self.drawing.plot_right
        return left + _share(value, self.across, self.bend_x) * (right - left)

    def y(self, value: float) -> float:
        """The height of a value; beyond the ends it is on the edge."""
        return self.floor - _share(value, self.up, self.bend_y) * (self.floor - self.top)

    @property
    def floor(self) -> float:
        """Where the axis at the bottom runs."""
        return self.bottom - self.drawing.line_height() - self.drawing.look.px(5)

    def draw(self, across: Sequence[Tick], up: Sequence[Tick]) -> None:
        """The rules of both axes, and the words that have room."""
        drawing, line = self.drawing, self.drawing.line_height()
        for tick in up:
            y = self.y(tick.value)
            drawing.rule((drawing.left, y), (drawing.plot_right, y), "grid", part="grid")
            at = (drawing.left - drawing.look.px(6), y)
            drawing.label(at, tick.text, size=10.5, fill="ink2", align="right")
        drawing.rule((drawing.left, self.floor), (drawing.plot_right, self.floor), "ink", line=1.2)
        free = 0.0
        for tick in across:
            x, half = self.x(tick.value), drawing.width_of(tick.text, 10.5) / 2
            drawing.rule((x, self.floor), (x, self.floor + 4), "ink2")
            x = min(max(x, half), drawing.look.width - half)
            if x - half >= free:
                at = (x, self.bottom - line / 2)
                drawing.label(at, tick.text, size=10.5, fill="ink2", align="center")
                free = x + half + 6


def _share(value: float, ends: tuple[float, float], bend: Callable[[float], float]) -> float:
    low, high = (bend(end) for end in ends)
    if high == low:
        return 0.0
    return min(max((bend(value) - low) / (high - low), 0.0), 1.0)
