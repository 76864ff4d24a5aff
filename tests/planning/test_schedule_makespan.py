"""Plans of shared resources: published answers, against trying every plan, always feasible, always the same."""

from __future__ import annotations

import random
from decimal import Decimal
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from itstrat.planning.critical_path import critical_path
from itstrat.planning.schedule_check import broken
from itstrat.planning.schedule_makespan import planned
from itstrat.planning.schedule_work import Activity, NoPlanError, Work, least_makespan
from itstrat.planning.task_links import CycleError, Kind, Link, Task
from tests.planning.made_schedules import levelling

KINDS: tuple[Kind, ...] = ("FS", "FS", "SS", "FF", "SF")


def levelled() -> Work:
    """The published levelling case."""
    problem = levelling({})
    return Work(
        tuple(Activity(Task(one.key, one.months), one.use, one.benefit[0]) for one in problem.projects),
        (Link("1", "3"), Link("2", "4")),
        {"team": Decimal(3)},
    )


def scarce(size: int, seed: int) -> Work:
    """So many tasks, four resources, one to two predecessors each."""
    shake = random.Random(seed)
    activities, links = [], []
    for key in range(size):
        use = {f"R{name}": Decimal(shake.randint(1, 9)) for name in range(4) if shake.random() < 0.5}
        activities.append(Activity(Task(str(key), shake.randint(1, 10)), use, Decimal(shake.randint(1, 9))))
        if key > 2:
            near = range(max(0, key - 12), key)
            links += [Link(str(before), str(key)) for before in shake.sample(near, shake.randint(1, 2))]
    return Work(tuple(activities), tuple(links), {f"R{name}": Decimal(12) for name in range(4)})


@st.composite
def small(draw: st.DrawFn) -> Work:
    """Up to four short tasks with links of every kind, forwards only, and one resource of two."""
    size = draw(st.integers(1, 4))
    activities = tuple(
        Activity(
            Task(str(key), draw(st.integers(0, 3))),
            {"R": Decimal(draw(st.integers(0, 2)))},
            Decimal(draw(st.integers(0, 4))),
        )
        for key in range(size)
    )
    pairs = [(str(one), str(other)) for one in range(size) for other in range(one + 1, size)]
    links = (
        draw(
            st.lists(
                st.tuples(st.sampled_from(pairs), st.sampled_from(KINDS), st.integers(-1, 2)), max_size=3
            )
        )
        if pairs
        else []
    )
    return Work(activities, tuple(Link(*pair, kind, lag) for pair, kind, lag in links), {"R": Decimal(2)})


def test_the_published_case_ends_at_ten() -> None:
    """Five tasks, a team of three (oracle O4-3); the least weighted finish is 109."""
    work = levelled()
    soonest = planned(work, "makespan")
    assert soonest.makespan == soonest.measure == 10
    assert soonest.ending == "optimal"
    assert broken(work.as_problem(10), soonest.starts) == []
    weighted = planned(work, "value")
    assert weighted.measure == 109
    assert weighted.ending == "optimal"


@settings(max_examples=25, deadline=None)
@given(small())
def test_no_plan_is_better(work: Work) -> None:
    """Against trying every plan within the time that is certainly enough."""
    horizon = sum(one.duration for one in work.tasks) + 4
    tried = [
        dict(zip((one.key for one in work.tasks), places, strict=True))
        for places in product(range(min(horizon, 9)), repeat=len(work.tasks))
    ]
    problem = work.as_problem(horizon + 9)
    kept = [starts for starts in tried if not broken(problem, starts)]
    soonest, weighted = planned(work, "makespan"), planned(work, "value")
    assert soonest.makespan == min(work.makespan(starts) for starts in kept)
    assert weighted.measure == min(work.weighted_finish(starts) for starts in kept)
    assert broken(problem, soonest.starts) == broken(problem, weighted.starts) == []
    assert soonest.ending == weighted.ending == "optimal"


