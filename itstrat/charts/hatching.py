"""The hatch of a forecast: stripes clipped to their bar in Python, so that screen, picture and print draw the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itstrat.charts.drawing import Drawing

# A small hatched square for a key, as an SVG path in -1 to 1.
HATCH = "M-1,-1H1V1H-1ZM-1,0L0,-1M-1,1L1,-1M0,1L1,0"

_APART = 14.0  # px between two stripes, measured along the baseline
_MOST = 150  # stripes in one bar


def hatched(
    drawing: Drawing, across: tuple[float, float], down: tuple[float, float], stroke: str = "actual"
) -> None:
    """An outlined bar filled with stripes that rise to the right at 45 degrees."""
    drawing.rect(across, down, "page", stroke=stroke, line=1.3)
    for start, end in stripes(across, down, drawing.look.px(_APART)):
        drawing.rule(start, end, stroke, line=1.1)


def stripes(
    across: tuple[float, float], down: tuple[float, float], apart: float
) -> Iterator[tuple[tuple[float, float], tuple[float, float]]]:
    """Both ends of each stripe inside the box; stripes of neighbouring boxes continue each other."""
    (left, right), (top, bottom) = sorted(across), sorted(down)
    apart = max(apart, (right - left + bottom - top) / _MOST)
    rank = (left + top) // apart + 1
    while rank * apart < right + bottom:
        crossing = rank * apart  # all points of a stripe have this sum of x and y
        start, end = max(left, crossing - bottom), min(right, crossing - top)
        if end - start > 1:
            yield (start, crossing - start), (end, crossing - end)
        rank += 1
