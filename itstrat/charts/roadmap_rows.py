"""The rows of the roadmap: objectives above, components below, each row's name, what it serves and its status."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby, pairwise

from itstrat.charts.drawing import Drawing
from itstrat.charts.layout import row_name
from itstrat.charts.lettering import wrap
from itstrat.charts.roadmap_frames import COMPANY, LANES, Bar
from itstrat.charts.theme import STATUS

_GAP = 8
_CIRCLES = 3
_BESIDE = 640  # px at scale 1: names stand beside their bars from here on
_PLOT = 0.38  # the part of a wide sheet that time keeps before names get more


@dataclass(frozen=True, slots=True)
class Row:
    """A bar with its place: the row from `top` on, `tall` high, and the middle and thickness of the bar in it."""

    bar: Bar
    top: float
    tall: float
    middle: float
    thick: float

    @property
    def bottom(self) -> float:
        """Where the row ends."""
        return self.top + self.tall


@dataclass
class Rows:
    """The layout of every row; sets the margins at once, and the heights from `top` down when asked for rows."""

    drawing: Drawing
    bars: Sequence[Bar]
    top: float = 0.0
    below: float = 0.0

    def __post_init__(self) -> None:
        """Lanes and names stand at the left, or above the bars on a narrow sheet."""
        look = self.drawing.look
        if self.above:
            self.drawing.left = self.drawing.right = look.px(6)
            return
        self.drawing.right = self._circles_room + self._status_room
        lanes = max(self.drawing.width_of(bar.lane, 11, 700) for bar in self.bars)
        self._names_from = lanes + 2 * _GAP
        widest = max(self._indent(bar) + self.drawing.width_of(bar.title, 11, 500) for bar in self.bars) + 1
        free = look.width * (1 - _PLOT) - self.drawing.right - self._names_from - _GAP
        self.drawing.left = self._names_from + max(min(widest, free), look.width * 0.12) + _GAP

    @property
    def above(self) -> bool:
        """True where names stand above their bars: beside them a name would keep no room."""
        look = self.drawing.look
        return look.width < _BESIDE * look.scale

    @cached_property
    def rows(self) -> list[Row]:
        """Every bar with its place, lane by lane."""
        placed, y, before = [], self.top, ""
        for bar in sorted(self.bars, key=lambda bar: LANES.index(bar.lane)):
            if bar.lane != before:
                y += self._lane_gap(before) + (self._words if self.above else 0)
            placed.append(self._placed(bar, y))
            y, before = placed[-1].bottom, bar.lane
        return placed

    @property
    def bottom(self) -> float:
        """Where the last row ends."""
        return self.rows[-1].bottom

    def draw(self) -> None:
        """Bands, lane names, and each row's words."""
        for lane, group in groupby(self.rows, key=lambda row: row.bar.lane):
            rows = list(group)
            self._lane(lane, rows[0].top, rows[-1].bottom)
            for row in rows:
                self._row(row)
        for one, other in pairwise(self.rows):
            if one.bar.lane == other.bar.lane and self.above:
                self.drawing.rule((0, other.top), (self.drawing.look.width, other.top), "grid", part="grid")

    def head(self, y: float) -> None:
        """The names of the columns at the right."""
        if not self.above:
            x = self.drawing.plot_right + _GAP
            if any(bar.objectives for bar in self.bars if bar.component != COMPANY):
                self.drawing.label((x, y), "Serves", size=10, fill="ink3")
            self.drawing.label((self._status_x, y), "Status", size=10, fill="ink3")

    @property
    def _words(self) -> float:
        return self.drawing.line_height() + self.drawing.look.px(3)

    def _lane_gap(self, before: str) -> float:
        if not before:
            return 0.0
        return self.drawing.look.px(8 if before == COMPANY else 4)

    @cached_property
    def _tall(self) -> float:
        """Height of a row: together they fill the look's height, between a least and a greatest height."""
        look = self.drawing.look
        if self.above:
            return self._words + look.px(15)
        lanes = {bar.lane for bar in self.bars}
        gaps = look.px(4) * (len(lanes) - 1) + look.px(4) * (COMPANY in lanes)
        free = look.height - self.top - self.below - gaps
        return min(max(free / len(self.bars), look.px(15.5)), look.px(28))

    def _placed(self, bar: Bar, y: float) -> Row:
        words = self._words if self.above else 0.0
        tall = max(self._tall, self._two_lines(bar))
        share = 0.42 if bar.component == COMPANY else 0.66
        thick = min((self._tall - words) * share, self.drawing.look.px(15))
        return Row(bar, y, tall, y + words + (tall - words) / 2, thick)

    def _two_lines(self, bar: Bar) -> float:
        """The height that a name asks for beside its bar: none where it fits one line, or not even two."""
        if self.above:
            return 0.0
        weight = 500 if self._indent(bar) else 400
        lines = wrap(bar.title, self._name_room(bar), self.drawing.look.px(11), weight)
        return 2 * self.drawing.line_height() if len(lines) == 2 else 0.0

    def _name_room(self, bar: Bar) -> float:
        return self.drawing.left - self._names_from - self._indent(bar) - _GAP

    def _lane(self, lane: str, top: float, bottom: float) -> None:
        width = self.drawing.look.width
        if self.above:
            at = (_GAP / 2, top - self._words / 2)
            self.drawing.label(at, lane, weight=700, limit=width - _GAP)
        else:
            self.drawing.label((_GAP, (top + bottom) / 2), lane, weight=700)
        self.drawing.rect((0, width), (top, bottom), "band", part="band")

    def _row(self, row: Row) -> None:
        if self.above:
            self._words_above(row)
        else:
            self._words_beside(row)

    def _words_beside(self, row: Row) -> None:
        bar, x = row.bar, self._names_from
        indent = self._own_number((x, row.middle), bar)
        room = (self._name_room(bar), row.tall)
        row_name(self.drawing, (x + indent, row.middle), bar.title, room, 500 if indent else 400)
        self._served(self.drawing.plot_right + _GAP, row.middle, bar)
        if not bar.status:
            return
        sign = STATUS[bar.status]
        self.drawing.label((self._status_x, row.middle), sign.glyph, fill=sign.token)
        ink = "ink" if bar.status in {"at risk", "off track"} else "ink2"
        self.drawing.label((self._status_x + self._glyph, row.middle), sign.word, fill=ink)

    def _words_above(self, row: Row) -> None:
        bar, y, width = row.bar, row.top + self._words / 2 + 1, self.drawing.look.width
        if bar.status:
            sign = STATUS[bar.status]
            self.drawing.label((_GAP / 2, y), sign.glyph, fill=sign.token)
        x = _GAP / 2 + self._glyph
        indent = self._own_number((x, y), bar)
        served = 0 if indent else min(len(bar.objectives), _CIRCLES)
        start = width - served * self._circle - _GAP / 2
        self._served(start, y, bar)
        room = start - x - indent - _GAP
        row_name(self.drawing, (x + indent, y), bar.title, (room, 0.0), 500)
        clear = x + indent + min(self.drawing.width_of(bar.title, 11, 500), room) + 2
        self.drawing.patch(0, (0, clear), (row.top + 1, row.top + self._words), "band")

    @property
    def _glyph(self) -> float:
        return self.drawing.look.px(15)

    @property
    def _circle(self) -> float:
        return self.drawing.look.px(16)

    def _indent(self, bar: Bar) -> float:
        return self._circle + 3 if bar.component == COMPANY and bar.objectives else 0.0

    def _own_number(self, at: tuple[float, float], bar: Bar) -> float:
        """An objective's number before its name; answers the room it takes."""
        indent = self._indent(bar)
        if indent:
            self._number((at[0], at[1]), bar.objectives[0], filled=True)
        return indent

    def _served(self, x: float, y: float, bar: Bar) -> None:
        """Numbers of the objectives an initiative serves; more than three end in how many more."""
        if bar.component == COMPANY:
            return
        count = len(bar.objectives)
        shown = bar.objectives if count <= _CIRCLES else bar.objectives[: _CIRCLES - 1]
        for at, each in enumerate(shown):
            self._number((x + at * self._circle, y), each, filled=False)
        if len(shown) < count:
            text = f"+{count - len(shown)}"
            self.drawing.label((x + len(shown) * self._circle, y), text, size=9.5, fill="ink2")

    def _number(self, at: tuple[float, float], number: int, *, filled: bool) -> None:
        across = self._circle - self.drawing.look.px(2.5)
        middle = (at[0] + across / 2, at[1])
        fill, ink = ("ink2", "on_ink2") if filled else ("page", "ink")
        self.drawing.symbol(middle, "circle", fill=fill, stroke="ink2", across=across, line=1.1)
        self.drawing.label(middle, str(number), size=9, weight=600, fill=ink, align="center")

    @property
    def _status_x(self) -> float:
        return self.drawing.look.width - self._status_room + _GAP

    @cached_property
    def _status_room(self) -> float:
        return self._glyph + max(self.drawing.width_of(sign.word) for sign in STATUS.values()) + 1.5 * _GAP

    @cached_property
    def _circles_room(self) -> float:
        served = [len(bar.objectives) for bar in self.bars if bar.component != COMPANY]
        if not any(served):
            return _GAP
        columns = min(max(served), _CIRCLES) * self._circle
        return max(columns, self.drawing.width_of("Serves", 10)) + _GAP
