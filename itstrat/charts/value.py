"""Value of the initiatives in its four kinds, projected against realised, each kind in a panel of its own, never added up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isnan
from typing import TYPE_CHECKING, Any

import pandas as pd

from itstrat.charts.drawing import Chart, Drawing
from itstrat.charts.layout import Swatch, heading, names_below
from itstrat.charts.panel_grid import PanelGrid
from itstrat.charts.theme import SLIDE, Look
from itstrat.numbers import exact, is_known, money_label, number

if TYPE_CHECKING:
    from decimal import Decimal

KINDS = {
    "cash": "Cash",
    "avoided": "Avoided cost",
    "time": "Released time",
    "experience": "Client experience",
}

_PANEL = 200.0  # px at scale 1: the least width of a panel


@dataclass(frozen=True, slots=True)
class Quarter:
    """One quarter's running totals; NaN where nothing is known (yet)."""

    name: str
    projected: float
    realised: float


def value(frame: pd.DataFrame, *, look: Look = SLIDE, currency: str = "USD") -> Chart:
    """Running totals by quarter: what was projected as an outline, what came true solid in front of it.

    `frame` has at least one row, in order: kind (cash, avoided, time or experience), quarter (its name, such as Q1 FY27),
    projected and realised (money since the start; realised is None while a quarter is open or nothing was measured). Each
    kind has its own scale, for the kinds are different things and their sum would be none.
    """
    panels = {str(kind): _quarters(rows) for kind, rows in frame.groupby("kind", sort=False)}
    drawing = Drawing(look)
    key = (
        Swatch("Projected", "page"),
        Swatch("Realised", "actual"),
        Swatch("each kind on its own scale", ""),
    )
    top = heading(drawing, "Value since the start, by quarter", key)
    grid = PanelGrid(look, len(panels), top, look.px(24), look.px(_PANEL), look.px(120), look.px(240))
    _Panels(drawing, panels, grid, currency).draw()
    return drawing.chart(grid.bottom, _alt(panels, currency), _table(frame, currency))


