"""One lane per contract on a calendar: a tick at the date to cancel by, a diamond at the renewal, words at both sides."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from itstrat.charts.calendar import Calendar
from itstrat.charts.drawing import Drawing
from itstrat.charts.layout import heading
from itstrat.charts.theme import Sign
from itstrat.numbers import day_label, money_label, month_label

STATES = {
    "overdue": Sign("■", "Overdue", "bad"),
    "due": Sign("▲", "Due", "risk"),
    "ahead": Sign("○", "Ahead", "ink2"),
    "decided": Sign("✓", "Decided", "ink2"),
    "unknown": Sign("?", "Unknown", "ink3"),
}
RENEWS = {True: "↻ renews itself", False: "ends", None: "? unknown"}
_GAP = 8

# Shares of the width: the calendar keeps its part before names get more than the short one.
_CALENDAR, _SHORT_NAMES, _LONG_NAMES = 0.3, 0.2, 0.3


@dataclass(frozen=True, slots=True)
class Renewal:
    """One contract's next renewal; what is not known is None."""

    name: str
    vendor: str
    cancel_by: dt.date | None
    renewal_on: dt.date | None
    amount: Decimal | None
    auto_renew: bool | None
    state: str

    def sentence(self, currency: str) -> str:
        """The row as a sentence."""
        renews = {True: "renews itself", False: "ends", None: "renewal unknown"}[self.auto_renew]
        return (
            f"{self.name} ({self.vendor}): cancel by {day_label(self.cancel_by)}, {renews} on {day_label(self.renewal_on)}, "
            f"{money_label(self.amount, currency)}, {STATES[self.state].word.lower()}"
        )


