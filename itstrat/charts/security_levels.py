"""Levels of a security baseline: the median and the spread of now, the lowest, a year ago, and the target."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import isnan
from typing import ClassVar

from itstrat.charts.security_panels import A_GAP, Panel, Part, level_text
from itstrat.numbers import is_known, percent

_INSET = 17  # px at scale 1: half of the first level's name


@dataclass
class Levels(Panel):
    """The median as a dot on the middle half of all levels, a line down to the lowest, the target as a ring.

    `names` are those of the levels, the first one being level `lowest`.
    """

    names: Sequence[str] = ()
    lowest: int = 1

    title: ClassVar[str] = "Level"
    note: ClassVar[str] = "● median now, ○ target, | a year ago; band: middle half, line: down to the lowest"

    def sentence(self, part: Part) -> str:
        """`Govern: median level 2, lowest 1, target 3, a year ago 2, 14 of 21 at target, 10% unknown`."""
        if isnan(part.level):
            return f"{part.name}: not assessed" + f", target {level_text(part.target)}" * is_known(
                part.target
            )
        said = f"{part.name}: median level {level_text(part.level)}"
        told = (("lowest", part.least), ("target", part.target), ("a year ago", part.year_ago))
        said += "".join(f", {word} {level_text(level)}" for word, level in told if is_known(level))
        return ", ".join([said, *self._words(part)])

    @property
    def _range(self) -> tuple[float, float]:
        return float(self.lowest), float(self.lowest + max(len(self.names) - 1, 1))

    @property
    def _ends(self) -> tuple[float, float]:
        inset = self.drawing.look.px(_INSET)
        return self.left + inset, self.right - self._words_room - inset

    @property
    def _words_room(self) -> float:
        """Words stand right of the marks, or below them on a narrow sheet."""
        if self.drawing.look.narrow:
            return 0.0
        texts = [text for part in self.parts for text in self._words(part)]
        return max((self.drawing.width_of(text, 10.5, 600) for text in texts), default=0.0)

    def _words(self, part: Part) -> list[str]:
        told = []
        if part.at_target is not None and part.items:
            told.append(f"{part.at_target} of {part.items} at target")
        if part.unknown > 0:
            told.append(f"{percent(part.unknown)} unknown")
        return told

    def _marks(self) -> list[tuple[float, str]]:
        named = [f"{self.lowest + at} {name}".strip() for at, name in enumerate(self.names)]
        spots = [float(self.lowest + at) for at in range(len(self.names))]
        apart = self.x(spots[1]) - self.x(spots[0]) if len(spots) > 1 else self.right - self.left
        rooms = [self.drawing.width_of(name, 10) for name in named]
        fit = all((one + other) / 2 + 4 <= apart for one, other in pairwise(rooms))
        inside = rooms[0] / 2 <= self.drawing.look.px(_INSET) + 8
        bare = [f"{spot:g}" for spot in spots]
        return list(zip(spots, named if fit and inside else bare, strict=True))

    def _row(self, y: float, part: Part) -> None:
        raised = self.drawing.line_height(10.5) / 2 if self._below else 0.0
        if isnan(part.level):
            self._missing(y - raised, "not assessed")
        self._spread(y - raised, part)
        self._tick(part.year_ago, y - raised, 22, "ink3", 2.0)
        self._way(y - raised, part)
        if self._below:
            text = ", ".join(self._words(part))
            at = (self.left, y + self.drawing.line_height(10.5) * 0.7)
            self.drawing.label(at, text, size=10, fill="ink2", limit=self.right - self.left)
        else:
            self._beside(y, part)

    @property
    def _below(self) -> bool:
        return self.drawing.look.narrow

    def _spread(self, y: float, part: Part) -> None:
        """The middle half as a band, and a line from it down to the lowest."""
        half, cap = self.drawing.look.px(4.5), self.drawing.look.px(3.5)
        if not isnan(part.low + part.high) and part.high > part.low:
            across = (self.x(part.low), self.x(part.high))
            self.drawing.rect(across, (y - half, y + half), "band3", stroke="previous")
        start = part.low if is_known(part.low) else part.level
        if part.least < start:
            x = self.x(part.least)
            self.drawing.rule((x, y), (self.x(start), y), "ink3", line=1.2)
            self.drawing.rule((x, y - cap), (x, y + cap), "ink3", line=1.2)

    def _way(self, y: float, part: Part) -> None:
        """What is still to go, amber from a whole level on, between the median and the target."""
        look, far = self.drawing.look, part.gap >= A_GAP
        if part.gap > 0:
            ends = (self.x(part.level), y), (self.x(part.target), y)
            self.drawing.rule(*ends, "risk" if far else "primary", line=look.px(4 if far else 2.5))
        if is_known(part.target):
            met = part.target <= part.level
            across, fill = (look.px(17), "none") if met else (look.px(12), "page")
            at = (self.x(part.target), y)
            self.drawing.symbol(at, "circle", fill=fill, stroke="ink", across=across, line=1.6)
        if is_known(part.level):
            at = (self.x(part.level), y)
            self.drawing.symbol(at, "circle", fill="actual", stroke="page", across=look.px(12), line=1)

    def _beside(self, y: float, part: Part) -> None:
        words, line = self._words(part), self.drawing.line_height(10.5)
        shown = words if self.tall_enough else words[:1]
        x = self.right - self._words_room
        for at, text in enumerate(shown):
            weight = 600 if part.gap >= A_GAP and at == 0 else 400
            place = (x, y + (at - (len(shown) - 1) / 2) * line)
            fill = "ink" if at == 0 else "ink2"
            self.drawing.label(place, text, size=10.5, weight=weight, fill=fill)
