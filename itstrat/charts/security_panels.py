"""The three measures of a security baseline, a row per part: level against target, what is met, loss against appetite."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from math import floor, isnan
from typing import ClassVar

from itstrat.charts.drawing import Drawing
from itstrat.charts.layout import ticks
from itstrat.charts.lettering import wrap
from itstrat.numbers import is_known, money_label, number, percent

_GAP = 8
_TWO_LINES = 34  # px at scale 1: rows from here on hold words above or below their marks
A_GAP = 1.0  # whole levels below the target from which a part is marked


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a framework; what is not known is NaN, an unknown amount or count None."""

    name: str
    level: float
    low: float
    high: float
    least: float
    target: float
    year_ago: float
    at_target: int | None
    items: int | None
    unknown: float
    met: float
    met_at_most: float
    goal: float
    loss: Decimal | None
    appetite: Decimal | None

    @property
    def gap(self) -> float:
        """Levels that the median is below the target; NaN where either is unknown."""
        return max(self.target - self.level, 0.0)

    @property
    def above_appetite(self) -> bool:
        """True when more would be lost than is accepted."""
        return self.loss is not None and self.appetite is not None and self.loss > self.appetite


def level_text(level: float) -> str:
    """`2`, or `2.5` between two levels."""
    return f"{level:g}" if is_known(level) else "unknown"


@dataclass
class Panel(ABC):
    """One measure between `left` and `right`: a head from `top` on, then rows from `first` on, each `tall`."""

    drawing: Drawing
    parts: Sequence[Part]
    left: float = 0.0
    right: float = 0.0
    top: float = 0.0
    first: float = 0.0
    tall: float = 0.0

    title: ClassVar[str] = ""
    note: ClassVar[str] = ""

    @property
    def lines(self) -> list[str]:
        """The note as it is broken between the edges."""
        return wrap(self.note, self.right - self.left, self.drawing.look.px(10))

    def draw(self) -> None:
        """Head, axis and every row."""
        line, y = self.drawing.line_height(10.5), self.top + self.drawing.line_height(12.5) / 2
        room = self.right - self.left
        self.drawing.label((self.left, y), self.title, size=12.5, weight=600, limit=room)
        y += self.drawing.line_height(12.5) / 2
        for at, text in enumerate(self.lines):
            self.drawing.label((self.left, y + (at + 0.5) * line), text, size=10, fill="ink2", limit=room)
        self._axis(self.first - line * 0.75)
        for at, part in enumerate(self.parts):
            top = self.first + at * self.tall
            self._row(top + self.tall / 2, part)
            self.drawing.fact((self.left, self.right), (top, top + self.tall), self.sentence(part))

    @abstractmethod
    def sentence(self, part: Part) -> str:
        """What this panel says of a part."""

    @property
    def bottom(self) -> float:
        """Where the last row ends."""
        return self.first + self.tall * len(self.parts)

    @property
    def tall_enough(self) -> bool:
        """True where words stand above or below the marks."""
        return self.tall >= self.drawing.look.px(_TWO_LINES)

    def x(self, value: float) -> float:
        """Where a value lies; beyond the ends it is on the edge."""
        low, high = self._range
        start, end = self._ends
        return start + min(max((value - low) / (high - low), 0.0), 1.0) * (end - start)

    @property
    @abstractmethod
    def _range(self) -> tuple[float, float]:
        """The values at the two ends of the axis."""

    @property
    @abstractmethod
    def _ends(self) -> tuple[float, float]:
        """Where the two ends of the axis stand."""

    @abstractmethod
    def _marks(self) -> list[tuple[float, str]]:
        """The values the axis names, each with its label."""

    @abstractmethod
    def _row(self, y: float, part: Part) -> None:
        """Draw one part in the middle of its row."""

    def _axis(self, y: float) -> None:
        """Rules at all marks; where their names would meet, the last keeps its own."""
        marks = [(self.x(value), text) for value, text in self._marks()]
        for x, _ in marks:
            self.drawing.rule((x, self.first), (x, self.bottom), "grid", part="grid")
        free = self.right + _GAP
        for x, text in reversed(marks):
            half = self.drawing.width_of(text, 10) / 2
            if text and x - half >= self.left - _GAP and x + half <= free:
                self.drawing.label((x, y), text, size=10, fill="ink2", align="center")
                free = x - half - 4

    def _tick(self, value: float, y: float, tall: float, stroke: str, line: float) -> None:
        if not isnan(value):
            x, half = self.x(value), min(self.drawing.look.px(tall), self.tall * 0.8) / 2
            self.drawing.rule((x, y - half), (x, y + half), stroke, line=line)

    def _missing(self, y: float, text: str) -> None:
        self.drawing.label((self._ends[0], y), text, size=10.5, fill="ink3", dx=2)


