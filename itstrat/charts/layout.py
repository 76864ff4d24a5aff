"""What charts have in common: a heading with its key, an axis, and how often a label has room."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from itstrat.charts.lettering import shorten, wrap

if TYPE_CHECKING:
    from collections.abc import Sequence

    from itstrat.charts.drawing import Dash, Drawing

SMALL = 10.5  # the size of names along an axis


class Swatch(NamedTuple):
    """One entry of a key: a small box as the marks wear it, and its word; without a box where fill is empty."""

    word: str
    fill: str
    stroke: str = "actual"
    dash: Dash = "solid"
    shape: str = "square"


def heading(drawing: Drawing, text: str, key: Sequence[Swatch] = (), note: str = "") -> float:
    """The panel title, a note and the key below it; answers the height where the panel may begin."""
    below = 0.0
    for words in wrap(text, drawing.look.width, drawing.look.px(13), 600):
        middle = below + drawing.line_height(13) / 2
        drawing.label((0, middle), words, size=13, weight=600, limit=drawing.look.width)
        below += drawing.line_height(13)
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
            swatch.shape,
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


def ticks(low: float, high: float, most: int) -> list[float]:
    """Round amounts (1, 2, 2.5 or 5 times a power of ten apart) between two ends, at most so many and zero where it lies there."""
    if high <= low:
        return [0.0]
    least = (high - low) / max(most, 1)
    power = 10.0 ** math.floor(math.log10(least))
    apart = next(step * power for step in (1.0, 2.0, 2.5, 5.0, 10.0) if step * power >= least * 0.999)
    return [rank * apart for rank in range(math.ceil(low / apart), math.floor(high / apart) + 1)]


def spread(wanted: Sequence[float], apart: float, least: float, most: float) -> list[float]:
    """Heights as near as can be to those wanted, in the same order, so far apart, between two limits where they fit."""
    order = sorted(range(len(wanted)), key=lambda at: wanted[at])
    placed, free = list(wanted), least
    for at in order:
        placed[at] = max(wanted[at], free)
        free = placed[at] + apart
    limit = most
    for at in reversed(order):
        placed[at] = min(placed[at], limit)
        limit = placed[at] - apart
    return placed


def names_below(drawing: Drawing, names: Sequence[str], first: float, slot: float, y: float) -> None:
    """Names centred below their slots, the first slot's middle at `first`; initials or fewer where there is less room."""
    widest = max(drawing.width_of(name, SMALL) for name in names)
    step = every(widest, slot)
    initials = step > 1 and all(name.isalpha() for name in names) and slot - 4 >= drawing.width_of("M", SMALL)
    for at, name in enumerate(names):
        if initials or at % step == 0:
            place = (first + at * slot, y)
            drawing.label(place, name[0] if initials else name, size=SMALL, fill="ink2", align="center")


def row_name(
    drawing: Drawing,
    at: tuple[float, float],
    text: str,
    room: tuple[float, float],
    weight: int = 400,
    fill: str = "ink",
) -> None:
    """A name from `at` on to the right, in as many lines as its room (width, height) holds, else cut to one."""
    size, line = drawing.look.px(11), drawing.line_height()
    lines = wrap(text, room[0], size, weight)
    if len(lines) * line > room[1]:
        lines = [shorten(text, room[0], size, weight)]
    for rank, words in enumerate(lines):
        y = at[1] + (rank - (len(lines) - 1) / 2) * line
        drawing.label((at[0], y), words, weight=weight, fill=fill, limit=room[0])
