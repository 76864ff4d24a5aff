"""From one total to another by its steps, as rows read like a statement."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from itstrat.charts.drawing import Drawing
from itstrat.charts.hatching import hatched
from itstrat.charts.layout import row_name
from itstrat.numbers import money_label, signed_money

Kind = Literal["total", "step", "forecast"]

_GAP = 8
_CUT_BELOW = 0.5  # totals are cut when the steps would cover less than this part of the scale
_LEFT_OF_STEPS = 0.45  # of the steps' range stays visible of a cut total


@dataclass(frozen=True, slots=True)
class Row:
    """One line: a total, a step from the total before it, or the forecast total that the steps lead to."""

    label: str
    amount: float
    kind: Kind


@dataclass
class Rows:
    """The layout from `top` down. `likely` is the range of the forecast, None twice where it is not known."""

    drawing: Drawing
    rows: Sequence[Row]
    likely: tuple[float | None, float | None]
    top: float
    currency: str

    def __post_init__(self) -> None:
        """Names stand left of the bars, or above them on a narrow sheet; values have room right of them."""
        drawing, look = self.drawing, self.drawing.look
        if not look.narrow:
            widest = max(drawing.width_of(row.label, 11, self._weight(row)) for row in self.rows) + 1
            drawing.left = min(widest, look.width * 0.3) + 2 * _GAP
        values = max(drawing.width_of(self._value(row), 11, 600) for row in self.rows)
        drawing.right = drawing.margin(values + 2 * _GAP)

    def draw(self) -> None:
        """Every row, what links it to the next, and the range."""
        spans = list(self._spans())
        for at, (row, (start, end)) in enumerate(zip(self.rows, spans, strict=True)):
            self._bar(at, row, start, end)
            self._words(at, row, start, end)
            if at + 1 < len(self.rows):
                below = self._bar_top(at + 1)
                self.drawing.rule((self.x(end), self._bar_bottom(at)), (self.x(end), below), "ink3")
        if self._base == 0:
            self.drawing.rule((self.x(0), self.top), (self.x(0), self.rows_end), "ink", line=1.2)

    @property
    def cut(self) -> bool:
        """True when the totals are drawn shortened, so that the steps can be seen."""
        return self._base > 0

    @property
    def rows_end(self) -> float:
        """Where the last row ends."""
        return self.top + self.row_height * len(self.rows)

    @property
    def bottom(self) -> float:
        """Where everything ends, the words of the range included."""
        return self.rows_end + (self.drawing.line_height() + 4 if self._ranged else 2)

    @cached_property
    def row_height(self) -> float:
        """Rows fill the look's height, between a least and a greatest height."""
        look = self.drawing.look
        least, most = (44.0, 52.0) if look.narrow else (26.0, 60.0)
        free = look.height - self.top - (self.drawing.line_height() + 4 if self._ranged else 2)
        return min(max(free / len(self.rows), look.px(least)), look.px(most))

    def x(self, amount: float) -> float:
        """Where an amount lies."""
        low, high = self._scale
        left = self.drawing.left + (self._room_before if low < 0 else 1)
        return left + (amount - low) / (high - low) * (self.drawing.plot_right - left)

    @property
    def _ranged(self) -> bool:
        return None not in self.likely

    @property
    def _room_before(self) -> float:
        """Values of bars that end below zero are written left of them."""
        return self.drawing.right

    def _spans(self) -> Iterator[tuple[float, float]]:
        """From where to where each row goes."""
        level = 0.0
        for row in self.rows:
            start = level if row.kind == "step" else 0.0
            level = start + row.amount
            yield start, level

    @cached_property
    def _levels(self) -> list[float]:
        """Every level that must be seen exactly: the ends of the totals and steps, and of the range."""
        ranged = [value for value in self.likely if value is not None]
        return [end for _, end in self._spans()] + ranged

    @cached_property
    def _base(self) -> float:
        """Where the scale begins: zero, or higher when the steps would be invisible from there."""
        low, high = min(self._levels), max(self._levels)
        seen = high - low
        if low <= 0 or seen == 0 or seen > _CUT_BELOW * high:
            return 0.0
        return max(0.0, low - _LEFT_OF_STEPS * seen)

    @cached_property
    def _scale(self) -> tuple[float, float]:
        low, high = min(self._base, *self._levels), max(0.0, *self._levels)
        return (low, high) if high > low else (low, low + 1.0)

    def _bar_top(self, at: int) -> float:
        above = self.drawing.line_height() if self.drawing.look.narrow else 0.0
        return self.top + at * self.row_height + above + (self.row_height - above) * 0.17

    def _bar_bottom(self, at: int) -> float:
        return self.top + (at + 1) * self.row_height - self.row_height * 0.17

    def _bar(self, at: int, row: Row, start: float, end: float) -> None:
        down = (self._bar_top(at), self._bar_bottom(at))
        across = (self.x(max(start, self._base)), self.x(end))
        if row.kind == "step":
            self.drawing.rect(across, down, "bad" if row.amount > 0 else "good")
        elif row.kind == "total":
            self.drawing.rect(across, down, "page", stroke="actual", line=1.5)
        else:
            hatched(self.drawing, across, down)
            self._bracket(down)
        if self.cut and row.kind != "step":
            self._cut_mark(across[0], sum(down) / 2)

    def _cut_mark(self, left: float, y: float) -> None:
        """The sign that a bar is longer than drawn."""
        half, width = self.drawing.look.px(9), self.drawing.width_of("//", 14, 600)
        start = left + self.drawing.look.px(8)
        self.drawing.rect((start - 3, start + width + 3), (y - half, y + half), "page", part="patch")
        self.drawing.label((start, y), "//", size=14, weight=600, fill="actual")

    def _bracket(self, down: tuple[float, float]) -> None:
        low, high = self.likely
        if low is None or high is None:
            return
        ends, middle = (self.x(low), self.x(high)), sum(down) / 2
        half = (down[1] - down[0]) * 0.22
        self.drawing.rect(ends, (middle - half / 2, middle + half / 2), "primary_tint", part="patch")
        for x in ends:
            self.drawing.rect((x - 1, x + 1), (middle - half, middle + half), "primary", part="patch")
        text = f"8 in 10: {money_label(low, self.currency)} to {money_label(high, self.currency)}"
        half_text = self.drawing.width_of(text, 11, 500) / 2
        x = min(sum(ends) / 2, self.drawing.look.width - half_text)
        y = self.rows_end + self.drawing.line_height() * 0.4
        self.drawing.label((x, y), text, weight=500, fill="primary", align="center")

    def _value(self, row: Row) -> str:
        write = signed_money if row.kind == "step" else money_label
        return write(row.amount, self.currency)

    @staticmethod
    def _weight(row: Row) -> int:
        return 500 if row.kind == "step" else 600

    def _words(self, at: int, row: Row, start: float, end: float) -> None:
        """The name, in up to two lines, and the amount beyond the bar's end."""
        look, weight = self.drawing.look, self._weight(row)
        middle = (self._bar_top(at) + self._bar_bottom(at)) / 2
        if look.narrow:
            y, half = self.top + at * self.row_height + self.drawing.line_height() * 0.6, look.px(6.5)
            reach = self.drawing.width_of(row.label, 11, weight) + 4  # clear of the links between rows
            self.drawing.patch(0, (0, min(reach, look.width)), (y - half, y + half), "page")
            self.drawing.label((0, y), row.label, weight=weight, limit=look.width)
        else:
            room = self.drawing.left - 2 * _GAP
            row_name(self.drawing, (0, middle), row.label, (room, self.row_height), weight)
        reached = [start, end]
        if row.kind == "forecast":
            reached += [value for value in self.likely if value is not None]
        below = end < 0 and start <= 0
        x = self.x(min(reached)) - _GAP if below else self.x(max(reached)) + _GAP
        self.drawing.label((x, middle), self._value(row), weight=600, align="right" if below else "left")
