"""What the command `schedule` says of a network of tasks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from itstrat.errors import ItstratError
from itstrat.planning.critical_path import critical_path
from itstrat.planning.network import room_alone
from itstrat.planning.schedule_board import Board
from itstrat.planning.schedule_grid import Grid
from itstrat.planning.schedule_limits import chosen
from itstrat.planning.schedule_makespan import planned

if TYPE_CHECKING:
    from collections.abc import Mapping

    from itstrat.planning.network import Network
    from itstrat.planning.schedule_makespan import Aim
    from itstrat.planning.schedule_problem import Problem

Answer = dict[str, Any]
LONGEST = 3600.0


def critical_answer(network: Network) -> Answer:
    """The critical path, as if resources were no limit: makespan, critical, tasks with id, start, finish, slack.

    Times count from 0 in the file's unit; a finish is the moment after the last unit of work. `critical` lists the ids
    without slack by start. Raises CycleError.
    """
    path = critical_path(network.work.tasks, network.work.links)
    starts = {key: one.earliest_start for key, one in path.timings.items()}
    return _told(network, starts, {key: one.slack for key, one in path.timings.items()})


def optimised_answer(network: Network, aim: Aim, seconds: float) -> Answer:
    """A schedule that resources, caps and deadlines allow, in the same shape with gap (a share; None: unknown), status, seconds.

    Slack is how far a task can slip with all others where they are. For "value" it says what was to be best: where all
    is done `weighted_finish`, the sum of value × finish; where tasks may be left out `worth`, what the chosen bring less
    what they cost, and `left_out`, the ids of the others. Raises ItstratError when there is no schedule.
    """
    if not 0 < seconds <= LONGEST:
        raise ItstratError(f"The seconds are more than 0 and at most {LONGEST:.0f}, not {seconds:g}.")
    work = network.work
    if aim == "value" and not any(one.value for one in work.activities):
        raise ItstratError(
            "No task says what it brings, so none is worth more than another. Add a column 'value': what each unit of time "
            "from the task's finish on is worth."
        )
    if aim == "value" and work.optional:
        return _choice(network, seconds)
    plan = planned(work, aim, seconds)
    free = (
        _room(work.as_problem(plan.makespan), plan.starts, plan.makespan)
        if work.limited
        else room_alone(work, plan.starts)
    )
    told = _told(network, plan.starts, free) | _ending(plan.gap, plan.ending, plan.seconds)
    return told | ({"weighted_finish": network.money(plan.measure)} if aim == "value" else {})


def _choice(network: Network, seconds: float) -> Answer:
    work = network.work
    until = work.capped if work.horizon is None else work.horizon
    if not until:
        raise ItstratError(
            "Tasks may be left out here, so it must be known until when what they bring counts. Add a row with the id "
            "'horizon' and that time as its duration."
        )
    found = chosen(work, until, seconds)
    free = _room(work.as_choice(until), found.starts, work.makespan(found.starts))
    return (
        _told(network, found.starts, free)
        | _ending(found.gap, found.ending, found.seconds)
        | {
            "worth": network.money(found.worth),
            "left_out": [network.ids[task.key] for task in work.tasks if task.key not in found.starts],
        }
    )


def _room(problem: Problem, starts: Mapping[str, int], end: int) -> dict[str, int]:
    """How far each task can slip with all others where they are and every limit kept, until the end."""
    board = Board(Grid(problem))
    for key, start in starts.items():
        board.place(key, start)
    return {
        key: min(board.room(key), end - start - problem.by_key[key].months) for key, start in starts.items()
    }


def _ending(gap: float | None, status: str, seconds: float) -> Answer:
    return {"gap": None if gap is None else round(gap, 6), "status": status, "seconds": round(seconds, 3)}


def _told(network: Network, starts: Mapping[str, int], slacks: Mapping[str, int]) -> Answer:
    said = network.said
    order = sorted(starts, key=lambda key: starts[key])
    return {
        "makespan": said(network.work.makespan(starts)),
        "critical": [network.ids[key] for key in order if slacks[key] == 0],
        "tasks": [
            {
                "id": network.ids[task.key],
                "start": said(starts[task.key]),
                "finish": said(starts[task.key] + task.duration),
                "slack": said(slacks[task.key]),
            }
            for task in network.work.tasks
            if task.key in starts
        ],
    }
