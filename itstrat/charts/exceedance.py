"""How likely a year's loss is to exceed each amount: today, with the plan, with the best set, against the appetite."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

import pandas as pd

from itstrat.charts.drawing import Chart, Dash, Drawing
from itstrat.charts.layout import Swatch, heading, ticks
from itstrat.charts.placing import Place, Placer
from itstrat.charts.plane import Plane, Tick, bent
from itstrat.charts.theme import SLIDE, Look
from itstrat.numbers import exact, money_label, number

if TYPE_CHECKING:
    from decimal import Decimal

A_BAD_YEAR = 0.05  # the year leadership speaks of: 1 in 20

_RAREST = 0.01
_ODDS = (1.0, 0.5, 0.2, 0.1, A_BAD_YEAR, 0.02, _RAREST)
_WORN: Sequence[tuple[str, Dash, float]] = (
    ("actual", "solid", 3.0),
    ("primary", "solid", 2.4),
    ("good", "long", 2.4),
    ("ink3", "dot", 2.0),
)


@dataclass(frozen=True, slots=True)
class Curve:
    """Losses in rising order with the odds that a year exceeds each of them, in falling order."""

    name: str
    points: Sequence[tuple[float, float]]

    def loss_at(self, odds: float) -> float:
        """The loss that a year exceeds with these odds, between the points by the odds' logarithm; NaN beyond them."""
        for (loss, above), (more, below) in pairwise(self.points):
            if above >= odds >= below > 0 and above > below:
                share = math.log(above / odds) / math.log(above / below)
                return loss + share * (more - loss)
        return 0.0 if self.points and self.points[0][1] < odds else math.nan

    def odds_above(self, amount: float) -> float:
        """The odds that a year exceeds this amount; NaN beyond the points."""
        for (loss, above), (more, below) in pairwise(self.points):
            if loss <= amount <= more and below > 0:
                share = (amount - loss) / (more - loss) if more > loss else 0.0
                return float(above * (below / above) ** share)
        return math.nan


def exceedance(
    frame: pd.DataFrame, appetite: Decimal | None = None, *, look: Look = SLIDE, currency: str = "USD"
) -> Chart:
    """One line per curve, named at the loss it reaches in a 1-in-20 year; the appetite is a rule from top to bottom.

    `frame` has at least one row: curve (the first one is today), loss, odds (0 to 1, falling as the loss rises). Odds are
    spread by their logarithm from every year to 1 in 100, losses by their square root, which the ticks show.
    """
    curves = [
        Curve(
            str(name),
            [(number(loss), number(odds)) for loss, odds in zip(rows["loss"], rows["odds"], strict=True)],
        )
        for name, rows in frame.groupby("curve", sort=False)
    ]
    drawing = Drawing(look)
    key = [Swatch(curve.name, _worn(at)[0], "none") for at, curve in enumerate(curves)] if look.narrow else []
    top = heading(drawing, "Odds that a year's losses exceed an amount", key)
    bottom = max(float(look.height), top + look.px(200))
    _Odds(drawing, curves, number(appetite), top, bottom, currency).draw()
    table = pd.DataFrame(
        {"Curve": frame["curve"], f"Loss ({currency})": frame["loss"].map(exact), "Odds": frame["odds"]},
        dtype=object,
    )
    return drawing.chart(bottom, _alt(curves, number(appetite), currency), table)


def odds_text(odds: float) -> str:
    """`1 in 20`; `every year` where it is certain, `unknown` where it is not known."""
    if math.isnan(odds):
        return "unknown"
    if odds >= 0.995:
        return "every year"
    return f"1 in {1 / odds:.0f}" if odds <= 0.4 else f"{odds * 10:.0f} in 10" if odds != 0.5 else "1 in 2"


def _worn(at: int) -> tuple[str, Dash, float]:
    return _WORN[min(at, len(_WORN) - 1)]


