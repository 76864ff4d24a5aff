"""The plan of shared resources that ends soonest, or whose values come soonest.

Orders of tasks are turned into plans and bred (serial generation, double justification, a genetic search with a fixed
seed); then the solver tries what is left between the best found and what cannot be beaten.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from time import perf_counter
from typing import TYPE_CHECKING, Literal

from itstrat.planning.critical_path import critical_path
from itstrat.planning.schedule import optimise
from itstrat.planning.schedule_grid import hundredths
from itstrat.planning.schedule_limits import kept, refuse_late, why_none
from itstrat.planning.schedule_orders import bred, packed
from itstrat.planning.schedule_work import NoPlanError, least_makespan, least_weighted_finish
from itstrat.planning.task_links import arcs, in_order, turned

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from itstrat.planning.critical_path import CriticalPath
    from itstrat.planning.schedule_work import Activity, Work

Aim = Literal["makespan", "value"]
Ending = Literal["optimal", "time limit"]

SECONDS = 10.0
MOST_TASKS = 5_000
# the search leaves this share of the time to the solver, which may prove its plan or better it
_SOLVER = 0.25


@dataclass(frozen=True, slots=True)
class Plan:
    """The start of every task from 0 and when the last one ends.

    `measure` was to be least: the end, or the sum of value × finish; it cannot be below `bound`. `gap` is what lies
    between, as a share of the measure; "optimal" says that nothing does. `seconds` is how long it took.
    """

    starts: Mapping[str, int]
    makespan: int
    measure: Decimal
    bound: Decimal
    gap: float
    ending: Ending
    seconds: float


def planned(work: Work, aim: Aim, seconds: float = SECONDS) -> Plan:
    """The plan that ends soonest ("makespan"), or with the least sum of value × finish ("value").

    The search gives the same answer every time unless it runs out of time; the solver, which may better it, is
    stopped when `seconds` are over.
    Raises NoPlanError, also for more than MOST_TASKS, and CycleError when tasks wait for each other in a circle.
    """
    since = perf_counter()
    path = critical_path(work.tasks, work.links)
    _refuse_too_much(work)
    if work.limited:
        refuse_late(work)
    least = Decimal(least_makespan(work, path)) if aim == "makespan" else least_weighted_finish(work, path)
    until = since + seconds * (1 - _SOLVER)
    starts = _searched(work, path, aim, least, lambda: perf_counter() >= until)
    if work.limited:
        starts = min(kept(work, starts), key=lambda one: _measure(work, aim, one), default=None)
    if starts is None or _measure(work, aim, starts) > least:
        # scipy takes a third of a second to load, and most who start the program never ask for this.
        from itstrat.planning.schedule_proof import shorter, sooner  # noqa: PLC0415

        prove = shorter if aim == "makespan" else sooner
        starts, least = prove(work, starts, least, max(1.0, seconds - (perf_counter() - since)))
    if starts is None:
        left = max(1.0, seconds - (perf_counter() - since))
        raise NoPlanError(
            why_none(work, optimise(work.as_problem(work.longest), left)) if work.limited else _NONE
        )
    measure = _measure(work, aim, starts)
    gap = float((measure - least) / measure) if measure else 0.0
    ending: Ending = "optimal" if measure == least else "time limit"
    return Plan(starts, work.makespan(starts), measure, least, gap, ending, perf_counter() - since)


_NONE = "No plan was found that keeps these links with these resources. Loosen one of them."


def _measure(work: Work, aim: Aim, starts: Mapping[str, int]) -> Decimal:
    return Decimal(work.makespan(starts)) if aim == "makespan" else work.weighted_finish(starts)


def _refuse_too_much(work: Work) -> None:
    if len(work.activities) > MOST_TASKS:
        raise NoPlanError(
            f"{len(work.activities):,} tasks are too many for the best schedule, which is sought for up to {MOST_TASKS:,}. "
            "Their critical path can be had."
        )
    groups: dict[str, Activity] = {}
    for one in work.activities:
        if one.group and (other := groups.setdefault(one.group, one)) is not one:
            raise NoPlanError(
                f"{other.task.name or other.task.key} and {one.task.name or one.task.key} exclude each other, so not all "
                "can be done. Ask for the most value instead, or take one of them out."
            )
    for one in work.activities:
        for name, amount in one.use.items():
            if one.task.duration and name in work.capacity and amount > work.capacity[name]:
                there, needed = (f"{fte.normalize():f}" for fte in (work.capacity[name], amount))
                raise NoPlanError(
                    f"{one.task.name or one.task.key} needs {needed} of {name}, which has {there}. "
                    "Give it less, or the resource more."
                )


def _searched(
    work: Work, path: CriticalPath, aim: Aim, least: Decimal, over: Callable[[], bool]
) -> dict[str, int] | None:
    """The best plan of the search; None where links go in a circle of no length, which orders cannot keep."""
    forward = arcs(work.tasks, work.links)
    place = {key: number for number, key in enumerate(in_order(forward))}
    if any(place[after] <= place[before] for before, row in forward.items() for after, _ in row):
        return None
    keys = list(place)
    activity = {one.task.key: one for one in work.activities}
    lasts = [activity[key].task.duration for key in keys]
    after, before = (
        [[(place[to], w) for to, w in rows[key]] for key in keys] for rows in (forward, turned(forward))
    )
    names = {name: number for number, name in enumerate(work.capacity)}
    uses = [
        [
            (names[name], hundredths(amount))
            for name, amount in activity[key].use.items()
            if name in names and amount
        ]
        for key in keys
    ]
    network = packed(lasts, uses, [hundredths(amount) for amount in work.capacity.values()], after, before)
    worth = [float(activity[key].value) for key in keys]
    rules = _rules(keys, path, lasts, worth, after)
    best = bred(network, _measured(aim, lasts, worth), rules, float(least), over)
    return dict(zip(keys, best, strict=True))


def _measured(aim: Aim, lasts: Sequence[int], worth: Sequence[float]) -> Callable[[Sequence[int]], float]:
    def makespan(starts: Sequence[int]) -> float:
        return max(map(int.__add__, starts, lasts), default=0)

    def weighted(starts: Sequence[int]) -> float:
        return sum(value * (start + last) for value, start, last in zip(worth, starts, lasts, strict=True))

    return makespan if aim == "makespan" else weighted


def _rules(
    keys: Sequence[str],
    path: CriticalPath,
    lasts: Sequence[int],
    worth: Sequence[float],
    after: Sequence[Sequence[tuple[int, int]]],
) -> list[list[float]]:
    """Which task goes first: latest finish, latest start, least slack, longest with what waits for it, dearest."""
    timings = [path.timings[key] for key in keys]
    return [
        [float(one.latest_finish) for one in timings],
        [float(one.latest_start) for one in timings],
        [float(one.slack) for one in timings],
        [-float(last + sum(lasts[to] for to, _ in row)) for last, row in zip(lasts, after, strict=True)],
        [-value / max(last, 1) for value, last in zip(worth, lasts, strict=True)],
    ]
