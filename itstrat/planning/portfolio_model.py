"""The choice of a portfolio as a mixed-integer program, for HiGHS through scipy."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp  # type: ignore[import-untyped]

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from itstrat.planning.portfolio import Candidate


def chosen(
    candidates: Sequence[Candidate], budgets: Sequence[Decimal], seconds: float
) -> tuple[set[str], bool]:
    """The keys of the best set and whether it is proven; first as many mandatory ones as fit, then the worth.

    The empty set when time ran out without any.
    """
    rows, high = _rows(candidates, budgets)
    must = np.array([float(one.mandatory) for one in candidates])
    worth = np.array([float(one.value) for one in candidates])
    proven = True
    if must.any():
        most, proven = _solved(must, rows, high, seconds)
        rows, high = np.vstack([rows, -must]), [*high, -float(must @ most)]
    taken, best = _solved(worth, rows, high, seconds)
    return {one.key for one, yes in zip(candidates, taken, strict=True) if yes > 0.5}, proven and best


def _rows(candidates: Sequence[Candidate], budgets: Sequence[Decimal]) -> tuple[Any, list[float]]:
    place = {one.key: number for number, one in enumerate(candidates)}
    rows, high = [], []
    for year, budget in enumerate(budgets):
        costs = np.array([float(one.costs[year]) if year < len(one.costs) else 0.0 for one in candidates])
        unit = max(np.abs(costs).max(), 1.0)
        rows.append(costs / unit)
        high.append(float(budget) / unit)
    for one in candidates:
        for other, sign in [*((key, -1.0) for key in one.needs), *((key, 1.0) for key in one.excludes)]:
            row = np.zeros(len(candidates))
            row[place[one.key]] += 1.0
            row[place[other]] += sign
            rows.append(row)
            high.append(max(sign, 0.0))
    return np.array(rows).reshape(len(rows), len(candidates)), high


def _solved(worth: Any, rows: Any, high: list[float], seconds: float) -> tuple[Any, bool]:
    unit = max(np.abs(worth).max(), 1.0)
    answer = milp(
        -worth / unit,
        constraints=[LinearConstraint(rows, -np.inf, high)] if len(rows) else (),
        bounds=Bounds(0, 1),
        integrality=np.ones(len(worth)),
        options={"time_limit": seconds, "mip_rel_gap": 0.0},
    )
    taken = np.zeros(len(worth)) if answer.x is None else np.round(answer.x)
    return taken, answer.status == 0
