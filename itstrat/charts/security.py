"""The security baseline: per part of a framework its level against the target, what is met, and what a bad year would cost."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from itstrat.charts.drawing import Chart, Drawing
from itstrat.charts.layout import row_name
from itstrat.charts.security_levels import Levels
from itstrat.charts.security_panels import Compliance, Losses, Panel, Part, level_text
from itstrat.charts.theme import SLIDE, Look
from itstrat.numbers import exact, is_known, money_label, number, percent, plural

if TYPE_CHECKING:
    from collections.abc import Mapping

TIERS = ("Partial", "Informed", "Repeatable", "Adaptive")

_GAP = 8
_SHARES = (0.53, 0.21, 0.26)  # of the width beside the names: level, compliance, loss


def baseline(
    frame: pd.DataFrame,
    *,
    levels: tuple[str, ...] = TIERS,
    lowest: int = 1,
    look: Look = SLIDE,
    currency: str = "USD",
) -> Chart:
    """A row per part, in the order given: three measures beside each other, below each other on a narrow sheet.

    `frame` has at least one row: part; level (the median now), low and high (quartiles), least (the lowest), target,
    year_ago, all on the scale of `levels`, whose first is level `lowest`; at_target and items (counts), unknown (share of
    items without a valid answer); compliance (share met), compliance_high (with all that is unknown), goal; loss (in a
    1-in-20 year), appetite. What is not known, or a column that is missing, is None. A median a whole level or more below
    its target is linked to it in amber; a loss above the appetite is orange-red with a triangle.
    """
    parts = [_part(row) for row in frame.to_dict("records")]
    drawing = Drawing(look)
    panels: list[Panel] = [
        Levels(drawing, parts, names=levels, lowest=lowest),
        Compliance(drawing, parts),
        Losses(drawing, parts, currency=currency),
    ]
    layout = _Baseline(drawing, parts, panels)
    bottom = layout.stacked() if look.narrow else layout.beside()
    return drawing.chart(bottom + 2, _alt(parts, currency), _table(parts, currency))


@dataclass
class _Baseline:
    """Where panels and names stand."""

    drawing: Drawing
    parts: Sequence[Part]
    panels: Sequence[Panel]

    def beside(self) -> float:
        """Panels share their rows; names stand once, at the left; answers where they end."""
        look, names = self.drawing.look, self._names(0.2)
        self.drawing.left = names + 2 * _GAP
        room, x = look.width - self.drawing.left, self.drawing.left
        between = look.px(18)
        for panel, share in zip(self.panels, _SHARES, strict=True):
            panel.left, panel.right = x, x + share * (room - 2 * between)
            x = panel.right + between
        first = max(self._head(panel) for panel in self.panels)
        tall = min(max((look.height - first) / len(self.parts), look.px(20)), look.px(64))
        self._ground(first, tall, names)
        for panel in self.panels:
            panel.first, panel.tall = first, tall
            panel.draw()
        return self.panels[0].bottom

    def stacked(self) -> float:
        """Each panel has its own rows and names; answers where the last one ends."""
        look, names, y = self.drawing.look, self._names(0.3), 0.0
        self.drawing.left = names + 2 * _GAP
        for panel in self.panels:
            panel.left, panel.right, panel.top = self.drawing.left, float(look.width), y
            panel.first, panel.tall = y + self._head(panel), look.px(36 if isinstance(panel, Levels) else 26)
            self._ground(panel.first, panel.tall, names)
            panel.draw()
            y = panel.bottom + look.px(14)
        return y - look.px(14)

    def _names(self, most: float) -> float:
        widest = max(self.drawing.width_of(part.name, 11, 600) for part in self.parts) + 1
        return min(widest, self.drawing.look.width * most)

    def _head(self, panel: Panel) -> float:
        """Height of a panel's words: title, note, axis."""
        line = self.drawing.line_height(10.5)
        return self.drawing.line_height(12.5) + (len(panel.lines) + 1.4) * line

    def _ground(self, first: float, tall: float, names: float) -> None:
        """Bands that lead the eye, and the names."""
        for at, part in enumerate(self.parts):
            y = first + at * tall
            if at % 2 == 0:
                self.drawing.rect((0, self.drawing.look.width), (y, y + tall), "band", part="band")
            row_name(self.drawing, (_GAP / 2, y + tall / 2), part.name, (names, tall), 600)


def _part(row: Mapping[Any, Any]) -> Part:
    return Part(
        name=str(row["part"]),
        level=number(row.get("level")),
        low=number(row.get("low")),
        high=number(row.get("high")),
        least=number(row.get("least")),
        target=number(row.get("target")),
        year_ago=number(row.get("year_ago")),
        at_target=_count(row.get("at_target")),
        items=_count(row.get("items")),
        unknown=number(row.get("unknown")),
        met=number(row.get("compliance")),
        met_at_most=number(row.get("compliance_high")),
        goal=number(row.get("goal")),
        loss=exact(row.get("loss")),
        appetite=exact(row.get("appetite")),
    )


def _count(value: object) -> int | None:
    return round(number(value)) if is_known(value) else None


def _alt(parts: Sequence[Part], currency: str) -> str:
    far = [part for part in parts if part.gap > 0]
    above = [part for part in parts if part.above_appetite]
    said = f"{len(far)} of {plural(len(parts), 'part')} below the target level"
    if far:
        worst = max(far, key=lambda part: part.gap)
        said += f", furthest {worst.name[:40]} ({level_text(worst.level)} of {level_text(worst.target)})"
    if above:
        dear = max(above, key=lambda part: part.loss or 0)
        return (
            f"{said}; {len(above)} above appetite, most {dear.name[:40]}, {money_label(dear.loss, currency)}."
        )
    known = any(part.loss is not None for part in parts)
    return f"{said}; {'no loss above appetite' if known else 'no estimate of losses'}."


def _table(parts: Sequence[Part], currency: str) -> pd.DataFrame:
    rows = [
        {
            "Part": part.name,
            "Median level": _level(part.level),
            "Quartiles": f"{level_text(part.low)} to {level_text(part.high)}",
            "Lowest": _level(part.least),
            "Target": _level(part.target),
            "A year ago": _level(part.year_ago),
            "At target": part.at_target,
            "Items": part.items,
            "Unknown": percent(part.unknown),
            "Met": percent(part.met),
            "Met at most": percent(part.met_at_most),
            "Goal": percent(part.goal),
            f"Loss in a 1-in-20 year ({currency})": part.loss,
            f"Appetite ({currency})": part.appetite,
        }
        for part in parts
    ]
    return pd.DataFrame(rows, dtype=object)


def _level(level: float) -> str | None:
    return None if math.isnan(level) else level_text(level)
