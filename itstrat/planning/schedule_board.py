"""A schedule while it is made: what is placed, what the limits still leave, and where the next project fits."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping

    from itstrat.planning.schedule_grid import Grid

Mask = np.ndarray[Any, np.dtype[np.bool_]]


class Board:
    """Projects placed on a grid one by one; every start it allows keeps all limits with what is placed already."""

    def __init__(self, grid: Grid) -> None:
        self.grid = grid
        self.left = {team: monthly.copy() for team, monthly in grid.left.items()}
        self.money = grid.money.copy()
        self.starts: dict[str, int] = {}
        self.groups = set(grid.taken)
        self.before: dict[str, list[tuple[str, int]]] = defaultdict(list)
        self.after: dict[str, list[tuple[str, int]]] = defaultdict(list)
        for wait in grid.problem.holding:
            if wait.before in grid.free:
                self.before[wait.after].append((wait.before, wait.months))
                self.after[wait.before].append((wait.after, wait.months))

    def place(self, key: str, start: int) -> None:
        """Put it there."""
        self._count(key, start, 1)
        self.starts[key] = start
        group = self.grid.free[key].group
        if group:
            self.groups.add(group)

    def take(self, key: str) -> int:
        """Take it off again; gives where it was."""
        start = self.starts.pop(key)
        self._count(key, start, -1)
        self.groups.discard(self.grid.free[key].group or "")
        return start

    def fits(self, key: str) -> Mask:
        """By start of its window, whether the limits and those that are placed allow it; a group has one place."""
        first, last = self.grid.windows[key]
        allowed: Mask = np.all(self.grid.spend[key] <= self.money, axis=1)
        if self.grid.free[key].group in self.groups:
            return np.zeros_like(allowed)
        months = self.grid.free[key].months
        for team, fte in self.grid.use[key]:
            full = np.concatenate([[0], np.cumsum(self.left[team] < fte)])
            starts = np.arange(first, last + 1)
            allowed &= full[starts + months] == full[starts]
        low, high = self.bounds(key)
        allowed[: max(low - first, 0)] = False
        allowed[max(high + 1 - first, 0) :] = False
        return allowed

    def bounds(self, key: str) -> tuple[int, int]:
        """First and last start that the projects it is linked with allow where they stand now."""
        first, last = self.grid.windows[key]
        low = max((self.starts[one] + w for one, w in self.before[key] if one in self.starts), default=first)
        high = min((self.starts[one] - w for one, w in self.after[key] if one in self.starts), default=last)
        return max(first, low), min(last, high)

    def room(self, key: str) -> int:
        """How far it can slip with all others where they are."""
        start = self.take(key)
        allowed = self.fits(key)[start - self.grid.windows[key][0] :]
        self.place(key, start)
        stops = np.flatnonzero(~allowed)
        return (int(stops[0]) if len(stops) else len(allowed)) - 1

    def worth(self, starts: Mapping[str, int]) -> float:
        """What these bring, discounted, in cents."""
        return sum(
            float(self.grid.worth[key][start - self.grid.windows[key][0]]) for key, start in starts.items()
        )

    def _count(self, key: str, start: int, sign: int) -> None:
        project = self.grid.free[key]
        for team, fte in self.grid.use[key]:
            self.left[team][start : start + project.months] -= sign * fte
        self.money -= sign * self.grid.spend[key][start - self.grid.windows[key][0]]
