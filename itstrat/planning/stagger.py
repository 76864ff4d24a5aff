"""Staggering replacements: the lowest peak the windows allow, and the fewest moves that reach it.

Two mixed-integer programs (HiGHS through scipy): first the peak, then the moves at that peak. A proposal is checked by
`broken`, which knows nothing of the solver.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from itstrat.planning.money import ZERO

if TYPE_CHECKING:
    from collections.abc import Sequence

EARLY_MONTHS, LATE_MONTHS = 12, 6
SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class Batch:
    """Things replaced together: what they cost, the period they are due, and the first and last period allowed.

    To refuse a move, give `earliest` and `latest` the period it is due.
    """

    key: str
    amount: Decimal
    due: int
    earliest: int
    latest: int

    def __post_init__(self) -> None:
        if not self.earliest <= self.due <= self.latest or self.amount < 0:
            raise ValueError(f"Batch {self.key}: due must lie within its window, the amount not below zero.")


@dataclass(frozen=True, slots=True)
class Move:
    """One batch bought in another period than the one it is due in."""

    key: str
    amount: Decimal
    due: int
    to: int


@dataclass(frozen=True, slots=True)
class Stagger:
    """The proposed period of each batch, its moves, and the peak before and after.

    `proven` says that no lower peak and no fewer moves exist (up to 0.5%); else the solver's time ran out.
    """

    placed: Mapping[str, int]
    moves: tuple[Move, ...]
    peak_before: Decimal
    peak: Decimal
    proven: bool


def window(due: int, first: int, last_supported: int | None) -> tuple[int, int]:
    """The months a batch may be bought in: 12 early to 6 late, not before the first, never past the end of support."""
    latest = due + LATE_MONTHS if last_supported is None else max(due, min(due + LATE_MONTHS, last_supported))
    return min(due, max(first, due - EARLY_MONTHS)), latest


def spend(
    batches: Sequence[Batch], placed: Mapping[str, int], fixed: Mapping[int, Decimal]
) -> dict[int, Decimal]:
    """Money by period with the batches as placed, on top of what is fixed."""
    found = dict(fixed)
    for batch in batches:
        found[placed[batch.key]] = found.get(placed[batch.key], ZERO) + batch.amount
    return found


def stagger(
    batches: Sequence[Batch], fixed: Mapping[int, Decimal] | None = None, seconds: float = SECONDS
) -> Stagger:
    """The placing with the lowest peak and, at that peak, the fewest moves (then the shortest).

    `fixed` is spending by period that cannot move. Batches' keys are unique. Each of the two solves stops after so many
    seconds with the best it has.
    """
    rest = dict(fixed or {})
    as_due = {batch.key: batch.due for batch in batches}
    before = _peak(spend(batches, as_due, rest))
    if not batches or before == 0:
        return Stagger(as_due, (), before, before, proven=True)
    # scipy takes a third of a second to load, and most who start the program never ask for this.
    from itstrat.planning.stagger_model import Model  # noqa: PLC0415

    model = Model(batches, rest, seconds)
    placed, found = model.lowest_peak()
    peak = _peak(spend(batches, placed, rest))
    if peak >= before:
        return Stagger(as_due, (), before, before, proven=found)
    fewest, also = model.fewest_moves(peak)
    placed = placed if fewest is None else fewest
    moves = tuple(
        Move(one.key, one.amount, one.due, placed[one.key]) for one in batches if placed[one.key] != one.due
    )
    return Stagger(placed, moves, before, _peak(spend(batches, placed, rest)), proven=found and also)


def broken(batches: Sequence[Batch], plan: Stagger, fixed: Mapping[int, Decimal] | None = None) -> list[str]:
    """What is wrong with a proposal, in sentences; empty when it keeps every rule and its own numbers are true."""
    found = [f"{one.key} is not placed." for one in batches if one.key not in plan.placed]
    found += [
        f"{one.key} is placed in period {plan.placed[one.key]}, outside {one.earliest} to {one.latest}."
        for one in batches
        if one.key in plan.placed and not one.earliest <= plan.placed[one.key] <= one.latest
    ]
    if found:
        return found
    peak = _peak(spend(batches, plan.placed, fixed or {}))
    if peak != plan.peak:
        found.append(f"The peak is {peak}, not {plan.peak}.")
    moved = {one.key: (one.due, plan.placed[one.key]) for one in batches if plan.placed[one.key] != one.due}
    if moved != {move.key: (move.due, move.to) for move in plan.moves}:
        found.append("The list of moves is not what was moved.")
    return found


def _peak(money: Mapping[int, Decimal]) -> Decimal:
    return max(money.values(), default=ZERO)
