"""What a schedule moves and why: every reason is true."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from itstrat.planning.schedule import draft
from itstrat.planning.schedule_check import broken
from itstrat.planning.schedule_moves import accepted, left_out, moves, settled
from itstrat.planning.schedule_problem import Problem, Project, Wait, even
from tests.planning.made_schedules import lapses, large, problems

APPS = {"Apps": Decimal(1)}
PLAN = Problem(
    projects=(
        Project("crm", 3, even(Decimal(90), 3), benefit=(Decimal(50),), use=APPS, name="CRM"),
        Project("billing", 2, even(Decimal(40), 2), benefit=(Decimal(9),), use=APPS, name="Billing"),
        Project("audit", 1, even(Decimal(10), 1), mandatory=True, deadline=6, name="Audit"),
        Project("wiki", 1, even(Decimal(30), 1), benefit=(Decimal(1),), name="Wiki"),
    ),
    years=(2027,) * 6 + (2028,) * 6,
    waits=(Wait("crm", "billing", 3),),
    capacity={"Apps": (Decimal(1),) * 12},
    caps={2027: Decimal(140)},
    first_on=date(2027, 1, 1),
)
BEST = {"crm": 0, "billing": 3, "audit": 6}


def reasons(problem: Problem, dated: dict[str, int], starts: dict[str, int]) -> dict[str, str]:
    """By project, why it moves."""
    return {one.key: one.reason for one in moves(problem, dated, starts)}


def test_a_move_that_brings_value_sooner_says_how_much() -> None:
    """Two months of the benefit."""
    assert reasons(PLAN, {**BEST, "crm": 0, "billing": 5}, BEST) == {
        "billing": "It is worth 18 more until Dec 2027 than if it stayed in Jun 2027."
    }


def test_amounts_are_told_in_the_currency_of_the_problem() -> None:
    """The reason of the move, and what the checker says of a cap."""
    plan = replace(PLAN, currency="EUR")
    assert "worth 18 EUR more" in reasons(plan, {**BEST, "billing": 5}, BEST)["billing"]
    assert broken(replace(plan, caps={2027: Decimal(0)}), BEST)[0].text.endswith(" EUR.")


def test_what_cannot_stay_says_what_it_would_break() -> None:
    """A wait, a team and a deadline, as the checker finds them."""
    found = reasons(PLAN, {"crm": 1, "billing": 2, "audit": 8}, BEST)
    assert found == {
        "crm": "It cannot stay in Feb 2027: Billing waits for CRM until May 2027. "
        "Apps has 1 FTE in Apr 2027 and would need 2.",
        "billing": "It cannot stay in Mar 2027: Billing waits for CRM until Apr 2027. "
        "Apps has 1 FTE in Mar 2027 and would need 2.",
        "audit": "It cannot stay in Sep 2027: Audit is due in Jul 2027 and ends in Sep 2027.",
    }


def test_what_stops_a_sooner_start_is_told() -> None:
    """Billing cannot start a month before, CRM starts first of all, the audit would break the cap."""
    capped = replace(PLAN, caps={2027: Decimal(130)})
    found = {one.key: one.not_sooner for one in moves(capped, {}, BEST)}
    assert found == {
        "crm": "",
        "billing": "Billing waits for CRM until Apr 2027. Apps has 1 FTE in Mar 2027 and would need 2.",
        "audit": "The cap of FY27 would be exceeded by 10.",
    }


def test_what_was_not_scheduled_says_why_it_is_taken_up() -> None:
    """Mandatory, worth it, or needed by another."""
    found = reasons(PLAN, {}, BEST)
    assert found["audit"] == "It is mandatory and is due in Jul 2027."
    assert found["crm"] == "Until Dec 2027 it brings 360 more than it costs."
    poor = replace(PLAN, projects=(replace(PLAN.projects[0], benefit=()), *PLAN.projects[1:]))
    assert reasons(poor, {}, BEST)["crm"] == "Billing waits for it."


def test_what_is_left_out_says_why() -> None:
    """It costs more than it brings, waits for another that is out, fits nowhere, or another option is chosen."""
    assert left_out(PLAN, BEST) == {
        "wiki": "Even from Jul 2027, the best month left, it costs 25 more than it brings until Dec 2027."
    }
    assert left_out(PLAN, {"audit": 0})["billing"] == "It waits for CRM, which is not on the plan."
    tight = replace(PLAN, caps={2027: Decimal(10), 2028: Decimal(80)})
    assert left_out(tight, {"audit": 0})["crm"] == (
        "It fits in no month; in Jan 2027, its best: The cap of FY27 would be exceeded by 90."
    )
    options = tuple(
        replace(one, group="one of") if one.key in ("crm", "wiki") else one for one in PLAN.projects
    )
    assert left_out(replace(PLAN, projects=options), BEST)["wiki"] == (
        "CRM is chosen, and only one of the two can be."
    )
    late = replace(PLAN, projects=(replace(PLAN.projects[0], deadline=1), *PLAN.projects[1:]))
    assert left_out(late, {"audit": 0})["crm"].startswith("No start is early enough")
    assert left_out(PLAN, {"audit": 0})["crm"] == "It would fit in Jan 2027 and bring 360 more than it costs."


def test_moves_that_gain_nothing_are_not_proposed() -> None:
    """The audit costs the same in any month: it stays where it is dated, if it can."""
    assert settled(PLAN, {"audit": 2}, BEST) == {**BEST, "audit": 2}
    assert settled(PLAN, {"audit": 9, "billing": 5}, BEST) == BEST


def test_a_refused_move_may_break_the_plan_and_says_so() -> None:
    """Billing stays in March, before the CRM it waits for."""
    found = accepted(PLAN, {"billing": 2}, BEST, {"billing"})
    assert found.starts == {**BEST, "billing": 2}
    assert [one.rule for one in found.breaks] == ["wait", "capacity"]
    assert accepted(PLAN, {}, BEST, {"billing"}).starts == {"crm": 0, "audit": 6}
    assert accepted(PLAN, {}, BEST, {"billing"}).breaks == ()


@settings(max_examples=60, deadline=None)
@given(problems(), st.data())
def test_every_reason_is_true(problem: Problem, data: st.DataObject) -> None:
    """Who cannot stay breaks a rule by staying, who is worth more is; settling never costs and never breaks."""
    starts = draft(problem).starts
    months = st.none() | st.integers(0, problem.horizon)
    dated = {
        one.key: month
        for one in problem.projects
        if one.fixed is None and (month := data.draw(months)) is not None
    }
    assume(lapses(problem, starts) < 1_000)
    usual = broken(problem, starts)
    for move in moves(problem, dated, starts):
        assert move.reason.endswith(".")
        if move.was is None or move.to is None:
            continue
        trial = {**starts, move.key: move.was}
        worse = [one for one in broken(problem, trial) if one not in usual]
        assert bool(worse) == move.reason.startswith("It cannot stay")
        if "worth" in move.reason:
            assert problem.worth(starts) > problem.worth(trial)
        if move.not_sooner:
            assert [one for one in broken(problem, {**starts, move.key: move.to - 1}) if one not in usual]
    kept = settled(problem, dated, starts)
    assert problem.worth(kept) >= problem.worth(starts)
    assert lapses(problem, kept) == lapses(problem, starts)
    for key in left_out(problem, starts):
        if not any(wait.after == key for wait in problem.waits) and key in dated:
            trial = {**starts, key: dated[key]}
            gains = problem.worth(trial) > problem.worth(starts)
            assert (
                "would fit" in left_out(problem, starts)[key] or not gains or broken(problem, trial) != usual
            )


@pytest.mark.timeout(60)
def test_every_move_of_two_hundred_has_its_reason() -> None:
    """More than a hundred moves of a plan of that size, none without a sentence."""
    problem = large(200)
    dated = {one.key: 3 * place % 48 for place, one in enumerate(problem.projects) if place % 3}
    starts = draft(problem).starts
    found = moves(problem, dated, starts)
    assert len(found) > 100
    assert all(one.reason for one in found)


def test_begun_work_is_never_moved() -> None:
    """Whatever the dates say."""
    begun = replace(PLAN, projects=(replace(PLAN.projects[0], fixed=0), *PLAN.projects[1:]))
    assert "crm" not in reasons(begun, {"crm": 4}, BEST)
    assert accepted(begun, {"crm": 4}, BEST, {"crm"}).starts == BEST


@pytest.mark.parametrize("refused", [set(), {"crm", "billing", "audit", "wiki"}])
def test_all_or_nothing(refused: set[str]) -> None:
    """No refusal is the proposal, all refusals the plan as dated."""
    dated = {"crm": 2, "billing": 6, "audit": 1}
    assert accepted(PLAN, dated, BEST, refused).starts == (dated if refused else BEST)
