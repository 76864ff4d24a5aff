"""Where panels of one kind stand: as many beside each other as have room, in rows of one height."""

from __future__ import annotations

from dataclasses import dataclass

from itstrat.charts.theme import Look


@dataclass(frozen=True, slots=True)
class PanelGrid:
    """So many panels (at least one) below `top`, in px: none narrower than `narrowest`, rows from `low` to `high`.

    The last row is as full as the others may be: four panels where three have room are two and two.
    """

    look: Look
    count: int
    top: float
    gap: float
    narrowest: float
    low: float
    high: float

    @property
    def columns(self) -> int:
        """Panels beside each other."""
        most = max(1, int((self.look.width + self.gap) // (self.narrowest + self.gap)))
        return -(-self.count // -(-self.count // most))

    @property
    def rows(self) -> int:
        """Rows of panels."""
        return -(-self.count // self.columns)

    @property
    def wide(self) -> float:
        """Width of a panel."""
        return (self.look.width - self.gap * (self.columns - 1)) / self.columns

    @property
    def tall(self) -> float:
        """Height of a row: its share of the picture, within what is legible."""
        return min(max((self.look.height - self.top) / self.rows, self.low), self.high)

    @property
    def bottom(self) -> float:
        """Where the last row ends."""
        return self.top + self.rows * self.tall

    def corner(self, at: int) -> tuple[float, float]:
        """Left and top of the panel with this place in the order, row by row."""
        row, column = divmod(at, self.columns)
        return column * (self.wide + self.gap), self.top + row * self.tall
