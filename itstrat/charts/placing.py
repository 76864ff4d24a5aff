"""Where labels beside lines find room: the first place tried that meets no other label and crosses the fewest lines."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from itstrat.charts.drawing import Align, Box, Drawing

if TYPE_CHECKING:
    from collections.abc import Iterable

_HALO = 2.0  # px of air around a label


class Segment(NamedTuple):
    """A straight piece of a line that a label should not cross."""

    x: float
    y: float
    x2: float
    y2: float

    def crosses(self, box: Box) -> bool:
        """True when some of it lies inside the box (clipping after Liang and Barsky)."""
        enter, leave = 0.0, 1.0
        run, rise = self.x2 - self.x, self.y2 - self.y
        for step, room in (
            (-run, self.x - box.left),
            (run, box.right - self.x),
            (-rise, self.y - box.top),
            (rise, box.bottom - self.y),
        ):
            if step == 0 and room < 0:
                return False
            if step < 0:
                enter = max(enter, room / step)
            elif step > 0:
                leave = min(leave, room / step)
        return enter < leave


class Place(NamedTuple):
    """One place to try: the point, the side a text is aligned to, and how many pixels beside the point it stays when stretched."""

    x: float
    y: float
    align: Align = "left"
    dx: float = 0.0


@dataclass(slots=True)
class Placer:
    """Labels of one drawing that keep clear of each other, of what is `taken` and, where they can, of the `lines`.

    They stay between `top` and `bottom`, and on the sheet.
    """

    drawing: Drawing
    top: float
    bottom: float
    taken: list[Box] = field(default_factory=list)
    lines: list[Segment] = field(default_factory=list)

    def line(self, points: Iterable[tuple[float, float]]) -> None:
        """A line that labels keep clear of."""
        self.lines += [Segment(*start, *end) for start, end in pairwise(points)]

    def block(self, across: tuple[float, float], down: tuple[float, float]) -> None:
        """Room that no label may take."""
        (left, right), (top, bottom) = sorted(across), sorted(down)
        self.taken.append(Box("", left, top, right, bottom))

    def say(
        self,
        text: str,
        places: Iterable[Place],
        *,
        size: float = 11.0,
        weight: int = 400,
        fill: str = "ink",
        ground: str = "",
    ) -> Place | None:
        """Writes the text at the best place and answers it; None where no place is free.

        Lines that cross even the best place are interrupted by a patch in the colour `ground`, where one is given.
        """
        best: tuple[int, Place, Box] | None = None
        for place in places:
            box = self.box(text, place, size, weight)
            if not self._free(box):
                continue
            crossed = sum(line.crosses(box) for line in self.lines)
            if best is None or crossed < best[0]:
                best = (crossed, place, box)
            if not crossed:
                break
        if best is None:
            return None
        crossed, place, box = best
        self.taken.append(box)
        if crossed and ground:
            across = (box.left - place.x, box.right - place.x)
            self.drawing.patch(place.x, across, (box.top, box.bottom), ground)
        at, align = (place.x, place.y), place.align
        self.drawing.label(at, text, size=size, weight=weight, fill=fill, align=align, dx=place.dx)
        return place

    def around(self, x: float, y: float) -> list[Place]:
        """Places left and right, above and below a point, the nearest first."""
        gap, line = self.drawing.look.px(8), self.drawing.line_height()
        return [
            Place(x + side * gap * wide, y + up * line * far, "right" if side < 0 else "left")
            for far in (0.8, 1.4, 2.0, 3.0, 4.5)
            for wide in (0.0, 1.0, 4.0)
            for up in (-1, 1)
            for side in (-1, 1)
        ]

    def box(self, text: str, place: Place, size: float = 11.0, weight: int = 400) -> Box:
        """The room a text would take at this place, with a little air around it."""
        width = self.drawing.width_of(text, size, weight)
        left = place.x + place.dx - {"left": 0.0, "center": width / 2, "right": width}[place.align]
        half = self.drawing.look.px(size) / 2 + _HALO / 2
        return Box(text, left - _HALO, place.y - half, left + width + _HALO, place.y + half)

    def _free(self, box: Box) -> bool:
        sheet = self.drawing.look.width
        inside = box.left >= -_HALO and box.right <= sheet + _HALO and box.top >= self.top - _HALO
        return (
            inside and box.bottom <= self.bottom + _HALO and not any(box.meets(other) for other in self.taken)
        )
