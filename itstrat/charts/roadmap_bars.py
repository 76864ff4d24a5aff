"""The bars of the roadmap: work done, the first approved finish, the critical path, milestones and what is said of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import isnan
from typing import TYPE_CHECKING

from itstrat.charts.placing import Place, Placer
from itstrat.charts.roadmap_axis import Axis
from itstrat.charts.roadmap_frames import COMPANY, Bar, Milestone, moved
from itstrat.charts.roadmap_rows import Row

if TYPE_CHECKING:
    from itstrat.charts.drawing import Box, Dash, Drawing

_DAY = dt.timedelta(days=1)
_WORDS_FIT = 9.0  # px at scale 1: words stand in no thinner bar
_NEAR_THE_END = 31  # days: a milestone so near the finish tells its slip as well

# The outline and the ground of a bar by its status; what is done is filled with the outline's colour.
_WORN: Mapping[str, tuple[str, str]] = {
    "done": ("ink3", "ink3"),
    "on track": ("primary", "primary_tint"),
    "at risk": ("risk", "risk_tint"),
    "off track": ("bad", "bad_tint"),
    "planned": ("ink2", "page"),
    "unknown": ("ink3", "page"),
}


def ends(bar: Bar) -> tuple[dt.date, dt.date] | None:
    """From when to when a bar reaches, its last day included; None where it has no length."""
    if bar.start is None or bar.finish is None:
        return None
    return bar.start, max(bar.finish, bar.start) + _DAY


def seen(bar: Bar, axis: Axis) -> tuple[dt.date, dt.date] | None:
    """The same where some of it lies in the quarters shown."""
    span = ends(bar)
    return span if span and span[1] > axis.first and span[0] < axis.last else None


@dataclass
class Bars:
    """Draws each row's bar and milestones on an axis; words find their place between `top` and `bottom`."""

    axis: Axis
    rows: Sequence[Row]
    milestones: Sequence[Milestone]
    placer: Placer
    _said: list[tuple[Row, float, list[str], str]] = field(default_factory=list)

    def draw(self) -> None:
        """Bars and milestones; their words follow in `say`, when everything else is known."""
        for row in self.rows:
            span = ends(row.bar)
            if span is None:
                self._undated(row)
            elif seen(row.bar, self.axis):
                self._bar(row, *span)
            else:
                self._elsewhere(row, span)
            self._milestones(row)

    def underline(self) -> None:
        """The critical path, over whatever crosses its bars."""
        for row in self.rows:
            span = seen(row.bar, self.axis)
            if row.bar.critical and span is not None:
                x, x2 = self.axis.x(span[0]), self.axis.x(span[1])
                thick = self._drawing.look.px(2.4)
                y = row.middle + row.thick / 2 + thick / 2
                self._drawing.rule((x, y), (x2, y), "ink", line=thick)

    def say(self) -> None:
        """Words of slips and milestones, each beside its mark where there is room; slips first, then from the right.

        The mark nearest the end has room on one side only, which the words of the one before it may not take.
        """
        for row, x, texts, ink in sorted(self._said, key=lambda said: (", was " not in said[2][0], -said[1])):
            places = [
                Place(x, row.middle, "left", self._away),
                *(Place(at, row.middle, "right", -self._away) for at in (x, *self._lefts(row))),
            ]
            said = (self.placer.say(text, places, size=10, weight=500, fill=ink) for text in texts)
            if place := next(filter(None, said), None):
                self._clear(row, place.x, self.placer.taken[-1])

    def _clear(self, row: Row, x: float, box: Box) -> None:
        """Takes what runs through a label out of its way; on a bar the ground is the bar's."""
        if not any(line.crosses(box) for line in self.placer.lines):
            return
        span, fill, half = ends(row.bar), "band", (box.bottom - box.top) / 2
        if span and self.axis.x(span[0]) < box.right and box.left < self.axis.x(span[1]):
            fill, half = _WORN[row.bar.status][1], min(half, row.thick / 2 - 1)
        across = (box.left - x, box.right - x)
        self._drawing.patch(x, across, (row.middle - half, row.middle + half), fill)

    def _lefts(self, row: Row) -> Iterator[float]:
        """Left of what else a label may stand: the tick of the first approved finish, the start."""
        span, approved = ends(row.bar), row.bar.approved
        if span and approved is not None and approved < span[1]:
            yield self.axis.x(approved + _DAY)
        if span:
            yield self.axis.x(span[0])

    @property
    def _away(self) -> float:
        """The room between a mark and its words."""
        return self._drawing.look.px(9.5)

    @property
    def _drawing(self) -> Drawing:
        return self.axis.drawing

    def _bar(self, row: Row, first: dt.date, after: dt.date) -> None:
        bar, drawing = row.bar, self._drawing
        stroke, fill = _WORN[bar.status]
        x, x2 = self.axis.x(first), max(self.axis.x(after), self.axis.x(first) + 2)
        down = (row.middle - row.thick / 2, row.middle + row.thick / 2)
        dash: Dash = "dot" if bar.status == "unknown" else "solid"
        drawing.rect((x, x2), down, fill, stroke=stroke, line=1.2, dash=dash)
        done = 1.0 if bar.status == "done" else 0.0 if isnan(bar.progress) else bar.progress
        filled = self.axis.x(first + (after - first) * done) if done else x
        if filled > x and bar.status != "done":
            drawing.rect((x, filled), down, "ink3" if bar.status == "planned" else stroke)
        if row.thick < drawing.look.px(_WORDS_FIT):
            filled = x2
        self.placer.block((x, max(filled, x + 1)), down)
        self.placer.block((x2 - 1, x2), down)
        self._approved(row, x2)

    def _approved(self, row: Row, end: float) -> None:
        """A heavy tick at the first approved finish, and words where the month is another."""
        bar = row.bar
        if bar.approved is None or bar.finish is None or bar.approved == bar.finish:
            return
        x, half = self.axis.x(bar.approved + _DAY), row.thick / 2 + self._drawing.look.px(0.5)
        if self.axis.first <= bar.approved < self.axis.last:
            self._drawing.rule((x, row.middle - half), (x, row.middle + half), "ink", line=2.6)
            self.placer.block((x - 2, x + 2), (row.middle - half, row.middle + half))
        told = any(m.slipped or abs((m.on - bar.finish).days) <= _NEAR_THE_END for m in self._of(bar))
        if bar.slipped and not told:
            self._said.append((row, max(end, x), [moved(bar.finish, bar.approved)], "ink"))

    def _of(self, bar: Bar) -> list[Milestone]:
        return [milestone for milestone in self.milestones if milestone.key == bar.key]

    def _milestones(self, row: Row) -> None:
        bar, across = row.bar, self._drawing.look.px(9.5)
        for milestone in self._of(bar):
            if not self.axis.first <= milestone.on < self.axis.last:
                continue
            x, fill = self.axis.x(milestone.on), "ink3" if milestone.done else "ink"
            self._drawing.symbol(
                (x, row.middle), "diamond", fill=fill, stroke="page", across=across, line=1.2
            )
            half = across * 0.7
            self.placer.block((x - half, x + half), (row.middle - half, row.middle + half))
            was = bar.approved if self._ends_with(bar, milestone) else milestone.was
            told = Milestone(milestone.key, milestone.name, milestone.on, was, milestone.done)
            self._said.append((row, x, [told.text, told.short], "ink3" if milestone.done else "ink"))

    @staticmethod
    def _ends_with(bar: Bar, milestone: Milestone) -> bool:
        """True when the milestone is the finish, and it alone can tell the bar's slip."""
        if bar.finish is None or milestone.was is not None:
            return False
        return abs((milestone.on - bar.finish).days) <= _NEAR_THE_END

    def _undated(self, row: Row) -> None:
        """Words in the place of a bar that has no length; a known end is a tick."""
        bar = row.bar
        day = bar.start or bar.finish
        if not bar.status or (day is None and bar.component == COMPANY and self._of(bar)):
            return
        x = self.axis.x(day) if day else self._drawing.left
        if day:
            half = row.thick / 2
            self._drawing.rule((x, row.middle - half), (x, row.middle + half), "ink2", line=2)
        text = "no dates" if day is None else "finish unknown" if bar.start else "start unknown"
        if day is None and bar.component != COMPANY:
            text = f"{text}; {bar.component}"
        self._said.append((row, x, [text], "ink3"))

    def _elsewhere(self, row: Row, span: tuple[dt.date, dt.date]) -> None:
        """A bar that lies before or after the quarters shown."""
        if span[0] >= self.axis.last:
            x, text = self._drawing.plot_right, f"from {moved(span[0], None)} →"
        else:
            x, text = self._drawing.left, f"← until {moved(span[1] - _DAY, None)}"
        self._said.append((row, x, [text], "ink3"))
