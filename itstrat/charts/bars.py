"""Horizontal bars, one row per name: actual solid in front, budget outlined behind, the difference in words at the right."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from math import isnan

import pandas as pd

from itstrat.charts.drawing import Drawing
from itstrat.numbers import money_label, number, signed_money, signed_percent

_GAP = 6
_WORTH_A_COLOUR = 0.05  # a difference of 5% of its budget is beyond "at risk"


@dataclass(frozen=True, slots=True)
class Bar:
    """One row: money, or None where unknown. `quiet` rows (other, unknown) are drawn paler."""

    name: str
    actual: Decimal | None
    budget: Decimal | None
    quiet: bool = False

    @property
    def variance(self) -> Decimal | None:
        """Actual minus budget; None while either is not known."""
        return None if self.actual is None or self.budget is None else self.actual - self.budget


@dataclass
class Bars:
    """The layout of all rows from `top` down; sets the drawing's margins."""

    drawing: Drawing
    bars: Sequence[Bar]
    top: float
    currency: str

    def __post_init__(self) -> None:
        """Names stand left of the bars, or above them on a narrow sheet."""
        look = self.drawing.look
        if not look.narrow:
            widest = max(self.drawing.width_of(bar.name, 11, 500) for bar in self.bars)
            self.drawing.left = min(widest, look.width * 0.3) + 2 * _GAP
            values = max(self.drawing.width_of(self.difference(bar)) for bar in self.bars)
            self.drawing.right = self.drawing.margin(values + 2 * _GAP)

    @property
    def row_height(self) -> float:
        """Rows fill the look's height, between a least and a greatest height."""
        look = self.drawing.look
        least, most = (44.0, 52.0) if look.narrow else (22.0, 44.0)
        return min(max((look.height - self.top) / len(self.bars), look.px(least)), look.px(most))

    @property
    def bottom(self) -> float:
        """Where the last row ends."""
        return self.top + self.row_height * len(self.bars)

    def draw(self) -> None:
        """Every row, and the baseline that the bars start from."""
        for at, bar in enumerate(self.bars):
            y = self.top + at * self.row_height
            self._name_and_difference(y, bar)
            self._marks(y, bar)
            self.drawing.fact((0, self.drawing.look.width), (y, y + self.row_height), self.sentence(bar))
        self._baseline()

    def _baseline(self) -> None:
        """One line beside all bars; on a narrow sheet it leaves room for the name above each bar."""
        zero, tall = self.x(0), self.row_height
        ends = [(self.top, self.bottom)]
        if self.drawing.look.narrow:
            rows = [self.top + at * tall for at in range(len(self.bars))]
            ends = [(y + self.drawing.line_height(), y + tall) for y in rows]
        for above, below in ends:
            self.drawing.rule((zero, above), (zero, below), "ink", line=1.2)

    def x(self, amount: float) -> float:
        """Where an amount lies; labels have room at both ends."""
        low, start, per_unit = self._scale
        return start + per_unit * (amount - low)

    def difference(self, bar: Bar) -> str:
        """`+$12k  +8%`, or why there is none."""
        if bar.variance is None:
            return "no budget" if bar.budget is None else ""
        money = signed_money(bar.variance, self.currency)
        if not bar.budget or self.drawing.look.narrow:
            return money
        return f"{money} · {signed_percent(bar.variance / abs(bar.budget))}"

    def sentence(self, bar: Bar) -> str:
        """The row as a sentence."""
        actual = f"{bar.name}: actual {money_label(bar.actual, self.currency)}"
        if bar.budget is None:
            return f"{actual}, no budget"
        budget = f"{actual}, budget {money_label(bar.budget, self.currency)}"
        return budget if bar.variance is None else f"{budget}, {signed_money(bar.variance, self.currency)}"

    @cached_property
    def _scale(self) -> tuple[float, float, float]:
        """The lowest amount, where it lies, and the pixels of one unit of money; values are written at both ends."""
        amounts = [
            number(value) for bar in self.bars for value in (bar.actual, bar.budget) if value is not None
        ]
        low, high = min([0.0, *amounts]), max([0.0, *amounts])
        room = max(self.drawing.width_of(self._value(bar), 11, 600) for bar in self.bars) + 2 * _GAP
        start = self.drawing.left + (room if low < 0 else 1)
        return low, start, (self.drawing.plot_right - room - start) / ((high - low) or 1.0)

    def _value(self, bar: Bar) -> str:
        return money_label(bar.actual, self.currency)

    def _name_and_difference(self, y: float, bar: Bar) -> None:
        look, text = self.drawing.look, self.difference(bar)
        middle = y + (self.drawing.line_height() * 0.6 if look.narrow else self.row_height / 2)
        room = (
            look.width - self.drawing.width_of(text) - 2 * _GAP
            if look.narrow
            else self.drawing.left - 2 * _GAP
        )
        fill = "ink2" if bar.quiet else "ink"
        self.drawing.label((0, middle), bar.name, weight=500, fill=fill, limit=room)
        self.drawing.label((look.width, middle), text, fill=self._ink(bar), align="right")

    def _marks(self, y: float, bar: Bar) -> None:
        above = self.drawing.line_height() if self.drawing.look.narrow else 0.0
        room = self.row_height - above
        top, thick, shift = y + above + room * 0.26, room * 0.5, room * 0.07
        actual, budget = number(bar.actual), number(bar.budget)
        if not isnan(budget):
            across = (self.x(0), self.x(budget))
            self.drawing.rect(across, (top - shift, top + thick - shift), "page", stroke="actual", line=1.3)
        if not isnan(actual):
            across = (self.x(0), self._at_least_a_pixel(actual))
            fill, stroke = ("previous", "actual") if bar.quiet else ("actual", "none")
            self.drawing.rect(across, (top + shift, top + thick + shift), fill, stroke=stroke)
        ends = [self.x(value) for value in (0.0, actual, budget) if not isnan(value)]
        end, side = (min(ends), -1) if actual < 0 else (max(ends), 1)
        at = (end + side * _GAP, top + thick / 2)
        self.drawing.label(at, self._value(bar), weight=600, align="left" if side > 0 else "right")

    def _at_least_a_pixel(self, amount: float) -> float:
        end = self.x(amount)
        return end if amount == 0 or abs(end - self.x(0)) >= 1 else self.x(0) + (1 if amount > 0 else -1)

    def _ink(self, bar: Bar) -> str:
        if bar.variance is None or not bar.budget or abs(bar.variance / bar.budget) < _WORTH_A_COLOUR:
            return "ink2"
        return "bad" if bar.variance > 0 else "good"