@pytest.mark.parametrize("size", [12, 20])
def test_plans_are_feasible_and_repeatable(size: int) -> None:
    """The same answer twice, between what cannot be beaten and what it takes one after the other."""
    work = scarce(size, seed=1)
    first, again = planned(work, "makespan", 0), planned(work, "makespan", 0)
    assert first.starts == again.starts
    assert first.bound <= first.makespan <= sum(one.duration for one in work.tasks)
    assert broken(work.as_problem(first.makespan), first.starts) == []


def test_resources_are_counted_apart() -> None:
    """What one resource has left over helps no other: each is full to the last unit, and a third has nothing left."""
    tight = {"a": Decimal(3), "b": Decimal(7), "c": Decimal("0.5")}
    uses = (
        {"a": Decimal(3)},
        {"b": Decimal(7)},
        {"c": Decimal("0.5")},
        {"a": Decimal("0.01"), "c": Decimal("0.5")},
    )
    work = Work(tuple(Activity(Task(str(n), 2), use) for n, use in enumerate(uses)), (), tight)
    found = planned(work, "makespan")
    assert found.makespan == 4
    assert broken(work.as_problem(4), found.starts) == []


def test_time_that_is_over_still_gives_a_plan() -> None:
    """At least one order is always placed, and what it gives is feasible."""
    work = scarce(60, seed=2)
    found = planned(work, "makespan", 0)
    assert broken(work.as_problem(found.makespan), found.starts) == []


def test_a_bound_counts_the_work_a_resource_has_left() -> None:
    """Three tasks of 4 share a team of one, 2 lie before them and 1 after: 15, where the longest path is 7."""
    between = [Activity(Task(key, 4), {"team": Decimal(1)}) for key in "abc"]
    work = Work(
        (Activity(Task("before", 2)), *between, Activity(Task("after", 1))),
        (*(Link("before", key) for key in "abc"), *(Link(key, "after") for key in "abc")),
        {"team": Decimal(1)},
    )
    path = critical_path(work.tasks, work.links)
    assert (path.makespan, least_makespan(work, path)) == (7, 15)
    assert planned(work, "makespan").makespan == 15


def test_tasks_that_must_start_together_do() -> None:
    """A circle of no length, which no order of tasks can keep."""
    work = Work(
        tuple(
            Activity(Task(key, last), {"team": Decimal(1)}) for key, last in (("a", 3), ("b", 2), ("c", 2))
        ),
        (Link("a", "b", "SS"), Link("b", "a", "SS")),
        {"team": Decimal(2)},
    )
    found = planned(work, "makespan")
    assert found.starts["a"] == found.starts["b"]
    assert found.makespan == 4
    with pytest.raises(NoPlanError, match="No plan was found"):
        planned(Work(work.activities, work.links, {"team": Decimal(1)}), "makespan")


def test_a_task_that_needs_more_than_there_is_is_named() -> None:
    """With what it needs and what there is."""
    work = Work(
        (Activity(Task("a", 1, "Move the office"), {"crew": Decimal("2.5")}),), (), {"crew": Decimal(2)}
    )
    with pytest.raises(NoPlanError, match="Move the office needs 2.5 of crew, which has 2"):
        planned(work, "makespan")


def test_a_link_may_let_its_task_start_before_the_other() -> None:
    """A milestone that only has to be reached by the other's finish takes no room from it."""
    work = Work(
        (Activity(Task("a", 0)), Activity(Task("b", 2), {"R": Decimal(1)})),
        (Link("a", "b", "FF"),),
        {"R": Decimal(2)},
    )
    assert planned(work, "makespan").starts == {"a": 0, "b": 0}


def test_a_circle_and_nothing_at_all() -> None:
    """The first is refused, the second takes no time."""
    with pytest.raises(CycleError):
        planned(Work((Activity(Task("a", 1)),), (Link("a", "a"),)), "makespan")
    assert planned(Work(()), "makespan").makespan == 0
    assert planned(Work(()), "value").starts == {}
