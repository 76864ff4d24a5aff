"""Maturity of a set of items. Levels are ordinal: counted, ordered and compared with their target, never averaged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from itstrat.planning.assessment import ControlState


@dataclass(frozen=True, slots=True)
class Maturity:
    """How the levels of items lie. Items that do not apply are left out; levels are None where no item has one.

    `counts` is level -> items, lowest first. `median_low` and `median_high` are the two middle levels, which differ
    only when an even number of items straddles them; the quartiles are levels that occur (nearest rank, the upper
    counted from the top). `at_target` and `below` are items known to be so; the rest is `unknown`: no level, too old,
    or no target to hold it against.
    """

    items: int
    counts: Mapping[Decimal, int]
    minimum: Decimal | None
    quartile_low: Decimal | None
    median_low: Decimal | None
    median_high: Decimal | None
    quartile_high: Decimal | None
    maximum: Decimal | None
    at_target: int
    below: int
    stale: int

    @property
    def unknown(self) -> int:
        """Items of which nobody can say whether they are at target."""
        return self.items - self.at_target - self.below

    @property
    def share(self) -> float | None:
        """Items at or above target over all items: unknown counts as not there. None without items."""
        return self.at_target / self.items if self.items else None

    @property
    def highest(self) -> float | None:
        """The share if every unknown item turned out to be at target: the upper end of its range."""
        return (self.at_target + self.unknown) / self.items if self.items else None

    @property
    def coverage(self) -> float | None:
        """Items with a level over all items."""
        return sum(self.counts.values()) / self.items if self.items else None


def maturity(states: Iterable[ControlState]) -> Maturity:
    """The maturity of items on one scale. Raises ValueError if levels of several scales are given: they don't compare."""
    applying = [one for one in states if one.status != "not applicable"]
    leveled = [one for one in applying if one.level is not None]
    if len({one.scale for one in leveled}) > 1:
        raise ValueError("Levels of several scales do not compare: ask for each scale on its own.")
    levels = sorted(one.level for one in leveled if one.level is not None)
    count = len(levels)
    quarter = (count + 3) // 4

    def at(place: int) -> Decimal | None:
        return levels[place] if levels else None

    return Maturity(
        items=len(applying),
        counts=dict(sorted(Counter(levels).items())),
        minimum=at(0),
        quartile_low=at(quarter - 1),
        median_low=at((count - 1) // 2),
        median_high=at(count // 2),
        quartile_high=at(count - quarter),
        maximum=at(-1),
        at_target=sum(one.gap == 0 for one in applying),
        below=sum(one.gap is not None and one.gap > 0 for one in applying),
        stale=sum(one.stale for one in applying),
    )