def gathered(rows: list[Bar], top: int) -> list[Bar]:
    """The first rows, the rest as one, the unknown as one: sums are known when any of their amounts is."""
    named = [bar for bar in rows if not bar.quiet]
    unknown = [bar for bar in rows if bar.quiet]
    shown = named if len(named) <= top + 1 else named[:top]
    rest = named[len(shown) :]
    gathered = [(f"Other ({len(rest)})", rest), ("Unknown", unknown)]
    return shown + [
        Bar(name, sum_known(b.actual for b in bars), sum_known(b.budget for b in bars), quiet=True)
        for name, bars in gathered
        if bars
    ]


def sum_known(amounts: Iterable[Decimal | None]) -> Decimal | None:
    """The sum of what is known; None where nothing is."""
    present = [amount for amount in amounts if amount is not None]
    return sum(present, start=Decimal(0)) if present else None


def bar_table(rows: list[Bar], noun: str, currency: str) -> pd.DataFrame:
    """Every row with exact money; the first column is named by the noun."""
    return pd.DataFrame(
        {
            noun.capitalize(): [bar.name for bar in rows],
            f"Actual ({currency})": [bar.actual for bar in rows],
            f"Budget ({currency})": [bar.budget for bar in rows],
            f"Actual − budget ({currency})": [bar.variance for bar in rows],
        },
        dtype=object,
    )
