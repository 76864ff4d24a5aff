"""Somebody's network of tasks in its own unit of time, fractions included, as whole numbers of a finer one."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from itertools import accumulate
from math import lcm
from typing import TYPE_CHECKING

from itstrat.planning.schedule_work import Activity, Work
from itstrat.planning.task_links import Kind, Link, Task

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    Taken = tuple[list[int], list[Decimal]]


@dataclass(frozen=True, slots=True)
class Step:
    """A task as the file has it: its own id, how long it takes, what it takes of each resource, what it is worth."""

    id: int | str
    duration: Fraction
    name: str = ""
    use: Mapping[str, Decimal] = field(default_factory=dict)
    value: Decimal = Decimal(1)


@dataclass(frozen=True, slots=True)
class Hold:
    """`after` waits for `before`, by their ids; the lag is in the file's unit."""

    before: int | str
    after: int | str
    kind: Kind
    lag: Fraction


@dataclass(frozen=True, slots=True)
class Network:
    """`work` counts in parts of the file's unit, `parts` to each; `ids` gives back the file's own id of each task."""

    work: Work
    parts: int
    ids: Mapping[str, int | str]

    def said(self, length: int) -> int | float:
        """A length or a moment in the file's unit."""
        whole, rest = divmod(length, self.parts)
        return length / self.parts if rest else whole


def network(steps: Sequence[Step], holds: Iterable[Hold], capacity: Mapping[str, Decimal]) -> Network:
    """The network; its ids are unique and its holds are between them."""
    holds = list(holds)
    lengths = [step.duration for step in steps] + [hold.lag for hold in holds]
    parts = lcm(*(length.denominator for length in lengths)) if lengths else 1
    return Network(
        Work(
            tuple(
                Activity(Task(str(step.id), int(step.duration * parts), step.name), step.use, step.value)
                for step in steps
            ),
            tuple(
                Link(str(hold.before), str(hold.after), hold.kind, int(hold.lag * parts)) for hold in holds
            ),
            capacity,
        ),
        parts,
        {str(step.id): step.id for step in steps},
    )


def room_alone(work: Work, starts: Mapping[str, int]) -> dict[str, int]:
    """How far each task can slip with all others where they are: until a successor, a resource or the end stops it."""
    end = work.makespan(starts)
    lasts = {task.key: task.duration for task in work.tasks}
    free = {key: end - starts[key] - last for key, last in lasts.items()}
    for link in work.links:
        held, holder = _ends(link, starts, lasts)
        free[link.before] = min(free[link.before], held - holder)
    taken = {name: _taken(work, starts, name) for name in work.capacity}
    for one in work.activities:
        finish = starts[one.task.key] + one.task.duration
        for name, use in one.use.items():
            if use and name in work.capacity and one.task.duration:
                blocked = _blocked(taken[name], work.capacity[name] - use, finish, end)
                free[one.task.key] = min(free[one.task.key], blocked - finish)
    return {key: max(0, slip) for key, slip in free.items()}


def _ends(link: Link, starts: Mapping[str, int], lasts: Mapping[str, int]) -> tuple[int, int]:
    """(the moment that is held back, the moment that holds it)."""
    holder = starts[link.before] + (lasts[link.before] if link.kind[0] == "F" else 0) + link.lag
    held = starts[link.after] + (lasts[link.after] if link.kind[1] == "F" else 0)
    return held, holder


def _taken(work: Work, starts: Mapping[str, int], name: str) -> Taken:
    """The moments at which what is taken of a resource changes, and what is taken from each on."""
    changes: dict[int, Decimal] = {}
    for one in work.activities:
        if use := one.use.get(name):
            start = starts[one.task.key]
            for moment, change in ((start, use), (start + one.task.duration, -use)):
                changes[moment] = changes.get(moment, Decimal(0)) + change
    moments = sorted(changes)
    return moments, list(accumulate(changes[moment] for moment in moments))


def _blocked(taken: Taken, left: Decimal, since: int, end: int) -> int:
    """The first moment from `since`, when a task ends, at which more of a resource is taken than is left; else the end."""
    moments, amounts = taken
    later = range(bisect_left(moments, since), len(moments))
    return next((moments[place] for place in later if amounts[place] > left), end)
