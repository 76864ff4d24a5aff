"""Best schedule: the published cases, against trying every plan, and what cannot be fitted in."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings

from itstrat.planning.schedule import draft, optimise, replanned
from itstrat.planning.schedule_check import broken
from itstrat.planning.schedule_problem import Problem, Project, Wait, even, ramped, waits
from itstrat.planning.task_links import CycleError, Link
from tests.planning.made_schedules import every_plan, lapses, large, levelling, problems, selecting


def test_choosing_and_dating_at_once() -> None:
    """Worth 44 with the first at 0, the second at 2, the fourth at 0, the third left out (oracle O4-2)."""
    problem = selecting()
    found = optimise(problem)
    assert found.worth == 44
    assert found.starts == {"1": 0, "2": 2, "4": 0}
    assert (found.ending, found.gap, found.unfit) == ("optimal", 0, ())
    assert broken(problem, found.starts) == []


@pytest.mark.parametrize(("caps", "weighted"), [({}, 109), ({1: Decimal(60)}, 123)])
def test_levelling_when_all_must_be_done(caps: dict[int, Decimal], weighted: int) -> None:
    """The least weighted finish is 109, and 123 when only 60 may be spent in the first six months (oracle O4-3)."""
    problem = levelling(caps)
    found = optimise(problem)
    value = {one.key: one.benefit[0] for one in problem.projects}
    finish = {one.key: found.starts[one.key] + one.months for one in problem.projects}
    assert sum(value[key] * finish[key] for key in value) == weighted
    assert broken(problem, found.starts) == []


@settings(max_examples=40, deadline=None)
@given(problems())
def test_no_plan_is_better_and_the_draft_keeps_every_rule(problem: Problem) -> None:
    """Against trying all plans: as many mandatory projects as can be, then the most worth (within the gap)."""
    plans = [(lapses(problem, starts), -problem.worth(starts)) for starts in every_plan(problem)]
    missing, worth = min(plans)
    quick, found = draft(problem), optimise(problem)
    assert lapses(problem, quick.starts) < 1_000
    assert lapses(problem, found.starts) == missing == len(found.unfit)
    begun = problem.worth(problem.fixed)
    assert float(-worth - found.worth) <= 0.0101 * float(abs(found.worth - begun)) + 0.01
    assert found.worth >= quick.worth or len(quick.unfit) > len(found.unfit)


def test_more_money_never_brings_less() -> None:
    """The second and third project compete for the cap."""
    problem = selecting()
    worths = [
        optimise(replace(problem, caps={1: Decimal(cap), 2: Decimal(100)})).worth for cap in (5, 25, 45, 65)
    ]
    assert worths == sorted(worths)


def test_what_is_mandatory_and_cannot_fit_is_told() -> None:
    """Two of three fit before their deadline; the plan goes on without the third."""
    one = Project("a", 2, use={"team": Decimal(1)}, mandatory=True, deadline=3)
    problem = Problem(
        projects=(one, replace(one, key="b"), replace(one, key="c"), Project("d", 1, benefit=(Decimal(1),))),
        years=(1,) * 6,
        capacity={"team": (Decimal(1),) * 6},
    )
    found = optimise(problem)
    assert len(found.unfit) == 1
    assert "d" in found.starts
    assert [one.rule for one in broken(problem, found.starts)] == ["mandatory"]


def test_begun_work_stays_and_takes_its_share() -> None:
    """It began two months before the grid, breaks the cap by itself, and nobody may add to it."""
    begun = Project("begun", 4, cost=even(Decimal(400), 4), use={"team": Decimal(2)}, fixed=-2)
    late = Project("late", 2, cost=even(Decimal(2), 2), benefit=(Decimal(9),), use={"team": Decimal(1)})
    problem = Problem(
        projects=(begun, late),
        years=(1, 1, 1, 1, 2, 2, 2, 2),
        waits=(Wait("late", "begun", 2),),
        capacity={"team": (Decimal(1),) * 8},
        caps={1: Decimal(150)},
    )
    found = optimise(problem)
    assert found.starts == {"begun": -2, "late": 4}
    assert broken(problem, found.starts) == []
    assert [one.rule for one in broken(problem, {"begun": 0})] == ["start"]
    assert {one.rule for one in broken(problem, {"begun": -2, "late": 1})} == {"capacity", "cap"}


def test_a_prerequisite_is_done_for_what_it_allows() -> None:
    """It loses money by itself; what waits for it brings more."""
    problem = Problem(
        projects=(
            Project("ground", 2, cost=even(Decimal(20), 2)),
            Project("house", 1, cost=even(Decimal(5), 1), benefit=(Decimal(20),)),
        ),
        years=(1,) * 6,
        waits=(Wait("ground", "house", 2),),
    )
    assert draft(problem).starts == optimise(problem).starts == {"ground": 0, "house": 2}


def test_a_refused_move_stays_where_it_was() -> None:
    """Pinned where it is dated; what had no dates stays off the plan."""
    problem = selecting()
    pinned = optimise(replanned(problem, {"1": 2, "2": 5, "4": 1}, frozenset({"1"})))
    assert pinned.starts["1"] == 2
    off = optimise(replanned(problem, {"4": 1}, frozenset({"2"})))
    assert "2" not in off.starts


def test_options_of_a_group_exclude_each_other() -> None:
    """The better one is chosen; when one has begun, the others are out."""
    a = Project("a", 1, benefit=(Decimal(5),), group="crm")
    problem = Problem((a, replace(a, key="b", benefit=(Decimal(7),))), years=(1,) * 4)
    assert set(optimise(problem).starts) == set(draft(problem).starts) == {"b"}
    begun = replace(problem, projects=(replace(a, fixed=0), problem.projects[1]))
    assert set(optimise(begun).starts) == {"a"}
    assert broken(problem, {"a": 0, "b": 1})[0].text == "a and b exclude each other."


def test_projects_that_wait_in_a_circle_are_named() -> None:
    """No plan is made."""
    problem = Problem(
        (Project("a", 1), Project("b", 1)), years=(1,) * 4, waits=(Wait("a", "b", 1), Wait("b", "a", 1))
    )
    with pytest.raises(CycleError, match="in a circle"):
        draft(problem)


def test_nothing_to_schedule() -> None:
    """An empty plan, and one that holds begun work only."""
    assert optimise(Problem((), years=(1,))).starts == {}
    only = Problem((Project("a", 2, fixed=0),), years=(1, 1))
    assert optimise(only).starts == draft(only).starts == {"a": 0}


def test_the_checker_says_what_is_wrong_in_words() -> None:
    """Each rule once, with the months and the year as people say them."""
    problem = replace(
        selecting(), first_on=date(2027, 1, 1), years=(2027,) * 4 + (2028,) * 4, caps={2027: Decimal(40)}
    )
    told = [one.text for one in broken(problem, {"1": 0, "2": 1, "3": 7})]
    assert told == [
        "3 ends after the last month that is planned.",
        "4 is mandatory and is not scheduled.",
        "2 waits for 1 until Mar 2027.",
        "team has 2 FTE in Feb 2027 and would need 3.",
        "The cap of FY27 would be exceeded by 10.",
    ]
    assert broken(problem, {"2": 0, "4": 0})[0].text == "2 waits for 1, which is not scheduled."


def test_mistakes_of_the_caller_are_refused() -> None:
    """Keys that are not unique or not there, capacity of another length, more cost than work."""
    one = Project("a", 1)
    for wrong in (
        {"projects": (one, one)},
        {"waits": (Wait("a", "z", 0),)},
        {"capacity": {"team": (Decimal(1),)}},
        {"years": (2, 1)},
    ):
        with pytest.raises(ValueError):
            Problem(**({"projects": (one,), "years": (1, 1)} | wrong))
    with pytest.raises(ValueError, match="months of cost"):
        Project("a", 1, cost=(Decimal(1), Decimal(1)))


def test_links_in_days_become_waits_in_months() -> None:
    """A fortnight counts nothing, six weeks one month, whichever ends the link holds."""
    projects = (Project("a", 3), Project("b", 2))
    links = [
        Link("a", "b", "FS", 14),
        Link("a", "b", "SS", 45),
        Link("a", "b", "FF", -46),
        Link("a", "b", "SF"),
    ]
    assert [one.months for one in waits(projects, links)] == [3, 1, -1, -2]


def test_a_benefit_ramps_to_its_whole() -> None:
    """A third, two thirds, all."""
    assert ramped(Decimal(30), 3) == (Decimal(10), Decimal(20), Decimal(30))
    assert ramped(Decimal(30), 0) == (Decimal(30),)


def test_a_draft_of_two_hundred_keeps_every_rule() -> None:
    """Only what is mandatory and does not fit may be missing."""
    problem = large(200)
    found = draft(problem)
    assert {one.rule for one in broken(problem, found.starts)} <= {"mandatory"}


@pytest.mark.slow
def test_a_hundred_and_twenty_are_within_one_percent_in_thirty_seconds() -> None:
    """On two cores, with every rule kept."""
    problem = large(120, seed=1)
    found = optimise(problem, 30)
    assert found.ending == "optimal"
    assert found.seconds <= 31
    assert {one.rule for one in broken(problem, found.starts)} <= {"mandatory"}
