"""One bar for a whole: its parts side by side, each named directly."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from itstrat.charts.drawing import Drawing

if TYPE_CHECKING:
    from itstrat.charts.drawing import Dash

_GAP = 16


class Share(NamedTuple):
    """One part of the whole; a negative `amount` has no length; `lines` are written at it, the first one bold."""

    amount: float
    fill: str
    dash: Dash
    lines: tuple[str, str]
    sentence: str


@dataclass(slots=True)
class ShareBar:
    """The layout: the bar at `top`, below it the names, on a row with leaders or, where they don't fit, as a list."""

    drawing: Drawing
    shares: Sequence[Share]
    top: float

    def draw(self) -> float:
        """Draws the bar and its names; answers where they end."""
        thick = self.drawing.look.px(40)
        starts = self._bar(thick)
        names = self._row(starts)
        if names is None:
            return self._list(self.top + thick + self.drawing.look.px(14))
        return self._labels(names, starts, self.top + thick)

    def _bar(self, thick: float) -> list[tuple[float, float]]:
        total = sum(max(share.amount, 0.0) for share in self.shares) or 1.0
        ends, x = [], 0.0
        for share in self.shares:
            end = x + max(share.amount, 0.0) / total * self.drawing.look.width
            if end > x:
                self.drawing.rect(
                    (x, end), (self.top, self.top + thick), share.fill, stroke="actual", dash=share.dash
                )
                self.drawing.fact((x, end), (self.top, self.top + thick), share.sentence)
            ends.append((x, end))
            x = end
        return ends

    def _room(self, share: Share) -> float:
        return max(self.drawing.width_of(share.lines[0], 12, 600), self.drawing.width_of(share.lines[1]))

    def _row(self, ends: Sequence[tuple[float, float]]) -> list[float] | None:
        """Left edges of the names, each as near to its part as its neighbours allow; None when a row is too short."""
        rooms = [self._room(share) for share in self.shares]
        free = self.drawing.look.width - sum(rooms) - _GAP * (len(rooms) - 1)
        if free < 0:
            return None
        lefts: list[float] = []
        taken = 0.0
        for (start, _), room in zip(ends, rooms, strict=True):
            lefts.append(max(start, taken))
            taken = lefts[-1] + room + _GAP
        limit = float(self.drawing.look.width)
        for at in reversed(range(len(lefts))):
            lefts[at] = min(lefts[at], limit - rooms[at])
            limit = lefts[at] - _GAP
        return lefts

    def _labels(self, lefts: Sequence[float], ends: Sequence[tuple[float, float]], y: float) -> float:
        drop, line = self.drawing.look.px(20), self.drawing.line_height(12)
        for rank, (share, left, (start, end)) in enumerate(zip(self.shares, lefts, ends, strict=True)):
            at = min(max(left + 1, start), end) if end - start > 1 else (start + end) / 2
            depth = (rank + 0.5) / len(lefts)  # leaders that lean one way go ever deeper, so that none cross
            elbow = y + drop * (0.15 + 0.7 * (depth if left < at else 1 - depth))
            self.drawing.rule((at, y), (at, elbow), "ink3")
            self.drawing.rule((at, elbow), (left + 1, elbow), "ink3")
            self.drawing.rule((left + 1, elbow), (left + 1, y + drop), "ink3")
            self.drawing.label((left, y + drop + line * 0.6), share.lines[0], size=12, weight=600)
            self.drawing.label((left, y + drop + line * 1.6), share.lines[1], fill="ink2")
        return y + drop + line * 2.3

    def _list(self, y: float) -> float:
        line, box = self.drawing.line_height(12) * 1.25, self.drawing.look.px(10)
        for share in self.shares:
            middle = y + line / 2
            down = (middle - box / 2, middle + box / 2)
            self.drawing.rect((0, box), down, share.fill, stroke="actual", dash=share.dash)
            width = self.drawing.look.width
            room = width - self.drawing.width_of(share.lines[1]) - 2 * box - 8
            self.drawing.label((2 * box, middle), share.lines[0], size=12, weight=600, limit=room)
            self.drawing.label((width, middle), share.lines[1], fill="ink2", align="right")
            y += line
        return y
