"""From the plan as it is dated to a proposed schedule: what moves, and why, in sentences that can be checked.

A reason is found by trial: the project is put back (or a month earlier) with all else as proposed, and what the
checker then finds broken is the reason. If nothing is, the reason is the difference in worth.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from itstrat.planning.schedule_board import Board
from itstrat.planning.schedule_check import Broken, broken
from itstrat.planning.schedule_grid import Grid

if TYPE_CHECKING:
    from collections.abc import Collection

    from itstrat.planning.schedule_problem import Problem, Project

_FIRST_TOLD = ("start", "deadline", "horizon", "wait", "group", "capacity", "cap", "mandatory")


@dataclass(frozen=True, slots=True)
class Move:
    """One project that starts in another month than dated; None is not on the plan.

    `reason` says why it does not stay, `not_sooner` what stops it from starting a month before `to` (empty: nothing
    but its worth).
    """

    key: str
    was: int | None
    to: int | None
    reason: str
    not_sooner: str = ""


@dataclass(frozen=True, slots=True)
class Accepted:
    """The plan with some moves refused, and what it then breaks; `schedule.replanned` asks for another instead."""

    starts: Mapping[str, int]
    breaks: tuple[Broken, ...]


def moves(problem: Problem, dated: Mapping[str, int], starts: Mapping[str, int]) -> tuple[Move, ...]:
    """What a schedule moves against the dated months, in the order of the projects; begun work is never among it."""
    out = left_out(problem, starts)
    usual = set(broken(problem, starts))
    found = []
    for one in problem.projects:
        was, to = dated.get(one.key), starts.get(one.key)
        if was == to or one.fixed is not None:
            continue
        if to is None:
            found.append(Move(one.key, was, to, out[one.key]))
            continue
        reason = _taken_up(problem, starts, one) if was is None else _moved(problem, starts, one, was, usual)
        sooner = "" if to == 0 else _said(_new(problem, {**starts, one.key: to - 1}, usual))
        found.append(Move(one.key, was, to, reason, sooner))
    return tuple(found)


def settled(problem: Problem, dated: Mapping[str, int], starts: Mapping[str, int]) -> dict[str, int]:
    """The schedule without the moves that gain nothing: whoever can stay as dated at no loss does."""
    grid = Grid(problem)
    board = Board(grid)
    for key, start in starts.items():
        if key in grid.windows:
            board.place(key, start)
    again = True
    while again:
        again = False
        for key in [key for key, start in board.starts.items() if dated.get(key, start) != start]:
            now = board.take(key)
            back = dated[key]
            stays = _fits(board, key, back) and board.worth({key: back}) >= board.worth({key: now})
            board.place(key, back if stays else now)
            again = again or stays
    return {**starts, **board.starts}


def accepted(
    problem: Problem, dated: Mapping[str, int], starts: Mapping[str, int], refused: Collection[str]
) -> Accepted:
    """The proposed schedule with the refused projects as they are dated, and every rule that this breaks."""
    kept = {key: start for key, start in starts.items() if key not in refused or key in problem.fixed}
    kept |= {key: dated[key] for key in refused if key in dated and key not in problem.fixed}
    return Accepted(kept, tuple(broken(problem, kept)))


def left_out(problem: Problem, starts: Mapping[str, int]) -> dict[str, str]:
    """By project that the schedule does not hold, why not."""
    grid = Grid(problem)
    board = Board(grid)
    for key, start in starts.items():
        if key in grid.windows:
            board.place(key, start)
    usual = set(broken(problem, starts))
    return {
        one.key: _why_out(problem, board, starts, one, usual)
        for one in problem.projects
        if one.key not in starts
    }


def _why_out(
    problem: Problem, board: Board, starts: Mapping[str, int], one: Project, usual: set[Broken]
) -> str:
    ruled_out = _ruled_out(problem, board, starts, one)
    if ruled_out:
        return ruled_out
    first, _ = board.grid.windows[one.key]
    worth, fits = board.grid.worth[one.key], board.fits(one.key)
    if not fits.any():
        best = first + int(np.argmax(worth))
        stop = _said(_new(problem, {**starts, one.key: best}, usual))
        return f"It fits in no month; in {problem.month(best)}, its best: {stop}"
    places = np.flatnonzero(fits)
    best = first + int(places[np.argmax(worth[places])])
    gain = problem.worth({**starts, one.key: best}) - problem.worth(starts)
    if gain > 0:
        return f"It would fit in {problem.month(best)} and bring {problem.money(gain)} more than it costs."
    month, end = problem.month(best), _end(problem)
    return f"Even from {month}, the best month left, it costs {problem.money(-gain)} more than it brings until {end}."


def _ruled_out(problem: Problem, board: Board, starts: Mapping[str, int], one: Project) -> str:
    """Why no month is asked at all; empty when the months must be looked at."""
    if one.barred:
        return "It was taken out of the choice."
    rivals = (other for other in problem.projects if one.group and other.group == one.group)
    chosen = next((other for other in rivals if other.key in starts), None)
    if chosen:
        return f"{chosen.label} is chosen, and only one of the two can be."
    missing = next((w.before for w in problem.holding if w.after == one.key and w.before not in starts), None)
    if missing:
        return f"It waits for {problem.by_key[missing].label}, which is not on the plan."
    if one.key not in board.grid.windows:
        return "No start is early enough to end in time and late enough for what it waits for."
    return ""


def _moved(problem: Problem, starts: Mapping[str, int], one: Project, was: int, usual: set[Broken]) -> str:
    trial = {**starts, one.key: was}
    stop = _said(_new(problem, trial, usual))
    if stop:
        return f"It cannot stay in {problem.month(was)}: {stop}"
    gain = problem.worth(starts) - problem.worth(trial)
    if gain > 0:
        return f"It is worth {problem.money(gain)} more until {_end(problem)} than if it stayed in {problem.month(was)}."
    return f"It could stay in {problem.month(was)}: the move gains nothing by itself."


def _taken_up(problem: Problem, starts: Mapping[str, int], one: Project) -> str:
    without = {key: start for key, start in starts.items() if key != one.key}
    gain = problem.worth(starts) - problem.worth(without)
    if one.mandatory:
        due = "" if one.deadline is None else f" and is due in {problem.month(one.deadline)}"
        return f"It is mandatory{due}."
    waiting = next((w.after for w in problem.holding if w.before == one.key and w.after in starts), None)
    if gain <= 0 and waiting:
        return f"{problem.by_key[waiting].label} waits for it."
    return f"Until {_end(problem)} it brings {problem.money(gain)} more than it costs."


def _new(problem: Problem, trial: Mapping[str, int], usual: set[Broken]) -> list[Broken]:
    """What only the trial breaks, the plainest first."""
    found = [one for one in broken(problem, trial) if one not in usual]
    return sorted(found, key=lambda one: _FIRST_TOLD.index(one.rule))


def _said(found: list[Broken]) -> str:
    """The first of each of at most two rules."""
    firsts = {one.rule: one.text for one in reversed(found)}
    return " ".join(text for _, text in list(reversed(firsts.items()))[:2])


def _fits(board: Board, key: str, start: int) -> bool:
    first, last = board.grid.windows[key]
    return first <= start <= last and bool(board.fits(key)[start - first])


def _end(problem: Problem) -> str:
    return problem.month(problem.horizon - 1)
