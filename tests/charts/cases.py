"""A chart of some frame in any look: what the tests of all charts go through."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from itstrat.charts.drawing import Chart
from itstrat.charts.theme import SLIDE, Look

LONG = "Northwind Managed Technology and Consulting Services of the Pacific North-West, Incorporated"
LOOKS = {
    "slide": SLIDE,
    "wide": Look("light", 1770, 1.3, 500),
    "page": Look("dark", 860, 1.3, 420),
    "third": Look("light", 560, 1.3, 400),
    "phone": Look("light", 358, 1.3, 400),
}


@dataclass(frozen=True)
class Case:
    """A chart of some frame, to be drawn in any look."""

    name: str
    draw: Callable[..., Chart]

    def __call__(self, look: Look = SLIDE) -> Chart:
        return _drawn(self, look)


@cache
def _drawn(case: Case, look: Look) -> Chart:
    """Each case is drawn once per look, however many tests look at it."""
    return case.draw(look=look)
