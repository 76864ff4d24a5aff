"""Tasks that share limited resources and must all be done, and what no plan of them can beat."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

from itstrat.planning.schedule_problem import Problem, Project, Wait
from itstrat.planning.task_links import Link, Task, arcs

if TYPE_CHECKING:
    from itstrat.planning.critical_path import CriticalPath


@dataclass(frozen=True, slots=True)
class Activity:
    """A task, what it takes of each resource while it lasts, and what its finish is worth (0 or more)."""

    task: Task
    use: Mapping[str, Decimal] = field(default_factory=dict)
    value: Decimal = Decimal(1)


@dataclass(frozen=True, slots=True)
class Work:
    """All of it, in whole numbers of any unit of time. A resource that `capacity` does not name limits nothing."""

    activities: tuple[Activity, ...]
    links: tuple[Link, ...] = ()
    capacity: Mapping[str, Decimal] = field(default_factory=dict)

    @property
    def tasks(self) -> list[Task]:
        """The tasks alone."""
        return [one.task for one in self.activities]

    def makespan(self, starts: Mapping[str, int]) -> int:
        """When the last task ends."""
        return max((starts[one.key] + one.duration for one in self.tasks), default=0)

    def weighted_finish(self, starts: Mapping[str, int]) -> Decimal:
        """The sum of value × finish."""
        return sum(
            (one.value * (starts[one.task.key] + one.task.duration) for one in self.activities), Decimal(0)
        )

    def as_problem(self, horizon: int) -> Problem:
        """The same work as a scheduling problem in which all is mandatory: its worth is value × time left at the finish.

        `schedule_check.broken` judges a plan by it.
        """
        forward = arcs(self.tasks, self.links)
        return Problem(
            projects=tuple(
                Project(
                    one.task.key,
                    one.task.duration,
                    benefit=(one.value,),
                    use=one.use,
                    mandatory=True,
                    name=one.task.name,
                )
                for one in self.activities
            ),
            years=(1,) * horizon,
            waits=tuple(Wait(before, after, w) for before, row in forward.items() for after, w in row),
            capacity={name: (amount,) * horizon for name, amount in self.capacity.items()},
        )


def least_makespan(work: Work, path: CriticalPath) -> int:
    """No plan ends sooner: the critical path, or for a resource the work of some tasks between what must lie around it.

    For all tasks of the resource that cannot start before a and must leave b after them: a + work / capacity + b.
    """
    least = path.makespan
    for name, amount in work.capacity.items():
        users = [one for one in work.activities if one.use.get(name) and one.task.duration]
        timings = {one.task.key: path.timings[one.task.key] for one in users}
        for head in {one.earliest_start for one in timings.values()}:
            effort = Decimal(0)
            inside = [one for one in users if timings[one.task.key].earliest_start >= head]
            for one in sorted(inside, key=lambda one: timings[one.task.key].latest_finish):
                effort += one.use[name] * one.task.duration
                tail = path.makespan - timings[one.task.key].latest_finish
                least = max(least, head + tail + int(-(-effort // amount)))
    return least


def least_weighted_finish(work: Work, path: CriticalPath) -> Decimal:
    """No plan has a smaller sum: every task at its earliest finish."""
    return work.weighted_finish({key: one.earliest_start for key, one in path.timings.items()})
