"""Which projects to do and when: the plan that brings most within capacity, yearly caps, deadlines and waits.

A draft is there at once (serial generation); `optimise` asks the solver HiGHS (a mixed-integer program over start
months) and says how far from the best it may still be. A plan is checked by `schedule_check.broken`, which knows
nothing of either.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from time import perf_counter
from typing import TYPE_CHECKING, Literal

from itstrat.planning.schedule_board import Board
from itstrat.planning.schedule_draft import completed, drafted, rating
from itstrat.planning.schedule_grid import Grid

if TYPE_CHECKING:
    from itstrat.planning.schedule_problem import Problem

Ending = Literal["draft", "optimal", "time limit"]

SECONDS = 30.0
MOST_GAP = 0.01


@dataclass(frozen=True, slots=True)
class Schedule:
    """The chosen start month by project, begun work included, and its worth within the horizon, in cents.

    `gap` is the most a better plan could still bring, as a share of the worth of what is not begun; None is unknown.
    `ending` is "optimal" when the gap is as small as was asked, "time limit" when the solver's time ran out. `unfit` are the
    mandatory projects that cannot be fitted in; with any, the plan is the best that keeps as many as possible.
    `seconds` is how long it took.
    """

    starts: Mapping[str, int]
    worth: Decimal
    ending: Ending
    gap: float | None
    seconds: float
    unfit: tuple[str, ...]


def draft(problem: Problem) -> Schedule:
    """A plan that keeps every limit, at once. Raises CycleError when projects wait for each other in a circle."""
    since = perf_counter()
    return _schedule(problem, drafted(Grid(problem)), "draft", None, since)


def optimise(problem: Problem, seconds: float = SECONDS, within: float = MOST_GAP) -> Schedule:
    """The best plan the solver finds in so many seconds, never worse than the draft; ends sooner at a gap of `within`.

    It cannot be stopped or asked how far it is while it runs: only time tells. A run stopped by its clock may differ
    from machine to machine, so keep its answer. Raises CycleError when projects wait for each other in a circle.
    """
    since = perf_counter()
    grid = Grid(problem)
    first = drafted(grid)
    if not grid.windows:
        return _schedule(problem, first, "optimal", 0.0, since)
    # scipy takes a third of a second to load, and most who start the program never ask for this.
    from itstrat.planning.schedule_model import Model  # noqa: PLC0415

    answer = Model(Grid(problem, firm=True)).best(seconds, gap=within)
    if answer.infeasible:
        model = Model(grid)
        kept = model.most_mandatory(seconds / 2).starts or first
        least = sum(grid.free[key].mandatory for key in kept)
        answer = model.best(seconds - (perf_counter() - since), least, within)
    board = Board(grid)
    found = max((first, completed(grid, answer.starts or {})), key=lambda starts: rating(board, starts))
    gap = _gap(answer.bound, board.worth(found))
    ending: Ending = (
        "optimal" if answer.finished and gap is not None and gap <= within + _ROUNDING else "time limit"
    )
    return _schedule(problem, found, ending, gap, since)


def replanned(problem: Problem, dated: Mapping[str, int], refused: frozenset[str]) -> Problem:
    """The problem with the refused moves ruled out: each of these stays where it is dated, or off the plan."""
    return replace(
        problem,
        projects=tuple(
            one
            if one.key not in refused or one.fixed is not None
            else replace(one, barred=True, mandatory=False)
            if one.key not in dated
            else replace(one, earliest=dated[one.key], latest=dated[one.key], mandatory=True)
            for one in problem.projects
        ),
    )


# the solver's own gap is measured before its answer is rounded
_ROUNDING = 0.0001


def _gap(bound: float | None, worth: float) -> float | None:
    if bound is None or abs(bound) == float("inf"):
        return None
    return max(0.0, bound - worth) / max(abs(worth), 1.0)


def _schedule(
    problem: Problem, starts: Mapping[str, int], ending: Ending, gap: float | None, since: float
) -> Schedule:
    chosen = {**problem.fixed, **dict(sorted(starts.items()))}
    unfit = tuple(one.key for one in problem.projects if one.mandatory and one.key not in chosen)
    return Schedule(chosen, problem.worth(chosen), ending, gap, perf_counter() - since, unfit)
