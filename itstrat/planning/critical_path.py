"""The critical path: earliest and latest starts, slack, and one chain that decides the end."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from itstrat.planning.task_links import arcs, longest, turned

if TYPE_CHECKING:
    from collections.abc import Iterable

    from itstrat.planning.task_links import Arcs, Link, Task


@dataclass(frozen=True, slots=True)
class Timing:
    """When a task can start and finish if nothing may be later than it must, counted from 0; a finish is exclusive.

    `slack` is how far it can slip before the end of all slips, `free_slack` before any successor does.
    """

    earliest_start: int
    earliest_finish: int
    latest_start: int
    latest_finish: int
    slack: int
    free_slack: int

    @property
    def critical(self) -> bool:
        """Every unit of delay delays the end."""
        return self.slack == 0


@dataclass(frozen=True, slots=True)
class CriticalPath:
    """The timing of every task, how long all take together, and one critical chain from first to last."""

    timings: Mapping[str, Timing]
    makespan: int
    chain: tuple[str, ...]


def critical_path(tasks: Iterable[Task], links: Iterable[Link]) -> CriticalPath:
    """Forward and backward longest path over the links, in the unit of the durations; no start is below 0.

    Keys are unique. Raises CycleError for tasks that wait for each other in a circle of positive length, ValueError
    for a link to a task that is not there.
    """
    tasks = list(tasks)
    durations, names = {one.key: one.duration for one in tasks}, {one.key: one.name for one in tasks}
    forward = arcs(tasks, links)
    start, pushed_by = longest(forward, dict.fromkeys(durations, 0), names)
    makespan = max((start[key] + last for key, last in durations.items()), default=0)
    # how long the plan still takes from a task's start on: the same path, walked from the end
    back = turned(forward)
    rest, _ = longest(back, durations, names)
    timings = {}
    for key, last in durations.items():
        latest = makespan - rest[key]
        free = min([start[after] - start[key] - w for after, w in forward[key]], default=makespan)
        timings[key] = Timing(
            earliest_start=start[key],
            earliest_finish=start[key] + last,
            latest_start=latest,
            latest_finish=latest + last,
            slack=latest - start[key],
            free_slack=min(free, makespan - start[key] - last),
        )
    return CriticalPath(timings, makespan, _chain(timings, makespan, pushed_by, back))


def _chain(
    timings: Mapping[str, Timing], makespan: int, pushed_by: Mapping[str, str], back: Arcs
) -> tuple[str, ...]:
    """From the last task that ends the plan back along who pushes whom, then along links without slack from 0."""
    ends = [key for key, one in timings.items() if one.earliest_finish == makespan]
    key = max(ends, key=lambda one: timings[one].earliest_start, default=None)
    trail: dict[str, None] = {}
    while key is not None:
        trail[key] = None
        at = timings[key].earliest_start
        tight = (one for one, w in back[key] if one not in trail and timings[one].earliest_start + w == at)
        key = pushed_by.get(key) or next(tight, None)
    return tuple(reversed(trail))
