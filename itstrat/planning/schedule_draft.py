"""The instant draft: projects placed one after the other where they fit and bring most (serial generation)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from itstrat.planning.schedule_board import Board

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from itstrat.planning.schedule_grid import Grid

_SHAKES, _NOISE = 4, 0.35


def drafted(grid: Grid) -> dict[str, int]:
    """The best of several orders of placing: mandatory first by deadline, then by worth, by worth a month of a person,
    by worth a unit of money, and those shaken a little. The same problem gives the same draft.
    """  # noqa: D205
    orders = [_by_worth(grid), _by_effort(grid), _by_cost(grid)]
    shake = np.random.default_rng(1)
    orders += [
        {
            key: rank * float(shake.uniform(1 - _NOISE, 1 + _NOISE))
            for key, rank in orders[1 + turn % 2].items()
        }
        for turn in range(_SHAKES)
    ]
    made = [_placed(grid, order) for order in orders]
    return max(made, key=lambda board: rating(board, board.starts)).starts


def completed(grid: Grid, starts: Mapping[str, int]) -> dict[str, int]:
    """The given starts as far as they keep every limit, and whatever else fits beside them and brings something."""
    board = Board(grid)
    for key in sorted(starts, key=lambda one: (not grid.free[one].mandatory, starts[one])):
        first, last = grid.windows.get(key, (0, -1))
        if first <= starts[key] <= last and board.fits(key)[starts[key] - first]:
            board.place(key, starts[key])
    for key in [key for key in board.starts if any(one not in board.starts for one, _ in board.before[key])]:
        board.take(key)
    _fill(board, _by_worth(grid))
    return board.starts


def rating(board: Board, starts: Mapping[str, int]) -> tuple[int, float]:
    """How many mandatory projects are in it, then its worth: what is compared between two schedules."""
    return sum(board.grid.free[key].mandatory for key in starts), board.worth(starts)


def _placed(grid: Grid, ranks: Mapping[str, float]) -> Board:
    board = Board(grid)
    _fill(board, ranks)
    return board


def _fill(board: Board, ranks: Mapping[str, float]) -> None:
    """Mandatory projects by their last start, then the others by rank; twice, since a place may have come up."""
    grid = board.grid
    must = sorted(
        (key for key in grid.windows if grid.free[key].mandatory), key=lambda key: grid.windows[key][1]
    )
    rest = sorted((key for key in grid.windows if not grid.free[key].mandatory), key=lambda key: -ranks[key])
    for key in [*must, *rest, *must, *rest]:
        if key not in board.starts:
            _bring(board, key, gain=not grid.free[key].mandatory)


def _bring(board: Board, key: str, *, gain: bool) -> None:
    """Place it with all that it waits for; nothing is placed if one does not fit or, with `gain`, nothing is gained."""
    added: dict[str, int] = {}
    for one in _needed(board, key):
        start = _best_start(board, one, soon=one != key or bool(board.after[one]))
        if start is None:
            break
        board.place(one, start)
        added[one] = start
    if key not in added or (gain and board.worth(added) <= 0):
        for one in added:
            board.take(one)


def _needed(board: Board, key: str) -> list[str]:
    """The project after all that it waits for and that is not placed yet."""
    found: dict[str, None] = {}
    trail = [key]
    while trail:
        one = trail.pop()
        found.pop(one, None)
        found[one] = None
        trail += [
            before for before, _ in board.before[one] if before not in board.starts and before not in found
        ]
    return sorted(found, key=lambda one: board.grid.windows.get(one, (0, 0))[0] if one != key else 10**9)


def _best_start(board: Board, key: str, *, soon: bool) -> int | None:
    """The start that brings most; the first one for what others wait for."""
    if key not in board.grid.windows:
        return None
    places = np.flatnonzero(board.fits(key))
    if not len(places):
        return None
    best = places[0] if soon else places[np.argmax(board.grid.worth[key][places])]
    return int(best) + board.grid.windows[key][0]


def _by_worth(grid: Grid) -> dict[str, float]:
    return {key: float(worth.max()) for key, worth in grid.worth.items()}


def _by_effort(grid: Grid) -> dict[str, float]:
    return _per(grid, lambda key: sum(fte for _, fte in grid.use[key]) * grid.free[key].months)


def _by_cost(grid: Grid) -> dict[str, float]:
    return _per(grid, lambda key: float(grid.spend[key][0].sum()))


def _per(grid: Grid, effort: Callable[[str], float]) -> dict[str, float]:
    ranks = _by_worth(grid)
    return {key: worth / max(effort(key), 1.0) for key, worth in ranks.items()}
