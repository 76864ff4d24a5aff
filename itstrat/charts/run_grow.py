"""IT spend by what it is for: running, growing and transforming the company, a bar for each fiscal year's whole."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

import pandas as pd

from itstrat.charts.drawing import Chart, Drawing
from itstrat.charts.layout import Swatch, heading
from itstrat.charts.theme import SLIDE, Look
from itstrat.numbers import exact, fiscal_year_label, is_known, money_label, number, percent

if TYPE_CHECKING:
    from itstrat.charts.drawing import Dash

_KINDS: Mapping[str, tuple[str, str, Dash]] = {
    "run": ("Run", "previous", "solid"),
    "grow": ("Grow", "series3", "solid"),
    "transform": ("Transform", "primary", "solid"),
    "unknown": ("Unknown", "page", "dash"),
}
_GAP = 10


@dataclass(frozen=True, slots=True)
class Year:
    """One fiscal year's money by kind; kinds without any are left out."""

    name: str
    amounts: Mapping[str, Decimal]

    @property
    def total(self) -> Decimal:
        """All of it."""
        return sum(self.amounts.values(), start=Decimal(0))

    def share(self, kind: str) -> Decimal | None:
        """The part of the year that a kind is; None where the year has no money."""
        return self.amounts.get(kind, Decimal(0)) / self.total if self.total > 0 else None

    @property
    def shares(self) -> str:
        """`Run 78%, grow 10%, transform 4%, unknown 8%`."""
        told = (f"{_KINDS[kind][0].lower()} {percent(self.share(kind))}" for kind in self.amounts)
        return ", ".join(told).capitalize()

    def sentence(self, currency: str) -> str:
        """The year as a sentence."""
        parts = [
            f"{_KINDS[kind][0].lower()} {money_label(amount, currency)} ({percent(self.share(kind))})"
            for kind, amount in self.amounts.items()
        ]
        return f"{self.name}: {money_label(self.total, currency)}; {', '.join(parts)}"


def run_grow(frame: pd.DataFrame, *, look: Look = SLIDE, currency: str = "USD") -> Chart:
    """A bar per fiscal year, divided by share; share and money are written in each part as far as they fit.

    `frame` has at least one row: fiscal_year (the year it ends), kind (run, grow or transform; None is unknown), amount
    (spend of that kind, not below zero). The year's total stands at the right. What is unknown is dashed and last.
    """
    years = _years(frame)
    drawing = Drawing(look)
    told = [kind for kind in _KINDS if any(kind in year.amounts for year in years)]
    key = [Swatch(_KINDS[kind][0], _KINDS[kind][1], "actual", _KINDS[kind][2]) for kind in told]
    bars = _Bars(drawing, years, heading(drawing, "What IT spend is for, share of the year", key), currency)
    bars.draw()
    return drawing.chart(bars.bottom + 2, _alt(years), _table(years, currency))


@dataclass
class _Bars:
    """Years below each other, all bars as long."""

    drawing: Drawing
    years: Sequence[Year]
    top: float
    currency: str

    def draw(self) -> None:
        """Every year."""
        names = max(self.drawing.width_of(year.name, 11, 600) for year in self.years)
        totals = max(self.drawing.width_of(money_label(y.total, self.currency), 11, 600) for y in self.years)
        self.drawing.left, self.drawing.right = names + _GAP, totals + _GAP
        for at, year in enumerate(self.years):
            y = self.top + at * self._tall + (self._tall - self._below) / 2
            self.drawing.label((0, y), year.name, weight=600)
            self._parts(y, year)
            text = money_label(year.total, self.currency)
            self.drawing.label((self.drawing.look.width, y), text, weight=600, align="right")
            if self._below and year.total > 0:
                place = (0, y + (self._tall + self._below) / 2 - self._below * 0.6)
                limit = self.drawing.look.width
                self.drawing.label(place, year.shares, size=10, fill="ink2", limit=limit)
            down = (self.top + at * self._tall, self.top + (at + 1) * self._tall)
            self.drawing.fact((0, self.drawing.look.width), down, year.sentence(self.currency))

    @property
    def bottom(self) -> float:
        """Where the last year ends."""
        return self.top + self._tall * len(self.years)

    @property
    def _below(self) -> float:
        """On a narrow sheet the shares stand below the bar."""
        return self.drawing.line_height() if self.drawing.look.narrow else 0.0

    @property
    def _tall(self) -> float:
        look = self.drawing.look
        least = look.px(30) + 1.4 * self._below
        return min(max((look.height - self.top) / len(self.years), least), look.px(52))

    def _parts(self, y: float, year: Year) -> None:
        x, room = self.drawing.left, self.drawing.plot_right - self.drawing.left
        half = min((self._tall - self._below) * 0.36, self.drawing.look.px(17))
        if year.total <= 0:
            self.drawing.label((x, y), "nothing spent", fill="ink3")
            return
        for kind, amount in year.amounts.items():
            end = x + number(year.share(kind)) * room
            _, fill, dash = _KINDS[kind]
            self.drawing.rect((x, end), (y - half, y + half), fill, stroke="actual", dash=dash)
            share = percent(year.share(kind))
            texts = [] if self._below else [f"{share} · {money_label(amount, self.currency)}", share]
            for text in texts:
                if self.drawing.width_of(text, 10.5, 500) + 8 <= end - x:
                    at = ((x + end) / 2, y)
                    self.drawing.label(at, text, size=10.5, weight=500, fill=f"on_{fill}", align="center")
                    break
            x = end


def _years(frame: pd.DataFrame) -> list[Year]:
    sums: dict[int, dict[str, Decimal]] = {}
    for year, kind, amount in zip(frame["fiscal_year"], frame["kind"], frame["amount"], strict=True):
        money, name = exact(amount) or Decimal(0), str(kind) if is_known(kind) else "unknown"
        parts = sums.setdefault(int(year), {})
        if money > 0:
            parts[name] = parts.get(name, Decimal(0)) + money
    return [
        Year(fiscal_year_label(year), {kind: parts[kind] for kind in _KINDS if kind in parts})
        for year, parts in sorted(sums.items())
    ]


def _alt(years: Sequence[Year]) -> str:
    first, last = years[0], years[-1]

    def beyond(year: Year) -> str:
        return percent(
            None if year.total <= 0 else 1 - sum(number(year.share(k)) for k in ("run", "unknown"))
        )

    said = f"Growing and transforming the company is {beyond(last)} of IT spend in {last.name}"
    if len(years) > 1:
        said += f", {beyond(first)} in {first.name}"
    return f"{said}; {percent(last.share('unknown'))} is of unknown purpose."


def _table(years: Sequence[Year], currency: str) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {"Fiscal year": year.name}
            | {f"{_KINDS[k][0]} ({currency})": year.amounts.get(k, Decimal(0)) for k in _KINDS}
            | {f"{_KINDS[k][0]} (share)": percent(year.share(k)) for k in _KINDS}
            for year in years
        ],
        dtype=object,
    )