@dataclass
class Compliance(Panel):
    """What is met as a dot, what may be met besides as a thin line, the goal as a tick."""

    title: ClassVar[str] = "Compliance"
    note: ClassVar[str] = "● met, line: unknown, | goal"

    def sentence(self, part: Part) -> str:
        """`Govern: 91% met, at most 94%, goal 95%`."""
        if isnan(part.met):
            return f"{part.name}: compliance unknown"
        said = f"{part.name}: {percent(part.met)} met"
        said += f", at most {percent(part.met_at_most)}" if part.met_at_most > part.met else ""
        return said + (f", goal {percent(part.goal)}" if is_known(part.goal) else "")

    @cached_property
    def _range(self) -> tuple[float, float]:
        known = [v for p in self.parts for v in (p.met, p.goal) if not isnan(v)]
        return min([0.7, *(floor(value * 10) / 10 for value in known)]), 1.0

    @property
    def _ends(self) -> tuple[float, float]:
        room = self.drawing.width_of("100%", 11, 600) + self.drawing.look.px(12)
        return self.left + room, self.right - self.drawing.width_of("100%", 10) / 2

    def _marks(self) -> list[tuple[float, str]]:
        low, _ = self._range
        return [(tick, percent(round(tick, 2))) for tick in ticks(low, 1.0, 3)]

    def _row(self, y: float, part: Part) -> None:
        if isnan(part.met):
            self._missing(y, "not known")
            return
        x, look = self.x(part.met), self.drawing.look
        if part.met_at_most > part.met:
            end, cap = self.x(part.met_at_most), look.px(3)
            self.drawing.rule((x, y), (end, y), "actual", line=1.4)
            self.drawing.rule((end, y - cap), (end, y + cap), "actual", line=1.4)
        self._tick(part.goal, y, 19, "ink", 2.4)
        self.drawing.symbol((x, y), "circle", fill="actual", stroke="page", across=look.px(11), line=1)
        at = (x if isnan(part.goal) else min(x, self.x(part.goal)), y)
        self.drawing.label(at, percent(part.met), weight=600, align="right", dx=-look.px(9))


@dataclass
class Losses(Panel):
    """What a bad year would cost as a bar, orange-red and with a triangle where it is above the appetite, a tick."""

    currency: str = "USD"

    title: ClassVar[str] = "Risk left over"
    note: ClassVar[str] = "loss in a 1-in-20 year, | appetite"

    def sentence(self, part: Part) -> str:
        """`Govern: loss in a 1-in-20 year $600k, appetite $800k`."""
        said = f"{part.name}: loss in a 1-in-20 year {money_label(part.loss, self.currency)}"
        said += f", appetite {money_label(part.appetite, self.currency)}" if part.appetite is not None else ""
        return said + ", above it" * part.above_appetite

    @cached_property
    def _range(self) -> tuple[float, float]:
        known = [number(v) for p in self.parts for v in (p.loss, p.appetite) if v is not None]
        return 0.0, max([0.0, *known]) or 1.0

    @property
    def _ends(self) -> tuple[float, float]:
        room = max(self.drawing.width_of(self._text(part), 11, 600) for part in self.parts)
        return self.left + 1, self.right - room - self.drawing.look.px(8)

    def _text(self, part: Part) -> str:
        return "▲ " * part.above_appetite + money_label(part.loss, self.currency)

    def _marks(self) -> list[tuple[float, str]]:
        if all(part.loss is None and part.appetite is None for part in self.parts):
            return []
        return [(tick, money_label(tick, self.currency)) for tick in ticks(*self._range, 2)]

    def _row(self, y: float, part: Part) -> None:
        start, appetite = self.x(0.0), number(part.appetite)
        ends = [start, *(self.x(number(v)) for v in (part.loss, part.appetite) if v is not None)]
        if part.loss is None:
            self.drawing.label((max(ends), y), "no estimate", size=10.5, fill="ink3", dx=6)
        else:
            half = min(self.tall * 0.3, self.drawing.look.px(11))
            fill, stroke = ("bad", "bad") if part.above_appetite else ("previous", "actual")
            across = (start, max(self.x(number(part.loss)), start + 1.5))
            self.drawing.rect(across, (y - half, y + half), fill, stroke=stroke)
            ink = "bad" if part.above_appetite else "ink"
            self.drawing.label((max(ends), y), self._text(part), weight=600, fill=ink, dx=6)
        self._tick(appetite, y, 27, "ink", 2.4)
        self.drawing.rule((start, self.first), (start, self.bottom), "ink3")
