"""What a schedule breaks, in sentences: written from the rules alone, sharing nothing with what makes schedules."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

from itstrat.planning.money import ZERO

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from itstrat.planning.schedule_problem import Problem

Rule = Literal["start", "horizon", "deadline", "mandatory", "group", "wait", "capacity", "cap"]


@dataclass(frozen=True, slots=True)
class Broken:
    """One rule that a schedule does not keep: the projects it concerns, and a sentence."""

    rule: Rule
    keys: tuple[str, ...]
    text: str


def broken(problem: Problem, starts: Mapping[str, int]) -> list[Broken]:
    """Everything that is wrong with a schedule; empty when it keeps every rule.

    What begun work exceeds by itself is not the schedule's fault: it is broken only where something else adds to it.
    """
    return [
        *_of_each(problem, starts),
        *_of_groups(problem, starts),
        *_of_waits(problem, starts),
        *_of_capacity(problem, starts),
        *_of_caps(problem, starts),
    ]


def _of_each(problem: Problem, starts: Mapping[str, int]) -> Iterator[Broken]:
    for one in problem.projects:
        start, of = starts.get(one.key), (one.key,)
        if one.fixed is not None:
            if start != one.fixed:
                yield Broken(
                    "start", of, f"{one.label} has begun in {problem.month(one.fixed)} and was moved."
                )
        elif start is None:
            if one.mandatory:
                yield Broken("mandatory", of, f"{one.label} is mandatory and is not scheduled.")
        else:
            if start < one.earliest or (one.latest is not None and start > one.latest) or one.barred:
                yield Broken("start", of, f"{one.label} may not start in {problem.month(start)}.")
            if start + one.months > problem.horizon:
                yield Broken("horizon", of, f"{one.label} ends after the last month that is planned.")
            if one.deadline is not None and start + one.months - 1 > one.deadline:
                due, end = problem.month(one.deadline), problem.month(start + one.months - 1)
                yield Broken("deadline", of, f"{one.label} is due in {due} and ends in {end}.")


def _of_groups(problem: Problem, starts: Mapping[str, int]) -> Iterator[Broken]:
    groups = defaultdict(list)
    for one in problem.projects:
        if one.group and one.key in starts:
            groups[one.group].append(one)
    for members in groups.values():
        if sum(one.fixed is None for one in members) and len(members) > 1:
            names = " and ".join(one.label for one in members)
            yield Broken("group", tuple(one.key for one in members), f"{names} exclude each other.")


def _of_waits(problem: Problem, starts: Mapping[str, int]) -> Iterator[Broken]:
    for wait in problem.waits:
        before, after = problem.by_key[wait.before], problem.by_key[wait.after]
        if after.fixed is not None or wait.after not in starts:
            continue
        of = (wait.before, wait.after)
        if wait.before not in starts:
            yield Broken("wait", of, f"{after.label} waits for {before.label}, which is not scheduled.")
        elif starts[wait.after] < starts[wait.before] + wait.months:
            month = problem.month(starts[wait.before] + wait.months)
            yield Broken("wait", of, f"{after.label} waits for {before.label} until {month}.")


def _of_capacity(problem: Problem, starts: Mapping[str, int]) -> Iterator[Broken]:
    for team, capacity in problem.capacity.items():
        at_work: list[list[str]] = [[] for _ in range(problem.horizon)]
        used = [ZERO] * problem.horizon
        for key, start in starts.items():
            fte = problem.by_key[key].use.get(team, ZERO)
            for month in range(max(start, 0), min(start + problem.by_key[key].months, problem.horizon)):
                used[month] += fte
                if fte:
                    at_work[month].append(key)
        for month, keys in enumerate(at_work):
            if used[month] > capacity[month] and any(problem.by_key[key].fixed is None for key in keys):
                has, needs = (f"{fte.normalize():f}" for fte in (capacity[month], used[month]))
                text = f"{team} has {has} FTE in {problem.month(month)} and would need {needs}."
                yield Broken("capacity", tuple(keys), text)


def _of_caps(problem: Problem, starts: Mapping[str, int]) -> Iterator[Broken]:
    spent: dict[int, Decimal] = defaultdict(Decimal)
    added: dict[int, list[str]] = defaultdict(list)
    for key, start in starts.items():
        begun = problem.by_key[key].fixed is not None
        for year, amount in problem.spent(key, start):
            spent[year] += amount
            if amount and not begun:
                added[year].append(key)
    for year, cap in problem.caps.items():
        if spent[year] > cap and added[year]:
            over = spent[year] - cap
            text = f"The cap of {problem.year(year)} would be exceeded by {problem.money(over)}."
            yield Broken("cap", tuple(added[year]), text)