@dataclass
class _Odds:
    """The layout between `top` and `bottom`."""

    drawing: Drawing
    curves: Sequence[Curve]
    appetite: float
    top: float
    bottom: float
    currency: str

    def draw(self) -> None:
        """Axes, appetite, curves and their words."""
        drawing, look = self.drawing, self.drawing.look
        drawing.left = max(drawing.width_of(odds_text(odds), 10.5) for odds in _ODDS) + look.px(10)
        drawing.right = look.px(6)
        self._plane.draw(self._losses(), [Tick(odds, odds_text(odds)) for odds in _ODDS])
        placer = Placer(drawing, self.top, self._plane.floor)
        placer.block((0, drawing.left), (self.top, self.bottom))
        bad = self._plane.y(A_BAD_YEAR)
        drawing.rule((drawing.left, bad), (drawing.plot_right, bad), "ink3", dash="dash")
        placer.line([(drawing.left, bad), (drawing.plot_right, bad)])
        self._appetite_rule(placer)
        placed = [self._line(at, curve, placer) for at, curve in enumerate(self.curves)]
        for at, (curve, path) in enumerate(zip(self.curves, placed, strict=True)):
            self._words(at, curve, path, placer)

    @cached_property
    def _plane(self) -> Plane:
        line = self.drawing.line_height()
        odds = (math.log(_RAREST), 0.0)
        return Plane(
            self.drawing,
            self.top + line,
            self.bottom,
            (0.0, self._most),
            (_RAREST, 1.0),
            bent,
            lambda each: max(math.log(max(each, 1e-9)), odds[0]),
        )

    @cached_property
    def _most(self) -> float:
        """The greatest loss shown: what any curve reaches in 1 of 100 years."""
        shown = [loss for curve in self.curves for loss, odds in curve.points if odds >= _RAREST]
        ends = [curve.loss_at(_RAREST) for curve in self.curves]
        known = [v for v in (*shown, *ends, self.appetite) if not math.isnan(v)]
        return max([0.0, *known]) or 1.0

    def _losses(self) -> list[Tick]:
        """Round amounts, closer together where small ones keep more room."""
        wide = ticks(0.0, self._most, 5)
        near = ticks(0.0, wide[1], 4)[1:-1] if len(wide) > 1 else []
        amounts = sorted({*wide, *near[:1]})
        return [Tick(amount, money_label(amount, self.currency)) for amount in amounts]

    def _appetite_rule(self, placer: Placer) -> None:
        if math.isnan(self.appetite):
            return
        x, line = self._plane.x(self.appetite), self.drawing.line_height()
        self.drawing.rule((x, self.top + line), (x, self._plane.floor), "ink", line=1.8)
        placer.line([(x, self.top), (x, self._plane.floor)])
        text = f"Appetite {money_label(self.appetite, self.currency)}"
        places = [
            Place(x, self.top + line / 2, "center"),
            Place(x, self.top + line / 2, "right"),
            Place(x, self.top + line / 2),
        ]
        placer.say(text, places, weight=600)

    def _line(self, at: int, curve: Curve, placer: Placer) -> list[tuple[float, float]]:
        stroke, dash, line = _worn(at)
        shown = [(loss, odds) for loss, odds in curve.points if odds >= _RAREST]
        end = curve.loss_at(_RAREST)
        shown += [(end, _RAREST)] if shown and not math.isnan(end) and end > shown[-1][0] else []
        path = [(self._plane.x(loss), self._plane.y(odds)) for loss, odds in shown]
        self.drawing.path(path, stroke, line=line, dash=dash)
        placer.line(path)
        across = (path[0][0], path[-1][0]) if path else (self.drawing.left, self.drawing.plot_right)
        band = (self.bottom - self.top) / len(self.curves)
        down = (self.top + at * band, self.top + (at + 1) * band)
        self.drawing.fact(across, down, self._sentence(curve))
        return path

    def _sentence(self, curve: Curve) -> str:
        said = (
            f"{curve.name}: {money_label(_known(curve.loss_at(A_BAD_YEAR)), self.currency)} in a 1-in-20 year"
        )
        if math.isnan(self.appetite):
            return said
        return f"{said}, above appetite {odds_text(curve.odds_above(self.appetite))}"

    def _words(self, at: int, curve: Curve, path: Sequence[tuple[float, float]], placer: Placer) -> None:
        """The amount of a bad year at its dot; the name beside the line, or in the key on a narrow sheet."""
        loss, look = curve.loss_at(A_BAD_YEAR), self.drawing.look
        stroke, _, _ = _worn(at)
        ink = "ink" if stroke == "actual" else stroke
        if not math.isnan(loss):
            x, y = self._plane.x(loss), self._plane.y(A_BAD_YEAR)
            self.drawing.symbol((x, y), "circle", fill=stroke, stroke="page", across=look.px(9), line=1)
            placer.say(money_label(loss, self.currency), placer.around(x, y)[:12], weight=600, fill=ink)
        if not look.narrow:
            away = look.px(9)
            rarest = sorted(path, key=lambda point: -point[1])
            sides = [Place(x + away, y - away / 2) for x, y in rarest]
            sides += [Place(x - away, y, "right") for x, y in rarest]
            placer.say(curve.name, sides, weight=600, fill=ink, ground="page")


def _known(value: float) -> float | None:
    return None if math.isnan(value) else value


def _alt(curves: Sequence[Curve], appetite: float, currency: str) -> str:
    told = [
        f"{curve.name[:24]} {money_label(_known(curve.loss_at(A_BAD_YEAR)), currency)}"
        for curve in curves[:3]
    ]
    said = f"Loss in a 1-in-20 year: {', '.join(told)}"
    if math.isnan(appetite):
        return f"{said}; no appetite is set."
    odds = odds_text(curves[0].odds_above(appetite))
    return f"{said}; appetite {money_label(appetite, currency)}, exceeded {odds} as it is."
