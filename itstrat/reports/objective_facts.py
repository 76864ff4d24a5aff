"""What stands behind each objective: the initiatives that support it, how they stand, and how far it is reached."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING

from itstrat.planning.alignment import STRONGEST
from itstrat.store.reading import Row

if TYPE_CHECKING:
    from itstrat.reports.roadmap_basis import Basis

# An objective stands as the worst of its initiatives does; what is done says nothing against it.
_WORST = ("off track", "at risk", "progress unknown", "unscheduled", "on track", "planned", "done")


@dataclass(frozen=True)
class Supported:
    """One objective with its initiatives: id -> strength, 0 to 5 (None: unknown); a strength of 0 supports nothing."""

    row: Row
    number: int
    strengths: Mapping[int, int | None]
    states: Mapping[int, str]

    @property
    def state(self) -> str:
        """How it stands, by the worst of its initiatives; unknown without any."""
        found = set(self.states.values())
        return next((state for state in _WORST if state in found), "unknown")

    @cached_property
    def counts(self) -> Mapping[str, int]:
        """How many initiatives stand how."""
        return Counter(self.states.values())

    @property
    def reached(self) -> Decimal | None:
        """How far the measure went from its baseline to its target, 0 to 1; None while a number is unknown."""
        low, now, high = (self.row[name] for name in ("baseline", "current", "target"))
        if low is None or now is None or high is None or low == high:
            return None
        share: Decimal = (now - low) / (high - low)
        return min(max(share, Decimal(0)), Decimal(1))

    @property
    def coverage(self) -> str:
        """The support in words."""
        if not self.strengths:
            return "nothing supports it"
        known = [strength for strength in self.strengths.values() if strength is not None]
        unknown = len(self.strengths) - len(known)
        said = f"strongest support {max(known)} of {STRONGEST}" if known else "strength of support unknown"
        return f"{said}, {unknown} unknown" if known and unknown else said


def supported(basis: Basis) -> list[Supported]:
    """Every objective by its number, with the initiatives of the whole plan."""
    found: dict[int, dict[int, int | None]] = {row["id"]: {} for row in basis.roadmap.objectives}
    for one in basis.roadmap.supports:
        if one["strength"] != 0:
            found[one["objective_id"]][one["initiative_id"]] = one["strength"]
    numbers = _numbers(basis.roadmap.objectives)
    return [
        Supported(
            row,
            numbers[row["id"]],
            found[row["id"]],
            {key: basis.statuses[key].state for key in found[row["id"]]},
        )
        for row in basis.roadmap.objectives
    ]


def without_objective(basis: Basis) -> list[Row]:
    """The initiatives of the scope that support no objective."""
    helping = {one["initiative_id"] for one in basis.roadmap.supports if one["strength"] != 0}
    return [row for row in basis.rows if row["id"] not in helping]


def _numbers(rows: list[Row]) -> dict[int, int]:
    """An objective's number is its code where that is a whole number of its own, else the next that is free."""
    taken: dict[int, int] = {}
    for row in rows:
        code = row["code"] or ""
        if code.isascii() and code.isdigit() and len(code) <= 3 and int(code) not in taken.values():
            taken[row["id"]] = int(code)
    free = (number for number in range(1, len(rows) * 2 + 1) if number not in taken.values())
    return {row["id"]: taken.get(row["id"]) or next(free) for row in rows}
