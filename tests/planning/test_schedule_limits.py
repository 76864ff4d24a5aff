"""Plans under caps, deadlines and a horizon: the published cases, and against trying every plan."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from itstrat.planning.schedule_check import broken
from itstrat.planning.schedule_limits import MOST_PLACES, chosen
from itstrat.planning.schedule_makespan import planned
from itstrat.planning.schedule_work import Activity, Cap, NoPlanError, Work
from itstrat.planning.task_links import Link, Task
from tests.planning.made_schedules import every_plan, lapses

AMOUNTS = st.integers(0, 12).map(Decimal)


def levelled(caps: tuple[Cap, ...]) -> Work:
    """The published levelling case with its costs."""
    rows = (
        ("1", 3, 2, 5, 30),
        ("2", 2, 1, 8, 10),
        ("3", 4, 2, 3, 40),
        ("4", 2, 1, 6, 12),
        ("5", 3, 2, 4, 24),
    )
    return Work(
        tuple(
            Activity(Task(key, last), {"team": Decimal(use)}, Decimal(value), Decimal(cost))
            for key, last, use, value, cost in rows
        ),
        (Link("1", "3"), Link("2", "4")),
        {"team": Decimal(3)},
        caps,
    )


@st.composite
def limited(draw: st.DrawFn) -> Work:
    """Up to three short tasks, one team of two, a link, and everything that may bind them."""
    size = draw(st.integers(1, 3))
    lasts = [draw(st.integers(0, 2)) for _ in range(size)]
    activities = tuple(
        Activity(
            Task(str(key), last),
            {"R": Decimal(draw(st.integers(0, 2)))},
            draw(AMOUNTS),
            draw(AMOUNTS) if last else Decimal(0),
            Decimal(draw(st.integers(0, 2))),
            draw(st.none() | st.none() | st.integers(1, 5)),
            draw(st.booleans()),
            draw(st.none() | st.none() | st.just("one of")),
        )
        for key, last in enumerate(lasts)
    )
    links = (Link("0", str(size - 1), draw(st.sampled_from(("FS", "SS", "FF"))), draw(st.integers(-1, 1))),)
    return Work(
        activities,
        links if size > 1 and draw(st.booleans()) else (),
        {"R": Decimal(2)},
        tuple(Cap(draw(st.integers(1, 2)), draw(AMOUNTS)) for _ in range(draw(st.integers(0, 2)))),
        draw(st.none() | st.integers(3, 6)),
    )


def test_levelling_under_a_cap() -> None:
    """At most 60 in the first six months: the least weighted finish rises from 109 to 123 (oracle O4-3)."""
    work = levelled((Cap(6, Decimal(60)),))
    found = planned(work, "value")
    assert found.measure == 123
    assert found.ending == "optimal"
    assert broken(work.as_problem(20), found.starts) == []
    soonest = planned(levelled((Cap(10, Decimal(50)),)), "makespan")
    assert soonest.makespan > 10


@settings(max_examples=20, deadline=None)
@given(limited())
def test_no_plan_of_all_tasks_is_better(work: Work) -> None:
    """Neither ends sooner nor has its values sooner, and where there is no plan that is said."""
    work = replace(work, activities=tuple(replace(one, group=None) for one in work.activities))
    problem = work.as_problem(work.longest)
    keys = [one.key for one in work.tasks]
    tried = (
        dict(zip(keys, places, strict=True)) for places in product(range(work.longest + 1), repeat=len(keys))
    )
    kept = [starts for starts in tried if not broken(problem, starts)]
    if not kept:
        with pytest.raises(NoPlanError):
            planned(work, "value")
        return
    soonest, weighted = planned(work, "makespan"), planned(work, "value")
    assert soonest.makespan == min(work.makespan(starts) for starts in kept)
    assert weighted.measure == min(work.weighted_finish(starts) for starts in kept)
    assert broken(problem, soonest.starts) == broken(problem, weighted.starts) == []


@settings(max_examples=20, deadline=None)
@given(limited(), st.integers(4, 6))
def test_no_choice_brings_more(work: Work, until: int) -> None:
    """To the cent, with all that is mandatory; where that does not fit it is said."""
    problem = work.as_choice(until)
    kept = [starts for starts in every_plan(problem) if not lapses(problem, starts)]
    if not kept:
        with pytest.raises(NoPlanError):
            chosen(work, until)
        return
    assert chosen(work, until).worth == max(problem.worth(starts) for starts in kept)


def test_what_cannot_be_fitted_in_is_named() -> None:
    """Two tasks of one team are due when only one of them can be done; both ways of asking say which."""
    due = Activity(Task("a", 3, "Audit"), {"IT": Decimal(1)}, deadline=4)
    work = Work((due, replace(due, task=Task("b", 3, "Bridge"))), (), {"IT": Decimal(1)})
    with pytest.raises(NoPlanError, match=r"(Audit|Bridge) cannot be fitted in"):
        planned(work, "value")
    with pytest.raises(NoPlanError, match=r"(Audit|Bridge) cannot be fitted in"):
        chosen(work, 12)


def test_what_comes_too_late_whatever_is_given_is_told_at_once() -> None:
    """A task that waits longer than its deadline allows, whether all is asked for or the best of it."""
    work = Work(
        (Activity(Task("a", 5)), Activity(Task("b", 2, "Bridge"), deadline=6, value=Decimal(9))),
        (Link("a", "b"),),
    )
    for call in (lambda: planned(work, "makespan"), lambda: chosen(work, 12)):
        with pytest.raises(NoPlanError, match="end of the plan: Bridge"):
            call()


def test_tasks_that_exclude_each_other_cannot_all_be_done() -> None:
    """Asked to end soonest with all of them, both are named."""
    one = Activity(Task("a", 1), group="crm")
    with pytest.raises(NoPlanError, match="a and b exclude each other"):
        planned(Work((one, replace(one, task=Task("b", 1)))), "makespan")


def test_a_time_too_long_for_money_is_refused() -> None:
    """A million units would be looked at one by one; without a cap they need not be."""
    activity = Activity(Task("a", MOST_PLACES + 1))
    assert planned(Work((activity,)), "makespan").makespan == MOST_PLACES + 1
    for call in (
        lambda: planned(Work((activity,), caps=(Cap(1, Decimal(1)),)), "makespan"),
        lambda: chosen(Work((activity,)), MOST_PLACES + 1),
    ):
        with pytest.raises(NoPlanError, match="Count in longer units"):
            call()


def test_more_than_a_solver_gets_through_is_drafted() -> None:
    """The draft keeps every rule; how far it is from the best is unknown."""
    activities = tuple(
        Activity(Task(str(key), 30), {"IT": Decimal(1)}, Decimal(key), Decimal(1_000), mandatory=key == 0)
        for key in range(40)
    )
    work = Work(activities, (), {"IT": Decimal(2)}, (Cap(365, Decimal(20_000)),))
    found = chosen(work, 730, 1)
    assert found.ending == "draft"
    assert found.gap is None
    assert broken(work.as_choice(730), found.starts) == []
