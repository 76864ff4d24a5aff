"""Compliance: the share of items done, beside how many were answered. What nobody knows is a range, never a guess."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from itstrat.planning.assessment import ControlState, Status

PARTLY = 0.5


@dataclass(frozen=True, slots=True)
class Compliance:
    """Items by status and the shares made of them (0 to 1). Shares are None where no item applies.

    `unknown` includes the `stale`, whose evidence is too old to count.
    """

    implemented: int = 0
    partly: int = 0
    planned: int = 0
    not_implemented: int = 0
    not_applicable: int = 0
    unknown: int = 0
    stale: int = 0

    @property
    def applicable(self) -> int:
        """Items that apply: all but the not applicable. The unanswered are among them."""
        return self.implemented + self.partly + self.planned + self.not_implemented + self.unknown

    @property
    def total(self) -> int:
        """All items."""
        return self.applicable + self.not_applicable

    @property
    def strict(self) -> float | None:
        """Implemented over applicable: unknown counts as not done."""
        return self._share(self.implemented)

    @property
    def with_credit(self) -> float | None:
        """As strict, with half an item for each that is partly done."""
        return self._share(self.implemented + PARTLY * self.partly)

    @property
    def highest(self) -> float | None:
        """What strict would be if every unknown item turned out to be done: the upper end of its range."""
        return self._share(self.implemented + self.unknown)

    @property
    def coverage(self) -> float | None:
        """Answered over applicable."""
        return self._share(self.applicable - self.unknown)

    def _share(self, items: float) -> float | None:
        return items / self.applicable if self.applicable else None


def compliance(states: Iterable[ControlState]) -> Compliance:
    """The compliance of a set of items as they stand on a day."""
    held = list(states)
    return tally((one.status for one in held), sum(one.stale for one in held))


def tally(statuses: Iterable[Status], stale: int = 0) -> Compliance:
    """The same from statuses alone; `stale` of the unknown are so because their evidence is too old."""
    count = Counter(statuses)
    return Compliance(
        implemented=count["implemented"],
        partly=count["partly"],
        planned=count["planned"],
        not_implemented=count["not implemented"],
        not_applicable=count["not applicable"],
        unknown=count["unknown"],
        stale=stale,
    )
