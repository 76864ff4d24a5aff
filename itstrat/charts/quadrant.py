"""Required or not against the risk left: compliance and risk are two answers, and the size of a circle is what closing costs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from itstrat.charts.drawing import Chart, Drawing
from itstrat.charts.layout import heading, ticks
from itstrat.charts.quadrant_circles import BANDS, Band, Gap, Scale
from itstrat.charts.theme import SLIDE, Look
from itstrat.numbers import exact, is_known, money_label, number, plural

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_MOST = 60  # circles with a known risk; the rest is in the table
_STACKED, _BESIDE = 190, 230  # px at scale 1: the least height of bands
_NAMED = 30  # letters of a name


def quadrant(frame: pd.DataFrame, *, look: Look = SLIDE, currency: str = "USD") -> Chart:
    """A circle per gap, required ones left and chosen ones right, the higher the more risk is left, named from the top.

    `frame` has at least one row: name, required (True, False, None unknown), risk_left (money a year) and cost_to_close
    (None where not known). Gaps of unknown risk stand in a strip of their own below, those of unknown cost are small and
    dotted. At most 60 circles are drawn above the strip, the greatest risks; the table holds every row.
    """
    gaps = sorted((_gap(row) for row in frame.to_dict("records")), key=lambda gap: -(gap.risk or 0))
    drawing = Drawing(look)
    note = "higher: more risk left a year; larger: dearer to close; dotted: cost unknown"
    top = heading(drawing, "Required or not, by the risk left", note=note)
    shown = [
        *[gap for gap in gaps if gap.risk is not None][:_MOST],
        *[gap for gap in gaps if gap.risk is None],
    ]
    bottom = _bands(drawing, shown, top, currency)
    if len(shown) < len(gaps):
        rest = plural(len(gaps) - len(shown), "smaller risk")
        drawing.label((0, bottom + look.px(10)), f"{rest} in the table.", fill="ink3")
        bottom += look.px(20)
    return drawing.chart(bottom, _alt(gaps, currency), _table(gaps, currency))


def _bands(drawing: Drawing, gaps: Sequence[Gap], top: float, currency: str) -> float:
    """Bands beside each other, below each other on a narrow sheet; answers where the last one ends."""
    look = drawing.look
    risk = max((number(gap.risk) for gap in gaps if gap.risk is not None), default=0.0) or 1.0
    cost = max((number(gap.cost) for gap in gaps if gap.cost is not None), default=0.0)
    kinds = [kind for kind in BANDS if kind is not None or any(gap.required is None for gap in gaps)]
    drawing.left = max(
        drawing.width_of(money_label(t, currency), 10.5) for t in ticks(0.0, risk, 4)
    ) + look.px(10)
    wide = (look.width - drawing.left) / (1 if look.narrow else len(kinds))
    tall = look.px(_STACKED) if look.narrow else max(float(look.height), top + look.px(_BESIDE)) - top
    for at, kind in enumerate(kinds):
        x, y = (drawing.left, top + at * tall) if look.narrow else (drawing.left + at * wide, top)
        here = [gap for gap in gaps if gap.required is kind]
        band = Band(drawing, kind, here, (x, x + wide), (y, y + tall), Scale(risk, cost), currency)
        band.draw()
        band.ground(drawing.left if look.narrow or at == 0 else None)
    return top + tall * (len(kinds) if look.narrow else 1)


def _gap(row: Mapping[Any, Any]) -> Gap:
    required = bool(row["required"]) if is_known(row["required"]) else None
    return Gap(str(row["name"]), required, exact(row["risk_left"]), exact(row["cost_to_close"]))


def _alt(gaps: Sequence[Gap], currency: str) -> str:
    chosen = [gap for gap in gaps if gap.required is False and gap.risk is not None]
    asked = sum(gap.required is True for gap in gaps)
    blind = sum(gap.risk is None for gap in gaps)
    said = f"{asked} of {plural(len(gaps), 'gap')} must be closed"
    first = next((gap for gap in gaps if gap.risk is not None), None)
    if first is not None:
        word = BANDS[first.required].lower()
        said += f"; most risk is left in {first.name[:_NAMED]}, {money_label(first.risk, currency)}, {word}"
    if chosen and chosen[0] is not first:
        said += f"; of the chosen in {chosen[0].name[:_NAMED]}"
    return f"{said}; {blind} of unknown risk."


def _table(gaps: Sequence[Gap], currency: str) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "Gap": [gap.name for gap in gaps],
            "Required": [{True: "yes", False: "no", None: None}[gap.required] for gap in gaps],
            f"Risk left a year ({currency})": [gap.risk for gap in gaps],
            f"Cost to close ({currency})": [gap.cost for gap in gaps],
        },
        dtype=object,
    )
