"""Staggering replacements: the lowest peak the windows allow, and the fewest moves that reach it.

Two mixed-integer programs (HiGHS through scipy): first the peak, then the moves at that peak. A proposal is checked by
`broken`, which knows nothing of the solver.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp  # type: ignore[import-untyped]
from scipy.sparse import coo_array, csr_array, vstack  # type: ignore[import-untyped]

from itstrat.planning.money import ZERO

if TYPE_CHECKING:
    from collections.abc import Sequence

EARLY_MONTHS, LATE_MONTHS = 12, 6
SECONDS = 10.0
_GAP = 0.005


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
    model = _Model(batches, rest, seconds)
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


class _Model:
    """One binary for each batch and period of its window, and last the peak, in units of the dearest batch."""

    def __init__(self, batches: Sequence[Batch], fixed: Mapping[int, Decimal], seconds: float) -> None:
        self.batches, self.seconds = batches, seconds
        pairs = [
            (row, period) for row, one in enumerate(batches) for period in range(one.earliest, one.latest + 1)
        ]
        self.row, self.period = np.array(pairs, dtype=np.int64).T
        periods = np.unique([*self.period.tolist(), *fixed])
        place = np.searchsorted(periods, self.period)
        column, count = np.arange(len(pairs)), len(pairs)
        self.unit = float(max(one.amount for one in batches)) or 1.0
        amounts = np.array([float(one.amount) / self.unit for one in batches])
        self.fixed = np.array([float(fixed.get(int(one), ZERO)) / self.unit for one in periods])
        self.once = csr_array((np.ones(count), (self.row, column)), shape=(len(batches), count + 1))
        money = coo_array((amounts[self.row], (place, column)), shape=(len(periods), count + 1))
        peak = coo_array(
            (np.full(len(periods), -1.0), (np.arange(len(periods)), np.full(len(periods), count))),
            shape=(len(periods), count + 1),
        )
        self.money = csr_array(money + peak)
        self.count = count

    def lowest_peak(self) -> tuple[dict[str, int], bool]:
        """The placing with the lowest peak, and whether that is proven."""
        cost = np.zeros(self.count + 1)
        cost[-1] = 1
        placed, proven = self._solved(cost, np.inf)
        return placed or {one.key: one.due for one in self.batches}, proven

    def fewest_moves(self, peak: Decimal) -> tuple[dict[str, int] | None, bool]:
        """The placing with the fewest, then shortest moves under that peak; None when time ran out without one."""
        due = np.array([one.due for one in self.batches])[self.row]
        far = np.abs(self.period - due)
        cost = np.append((far > 0) + far / (far.sum() + 1.0), 0)
        return self._solved(cost, float(peak) / self.unit + 1e-9)

    def _solved(self, cost: Any, peak: float) -> tuple[dict[str, int] | None, bool]:
        rows = vstack([self.once, self.money])
        ones = np.ones(len(self.batches))
        low = np.concatenate([ones, np.full(len(self.fixed), -np.inf)])
        high = np.concatenate([ones, -self.fixed])
        answer = milp(
            cost,
            constraints=LinearConstraint(rows, low, high),
            bounds=Bounds(np.zeros(self.count + 1), np.append(np.ones(self.count), peak)),
            integrality=np.append(np.ones(self.count), 0),
            options={"time_limit": self.seconds, "mip_rel_gap": _GAP},
        )
        if answer.x is None:
            return None, False
        taken = np.flatnonzero(answer.x[:-1] > 0.5)
        placed = {self.batches[self.row[one]].key: int(self.period[one]) for one in taken}
        return placed, answer.status == 0


def _peak(money: Mapping[int, Decimal]) -> Decimal:
    return max(money.values(), default=ZERO)
