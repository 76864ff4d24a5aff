"""Several things compared with the first under the same heads: a panel per head, a row per thing, a dot with its range."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from itstrat.charts.drawing import Drawing
from itstrat.charts.layout import row_name
from itstrat.numbers import money_label, signed_money

_GAP = 8


@dataclass(frozen=True, slots=True)
class Likely:
    """An expected amount with its range; NaN where unknown."""

    expected: float
    low: float
    high: float


@dataclass
class Panels:
    """The layout from `top` down: heads beside each other, below each other on a narrow sheet; one scale for all.

    The first of `things` is what the others are compared with: it is bold, and it stands at the same place in each panel,
    from which a rule runs down; the others stand left or right of it by their difference.
    """

    drawing: Drawing
    heads: Sequence[str]
    things: Sequence[str]
    cells: Mapping[tuple[str, str], Likely]
    top: float
    currency: str

    def __post_init__(self) -> None:
        """The names stand at the left of the first panel, or of each where panels stand below each other."""
        look = self.drawing.look
        widest = max(self.drawing.width_of(thing, 11, 600) for thing in self.things) + 1
        self._name_room = min(widest, look.width * (0.3 if look.narrow else 0.18))
        self.drawing.left = self._name_room + 2 * _GAP

    def draw(self) -> None:
        """Every panel."""
        for rank, head in enumerate(self.heads):
            left, top = self._corner(rank)
            self.drawing.label((left + _GAP, top + self._line / 2), head, weight=600, fill="ink2")
            self._ground(left, top + self._head, rank)
            for at, thing in enumerate(self.things):
                y = top + self._head + (at + 0.5) * self.row_height
                likely = self.cells.get((head, thing))
                if likely is not None and not math.isnan(likely.expected):
                    self._range(left, y, self._apart(head, likely), first=at == 0)
                    self._words(left, y, head, thing, likely)
                else:
                    self.drawing.label((left + _GAP, y), "not known", fill="ink3")

    @property
    def bottom(self) -> float:
        """Where the last panel ends."""
        _, top = self._corner(len(self.heads) - 1)
        return top + self._head + self.row_height * len(self.things)

    @property
    def row_height(self) -> float:
        """Rows fill the look's height, between a least and a greatest height; words stand above and below the dot."""
        look = self.drawing.look
        least = look.px(42)
        if look.narrow:
            return least
        return min(max((look.height - self.top - self._head) / len(self.things), least), look.px(72))

    def area(self, rank: int, at: int) -> tuple[tuple[float, float], tuple[float, float]]:
        """Where a thing's range under a head is drawn: across and down."""
        left, top = self._corner(rank)
        y = top + self._head + at * self.row_height
        return (left, left + self._panel), (y, y + self.row_height)

    @property
    def _line(self) -> float:
        return self.drawing.line_height()

    @property
    def _head(self) -> float:
        return self._line + 4

    @property
    def _panel(self) -> float:
        """Width of a panel."""
        count = 1 if self.drawing.look.narrow else len(self.heads)
        return (self.drawing.look.width - self.drawing.left) / count

    def _corner(self, rank: int) -> tuple[float, float]:
        if self.drawing.look.narrow:
            return self.drawing.left, self.top + rank * (
                self._head + self.row_height * len(self.things) + _GAP
            )
        return self.drawing.left + rank * self._panel, self.top

    def _reference(self, head: str) -> float:
        """What the panel is laid around: the first thing's expected amount, else the first that is known."""
        cells = [self.cells[head, thing] for thing in self.things if (head, thing) in self.cells]
        return next((cell.expected for cell in cells if not math.isnan(cell.expected)), 0.0)

    def _apart(self, head: str, likely: Likely) -> Likely:
        """The same as differences from the panel's reference."""
        base = self._reference(head)
        return Likely(likely.expected - base, likely.low - base, likely.high - base)

    def _x(self, left: float, amount: float) -> float:
        """Where a difference lies in the panel that begins here; values have half their width at both ends."""
        low, high = self._scale
        room = self._text_room / 2 + _GAP
        if high == low:
            return left + self._panel / 2
        return left + room + (amount - low) / (high - low) * (self._panel - 2 * room)

    @cached_property
    def _scale(self) -> tuple[float, float]:
        """Least and greatest difference shown in any panel."""
        apart = [self._apart(head, likely) for (head, _), likely in self.cells.items()]
        amounts = [v for c in apart for v in (c.expected, c.low, c.high) if not math.isnan(v)]
        return min(amounts, default=0.0), max(amounts, default=0.0)

    @cached_property
    def _text_room(self) -> float:
        texts = [money_label(c.expected, self.currency) for c in self.cells.values()]
        return max((self.drawing.width_of(text, 11, 600) for text in texts), default=0.0)

    def _ground(self, left: float, top: float, rank: int) -> None:
        """Bands and rules that lead the eye from a name to its dots, and the names."""
        right, named = left + self._panel, self.drawing.look.narrow or rank == 0
        start = 0.0 if named else left
        self.drawing.rect((start, right), (top, top + self.row_height), "band", part="band")
        for at, thing in enumerate(self.things):
            y = top + at * self.row_height
            self.drawing.rule((start, y), (right, y), "grid", part="grid")
            if named:
                weight, fill = (600, "ink") if at == 0 else (400, "ink2")
                place = (_GAP, y + self.row_height / 2)
                room = (self._name_room, self.row_height)
                row_name(self.drawing, place, thing, room, weight, fill)
        end = top + self.row_height * len(self.things)
        self.drawing.rule((left, top - self._head), (left, end), "grid", part="grid")
        first = self.cells.get((self.heads[rank], self.things[0]))
        if first is not None and not math.isnan(first.expected):
            x = self._x(left, 0.0)
            self.drawing.rule((x, top + self.row_height / 2), (x, end), "ink3", dash="dot", part="grid")

    def _range(self, left: float, y: float, likely: Likely, *, first: bool) -> None:
        fill, thick = ("actual", 3.0) if first else ("primary", 2.2)
        if not math.isnan(likely.low + likely.high):
            ends, cap = (self._x(left, likely.low), self._x(left, likely.high)), self.drawing.look.px(3)
            self.drawing.rule((ends[0], y), (ends[1], y), fill, line=thick)
            for x in ends:
                self.drawing.rule((x, y - cap), (x, y + cap), fill, line=1.4)
        at = (self._x(left, likely.expected), y)
        self.drawing.symbol(
            at, "circle", fill=fill, stroke="page", across=self.drawing.look.px(10 if first else 8.5)
        )

    def _words(self, left: float, y: float, head: str, thing: str, likely: Likely) -> None:
        """The amount above the dot, its difference from the first thing below."""
        x, line = self._x(left, self._apart(head, likely).expected), self._line
        text = money_label(likely.expected, self.currency)
        if thing == self.things[0]:
            self.drawing.label((x, y - line * 0.85), text, weight=600, align="center")
            return
        self._word((x, y - line * 0.85), text, 11, "ink")
        first = self.cells.get((head, self.things[0]))
        if first is not None and not math.isnan(first.expected):
            gap = likely.expected - first.expected
            fill = "bad" if gap > 0 else "good" if gap < 0 else "ink3"
            self._word((x, y + line * 0.85), signed_money(gap, self.currency), 10, fill)

    def _word(self, at: tuple[float, float], text: str, size: float, fill: str) -> None:
        """A word on ground of its own, so that the rule from the first thing does not run through it."""
        half, tall = self.drawing.width_of(text, size, 500) / 2 + 2, self.drawing.look.px(size) / 2
        self.drawing.patch(at[0], (-half, half), (at[1] - tall, at[1] + tall), "page")
        self.drawing.label(at, text, size=size, weight=500, fill=fill, align="center")
