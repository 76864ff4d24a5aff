"""Selection and scheduling as one mixed-integer program, for HiGHS through scipy.

One binary for every project and possible start says "has started by then". The start itself is the step between two
of them, which keeps the waits to two numbers a row and lets the solver branch on "by spring or not".
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp  # type: ignore[import-untyped]
from scipy.sparse import coo_array, csr_array, diags_array  # type: ignore[import-untyped]

if TYPE_CHECKING:
    from collections.abc import Iterable

    from itstrat.planning.schedule_grid import Grid

MIP_GAP = 0.01
_INFEASIBLE = 2


class Solved:
    """What the solver gave: starts by key (None when it found none), the bound on the worth in cents, and how it ended."""

    def __init__(self, starts: dict[str, int] | None, bound: float | None, status: int) -> None:
        self.starts, self.bound = starts, bound
        self.infeasible, self.finished = status == _INFEASIBLE, status == 0


class Model:
    """The rows of a problem with at least one window; they are built once and solved for worth, or for the most mandatory projects."""

    def __init__(self, grid: Grid) -> None:
        self.grid = grid
        self.keys = list(grid.windows)
        sizes = [last - first + 1 for first, last in grid.windows.values()]
        self.last = np.cumsum(sizes) - 1
        self.count = int(sum(sizes))
        self.place = {key: int(end) for key, end in zip(self.keys, self.last, strict=True)}
        self.project = np.repeat(np.arange(len(sizes)), sizes)
        spans = [np.arange(first, last + 1) for first, last in grid.windows.values()]
        self.start = np.concatenate(spans)
        heads = np.isin(np.arange(self.count), self.last - np.array(sizes) + 1)
        # a start is "by now" less "by the month before"
        self.step = csr_array(diags_array([np.ones(self.count), -1.0 * ~heads[1:]], offsets=[0, -1]))
        self.rows: list[Any] = []
        self.high: list[Any] = []
        self._add(-self.step[~heads], np.zeros(int((~heads).sum())))
        self._add_waits()
        self._add_limits()
        self._add_groups()

    def best(self, seconds: float, least: int | None = None, gap: float = MIP_GAP) -> Solved:
        """The worth at its most with every mandatory project that has a window, or with at least so many of them.

        It ends when nothing can be better by more than `gap`, as a share of the worth.
        """
        if least is not None:
            ends = [end for key, end in self.place.items() if self.grid.free[key].mandatory]
            self._add_entries([(0, end, -1.0) for end in ends], [-float(least)])
        return self._solve(np.concatenate([*self.grid.worth.values()]), seconds, gap, must=least is None)

    def most_mandatory(self, seconds: float) -> Solved:
        """As many mandatory projects as fit together."""
        mandatory = [float(self.grid.free[key].mandatory) for key in self.keys]
        return self._solve(np.array(mandatory)[self.project], seconds, 0.0, must=False)

    def _solve(self, worth: Any, seconds: float, gap: float, *, must: bool) -> Solved:
        unit = float(np.abs(worth).max()) or 1.0
        low = np.zeros(self.count)
        if must:
            low[[end for key, end in self.place.items() if self.grid.free[key].mandatory]] = 1
        answer = milp(
            -(self.step.T @ (worth / unit)),
            constraints=[
                LinearConstraint(rows, -np.inf, high) for rows, high in zip(self.rows, self.high, strict=True)
            ],
            bounds=Bounds(low, np.ones(self.count)),
            integrality=np.ones(self.count),
            options={"time_limit": max(seconds, 0.1), "mip_rel_gap": gap},
        )
        bound = None if answer.mip_dual_bound is None else -float(answer.mip_dual_bound) * unit
        if answer.x is None:
            return Solved(None, bound, answer.status)
        taken = np.flatnonzero(self.step @ np.round(answer.x) > 0.5)
        starts = {self.keys[self.project[one]]: int(self.start[one]) for one in taken}
        return Solved(starts, bound, answer.status)

    def _add(self, rows: Any, high: Any) -> None:
        if rows.shape[0]:
            self.rows.append(rows)
            self.high.append(high)

    def _add_entries(self, entries: Iterable[tuple[int, int, float]], high: list[float]) -> None:
        found = list(entries)
        if found:
            row, column, value = zip(*found, strict=True)
            self._add(
                csr_array(coo_array((value, (row, column)), shape=(len(high), self.count))), np.array(high)
            )

    def _add_waits(self) -> None:
        """Who waits has started by a month only if the other has, so much earlier."""
        entries: list[tuple[int, int, float]] = []
        rows = 0
        for wait in self.grid.problem.holding:
            if wait.before not in self.place or wait.after not in self.place:
                continue
            (first, last), (low, high) = self.grid.windows[wait.after], self.grid.windows[wait.before]
            until = min(last - 1, high + wait.months - 1)
            for month in [*range(first, until + 1), last]:
                entries.append((rows, self.place[wait.after] - (last - month), 1.0))
                earlier = min(month - wait.months, high)
                if earlier >= low:
                    entries.append((rows, self.place[wait.before] - (high - earlier), -1.0))
                rows += 1
        self._add_entries(entries, [0.0] * rows)

    def _add_limits(self) -> None:
        """Capacity by team and month, money by fiscal year; only rows that could be exceeded."""
        problem = self.grid.problem
        for team, left in self.grid.left.items():
            used = np.array([dict(self.grid.use[key]).get(team, 0) for key in self.keys])[self.project]
            months = np.array([self.grid.free[key].months for key in self.keys], dtype=int)[self.project]
            at = np.flatnonzero((used > 0) & (months > 0))
            if len(at):
                column = np.repeat(at, months[at])
                month = np.concatenate(
                    [np.arange(self.start[one], self.start[one] + months[one]) for one in at]
                )
                load = csr_array(
                    coo_array(
                        (used[column].astype(float), (month, column)), shape=(problem.horizon, self.count)
                    )
                )
                self._add(load @ self.step / 100, left / 100)
        capped = [place for place, year in enumerate(self.grid.year_list) if year in problem.caps]
        if capped and self.keys:
            spend = np.concatenate([*self.grid.spend.values()])[:, capped].T.astype(float)
            unit = max(float(np.abs(spend).max()), 1.0)
            self._add(csr_array(spend / unit) @ self.step, self.grid.money[capped] / unit)

    def _add_groups(self) -> None:
        groups = defaultdict(list)
        for key, end in self.place.items():
            if self.grid.free[key].group:
                groups[self.grid.free[key].group].append(end)
        entries = ((row, end, 1.0) for row, ends in enumerate(groups.values()) for end in ends)
        self._add_entries(entries, [1.0] * len(groups))