@dataclass(slots=True)
class Lanes:
    """Names at the left, the calendar, amount and state at the right; on a narrow sheet the names stand above."""

    drawing: Drawing
    rows: Sequence[Renewal]
    as_of: dt.date
    months: int
    currency: str

    def draw(self) -> float:
        """Everything; answers where it ends."""
        self._margins()
        note = "| cancel by, ◆ renews; shaded: the next 60, 90 and 120 days"
        top = heading(self.drawing, "Renewals by the date to cancel by", note=note)
        calendar = Calendar(self.drawing, self.as_of, self.months, self.drawing.left, self.drawing.plot_right)
        first = top + calendar.header
        height = self._row_height(first)
        bottom = first + height * len(self.rows)
        if self.drawing.look.narrow:
            above = self._words_height
            starts = [first + at * height for at in range(len(self.rows))]
            calendar.draw(top, [(y + above, y + height - 2) for y in starts])
        else:
            calendar.draw(top, [(first, bottom)])
            self._column_names(first - self.drawing.line_height() / 2 - 4)
        for at, row in enumerate(self.rows):
            self._row(calendar, first + at * height, height, row)
        return bottom + 2

    @property
    def _words_height(self) -> float:
        return self.drawing.line_height() + 4

    def _margins(self) -> None:
        look = self.drawing.look
        if not look.narrow:
            self.drawing.right = sum(self._columns) + 3 * _GAP
            beside = self._vendor_room + 2 * _GAP
            free = look.width * (1 - _CALENDAR) - self.drawing.right - beside
            widest = max(self.drawing.width_of(row.name, 11, 500) for row in self.rows) + 1
            most = max(look.width * _SHORT_NAMES, min(look.width * _LONG_NAMES, free))
            self.drawing.left = min(widest, most) + beside

    @property
    def _vendor_room(self) -> float:
        """Vendors have a column of their own where there is room for one."""
        look = self.drawing.look
        if look.width < 760 * look.scale:
            return 0.0
        return (
            min(max(self.drawing.width_of(row.vendor, 10.5) for row in self.rows), look.width * 0.13) + _GAP
        )

    @property
    def _columns(self) -> tuple[float, float, float]:
        """Widths of amount, what happens by itself, state."""
        amount = max(
            self.drawing.width_of(money_label(row.amount, self.currency), 11, 600) for row in self.rows
        )
        renews = max(self.drawing.width_of(text, 11, 600) for text in RENEWS.values())
        state = max(self.drawing.width_of(f"▲ {sign.word}") for sign in STATES.values())
        return max(amount, self.drawing.width_of("Amount", 10)) + _GAP, renews + 2 * _GAP, state + _GAP

    def _row_height(self, first: float) -> float:
        look = self.drawing.look
        if look.narrow:
            return look.px(42)
        return min(max((look.height - first) / len(self.rows), look.px(17)), look.px(42))

    def _column_names(self, y: float) -> None:
        _, renews, state = self._columns
        x = self.drawing.look.width
        self.drawing.label((x - state, y), "State", size=10, fill="ink3")
        self.drawing.label(
            (x - state - renews, y), "If nothing is done", size=10, fill="ink3", limit=renews - 2
        )
        self.drawing.label((x - state - renews - 2 * _GAP, y), "Amount", size=10, fill="ink3", align="right")

    def _row(self, calendar: Calendar, y: float, height: float, row: Renewal) -> None:
        width = self.drawing.look.width
        self.drawing.rule((0, y), (width, y), "grid", part="grid")
        if self.drawing.look.narrow:
            line = self._words_height
            self._words_above(y + line / 2, row)
            self._marks(calendar, y + line + (height - line) / 2, (height - line) * 0.6, row)
        else:
            self._words_beside(y + height / 2, row)
            self._marks(calendar, y + height / 2, height * 0.6, row)
        self.drawing.fact((0, width), (y, y + height), row.sentence(self.currency))

    def _words_beside(self, y: float, row: Renewal) -> None:
        names = self.drawing.left - self._vendor_room - 2 * _GAP
        ink = "bad" if row.state == "overdue" else "ink"
        self.drawing.label((0, y), row.name, weight=500, fill=ink, limit=names)
        if self._vendor_room:
            room = self._vendor_room - _GAP
            self.drawing.label((names + _GAP, y), row.vendor, size=10.5, fill="ink3", limit=room)
        _, renews, state = self._columns
        x = self.drawing.look.width - state
        amount = money_label(row.amount, self.currency)
        self.drawing.label((x - renews - 2 * _GAP, y), amount, weight=600, align="right")
        weight = 600 if row.auto_renew else 400
        self.drawing.label(
            (x - renews, y), RENEWS[row.auto_renew], weight=weight, fill="ink2", limit=renews - 2
        )
        sign = STATES[row.state]
        self.drawing.label((x, y), sign.glyph, fill=sign.token)
        self.drawing.label((x + self.drawing.look.px(14), y), sign.word, fill=ink)

    def _words_above(self, y: float, row: Renewal) -> None:
        sign, width = STATES[row.state], self.drawing.look.width
        text = f"{'↻ ' if row.auto_renew else ''}{money_label(row.amount, self.currency)}"
        self.drawing.label((width, y), text, weight=600, align="right")
        self.drawing.label((0, y), sign.glyph, fill=sign.token)
        indent = self.drawing.look.px(14)
        room = width - indent - self.drawing.width_of(text, 11, 600) - _GAP
        ink = "bad" if row.state == "overdue" else "ink"
        self.drawing.label((indent, y), row.name, weight=500, fill=ink, limit=room)

    def _marks(self, calendar: Calendar, y: float, tall: float, row: Renewal) -> None:
        ink = {"overdue": "bad", "decided": "ink3"}.get(row.state, "actual")
        if row.cancel_by is None:
            x = calendar.x(self.as_of) + _GAP
            self.drawing.label((x, y), "no date known", size=10, fill="ink3")
            return
        start = calendar.x(row.cancel_by)
        end = calendar.x(row.renewal_on) if row.renewal_on else start
        self.drawing.rule((start, y), (end, y), ink, line=1.4)
        self.drawing.rect((start - 1.5, start + 1.5), (y - tall / 2, y + tall / 2), ink)
        if row.renewal_on and row.renewal_on < calendar.last:
            self.drawing.symbol(
                (end, y), "diamond", fill=ink, stroke="page", across=min(tall, 11.0), line=1.0
            )
        self._date(calendar, (start, end), y, row.cancel_by, ink)

    def _date(self, calendar: Calendar, ends: tuple[float, float], y: float, day: dt.date, ink: str) -> None:
        """The cancel-by date left of its tick, else right of the diamond, else nowhere: never across today's rule."""
        text = f"by {day.day} {month_label(day)}"
        room = self.drawing.width_of(text, 10) + 5
        today, fill = calendar.x(self.as_of), "bad" if ink == "bad" else "ink2"
        free_from = today if ends[0] > today else calendar.start_x
        if ends[0] - room > free_from:
            self.drawing.label((ends[0], y), text, size=10, fill=fill, align="right", dx=-5)
        elif ends[1] + room + 6 < calendar.end_x and not ends[1] < today < ends[1] + room + 6:
            self.drawing.label((ends[1], y), text, size=10, fill=fill, dx=9)
