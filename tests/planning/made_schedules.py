"""Scheduling problems made for tests: the published ones, small ones of every shape, and large ones to time."""

from __future__ import annotations

import random
from decimal import Decimal
from itertools import product
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from itstrat.planning.schedule_check import broken
from itstrat.planning.schedule_problem import Problem, Project, Wait, even, ramped

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


def selecting() -> Problem:
    """Four projects, eight months in two years of four, one team of two; the second needs the first finished."""
    rows = (("1", 2, 1, 20, 6), ("2", 3, 2, 30, 14), ("3", 2, 1, 10, 4), ("4", 1, 1, 5, 3))
    return Problem(
        projects=tuple(
            Project(
                key,
                months,
                cost=even(Decimal(cost), months),
                benefit=(Decimal(benefit),),
                use={"team": Decimal(use)},
                mandatory=key == "4",
            )
            for key, months, use, cost, benefit in rows
        ),
        years=(1,) * 4 + (2,) * 4,
        waits=(Wait("1", "2", 2),),
        capacity={"team": (Decimal(2),) * 8},
        caps={1: Decimal(45), 2: Decimal(100)},
    )


def levelling(caps: Mapping[int, Decimal]) -> Problem:
    """Five projects that must all be done, a team of three; year 1 is the first six months of twenty."""
    rows = (
        ("1", 3, 2, 5, 30),
        ("2", 2, 1, 8, 10),
        ("3", 4, 2, 3, 40),
        ("4", 2, 1, 6, 12),
        ("5", 3, 2, 4, 24),
    )
    return Problem(
        projects=tuple(
            Project(
                key,
                months,
                cost=even(Decimal(cost), months),
                benefit=(Decimal(value),),
                use={"team": Decimal(use)},
                mandatory=True,
            )
            for key, months, use, value, cost in rows
        ),
        years=(1,) * 6 + (2,) * 14,
        waits=(Wait("1", "3", 3), Wait("2", "4", 2)),
        capacity={"team": (Decimal(3),) * 20},
        caps=caps,
    )


@st.composite
def problems(draw: st.DrawFn) -> Problem:
    """Up to four projects on six months, with everything a project may have."""
    size = draw(st.integers(1, 4))
    projects = []
    for key in range(size):
        months = draw(st.integers(0, 3))
        projects.append(
            Project(
                str(key),
                months,
                cost=even(Decimal(draw(st.integers(0, 30))), months),
                run=Decimal(draw(st.integers(0, 2))),
                benefit=ramped(Decimal(draw(st.integers(0, 15))), draw(st.integers(1, 3))),
                use={"team": Decimal(draw(st.integers(0, 2)))},
                mandatory=draw(st.booleans()),
                deadline=draw(st.none() | st.integers(1, 5)),
                group=draw(st.none() | st.none() | st.just("one of")),
                earliest=draw(st.sampled_from((0, 0, 0, 2))),
                fixed=draw(st.none() | st.none() | st.none() | st.integers(-2, 2)),
            )
        )
    pairs = [(one, other) for one in range(size) for other in range(one + 1, size)]
    waits = draw(st.lists(st.tuples(st.sampled_from(pairs), st.integers(-1, 3)), max_size=2)) if pairs else []
    return Problem(
        projects=tuple(projects),
        years=(1, 1, 1, 2, 2, 2),
        waits=tuple(Wait(str(one), str(other), months) for (one, other), months in waits),
        capacity={"team": tuple(Decimal(draw(st.integers(1, 3))) for _ in range(6))},
        caps=draw(st.dictionaries(st.integers(1, 2), st.integers(0, 60).map(Decimal))),
        rate=draw(st.sampled_from((Decimal(0), Decimal("0.08")))),
    )


def every_plan(problem: Problem) -> Iterator[dict[str, int]]:
    """All choices and starts of work that has not begun, whether they keep the rules or not."""
    free = [one for one in problem.projects if one.fixed is None]
    for places in product([None, *range(problem.horizon + 1)], repeat=len(free)):
        chosen = {one.key: at for one, at in zip(free, places, strict=True) if at is not None}
        yield {**problem.fixed, **chosen}


def lapses(problem: Problem, starts: Mapping[str, int]) -> int:
    """How many mandatory projects are missing, or 1,000 and more when another rule is broken."""
    return sum(1 if one.rule == "mandatory" else 1_000 for one in broken(problem, starts))


def large(size: int, seed: int = 7) -> Problem:
    """So many projects on five years: three teams, yearly caps, waits, options, some mandatory."""
    shake = random.Random(seed)
    projects: list[Project] = []
    waits: list[Wait] = []
    for key in range(size):
        months, cost = shake.randint(2, 12), shake.randint(20, 400) * 1000
        must = shake.random() < 0.08
        projects.append(
            Project(
                str(key),
                months,
                cost=even(Decimal(cost), months),
                run=Decimal(shake.randint(0, cost // 200)),
                benefit=ramped(Decimal(shake.randint(1, cost // 6)), 6),
                use={shake.choice(("Apps", "Platform", "Security")): Decimal(shake.randint(1, 6)) / 2},
                mandatory=must,
                deadline=shake.randint(30, 59) if must else None,
                group=f"option {key // 10}" if not must and shake.random() < 0.1 else None,
            )
        )
        if key and shake.random() < 0.5:
            before = shake.randrange(key)
            waits.append(Wait(str(before), str(key), projects[before].months))
    spent = sum(sum(one.cost) for one in projects)
    return Problem(
        projects=tuple(projects),
        years=tuple(2027 + month // 12 for month in range(60)),
        waits=tuple(waits),
        capacity={team: (Decimal(size) / 16,) * 60 for team in ("Apps", "Platform", "Security")},
        caps=dict.fromkeys(range(2027, 2032), Decimal(spent // 9)),
        rate=Decimal("0.08"),
    )
