"""The best schedule as it is said, kept, and answered: nothing is taken that breaks the plan."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from itstrat.errors import ItstratError
from itstrat.planning.schedule_check import broken
from itstrat.reports.roadmap import report
from itstrat.reports.roadmap_basis import basis
from itstrat.reports.roadmap_problem import fitting, posed
from itstrat.reports.roadmap_schedule import drafted, refused_because, solve, strains
from itstrat.store import schedules
from itstrat.store.initiative import initiatives
from itstrat.store.saves import saves, undo_save
from tests.reports.made import SCOPE, add
from tests.reports.made_roadmap import chain, company, initiative, link

if TYPE_CHECKING:
    from itstrat.store.database import Store


def clash(store: Store) -> tuple[int, int]:
    """Two of one team that can do one at a time, both dated February 2027; both pay 900 a month, one must be done."""
    company(store)
    team = add(store, "team", name="Builders", capacity=Decimal(1))
    keys = [
        initiative(
            store, name, "2027-02-01", "2027-02-28", team_id=team, effort=Decimal(1), one_off=Decimal(100)
        )
        for name in ("One", "Other")
    ]
    for key in keys:
        add(store, "benefit", initiative_id=key, kind="cash", monthly=Decimal(900))
    return keys[0], keys[1]


def test_a_plan_that_keeps_every_limit_is_left_alone(store: Store) -> None:
    """What only costs is not put off to save money."""
    chain(store)
    found = drafted(store, SCOPE)
    assert found is not None
    assert found.moves.empty
    assert found.unfit == ()
    assert "state no benefit" in " ".join(found.assumed)


def test_a_draft_says_what_moves_and_why(store: Store) -> None:
    """Two cannot be done at once by a team of one: the one that stays in February is why the other cannot."""
    clash(store)
    assert [one.rule for one in strains(basis(store, SCOPE))] == ["capacity"]
    found = drafted(store, SCOPE)
    assert found is not None
    assert len(found.moves) > 0
    assert "Would start" in found.moves.columns
    asked = fitting(basis(store, SCOPE))
    assert broken(asked.problem, asked.dated)


def test_nothing_to_schedule_is_said(store: Store) -> None:
    """An empty plan has no draft, and the solver is told so."""
    company(store)
    assert drafted(store, SCOPE) is None
    with pytest.raises(ItstratError, match="Nothing is left to schedule"):
        solve(store, SCOPE, 1.0)


def test_what_cannot_fit_is_named_with_its_reason(store: Store) -> None:
    """Mandatory, two months long, due at the end of December, and not begun: no start is early enough."""
    company(store)
    initiative(store, "Law", duration_days=61, mandatory=True, deadline_on=date(2026, 12, 31))
    found = drafted(store, SCOPE)
    assert found is not None
    assert found.unfit[0].startswith("Law: No start is early enough")
    assert "cannot fit" in found.title


def test_begun_work_stays_and_what_is_done_is_left_out(store: Store) -> None:
    """The scheduler moves only what has not begun by the end of this month."""
    company(store)
    begun = initiative(store, "Begun", "2026-10-01", "2027-01-31")
    initiative(store, "Done", "2026-08-01", "2026-09-30", progress=1)
    asked = posed(basis(store, SCOPE), 0)
    assert asked.problem.fixed == {str(begun): -2}
    assert len(asked.problem.projects) == 1


def test_a_cap_counts_what_was_spent_of_it_before(store: Store) -> None:
    """1,200 over October to March: 400 of FY27's 1,000 are gone by the end of November."""
    company(store)
    initiative(store, "Begun", "2026-10-01", "2027-03-31", one_off=Decimal(1200))
    add(store, "budget_cap", fiscal_year=2027, amount=Decimal(1000))
    problem = posed(basis(store, SCOPE), 0).problem
    assert (problem.caps, problem.currency) == ({2027: Decimal("600.00")}, "USD")


