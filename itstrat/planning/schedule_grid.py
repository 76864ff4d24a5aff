"""A scheduling problem as whole numbers: for every project its possible starts, what each spends and brings.

Money is in cents and FTE in hundredths, as integers, so that a limit that is met exactly is met.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from itstrat.planning.task_links import longest

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from decimal import Decimal

    from itstrat.planning.schedule_problem import Problem, Project

Whole = np.ndarray[Any, np.dtype[np.int64]]
Real = np.ndarray[Any, np.dtype[np.float64]]

UNLIMITED = 2**62


def hundredths(amount: Decimal) -> int:
    """An amount of two decimals as a whole number."""
    return round(amount * 100)


def reached(sources: Iterable[str], arcs: Mapping[str, Sequence[tuple[str, int]]]) -> set[str]:
    """The sources and all that can be reached from them."""
    found: set[str] = set()
    trail = list(sources)
    while trail:
        key = trail.pop()
        if key not in found:
            found.add(key)
            trail += [after for after, _ in arcs[key]]
    return found


class Grid:
    """Windows, spending and worth of every project that has not begun, and what the begun ones leave of the limits.

    `windows[key]` is its first and last possible start by its own dates and by what it waits for; a project that has
    none is not there. `spend[key][s]` is its cost by fiscal year and `worth[key][s]` its discounted worth if it starts
    in month first + s of that window. `firm` takes it for granted that all that is mandatory is done: what it waits
    for must come in time.
    """

    def __init__(self, problem: Problem, *, firm: bool = False) -> None:
        self.problem = problem
        self.free = {one.key: one for one in problem.projects if one.fixed is None}
        self.year_list = sorted(set(problem.years))
        years = np.array(problem.years)
        self._from = np.searchsorted(years, self.year_list, side="left")
        self._to = np.searchsorted(years, self.year_list, side="right")
        self._discount = np.array([float(one) for one in problem.discounts])
        self.taken = {one.group for one in problem.projects if one.fixed is not None and one.group}
        self.windows = self._windows(firm)
        self.use = {
            key: [
                (team, hundredths(fte)) for team, fte in one.use.items() if team in problem.capacity and fte
            ]
            for key, one in self.free.items()
        }
        self.spend: dict[str, Whole] = {}
        self.worth: dict[str, Real] = {}
        for key, (first, last) in self.windows.items():
            starts = np.arange(first, last + 1)
            self.spend[key] = self._spend(self.free[key], starts)
            self.worth[key] = self._worth(self.free[key], starts)
        self.left, self.money = self._after_fixed()

    def _windows(self, firm: bool) -> dict[str, tuple[int, int]]:
        """Longest paths over the waits: forward from who is before, backward from who must be."""
        problem = self.problem
        forward: dict[str, list[tuple[str, int]]] = {one.key: [] for one in problem.projects}
        for wait in problem.holding:
            forward[wait.before].append((wait.after, wait.months))
        names = {one.key: one.name for one in problem.projects}
        first, _ = longest(
            forward,
            {one.key: one.earliest if one.fixed is None else one.fixed for one in problem.projects},
            names,
        )
        last = {key: self._latest(one) for key, one in self.free.items()}
        impossible = (
            key for key, one in self.free.items()
            if one.barred or one.group in self.taken or first[key] > last[key]
        )  # fmt: skip
        out = reached(impossible, forward)
        if firm:
            self._tighten(last, out)
        return {
            key: (first[key], last[key]) for key in self.free if key not in out and first[key] <= last[key]
        }

    def _tighten(self, last: dict[str, int], out: set[str]) -> None:
        """What waits for nothing impossible and must be done forces what it waits for, in time."""
        back: dict[str, list[tuple[str, int]]] = {key: [] for key in last}
        for wait in self.problem.holding:
            if wait.before in last:
                back[wait.after].append((wait.before, wait.months))
        must = reached((key for key, one in self.free.items() if one.mandatory and key not in out), back)
        shut, _ = longest(back, {key: -end for key, end in last.items()}, {}, must)
        last.update({key: -end for key, end in shut.items()})

    def _latest(self, project: Project) -> int:
        ends = [self.problem.horizon - project.months]
        if project.deadline is not None:
            ends.append(project.deadline + 1 - project.months)
        if project.latest is not None:
            ends.append(project.latest)
        return min(ends)

    def _spend(self, project: Project, starts: Whole) -> Whole:
        """Cost in cents, one row a start and one column a fiscal year."""
        months = self.problem.horizon - min(int(starts.min()), 0)
        total = np.cumsum([0, *(hundredths(cost) for cost, _ in project.net(months))], dtype=np.int64)
        upto = total[np.clip(self._to - starts[:, None], 0, months)]
        return np.asarray(upto - total[np.clip(self._from - starts[:, None], 0, months)])

    def _worth(self, project: Project, starts: Whole) -> Real:
        """Discounted benefit less cost within the horizon, in cents, by start (none before month 0)."""
        horizon = self.problem.horizon
        net = np.array(
            [hundredths(brought - cost) for cost, brought in project.net(horizon)], dtype=np.float64
        )
        present = np.concatenate([[0.0], np.cumsum(net * self._discount[:-1])])
        return np.asarray(self._discount[starts] * present[horizon - starts])

    def _after_fixed(self) -> tuple[dict[str, Whole], Whole]:
        """Capacity by team and month, and money by year, that begun work leaves: never below 0."""
        problem = self.problem
        left = {
            team: np.array([hundredths(one) for one in monthly], dtype=np.int64)
            for team, monthly in problem.capacity.items()
        }
        money = np.array(
            [
                hundredths(problem.caps[year]) if year in problem.caps else UNLIMITED
                for year in self.year_list
            ],
            dtype=np.int64,
        )
        for key, start in problem.fixed.items():
            project = problem.by_key[key]
            for team, fte in project.use.items():
                if team in left:
                    left[team][max(start, 0) : max(start + project.months, 0)] -= hundredths(fte)
            money -= self._spend(project, np.array([start]))[0]
        return {team: np.maximum(one, 0) for team, one in left.items()}, np.maximum(money, 0)
