"""What the command `schedule` says of a network of tasks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from itstrat.errors import ItstratError
from itstrat.planning.critical_path import critical_path
from itstrat.planning.network import room_alone
from itstrat.planning.schedule_makespan import planned

if TYPE_CHECKING:
    from collections.abc import Mapping

    from itstrat.planning.network import Network
    from itstrat.planning.schedule_makespan import Aim

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
    """A schedule that the resources allow, in the same shape with gap (a share), status and seconds.

    Slack is how far a task can slip with all others where they are. Raises ItstratError when there is no schedule.
    """
    if not 0 < seconds <= LONGEST:
        raise ItstratError(f"The seconds lie between 1 and {LONGEST:.0f}, not at {seconds:g}.")
    plan = planned(network.work, aim, seconds)
    told = _told(network, plan.starts, room_alone(network.work, plan.starts))
    return told | {"gap": round(plan.gap, 6), "status": plan.ending, "seconds": round(plan.seconds, 3)}


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
        ],
    }
