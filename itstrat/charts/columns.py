"""Columns of stacked parts, with totals on top; odd columns (overdue, unknown) stand apart from the sequence."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from itstrat.charts.drawing import Dash, Drawing
from itstrat.charts.layout import Swatch, every

_GAP = 4


@dataclass(frozen=True, slots=True)
class Part:
    """One kind of segment, the same in every column; the first lies at the bottom."""

    name: str
    fill: str
    dash: Dash = "solid"

    @property
    def swatch(self) -> Swatch:
        """Its entry in the key."""
        return Swatch(self.name, self.fill, "actual", self.dash)


@dataclass(frozen=True, slots=True)
class Column:
    """One column: amounts by part name, the total as it is written, a second line above it, and the sentence read aloud.

    `apart` columns stand beside the sequence; `bad` ones are named in orange-red. `low` and `high`, where both are known,
    are drawn as a bracket beside the column, with a dot at its total.
    """

    name: str
    amounts: Mapping[str, float]
    total: str
    note: str
    sentence: str
    apart: bool = False
    bad: bool = False
    low: float | None = None
    high: float | None = None

    @property
    def net(self) -> float:
        """What the parts add up to."""
        return sum(self.amounts.values())

    @property
    def top(self) -> float:
        """The highest amount drawn: the parts above zero, or the end of the bracket."""
        return max(sum(v for v in self.amounts.values() if v > 0), self.high or 0.0)

    @property
    def bottom(self) -> float:
        """The lowest amount drawn."""
        return min(sum(v for v in self.amounts.values() if v < 0), self.low or 0.0)


@dataclass
class StackedColumns:
    """The layout of all columns between `top` and `bottom`; `written` turns a segment's value into its label."""

    drawing: Drawing
    parts: Sequence[Part]
    columns: Sequence[Column]
    top: float
    bottom: float
    written: Callable[[float], str]

    def draw(self) -> None:
        """Columns, labels as far as they fit, and the baseline."""
        x = 0.0
        for at, column in enumerate(self.columns):
            slot = self._slot(column)
            self._stack(x, slot, column)
            self._bracket(x + slot / 2, column)
            self._names(x + slot / 2, at, column)
            self.drawing.fact((x, x + slot), (self.top, self.bottom), column.sentence)
            x += slot
        self.drawing.rule((0, self.zero), (self.drawing.look.width, self.zero), "ink", line=1.2)

    @cached_property
    def zero(self) -> float:
        """The height of the baseline."""
        low, _ = self._range()
        return self.bottom - self._line - _GAP + low * self._pixels_per_unit

    @property
    def _line(self) -> float:
        return self.drawing.line_height()

    @cached_property
    def _pixels_per_unit(self) -> float:
        low, high = self._range()
        labels = self._line * (3 if self._notes else 2) + 2 * _GAP
        return (self.bottom - self.top - labels) / (high - low)

    def _range(self) -> tuple[float, float]:
        high, low = max(column.top for column in self.columns), min(column.bottom for column in self.columns)
        return low, high if high > low else low + 1.0

    def _slot(self, column: Column) -> float:
        apart = {id(c): self._apart_width(c) for c in self.columns if c.apart}
        if column.apart:
            return apart[id(column)]
        return (self.drawing.look.width - sum(apart.values())) / (len(self.columns) - len(apart))

    def _apart_width(self, column: Column) -> float:
        """Room for its words, a share of the sheet at least."""
        if all(c.apart for c in self.columns):
            return self.drawing.look.width / len(self.columns)
        words = max(self.drawing.width_of(column.name, 11, 600), self.drawing.width_of(column.total, 11, 600))
        return max(words + 4 * _GAP, min(self.drawing.look.width / len(self.columns), 120.0))

    @cached_property
    def _notes(self) -> bool:
        """Second lines are written when all of them fit."""
        fits = (self.drawing.width_of(c.note, 10) + 2 * _GAP < self._slot(c) for c in self.columns)
        return any(c.note for c in self.columns) and all(fits)

    def _step(self, text: Callable[[Column], str], weight: int) -> int:
        """Every how many columns of the sequence a text has room."""
        row = [column for column in self.columns if not column.apart]
        if not row:
            return 1
        widest = max(self.drawing.width_of(text(column), 11, weight) for column in row)
        return every(widest, self._slot(row[0]))

    def _stack(self, x: float, slot: float, column: Column) -> None:
        thick = self._thick
        across = (x + (slot - thick) / 2, x + (slot + thick) / 2)
        up = down = self.zero
        for part in self.parts:
            length = column.amounts.get(part.name, 0.0) * self._pixels_per_unit
            if not length:
                continue
            start, end = (up, up - length) if length > 0 else (down, down - length)
            self.drawing.rect(across, (start, end), part.fill, stroke="actual", dash=part.dash)
            up, down = (end, down) if length > 0 else (up, end)
            text = self.written(column.amounts[part.name])
            if (
                abs(length) > self._line + 2
                and self.drawing.width_of(text, 10) < thick - _GAP
                and self._several(column)
            ):
                at = ((across[0] + across[1]) / 2, (start + end) / 2)
                self.drawing.label(at, text, size=10, fill=f"on_{part.fill}", align="center")

    @cached_property
    def _thick(self) -> float:
        """Width of a column."""
        return min(0.66 * min(self._slot(c) for c in self.columns), self.drawing.look.px(90))

    def _bracket(self, middle: float, column: Column) -> None:
        """The range of the total, beside the column, where both ends are known."""
        if column.low is None or column.high is None:
            return
        x, cap = middle + self._thick / 2 + self.drawing.look.px(6), self.drawing.look.px(3)
        ends = [self.zero - value * self._pixels_per_unit for value in (column.low, column.high)]
        self.drawing.rule((x, ends[0]), (x, ends[1]), "primary", line=1.6)
        for y in ends:
            self.drawing.rule((x - cap, y), (x + cap, y), "primary", line=1.6)
        at = (x, self.zero - column.net * self._pixels_per_unit)
        self.drawing.symbol(
            at, "circle", fill="primary", stroke="page", across=self.drawing.look.px(6), line=1
        )

    @staticmethod
    def _several(column: Column) -> bool:
        return sum(1 for value in column.amounts.values() if value) > 1

    def _names(self, x: float, at: int, column: Column) -> None:
        position = at - sum(c.apart for c in self.columns[:at])
        ink, weight = ("bad", 600) if column.bad else ("ink2", 400)
        if column.apart or position % self._step(lambda c: c.name, 400) == 0:
            y = self.bottom - self._line / 2
            self.drawing.label((x, y), column.name, weight=weight, fill=ink, align="center")
        if column.apart or position % self._step(lambda c: c.total, 600) == 0:
            y = self.zero - column.top * self._pixels_per_unit - self._line * 0.6
            ink = "bad" if column.bad else "ink"
            self.drawing.label((x, y), column.total, weight=600, fill=ink, align="center")
            if self._notes:
                self.drawing.label((x, y - self._line), column.note, size=10, fill="ink3", align="center")
