"""The two mixed-integer programs of staggering, for HiGHS through scipy."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp  # type: ignore[import-untyped]
from scipy.sparse import coo_array, csr_array, vstack  # type: ignore[import-untyped]

from itstrat.planning.money import ZERO

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from decimal import Decimal

    from itstrat.planning.stagger import Batch

_GAP = 0.005


class Model:
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
