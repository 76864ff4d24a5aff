"""The company's objectives: what IT puts into each, how far it is covered, and how its initiatives stand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

import pandas as pd

from itstrat.charts.drawing import Chart, Drawing
from itstrat.charts.layout import heading, row_name
from itstrat.charts.lettering import shorten
from itstrat.charts.theme import SLIDE, STATUS, Look
from itstrat.numbers import exact, is_known, money_label, number, plural

_GAP = 10
_FILLS = {
    "done": "ink3",
    "on track": "primary",
    "at risk": "risk_tint",
    "off track": "bad",
    "planned": "page",
    "unknown": "band3",
}


@dataclass(frozen=True, slots=True)
class Objective:
    """One objective; unknown money is None; `counts` are its initiatives by status, those that are none left out."""

    number: int | None
    name: str
    money: Decimal | None
    coverage: str
    counts: Mapping[str, int]

    @property
    def initiatives(self) -> int:
        """How many initiatives serve it."""
        return sum(self.counts.values())

    def sentence(self, currency: str) -> str:
        """The row as a sentence."""
        told = [f"{count} {STATUS[status].word.lower()}" for status, count in self.counts.items()]
        said = f"{self.name}: {money_label(self.money, currency)} in {plural(self.initiatives, 'initiative')}"
        said += f" ({', '.join(told)})" if told else ""
        return f"{said}; {self.coverage}" if self.coverage else said


def objectives(frame: pd.DataFrame, *, look: Look = SLIDE, currency: str = "USD") -> Chart:
    """A row per objective in the order given: its money as a bar, its initiatives as cells by status, coverage in words.

    `frame` has at least one row: number (None where it has none), name, money (total cost of its initiatives, None
    unknown), coverage (words), and counts of initiatives: done, on_track, at_risk, off_track, planned, unknown. A cell is
    as wide in every row, so that the strips show how many initiatives serve an objective. An objective without any says so.
    """
    rows = [_objective(row) for row in frame.to_dict("records")]
    drawing = Drawing(look)
    top = heading(drawing, "Objectives: what IT puts in, and how it stands")
    layout = _Rows(drawing, rows, top, currency)
    layout.draw()
    return drawing.chart(layout.bottom + 2, _alt(rows), _table(rows, currency))


@dataclass
class _Rows:
    """Money and cells beside each other; on a narrow sheet below the name."""

    drawing: Drawing
    rows: Sequence[Objective]
    top: float
    currency: str

    def draw(self) -> None:
        """Every row; the names of columns on a wide sheet."""
        look = self.drawing.look
        if not look.narrow:
            self.drawing.left = self._names + _GAP
            for x, text in zip(self._columns, ("Money", "Initiatives", "Coverage"), strict=True):
                place = (x, self.top + self.drawing.line_height() / 2)
                self.drawing.label(place, text, size=10.5, fill="ink2", limit=look.width - x)
        for at, row in enumerate(self.rows):
            y = self._first + at * self._tall
            if at % 2 == 0:
                self.drawing.rect((0, look.width), (y, y + self._tall), "band", part="band")
            if look.narrow:
                self._below(y, row)
            else:
                self._beside(y + self._tall / 2, row)
            self.drawing.fact((0, look.width), (y, y + self._tall), row.sentence(self.currency))

    @property
    def bottom(self) -> float:
        """Where the last row ends."""
        return self._first + self._tall * len(self.rows)

    @property
    def _first(self) -> float:
        return self.top + (0 if self.drawing.look.narrow else self.drawing.line_height() * 1.3)

    @property
    def _tall(self) -> float:
        look, line = self.drawing.look, self.drawing.line_height()
        if look.narrow:
            return 3 * line + look.px(16)
        return min(max((look.height - self._first) / len(self.rows), look.px(22)), look.px(48))

    @cached_property
    def _names(self) -> float:
        look = self.drawing.look
        widest = max(self.drawing.width_of(row.name, 11, 500) for row in self.rows) + self._circle
        return min(widest + 6, look.width * 0.3) + _GAP

    @cached_property
    def _circle(self) -> float:
        return self.drawing.look.px(20)

    @cached_property
    def _columns(self) -> tuple[float, float, float]:
        """Where money, cells and words begin."""
        room = self.drawing.look.width - self.drawing.left
        return self.drawing.left, self.drawing.left + room * 0.26, self.drawing.left + room * 0.66

    def _beside(self, y: float, row: Objective) -> None:
        self._number((_GAP / 2, y), row)
        room = (self._names - self._circle - _GAP, self._tall)
        row_name(self.drawing, (_GAP / 2 + self._circle, y), row.name, room, 500)
        money, cells, words = self._columns
        self._money((money, cells - 2 * _GAP), y, row)
        self._cells((cells, words - 2 * _GAP), y, row)
        row_name(self.drawing, (words, y), row.coverage, (self.drawing.look.width - words - 4, self._tall))

    def _below(self, y: float, row: Objective) -> None:
        width, line = self.drawing.look.width, self.drawing.line_height()
        first = y + self.drawing.look.px(4) + line / 2
        self._number((_GAP / 2, first), row)
        text = money_label(row.money, self.currency)
        room = width - self._circle - self.drawing.width_of(text, 11, 600) - 3 * _GAP
        at = (_GAP / 2 + self._circle, first)
        self.drawing.label(at, row.name, weight=500, limit=room)
        self.drawing.label((width - 4, first), text, weight=600, align="right")
        self._cells((_GAP / 2, width - 4), first + line + self.drawing.look.px(4), row)
        at = (_GAP / 2, first + 2 * line + self.drawing.look.px(8))
        self.drawing.label(at, row.coverage, size=10.5, fill="ink2", limit=width - _GAP)

    def _number(self, at: tuple[float, float], row: Objective) -> None:
        if row.number is None:
            return
        across = self.drawing.look.px(14)
        middle = (at[0] + across / 2, at[1])
        self.drawing.symbol(middle, "circle", fill="ink2", stroke="ink2", across=across, line=1.0)
        self.drawing.label(middle, str(row.number), size=9, weight=600, fill="on_ink2", align="center")

    def _money(self, across: tuple[float, float], y: float, row: Objective) -> None:
        labels = [money_label(each.money, self.currency) for each in self.rows]
        room = across[1] - across[0] - max(self.drawing.width_of(text, 11, 600) for text in labels) - 6
        most = max((number(each.money) for each in self.rows if each.money is not None), default=0.0) or 1.0
        end, half = across[0], min(self._tall * 0.28, self.drawing.look.px(8))
        if row.money is not None and row.money > 0:
            end = across[0] + max(number(row.money) / most * room, 1.0)
            self.drawing.rect((across[0], end), (y - half, y + half), "actual")
        text, known = money_label(row.money, self.currency), row.money is not None
        self.drawing.label((end, y), text, weight=600, fill="ink" if known else "ink3", dx=6)

    def _cells(self, across: tuple[float, float], y: float, row: Objective) -> None:
        """A cell per initiative, by status; the sign and the count stand in the cells where they fit."""
        if not row.initiatives:
            self.drawing.label((across[0], y), "no initiative", weight=500, fill="bad")
            return
        most = max(each.initiatives for each in self.rows)
        one = min((across[1] - across[0]) / most, self.drawing.look.px(44))
        half, x = min(self._tall * 0.32, self.drawing.look.px(9)), across[0]
        for status, count in row.counts.items():
            end, fill = x + one * count, _FILLS[status]
            self.drawing.rect((x, end), (y - half, y + half), fill, stroke="actual")
            sign = STATUS[status].glyph
            for text in (f"{sign} {count}", f"{sign}{count}", sign):
                if self.drawing.width_of(text, 10, 600) + 4 <= end - x:
                    at = ((x + end) / 2, y)
                    self.drawing.label(at, text, size=10, weight=600, fill=f"on_{fill}", align="center")
                    break
            x = end


def _objective(row: Mapping[Any, Any]) -> Objective:
    counts = {status: row.get(status.replace(" ", "_")) for status in STATUS}
    kept = {status: round(number(count)) for status, count in counts.items() if is_known(count) and count}
    own = round(number(row["number"])) if is_known(row["number"]) else None
    coverage = str(row["coverage"]) if is_known(row["coverage"]) else ""
    return Objective(own, str(row["name"]), exact(row["money"]), coverage, kept)


def _alt(rows: Sequence[Objective]) -> str:
    bare = [row for row in rows if not row.initiatives]
    late = sum(row.counts.get("off track", 0) + row.counts.get("at risk", 0) > 0 for row in rows)
    said = f"{plural(len(rows), 'objective')}: {late} with an initiative at risk or off track"
    if not bare:
        return f"{said}; each is served by an initiative."
    return f"{said}; {len(bare)} without any initiative, first {shorten(bare[0].name, 260, 11)}."


def _table(rows: Sequence[Objective], currency: str) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {"Number": row.number, "Objective": row.name, f"Money ({currency})": row.money}
            | {STATUS[status].word: row.counts.get(status, 0) for status in STATUS}
            | {"Coverage": row.coverage}
            for row in rows
        ],
        dtype=object,
    )
