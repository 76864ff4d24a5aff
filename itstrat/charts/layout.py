"""What charts have in common: a heading with its key, and how often a label has room."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from itstrat.charts.lettering import wrap

if TYPE_CHECKING:
    from collections.abc import Sequence

    from itstrat.charts.drawing import Dash, Drawing


class Swatch(NamedTuple):
    """One entry of a key: a small box as the marks wear it, and its word; without a box where fill is empty."""

    word: str
    fill: str
    stroke: str = "actual"
    dash: Dash = "solid"


def heading(drawing: Drawing, text: str, key: Sequence[Swatch] = (), note: str = "") -> float:
    """The panel title, a note and the key below it; answers the height where the panel may begin."""
    below = drawing.line_height(13)
    drawing.label((0, below / 2), text, size=13, weight=600, limit=drawing.look.width)
    line = drawing.line_height(11) + drawing.look.px(2)
    for words in wrap(note, drawing.look.width, drawing.look.px(11)):
        drawing.label((0, below + line / 2), words, fill="ink2")
        below += line
    if not key:
        return below + drawing.look.px(8)
    after, y = 0.0, below + line / 2
    for swatch in key:
        room = drawing.look.px(14) * bool(swatch.fill) + drawing.width_of(swatch.word)
        if after and after + room > drawing.look.width:
            after, y = 0.0, y + line
        after = _entry(drawing, after, y, swatch) + drawing.look.px(14)
    return y + line / 2 + drawing.look.px(8)


def every(widest: float, slot: float) -> int:
    """Every how many slots a centred label of this width has room, the outermost being moved back onto the sheet."""
    moved = max(0.0, (widest - slot) / 2)
    return max(1, math.ceil((widest + 4 + moved) / slot))


def _entry(drawing: Drawing, after: float, y: float, swatch: Swatch) -> float:
    """One entry so many pixels after the left edge, wherever the chart is stretched to; answers where it ends."""
    if swatch.fill:
        box = drawing.look.px(9)
        drawing.symbol(
            (0, y),
            "square",
            fill=swatch.fill,
            stroke=swatch.stroke,
            across=box,
            line=1.0,
            dash=swatch.dash,
            dx=after + box / 2,
        )
        after += drawing.look.px(14)
    limit = drawing.look.width - after
    drawing.label((0, y), swatch.word, fill="ink2", dx=after, limit=limit)
    return after + min(drawing.width_of(swatch.word), limit)
