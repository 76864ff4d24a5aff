"""Tasks that share limited resources and money, and what no plan of all of them can beat."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from itstrat.errors import ItstratError
from itstrat.planning.money import ZERO
from itstrat.planning.schedule_problem import Problem, Project, Wait, even
from itstrat.planning.task_links import Link, Task, arcs

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from itstrat.planning.critical_path import CriticalPath


# Tasks times units of time that a solver gets through in a second, and at all: it looks at the clock too seldom to be
# let into more.
_CELLS_A_SECOND, _MOST_CELLS = 5_000, 240_000


class NoPlanError(ItstratError):
    """What must be done cannot be: a task needs more than there is, or links, caps and deadlines leave no room for it."""


@dataclass(frozen=True, slots=True)
class Activity:
    """A task, what it takes of each resource while it lasts, what it brings (0 or more) and costs, and what binds it.

    `value` is what each unit of time from its finish on is worth. `cost` is paid in equal parts while it lasts, `run` in
    each unit of time from its finish on. It ends by its `deadline`. What is not `mandatory` may be left out; of those
    that name a `group` at most one is done.
    """

    task: Task
    use: Mapping[str, Decimal] = field(default_factory=dict)
    value: Decimal = Decimal(1)
    cost: Decimal = ZERO
    run: Decimal = ZERO
    deadline: int | None = None
    mandatory: bool = True
    group: str | None = None


@dataclass(frozen=True, slots=True)
class Cap:
    """The most that may be spent in so many units of time."""

    length: int
    most: Decimal


@dataclass(frozen=True, slots=True)
class Work:
    """All of it, in whole numbers of any unit of time. A resource that `capacity` does not name limits nothing.

    The caps follow each other from 0; after the last nothing is capped. All ends by the `horizon`, where there is one.
    """

    activities: tuple[Activity, ...]
    links: tuple[Link, ...] = ()
    capacity: Mapping[str, Decimal] = field(default_factory=dict)
    caps: tuple[Cap, ...] = ()
    horizon: int | None = None

    @property
    def tasks(self) -> list[Task]:
        """The tasks alone."""
        return [one.task for one in self.activities]

    @property
    def optional(self) -> bool:
        """Whether anything may be left out."""
        return any(not one.mandatory for one in self.activities)

    @property
    def limited(self) -> bool:
        """Whether more binds it than links and resources: caps, deadlines or a horizon."""
        due = any(one.deadline is not None for one in self.activities)
        return due or bool(self.caps) or self.horizon is not None

    @property
    def capped(self) -> int:
        """How long all caps last together."""
        return sum(cap.length for cap in self.caps)

    @property
    def longest(self) -> int:
        """A time within which all can be done if it can be done at all: everything in turn, with all lags, after the caps."""
        lags = sum(max((0, *(w for _, w in row))) for row in arcs(self.tasks, self.links).values())
        end = self.capped + sum(one.duration for one in self.tasks) + lags
        return end if self.horizon is None else min(end, self.horizon)

    def searchable(self, end: int, seconds: float) -> bool:
        """Whether a solver gets through all plans up to that end in about so many seconds."""
        return max(end, self.capped) * len(self.activities) <= min(_MOST_CELLS, _CELLS_A_SECOND * seconds)

    def makespan(self, starts: Mapping[str, int]) -> int:
        """When the last of the tasks ends that have a start."""
        return max((starts[one.key] + one.duration for one in self.tasks if one.key in starts), default=0)

    def weighted_finish(self, starts: Mapping[str, int]) -> Decimal:
        """The sum of value × finish."""
        return sum(
            (one.value * (starts[one.task.key] + one.task.duration) for one in self.activities), Decimal(0)
        )

    def as_problem(self, end: int) -> Problem:
        """The same work as a scheduling problem in which all is done by `end`: its worth is value × time left at the finish.

        Only the caps look at money, apart from the one-off cost, which is the same in every plan.
        `schedule_check.broken` judges a plan by it.
        """
        return self._problem(
            max(end, self.capped),
            (
                replace(project, mandatory=True, group=None, benefit=(one.value + one.run,))
                for one, project in self._projects(end)
            ),
        )

    def as_choice(self, end: int) -> Problem:
        """A scheduling problem in which tasks may be left out: what those done bring until `end`, less what they cost."""
        return self._problem(end, (project for _, project in self._projects(end)))

    def _projects(self, end: int) -> Iterator[tuple[Activity, Project]]:
        for one in self.activities:
            due = end if one.deadline is None else min(end, one.deadline)
            yield (
                one,
                Project(
                    one.task.key,
                    one.task.duration,
                    cost=even(one.cost, one.task.duration) if one.cost else (),
                    run=one.run,
                    benefit=(one.value,),
                    use=one.use,
                    mandatory=one.mandatory,
                    deadline=due - 1,
                    group=one.group,
                    name=one.task.name,
                ),
            )

    def _problem(self, months: int, projects: Iterable[Project]) -> Problem:
        periods = [number for number, cap in enumerate(self.caps, start=1) for _ in range(cap.length)]
        after = [len(self.caps) + 1] * (months - len(periods))
        forward = arcs(self.tasks, self.links)
        return Problem(
            projects=tuple(projects),
            years=tuple([*periods, *after][:months]),
            waits=tuple(Wait(before, after, w) for before, row in forward.items() for after, w in row),
            capacity={name: (amount,) * months for name, amount in self.capacity.items()},
            caps={number: cap.most for number, cap in enumerate(self.caps, start=1)},
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
