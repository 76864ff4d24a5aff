"""An account over time in two tiers on one scale: its balance as a line above, what is paid from it as columns below."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from itstrat.charts.drawing import Drawing
from itstrat.charts.layout import SMALL, every, spread, ticks
from itstrat.charts.lettering import wrap
from itstrat.charts.payments import Payments, Spell
from itstrat.charts.placing import Place, Placer
from itstrat.numbers import money_label

_DOTS_UP_TO = 24  # periods; more points would touch
_STEPS = (1, 2, 3, 6, 12, 24, 60)  # every how many periods one is named


@dataclass(frozen=True, slots=True)
class Story:
    """What the lines are called, and what stands out: the floor (NaN: none), the lowest period, the first dry one."""

    proposed: str
    today: str
    floor: float
    lowest: int | None
    dry: int | None


@dataclass
class Account:
    """The layout from `top` to `bottom`; sets the drawing's margins."""

    drawing: Drawing
    spells: Sequence[Spell]
    story: Story
    top: float
    bottom: float
    currency: str

    def __post_init__(self) -> None:
        """Amounts of the axis at the left; the names of the lines at the right unless the sheet is narrow."""
        drawing, look = self.drawing, self.drawing.look
        ticks = max(drawing.width_of(self._money(tick)) for tick in self._ticks)
        drawing.left = drawing.margin(ticks + look.px(8))
        drawing.right = 0.0 if look.narrow else look.px(124)

    def draw(self) -> None:
        """Both tiers with their words."""
        placer = Placer(self.drawing, self.top, self._end)
        width = self.drawing.look.width
        for margin in ((0, self.drawing.left), (self.drawing.plot_right, width)):
            placer.block(margin, (self.top, self.bottom))
        self._axis(placer)
        self._floor(placer)
        self._lines(placer)
        self._dry(placer)
        self._lowest(placer)
        self._floor_words(placer)
        self._names_of_lines(placer)
        self._payments()
        self._period_names()

    @property
    def slot(self) -> float:
        """Width of a period."""
        return (self.drawing.plot_right - self.drawing.left) / len(self.spells)

    def x(self, at: int) -> float:
        """The middle of a period."""
        return self.drawing.left + (at + 0.5) * self.slot

    def y(self, balance: float) -> float:
        """The height of a balance."""
        return self._zero - balance * self._pixels_per_unit

    def shown_today(self) -> list[tuple[int, float]]:
        """Balances as today up to the period in which the account runs dry, never below zero there."""
        last = len(self.spells) - 1 if self.story.dry is None else self.story.dry
        known = [(at, s.today) for at, s in enumerate(self.spells[: last + 1]) if not math.isnan(s.today)]
        return [(at, max(v, 0.0) if at == self.story.dry else v) for at, v in known]

    def _money(self, amount: float) -> str:
        return money_label(amount, self.currency)

    @property
    def _line(self) -> float:
        return self.drawing.line_height()

    @cached_property
    def _extent(self) -> tuple[float, float]:
        """Least and greatest balance, zero included."""
        known = [s.balance for s in self.spells] + [v for _, v in self.shown_today()] + [self.story.floor]
        known = [0.0, *(value for value in known if not math.isnan(value))]
        return min(known), max(known)

    @cached_property
    def _most_needed(self) -> float:
        return max([0.0, *(s.need for s in self.spells if not math.isnan(s.need))])

    @cached_property
    def _pixels_per_unit(self) -> float:
        """The scale of both tiers, after the room that words take."""
        low, high = self._extent
        words = self._line * 4.4 + self.drawing.line_height(13) + self.drawing.look.px(26)
        return (self.bottom - self.top - words) / ((high - low + self._most_needed) or 1.0)

    @cached_property
    def _zero(self) -> float:
        return self.top + self._line * 0.6 + self._extent[1] * self._pixels_per_unit

    @property
    def _end(self) -> float:
        """Where the upper tier ends, with room for words below its lowest amount."""
        return self.y(self._extent[0]) + self._line * 1.3

    @property
    def _base(self) -> float:
        """Where the columns stand."""
        return self.bottom - self._line - self.drawing.look.px(4)

    @property
    def _ticks(self) -> list[float]:
        low, high = self._extent
        share = (high - low) / ((high - low + self._most_needed) or 1.0)
        most = int((self.bottom - self.top) * share / (3 * self._line))
        return ticks(low, high, max(1, min(4, most)))

    def _axis(self, placer: Placer) -> None:
        left, right = self.drawing.left, self.drawing.plot_right
        for tick in self._ticks:
            y = self.y(tick)
            self.drawing.rule((left, y), (right, y), "grid", part="grid")
            at = (left - self.drawing.look.px(6), y)
            self.drawing.label(at, self._money(tick), fill="ink2", align="right")
        self.drawing.rule((left, self._zero), (right, self._zero), "ink", line=1.2)
        self.drawing.rule((left, self._base), (right, self._base), "ink", line=1.2)
        placer.line([(left, self._zero), (right, self._zero)])

    def _floor(self, placer: Placer) -> None:
        if self.story.floor > 0:
            ends = [
                (self.drawing.left, self.y(self.story.floor)),
                (self.drawing.plot_right, self.y(self.story.floor)),
            ]
            self.drawing.path(ends, "ink2", line=1.5, dash="dot")
            placer.line(ends)

    def _lines(self, placer: Placer) -> None:
        today = [(self.x(at), self.y(value)) for at, value in self.shown_today()]
        plan = [
            (self.x(at), self.y(s.balance)) for at, s in enumerate(self.spells) if not math.isnan(s.balance)
        ]
        self.drawing.path(today, "bad", line=2.0, dash="long")
        self.drawing.path(plan, "primary", line=3.0)
        for points in (plan, today):
            placer.line(points)
        if len(self.spells) <= _DOTS_UP_TO:
            for point in plan:
                self.drawing.symbol(
                    point, "circle", fill="primary", stroke="page", across=self.drawing.look.px(8)
                )

    def _dry(self, placer: Placer) -> None:
        """The period in which today's contribution is no longer enough."""
        today, dry = self.shown_today(), self.story.dry
        if dry is None or not today:
            return
        point = (self.x(today[-1][0]), self.y(today[-1][1]))
        self.drawing.symbol(point, "square", fill="bad", across=self.drawing.look.px(9))
        event = "Empty" if today[-1][1] == 0 or not self.story.floor > 0 else "Below the floor"
        text = f"{event} in {self.spells[dry].name}"
        placer.say(text, placer.around(*point), weight=600, fill="bad")

    def _lowest(self, placer: Placer) -> None:
        """The lowest balance, ringed; on a narrow sheet the key says it."""
        if self.story.lowest is None:
            return
        spell, ring = self.spells[self.story.lowest], self.drawing.look.px(16)
        x, y = self.x(self.story.lowest), self.y(spell.balance)
        self.drawing.symbol((x, y), "circle", fill="none", stroke="primary", across=ring, line=2.0)
        placer.block((x - ring / 2, x + ring / 2), (y - ring / 2, y + ring / 2))
        beside = [Place(x + ring * 0.8, y), Place(x - ring * 0.8, y, "right")]
        text = f"Lowest {self._money(spell.balance)}, {spell.name}"
        if not self.drawing.look.narrow:
            placer.say(text, [*beside, *placer.around(x, y)], weight=600, fill="primary")

    def _floor_words(self, placer: Placer) -> None:
        if self.story.floor > 0:
            y, line = self.y(self.story.floor), self._line
            left, right = self.drawing.left + 4, self.drawing.plot_right - 4
            places = [
                place
                for away in (0.8, -0.8, 1.2, -1.2)
                for place in (
                    Place(left, y + away * line),
                    Place((left + right) / 2, y + away * line, "center"),
                    Place(right, y + away * line, "right"),
                )
            ]
            placer.say(f"Floor {self._money(self.story.floor)}", places, fill="ink2")

    def _names_of_lines(self, placer: Placer) -> None:
        """At the right, beside the last points; a line that ends before is named along its way."""
        today, look = self.shown_today(), self.drawing.look
        if look.narrow:
            return
        named = [(self.story.proposed, self.spells[-1].balance, "primary")]
        if today and today[-1][0] == len(self.spells) - 1:
            named.append((self.story.today, today[-1][1], "bad"))
        elif today:
            middle = today[-1][0] / 2
            inner = sorted(today, key=lambda point: abs(point[0] - middle))
            places = [p for at, value in inner for p in placer.around(self.x(at), self.y(value))]
            placer.say(self.story.today, places, weight=600, fill="bad")
        named = [(text, value, token) for text, value, token in named if not math.isnan(value)]
        room, lines = self.drawing.right - look.px(10), 2 * self._line
        wanted = [self.y(value) for _, value, _ in named]
        heights = spread(wanted, lines + 4, self.top + self._line, self._end - self._line / 2)
        for (text, _, token), y in zip(named, heights, strict=True):
            self._beside(text, y, room, token)

    def _beside(self, text: str, middle: float, room: float, token: str) -> None:
        """Up to two lines in the right margin."""
        lines = wrap(text, room, self.drawing.look.px(11), 600)[:2]
        x = self.drawing.look.width - room
        for rank, words in enumerate(lines):
            y = middle + (rank - (len(lines) - 1) / 2) * self._line
            self.drawing.label((x, y), words, weight=600, fill=token, limit=room)

    def _payments(self) -> None:
        """The columns below, and what of them today's contribution would not pay, in words beside them."""
        Payments(
            self.drawing, self.spells, self.x, self.slot, self._base, self._pixels_per_unit, self.currency
        ).draw()
        lacking = sum(s.unfunded for s in self.spells if s.unfunded > 0)
        if lacking and not self.drawing.look.narrow:
            room = self.drawing.right - self.drawing.look.px(10)
            middle = self._base - self._most_needed * self._pixels_per_unit / 2
            self._beside(f"{self._money(lacking)} unfunded as today", middle, room, "bad")

    def _period_names(self) -> None:
        widest = max(self.drawing.width_of(spell.name, SMALL) for spell in self.spells)
        least = every(widest, self.slot)
        step = next((step for step in _STEPS if step >= least), least)
        y = self.bottom - self._line / 2
        for at in range(0, len(self.spells), step):
            self.drawing.label((self.x(at), y), self.spells[at].name, size=SMALL, fill="ink2", align="center")