def test_another_option_of_a_group_of_which_one_is_done_cannot_be_chosen(store: Store) -> None:
    """Either or: the choice was made."""
    company(store)
    initiative(store, "Chosen", "2026-08-01", "2026-09-30", progress=1, option_group="G")
    initiative(store, "Left", duration_days=30, option_group="G")
    (left,) = posed(basis(store, SCOPE), 0).problem.projects
    assert left.barred


def test_the_solver_s_answer_is_kept_and_taken_move_by_move(store: Store) -> None:
    """Kept with its moves; accepting one gives its initiative the month proposed, and the report shows the answer."""
    clash(store)
    schedules.keep_proposal(store, solve(store, SCOPE, 5.0), "Ann")
    said = report(store, SCOPE).schedule
    assert said is not None
    assert said.made_by == "Ann"
    assert len(said.open) >= 1
    move = said.open[0]
    assert refused_because(basis(store, SCOPE), [move]) == ""
    schedules.answer_moves(store, {move["id"]: "accepted"}, "Ann", "fits")
    with store.snapshot() as plan:
        row = next(row for row in initiatives(plan) if row["id"] == move["initiative_id"])
    assert row["start_on"] == move["to_start_on"]
    after = report(store, SCOPE).schedule
    assert after is not None
    assert "accepted" in list(after.moves["Answer"])
    assert len(after.open) == len(said.open) - 1


def test_a_proposal_that_was_taken_back_is_not_called_the_best(store: Store) -> None:
    """Undone with its save, it has no move left, and the title says so; the undo undone, it proposes again."""
    clash(store)
    schedules.keep_proposal(store, solve(store, SCOPE, 5.0), "Ann")
    before = report(store, SCOPE).schedule
    for taken_back in (True, False):
        with store.snapshot() as plan:
            newest = saves(plan)[0]
        undo_save(store, "Ann", newest.at)
        said = report(store, SCOPE).schedule
        assert said is not None and before is not None
        title = "What the solver proposed last was taken back" if taken_back else before.title
        assert (said.title, bool(said.open)) == (title, not taken_back)


def test_a_proposal_says_what_changed_since(store: Store) -> None:
    """By name, with what else a schedule is made of; answers and other records are no change. Asked anew it says nothing."""
    first, _ = clash(store)
    schedules.keep_proposal(store, solve(store, SCOPE, 5.0), "Ann")
    said = report(store, SCOPE).schedule
    assert said is not None
    assert (said.outdated, said.stale) == ("", frozenset())
    moved = said.open[0]["initiative_id"]
    add(store, "budget_cap", fiscal_year=2027, amount=Decimal(9000))
    with store.tx("Ann") as edit:
        edit.update("initiative", moved, 1, {"one_off": Decimal(200)})
    said = report(store, SCOPE).schedule
    assert said is not None
    name = "One" if moved == first else "Other"
    assert said.outdated == f"The plan changed since the solver looked at it ({name}, caps): ask it anew."
    assert said.stale == {said.open[0]["id"]}
    assert "changed since" in list(said.moves["Answer"])
    schedules.keep_proposal(store, solve(store, SCOPE, 5.0), "Ann")
    said = report(store, SCOPE).schedule
    assert said is not None
    assert said.outdated == ""


def test_a_move_that_breaks_the_plan_alone_is_refused_in_words(store: Store) -> None:
    """The second before the first it waits for: the link is said, and nothing of what was broken before."""
    first, second, _ = chain(store)
    with store.snapshot() as plan:
        row = next(row for row in initiatives(plan) if row["id"] == second)
    move = {"initiative_id": second, "from_start_on": row["start_on"], "to_start_on": date(2026, 12, 1)}
    because = refused_because(basis(store, SCOPE), [move])
    assert because == "Second waits for First until Feb 2027."
    assert first != second


def test_lags_in_days_hold_in_months(store: Store) -> None:
    """A lag of 61 days is two months between the end of one and the start of the other."""
    first, _, third = chain(store)
    link(store, first, third, lag=61)
    waits = posed(basis(store, SCOPE), 0).problem.waits
    assert [(wait.after, wait.months) for wait in waits if wait.after == str(third)] == [(str(third), 3)]
