"""How sure the forecast is, and what would make it surer."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from itstrat.charts.drawing import Chart, Drawing
from itstrat.charts.layout import heading, row_name
from itstrat.charts.lettering import shorten
from itstrat.charts.theme import SLIDE, Look
from itstrat.numbers import exact, number, percent, plural

_GAP = 8


def drivers_of_risk(frame: pd.DataFrame, *, look: Look = SLIDE) -> Chart:
    """Which drivers make the year's outcome uncertain: the share of its variance that each causes, largest first.

    `frame` has at least one row: driver, share (0 to 1 of the variance; below zero where a driver evens others out; None
    where not known). The largest is coloured. Every row is drawn.
    """
    rows = [(str(row["driver"]), number(row["share"])) for row in frame.to_dict("records")]
    rows.sort(key=lambda row: (math.isnan(row[1]), -row[1]))
    drawing = Drawing(look)
    top = heading(
        drawing, "What makes the forecast uncertain", note="share of the variance of the year's total"
    )
    bars = _Shares(drawing, rows, top)
    bars.draw()
    table = pd.DataFrame(
        {"Driver": frame["driver"], "Share of variance": [exact(v) for v in frame["share"]]}, dtype=object
    )
    return drawing.chart(bars.bottom + 2, _alt(rows), table)


@dataclass
class _Shares:
    """One bar per row; names stand left of the bars, or above them on a narrow sheet."""

    drawing: Drawing
    rows: Sequence[tuple[str, float]]
    top: float

    def __post_init__(self) -> None:
        look = self.drawing.look
        if not look.narrow:
            widest = max(self.drawing.width_of(name, 11, 500) for name, _ in self.rows) + 1
            self.drawing.left = min(widest, look.width * 0.3) + 2 * _GAP
        self.drawing.right = self._value_room

    def draw(self) -> None:
        """Every row, and the line the bars start from."""
        for at, (name, share) in enumerate(self.rows):
            y = self.top + at * self.row_height
            self._name(y, name)
            self._bar(y, share, first=at == 0)
            sentence = f"{name}: {percent(share)} of the variance"
            self.drawing.fact((0, self.drawing.look.width), (y, y + self.row_height), sentence)
        self.drawing.rule((self._x(0), self.top), (self._x(0), self.bottom), "ink", line=1.2)

    @property
    def row_height(self) -> float:
        """Rows fill the look's height, between a least and a greatest height."""
        look = self.drawing.look
        least, most = (40.0, 46.0) if look.narrow else (22.0, 40.0)
        return min(max((look.height - self.top) / len(self.rows), look.px(least)), look.px(most))

    @property
    def bottom(self) -> float:
        """Where the last row ends."""
        return self.top + self.row_height * len(self.rows)

    @cached_property
    def _value_room(self) -> float:
        return max(self.drawing.width_of(percent(share), 11, 600) for _, share in self.rows) + 2 * _GAP

    @cached_property
    def _extent(self) -> tuple[float, float]:
        known = [share for _, share in self.rows if not math.isnan(share)]
        return min([0.0, *known]), max([0.0, *known])

    def _x(self, share: float) -> float:
        low, high = self._extent
        start = self.drawing.left + (self._value_room if low < 0 else 1)
        return start + (share - low) / ((high - low) or 1.0) * (self.drawing.plot_right - start)

    @property
    def _above(self) -> float:
        return self.drawing.line_height() if self.drawing.look.narrow else 0.0

    def _name(self, y: float, name: str) -> None:
        look = self.drawing.look
        if look.narrow:
            self.drawing.label((0, y + self._above * 0.6), name, weight=500, limit=look.width)
        else:
            room = (self.drawing.left - 2 * _GAP, self.row_height)
            row_name(self.drawing, (0, y + self.row_height / 2), name, room, 500)

    def _bar(self, y: float, share: float, *, first: bool) -> None:
        room = self.row_height - self._above
        down = (y + self._above + room * 0.2, y + self._above + room * 0.8)
        if not math.isnan(share):
            self.drawing.rect(
                (self._x(0), self._x(share)), down, "primary" if first and share > 0 else "actual"
            )
        end, below = self._x(0 if math.isnan(share) else share), share < 0
        at = (end - _GAP if below else end + _GAP, sum(down) / 2)
        self.drawing.label(at, percent(share), weight=600, align="right" if below else "left")


def _alt(rows: Sequence[tuple[str, float]]) -> str:
    known = [(name, share) for name, share in rows if not math.isnan(share)]
    if not known:
        return f"The variance of none of {plural(len(rows), 'driver')} is known."
    said = [f"{shorten(name, 260, 11)} {percent(share)}" for name, share in known[:3]]
    return f"Share of the variance by driver, of {plural(len(rows), 'driver')}: {', '.join(said)}."
