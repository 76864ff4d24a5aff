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

from itstrat.planning.money import ZERO, cents
from itstrat.planning.schedule_work import Activity, Cap, Work
from itstrat.planning.task_links import Kind, Link, Task

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    Taken = tuple[list[int], list[Decimal]]


_FINEST = 10_000


@dataclass(frozen=True, slots=True)
class Step:
    """A task as the file has it: its own id, how long it takes, what it takes of each resource; the rest as in Activity."""

    id: int | str
    duration: Fraction
    name: str = ""
    use: Mapping[str, Decimal] = field(default_factory=dict)
    value: Decimal = Decimal(1)
    cost: Decimal = ZERO
    run: Decimal = ZERO
    deadline: Fraction | None = None
    mandatory: bool = True
    group: str | None = None


@dataclass(frozen=True, slots=True)
class Hold:
    """`after` waits for `before`, by their ids; the lag is in the file's unit."""

    before: int | str
    after: int | str
    kind: Kind
    lag: Fraction


@dataclass(frozen=True, slots=True)
class Limits:
    """Capacity by resource, the caps as (length, most that may be spent) one after the other, and the end of the plan."""

    capacity: Mapping[str, Decimal] = field(default_factory=dict)
    caps: tuple[tuple[Fraction, Decimal], ...] = ()
    horizon: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Network:
    """`work` counts in parts of the file's unit, `parts` to each; `ids` gives back the file's own id of each task.

    Its money is in parts too, `shares` to each unit of the file's.
    """

    work: Work
    parts: int
    shares: int
    ids: Mapping[str, int | str]

    def said(self, length: int) -> int | float:
        """A length or a moment in the file's unit."""
        whole, rest = divmod(length, self.parts)
        return length / self.parts if rest else whole

    def money(self, amount: Decimal) -> int | float:
        """An amount in the file's money."""
        found = cents(amount / self.shares)
        return int(found) if found == int(found) else float(found)


def network(steps: Sequence[Step], holds: Iterable[Hold], limits: Limits) -> Network:
    """The network; its ids are unique and its holds are between them."""
    holds = list(holds)
    lengths = [step.duration for step in steps] + [hold.lag for hold in holds]
    lengths += [step.deadline for step in steps if step.deadline is not None]
    lengths += [length for length, _ in limits.caps] + ([] if limits.horizon is None else [limits.horizon])
    parts = lcm(*(length.denominator for length in lengths)) if lengths else 1
    fine = _fine(steps, parts) if limits.caps else 1
    return Network(
        Work(
            tuple(_activity(step, parts, fine) for step in steps),
            tuple(
                Link(str(hold.before), str(hold.after), hold.kind, int(hold.lag * parts)) for hold in holds
            ),
            limits.capacity,
            tuple(Cap(int(length * parts), most * parts * fine) for length, most in limits.caps),
            None if limits.horizon is None else int(limits.horizon * parts),
        ),
        parts,
        parts * fine,
        {str(step.id): step.id for step in steps},
    )


def _fine(steps: Sequence[Step], parts: int) -> int:
    """So many shares of a cent that each cost falls apart into whole ones, if they do not become too many."""
    found = lcm(*(int(step.duration * parts) for step in steps if step.cost))
    return found if 0 < found <= _FINEST else 1


def _activity(step: Step, parts: int, fine: int) -> Activity:
    """What is paid or brought in each unit of time is so in each part of it, once money is in parts too."""
    return Activity(
        Task(str(step.id), int(step.duration * parts), step.name),
        step.use,
        step.value * fine,
        step.cost * parts * fine,
        step.run * fine,
        None if step.deadline is None else int(step.deadline * parts),
        step.mandatory,
        step.group,
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
