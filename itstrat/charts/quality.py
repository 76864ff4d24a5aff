"""How far the data can be trusted: four measures for each driver of the plan, 0 to 100 percent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import isnan

import pandas as pd

from itstrat.charts.drawing import Chart, Drawing
from itstrat.charts.layout import heading
from itstrat.charts.theme import SLIDE, Look
from itstrat.numbers import exact, is_known, number, percent

MEASURES = ("completeness", "validity", "freshness", "coverage")

_WEAK = 0.5  # below half of the money, a figure is a guess
_GAP = 8


def quality(frame: pd.DataFrame, *, look: Look = SLIDE) -> Chart:
    """Completeness, validity, freshness and coverage of each driver, as dots on 0 to 100 percent.

    `frame` has at least one row, in the order to show: driver, and the four measures as shares (0 to 1, None where not
    measured). A share below a half is marked ▲ in orange-red.
    """
    rows = [
        _Row(str(row["driver"]), tuple(number(row[m]) for m in MEASURES)) for row in frame.to_dict("records")
    ]
    drawing = Drawing(look)
    top = heading(drawing, "Data quality by driver, share of money", note="▲ below half; ? not measured")
    dots = _Dots(drawing, rows, top)
    dots.draw()
    return drawing.chart(dots.bottom + 2, _alt(rows), _table(frame))


@dataclass(frozen=True, slots=True)
class _Row:
    driver: str
    shares: tuple[float, ...]


@dataclass(slots=True)
class _Dots:
    """One panel per measure beside each other; on a narrow sheet the measures of a driver stand below its name."""

    drawing: Drawing
    rows: Sequence[_Row]
    top: float

    def draw(self) -> None:
        """Headings, ground and every dot."""
        for rank, row in enumerate(self.rows):
            y = self._first + rank * self._height
            if rank % 2 == 0:
                self.drawing.rect((0, self.drawing.look.width), (y, y + self._height), "band", part="band")
            if self.drawing.look.narrow:
                self._block(y, row)
            else:
                self._row(y, row)
        if not self.drawing.look.narrow:
            self._headings()

    @property
    def bottom(self) -> float:
        """Where the last row ends."""
        return self._first + self._height * len(self.rows)

    @property
    def _first(self) -> float:
        return self.top + self.drawing.line_height() * (0 if self.drawing.look.narrow else 2.3)

    @property
    def _height(self) -> float:
        look = self.drawing.look
        if look.narrow:
            return self._line * (len(MEASURES) + 1) + _GAP
        return min(max((look.height - self._first) / len(self.rows), look.px(22)), look.px(52))

    @property
    def _line(self) -> float:
        return self.drawing.line_height() * 1.25

    def _headings(self) -> None:
        line = self.drawing.line_height()
        for at, measure in enumerate(MEASURES):
            start, end = self._panel(at)
            title = (start, self.top + line / 2)
            self.drawing.label(title, measure.capitalize(), weight=600, limit=end - start)
            zero, full = self._x(start, end, 0.0), self._x(start, end, 1.0)
            axis = self.top + line * 1.6
            self.drawing.label((zero, axis), "0%", size=10, fill="ink3")
            self.drawing.label((full, axis), "100%", size=10, fill="ink3", align="right")
            for x in (zero, (zero + full) / 2, full):
                self.drawing.rule((x, self._first), (x, self.bottom), "grid", part="grid")

    def _panel(self, at: int) -> tuple[float, float]:
        widest = max(self.drawing.width_of(row.driver, 11, 500) for row in self.rows)
        names = min(widest, self.drawing.look.width * 0.25) + 2 * _GAP
        width = (self.drawing.look.width - names) / len(MEASURES)
        start = names + at * width
        return start, start + width - self.drawing.look.px(12)

    def _x(self, start: float, end: float, share: float) -> float:
        room = self.drawing.width_of("▲ 49%", 11, 600) + self.drawing.look.px(10)
        return start + 4 + (end - start - room - 4) * share

    def _row(self, y: float, row: _Row) -> None:
        room = self._panel(0)[0] - _GAP
        self.drawing.label((4, y + self._height / 2), row.driver, weight=500, limit=room - 4)
        for at, measure in enumerate(MEASURES):
            self._dot(self._panel(at), y, self._height, row, measure)

    def _block(self, y: float, row: _Row) -> None:
        width = self.drawing.look.width
        self.drawing.label((4, y + self._line * 0.6), row.driver, weight=600, limit=width - 8)
        start = 4 + max(self.drawing.width_of(measure.capitalize()) for measure in MEASURES) + _GAP
        for at, measure in enumerate(MEASURES, start=1):
            top = y + at * self._line
            self.drawing.label((4, top + self._line / 2), measure.capitalize(), fill="ink2")
            self._dot((start, width), top, self._line, row, measure)

    def _dot(self, ends: tuple[float, float], top: float, tall: float, row: _Row, measure: str) -> None:
        share, y = row.shares[MEASURES.index(measure)], top + tall / 2
        zero, across = self._x(*ends, 0.0), self.drawing.look.px(9)
        self.drawing.fact(ends, (top, top + tall), f"{row.driver}: {measure} {percent(exact(share))}")
        if isnan(share):
            self.drawing.label((zero, y), "?", weight=600, fill="ink3")
            return
        x = self._x(*ends, min(max(share, 0.0), 1.0))
        weak = share < _WEAK
        self.drawing.rule((zero, y), (x, y), "bad" if weak else "previous", line=2)
        self.drawing.symbol((x, y), "circle", fill="bad" if weak else "actual", across=across)
        text = f"{'▲ ' if weak else ''}{percent(exact(share))}"
        self.drawing.label((x, y), text, weight=600, fill="bad" if weak else "ink", dx=across / 2 + 4)


def _alt(rows: Sequence[_Row]) -> str:
    every = [(share, row.driver, MEASURES[at]) for row in rows for at, share in enumerate(row.shares)]
    known = [entry for entry in every if not isnan(entry[0])]
    missing = len(every) - len(known)
    if not known:
        return f"None of the {len(every)} measures of data quality is known yet."
    share, driver, measure = min(known)
    said = f"Weakest: {measure} of {driver[:60]}, {percent(exact(share))}"
    weak = sum(entry[0] < _WEAK for entry in known)
    return f"{said}; {weak} of {len(known)} measures are below half, {missing} not measured."


def _table(frame: pd.DataFrame) -> pd.DataFrame:
    columns: dict[str, list[object]] = {"Driver": [str(driver) for driver in frame["driver"]]}
    for measure in MEASURES:
        columns[f"{measure.capitalize()} (%)"] = [_hundredfold(share) for share in frame[measure]]
    return pd.DataFrame(columns, dtype=object)


def _hundredfold(share: object) -> Decimal | None:
    return (exact(share) or Decimal(0)) * 100 if is_known(share) else None