@dataclass
class _Panels:
    """A panel per kind."""

    drawing: Drawing
    panels: Mapping[str, Sequence[Quarter]]
    grid: PanelGrid
    currency: str

    def draw(self) -> None:
        """Every panel."""
        for at, (kind, quarters) in enumerate(self.panels.items()):
            self._panel(self.grid.corner(at), KINDS.get(kind, kind), quarters)

    @property
    def _line(self) -> float:
        return self.drawing.line_height()

    def _panel(self, corner: tuple[float, float], name: str, quarters: Sequence[Quarter]) -> None:
        left, top = corner
        drawing, floor = self.drawing, top + self.grid.tall - self._line * 1.7
        drawing.label((left, top + self._line * 0.6), name, size=12, weight=600, limit=self.grid.wide)
        at = (left, top + self._line * 1.7)
        drawing.label(at, self._said(quarters), size=10.5, fill="ink2", limit=self.grid.wide)
        known = [v for q in quarters for v in (q.projected, q.realised) if not isnan(v)]
        ceiling = top + self._line * 3.4
        most, least = max([0.0, *known]), min([0.0, *known])
        per_unit = (floor - ceiling) / ((most - least) or 1.0)
        zero, slot = floor + least * per_unit, self.grid.wide / len(quarters)
        for at_slot, quarter in enumerate(quarters):
            middle = left + (at_slot + 0.5) * slot
            self._column(middle, min(slot * 0.31, drawing.look.px(16)), (zero, per_unit), quarter)
            across, down = (middle - slot / 2, middle + slot / 2), (top, top + self.grid.tall - 2)
            drawing.fact(across, down, self._sentence(name, quarter))
        drawing.rule((left, zero), (left + self.grid.wide, zero), "ink", line=1.2)
        self._last(left, zero - max(quarters[-1].projected, 0.0) * per_unit, quarters[-1])
        self._quarter_names(left, slot, floor + self._line * 0.75, quarters)

    def _column(self, x: float, half: float, scale: tuple[float, float], quarter: Quarter) -> None:
        (zero, per_unit), shift = scale, half * 0.19
        if not isnan(quarter.projected):
            level = zero - quarter.projected * per_unit
            across = (x - half - shift, x + half - shift)
            self.drawing.rect(across, (zero, level), "page", stroke="actual", line=1.3)
        if not isnan(quarter.realised):
            level = zero - quarter.realised * per_unit
            self.drawing.rect((x - half + shift, x + half + shift), (zero, level), "actual")

    def _last(self, left: float, level: float, quarter: Quarter) -> None:
        """What is projected in the end, on top of its column."""
        if not isnan(quarter.projected):
            at = (left + self.grid.wide, level - self._line * 0.6)
            self.drawing.label(at, self._money(quarter.projected), fill="ink2", align="right")

    def _quarter_names(self, left: float, slot: float, y: float, quarters: Sequence[Quarter]) -> None:
        """The quarters, or the first and the last one where not all have room."""
        names = [quarter.name for quarter in quarters]
        widest = max(self.drawing.width_of(name, 10.5) for name in names)
        if widest + 6 <= slot:
            names_below(self.drawing, names, left + slot / 2, slot, y)
            return
        self.drawing.label((left, y), names[0], size=10.5, fill="ink2", limit=self.grid.wide / 2 - 4)
        if len(names) > 1:
            at = (left + self.grid.wide, y)
            self.drawing.label(
                at, names[-1], size=10.5, fill="ink2", align="right", limit=self.grid.wide / 2 - 4
            )

    def _said(self, quarters: Sequence[Quarter]) -> str:
        """The newest realised total against what was projected by then, else that there is none."""
        measured = [quarter for quarter in quarters if not isnan(quarter.realised)]
        if measured:
            last = measured[-1]
            realised, projected = self._money(last.realised), self._money(last.projected)
            return f"{realised} of {projected} by {last.name}"
        return "nothing measured yet"

    def _money(self, amount: float) -> str:
        return money_label(None if isnan(amount) else amount, self.currency)

    def _sentence(self, name: str, quarter: Quarter) -> str:
        realised = "not measured" if isnan(quarter.realised) else f"{self._money(quarter.realised)} realised"
        return f"{name} by {quarter.name}: {self._money(quarter.projected)} projected, {realised}"


def _quarters(rows: pd.DataFrame) -> list[Quarter]:
    return [
        Quarter(str(name), number(projected), number(realised))
        for name, projected, realised in zip(
            rows["quarter"], rows["projected"], rows["realised"], strict=True
        )
    ]


def _alt(panels: Mapping[str, Sequence[Quarter]], currency: str) -> str:
    told = []
    for kind, quarters in panels.items():
        measured = [quarter for quarter in quarters if not isnan(quarter.realised)]
        if measured:
            last = measured[-1]
            projected = money_label(exact(last.projected), currency)
            told.append(f"{KINDS.get(kind, kind)[:20]} {money_label(last.realised, currency)} of {projected}")
    if not told:
        return f"Value in {len(panels)} kinds is projected; nothing has been measured yet."
    return f"Realised of what was projected by then: {', '.join(told)}."


def _table(frame: pd.DataFrame, currency: str) -> pd.DataFrame:
    def exactly(amounts: pd.Series[Any]) -> list[Decimal | None]:
        return [exact(amount) if is_known(amount) else None for amount in amounts]

    return pd.DataFrame(
        {
            "Kind": [KINDS.get(str(kind), str(kind)) for kind in frame["kind"]],
            "Quarter": frame["quarter"],
            f"Projected ({currency})": exactly(frame["projected"]),
            f"Realised ({currency})": exactly(frame["realised"]),
        },
        dtype=object,
    )
