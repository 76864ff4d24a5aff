"""How many items are at their target at each assessment, a small panel per part, with what is unknown of it as a band."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from math import isnan
from typing import TYPE_CHECKING

import pandas as pd

from itstrat.charts.drawing import Chart, Drawing
from itstrat.charts.layout import heading
from itstrat.charts.panel_grid import PanelGrid
from itstrat.charts.theme import SLIDE, Look
from itstrat.numbers import is_known, month_year, number, percent, plural

if TYPE_CHECKING:
    from collections.abc import Sequence

_PANEL = 150.0  # px at scale 1: the least width of a panel
_TALLEST = 130.0


@dataclass(frozen=True, slots=True)
class Point:
    """One assessment: the share at target, and with everything unknown; NaN where nothing was answered."""

    on: dt.date
    share: float
    high: float


def trend(frame: pd.DataFrame, *, look: Look = SLIDE) -> Chart:
    """A panel per part in the order given, all on the same days and on 0 to 100 percent.

    `frame` has at least one row: part, assessed_on, share (at or above target, 0 to 1), share_high (with all that is
    unknown; None where nothing is). The line is what is known for sure, the band above it what may be besides.
    """
    series = {str(part): _points(rows) for part, rows in frame.groupby("part", sort=False)}
    drawing = Drawing(look)
    top = heading(drawing, "Share of items at target, by assessment", note="band: what the unknown could add")
    tallest = look.px(_TALLEST) + 2 * drawing.line_height()
    low = look.px(104 if look.narrow else 84)
    grid = PanelGrid(look, len(series), top, look.px(22), look.px(_PANEL), low, tallest)
    _Panels(drawing, series, grid).draw()
    return drawing.chart(grid.bottom, _alt(series), _table(series))


@dataclass
class _Panels:
    """A panel per part."""

    drawing: Drawing
    series: dict[str, list[Point]]
    grid: PanelGrid

    def draw(self) -> None:
        """Every panel."""
        for at, (part, points) in enumerate(self.series.items()):
            self._panel(self.grid.corner(at), part, points)

    @property
    def _line(self) -> float:
        return self.drawing.line_height()

    def _x(self, left: float, day: dt.date) -> float:
        days = [point.on for points in self.series.values() for point in points]
        first, last = min(days), max(days)
        inset = self.drawing.look.px(6)
        room = self.grid.wide - 2 * inset - self.drawing.width_of("100%", 11, 600)
        share = (day - first).days / (last - first).days if last > first else 0.5
        return left + inset + share * room

    def _panel(self, corner: tuple[float, float], part: str, points: Sequence[Point]) -> None:
        left, top = corner
        floor, ceiling = top + self.grid.tall - self._line * 1.6, top + self._line * 1.7
        known = [point for point in points if not isnan(point.share)]
        said = _said(known[-1]) if known else "not known"
        room = self.grid.wide - self.drawing.width_of(said, 11, 600) - 8
        self.drawing.label((left, top + self._line * 0.6), part, weight=600, limit=room)
        ink = "ink" if known else "ink3"
        at = (left + self.grid.wide, top + self._line * 0.6)
        self.drawing.label(at, said, weight=600, fill=ink, align="right")
        for share in (0.0, 0.5, 1.0):
            y = floor - share * (floor - ceiling)
            stroke = "ink3" if share == 0 else "grid"
            self.drawing.rule((left, y), (left + self.grid.wide, y), stroke, part="grid")
            if share:
                at = (left + self.grid.wide, y + self._line * 0.5)
                self.drawing.label(at, percent(share), size=9.5, fill="ink3", align="right")
        self._marks(left, (floor, ceiling), known)
        self._days(left, floor + self._line * 0.7, known)
        across, down = (left, left + self.grid.wide), (top, top + self.grid.tall - 2)
        self.drawing.fact(across, down, _sentence(part, known))

    def _marks(self, left: float, down: tuple[float, float], known: Sequence[Point]) -> None:
        floor, ceiling = down
        places = [
            (self._x(left, p.on), floor - p.share * (floor - ceiling), floor - p.high * (floor - ceiling))
            for p in known
        ]
        if any(high < low for _, low, high in places):
            self.drawing.area(places, "primary_tint")
        self.drawing.path([(x, y) for x, y, _ in places], "primary", line=2.2)
        across = self.drawing.look.px(7)
        for x, y, high in places:
            if len(places) == 1 and high < y:
                self.drawing.rule((x, y), (x, high), "primary", line=1.4)
            self.drawing.symbol((x, y), "circle", fill="primary", stroke="page", across=across, line=1)
        if len(known) > 1:
            x, y, high = places[0]
            above = high - self._line * 0.7
            y = above if above > ceiling - self._line * 0.3 else y + self._line * 0.85
            self.drawing.label((x, y), _said(known[0]), size=10, fill="ink2", dx=-across / 2)

    def _days(self, left: float, y: float, known: Sequence[Point]) -> None:
        if not known:
            return
        first, last = month_year(known[0].on), month_year(known[-1].on)
        self.drawing.label((left, y), first, size=10, fill="ink3")
        if len(known) > 1 and self.drawing.width_of(first + last, 10) + 8 < self.grid.wide:
            self.drawing.label((left + self.grid.wide, y), last, size=10, fill="ink3", align="right")


def _points(rows: pd.DataFrame) -> list[Point]:
    told = [
        Point(pd.Timestamp(str(on)).date(), number(share), number(high) if is_known(high) else number(share))
        for on, share, high in zip(rows["assessed_on"], rows["share"], rows["share_high"], strict=True)
    ]
    return sorted(told, key=lambda point: point.on)


def _said(point: Point) -> str:
    """`64%`, or `64 to 72%` with what is unknown."""
    if point.high <= point.share:
        return percent(point.share)
    return f"{percent(point.share).removesuffix('%')} to {percent(point.high)}"


def _sentence(part: str, known: Sequence[Point]) -> str:
    if not known:
        return f"{part}: not known"
    steps = ", ".join(f"{_said(point)} in {month_year(point.on)}" for point in known)
    return f"{part}: {steps} at target"


def _alt(series: dict[str, list[Point]]) -> str:
    moved = []
    for part, points in series.items():
        known = [point for point in points if not isnan(point.share)]
        if len(known) > 1:
            moved.append((known[-1].share - known[0].share, part, known[0].share, known[-1].share))
    said = f"Share at target in {plural(len(series), 'part')}"
    if not moved:
        return f"{said}: no part has been assessed twice yet."
    up = sum(change > 0 for change, *_ in moved)
    _, part, first, last = max(moved)
    least, name, before, after = min(moved)
    best = f"{up} rose; most {part[:40]}, {percent(first)} to {percent(last)}"
    if name == part:
        return f"{said}: {best}."
    word = "fell" if least < 0 else "least"
    return f"{said}: {best}; {word} {name[:40]}, {percent(before)} to {percent(after)}."


def _table(series: dict[str, list[Point]]) -> pd.DataFrame:
    rows = [
        {
            "Part": part,
            "Assessed": point.on,
            "At target": percent(point.share),
            "At most": percent(point.high),
        }
        for part, points in series.items()
        for point in points
    ]
    return pd.DataFrame(rows, dtype=object)
