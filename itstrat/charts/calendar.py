"""The ground of a chart over time: months across, today, and the days ahead in which something must happen."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from itstrat.charts.drawing import Drawing
from itstrat.numbers import month_label

if TYPE_CHECKING:
    from collections.abc import Sequence

WINDOWS = (60, 90, 120)
_BACK = dt.timedelta(days=31)


def first_of_month(day: dt.date, later: int = 0) -> dt.date:
    """The first day of the month that comes `later` months after this day's."""
    months = day.year * 12 + day.month - 1 + later
    return dt.date(months // 12, months % 12 + 1, 1)


@dataclass(slots=True)
class Calendar:
    """Months from the one before `as_of` on, laid between two x of a drawing."""

    drawing: Drawing
    as_of: dt.date
    months: int
    start_x: float
    end_x: float

    @property
    def first(self) -> dt.date:
        """The first day shown."""
        return first_of_month(self.as_of - _BACK)

    @property
    def last(self) -> dt.date:
        """The first day no longer shown."""
        return first_of_month(self.as_of, self.months + 1)

    def x(self, day: dt.date) -> float:
        """Where a day lies; days outside are on the edge."""
        share = (day - self.first).days / (self.last - self.first).days
        return self.start_x + min(max(share, 0.0), 1.0) * (self.end_x - self.start_x)

    @property
    def header(self) -> float:
        """Height of the words above the rows."""
        return 2 * self.drawing.line_height() + 4

    def draw(self, top: float, spans: Sequence[tuple[float, float]]) -> None:
        """Words from `top` down, then grid, windows and today's rule over each span of heights."""
        line = self.drawing.line_height()
        self._month_names(top + line / 2)
        self._window_names(top + line * 1.5)
        x = self.x(self.as_of)
        for span in spans:
            self._windows(span)
            self._grid(span)
            self.drawing.rule((x, span[0] - 4), (x, span[1]), "bad", line=1.6)

    def today(self) -> str:
        """The words at today's rule."""
        return f"Today, {self.as_of.day} {month_label(self.as_of)}" if self._wide else "Today"

    @property
    def _wide(self) -> bool:
        return self.x(self.as_of + dt.timedelta(days=WINDOWS[0])) - self.start_x > self.drawing.look.px(110)

    def _window_names(self, y: float) -> None:
        half = self.drawing.width_of(self.today(), 10.5, 600) / 2
        at = max(self.x(self.as_of), self.start_x + half)
        self.drawing.label((at, y), self.today(), size=10.5, weight=600, fill="bad", align="center")
        taken = at + half + 4
        for days in WINDOWS:
            end = self.x(self.as_of + dt.timedelta(days=days))
            text = f"{days} d" if self._wide else str(days)
            if end - self.drawing.width_of(text, 10) > taken:
                self.drawing.label((end, y), text, size=10, fill="ink3", align="right")
                taken = end + 4

    def _windows(self, span: tuple[float, float]) -> None:
        start = self.x(self.as_of)
        for days, fill in zip(WINDOWS, ("band3", "band2", "band"), strict=True):
            end = self.x(self.as_of + dt.timedelta(days=days))
            self.drawing.rect((start, end), span, fill, part="band")
            start = end

    @property
    def _starts(self) -> list[dt.date]:
        count = round((self.last - self.first).days / 30.44)
        return [first_of_month(self.first, at) for at in range(count)]

    def _grid(self, span: tuple[float, float]) -> None:
        for day in self._starts:
            line = 1.4 if day.month % 3 == 1 else 0.7
            self.drawing.rule((self.x(day), span[0]), (self.x(day), span[1]), "grid", line=line, part="grid")

    def _month_names(self, y: float) -> None:
        widest = self.drawing.width_of("Jan 27", 10) + 6
        step = max(1, math.ceil(widest / ((self.end_x - self.start_x) / len(self._starts))))
        for at, day in enumerate(self._starts[::step]):
            year = f" {day.year % 100:02d}" if day.month <= step or at == 0 else ""
            text = month_label(day) + year
            if self.x(day) + self.drawing.width_of(text, 10) + 2 <= self.end_x:
                self.drawing.label((self.x(day), y), text, size=10, fill="ink3", dx=2)
