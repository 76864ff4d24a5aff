"""A proposed schedule speaks of the plan that its solver saw: what was changed since is known, and not moved."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from itstrat.errors import ItstratError
from itstrat.store import schedules
from itstrat.store.saves import saves, undo_save

if TYPE_CHECKING:
    from itstrat.store.database import Store

JAN, MARCH, MAY = date(2027, 1, 1), date(2027, 3, 31), date(2027, 5, 1)


def added(store: Store, table: str, **values: Any) -> int:
    """One record; gives its id."""
    with store.tx("Ann", "why") as edit:
        return edit.insert(table, values)


def changed(store: Store, table: str, key: int, **values: Any) -> None:
    """New values of one record."""
    with store.tx("Ann", "why") as edit:
        edit.update(table, key, edit.record(table, key)["version"], values)


@pytest.fixture
def works(store: Store) -> list[int]:
    """Three initiatives from January to March 2027."""
    return [added(store, "initiative", name=name, start_on=JAN, finish_on=MARCH) for name in ("A", "B", "C")]


def kept(store: Store, works: list[int], seen_until: int | None = None) -> dict[int, int]:
    """A proposal that moves each to May; gives the moves' ids by initiative."""
    moves = [schedules.Move(key, JAN, MAY, "the team is full") for key in works]
    made = schedules.Proposal("value", "abc", "optimal", 0.0, 1.0, Decimal(1), moves, seen_until)
    proposal = schedules.keep_proposal(store, made, "Ann")
    with store.snapshot() as plan:
        return {row["initiative_id"]: row["id"] for row in schedules.moves(plan, proposal)}


def since(store: Store) -> set[tuple[str, int]]:
    """What was changed since the newest proposal."""
    with store.snapshot() as plan:
        return schedules.changed_since(plan, schedules.proposals(plan)[0])


@pytest.mark.parametrize(
    "change", [{"finish_on": MAY}, {"one_off": Decimal(5)}, {"progress": Decimal("0.1")}]
)
def test_a_move_of_what_was_changed_since_is_refused_and_the_others_are_not(
    store: Store, works: list[int], change: dict[str, Any]
) -> None:
    """Whatever was changed of it; refused by a person the old move is out of the way."""
    moves = kept(store, works)
    changed(store, "initiative", works[0], **change)
    assert since(store) == {("initiative", works[0])}
    with pytest.raises(ItstratError, match="A was changed since the schedule was proposed"):
        schedules.answer_moves(store, dict.fromkeys(moves.values(), "accepted"), "Cio", "yes")
    schedules.answer_moves(store, {moves[works[0]]: "refused"}, "Cio", "no")
    schedules.answer_moves(store, {moves[works[1]]: "accepted"}, "Cio", "yes")
    with store.snapshot() as plan:
        starts = plan.rows("select start_on from initiative order by id")
    assert [row["start_on"] for row in starts] == [JAN, MAY, JAN]


def test_an_answer_is_no_change_and_one_taken_back_can_be_given_again(store: Store, works: list[int]) -> None:
    """What the answers move was proposed; their undo leaves the plan as the solver saw it."""
    moves = kept(store, works)
    schedules.answer_moves(store, {moves[works[0]]: "accepted"}, "Cio", "yes")
    assert since(store) == set()
    with store.snapshot() as plan:
        newest = saves(plan)[0]
    undo_save(store, "Cio", newest.at)
    assert since(store) == set()
    schedules.answer_moves(store, {moves[works[0]]: "accepted"}, "Cio", "after all")


def test_what_changed_while_the_solver_was_at_work_counts(store: Store, works: list[int]) -> None:
    """It looked before the change, and its answer came after."""
    with store.snapshot() as plan:
        seen_until = schedules.newest_change(plan)
    changed(store, "initiative", works[1], finish_on=MAY)
    moves = kept(store, works, seen_until)
    assert since(store) == {("initiative", works[1])}
    with pytest.raises(ItstratError, match="B was changed since"):
        schedules.answer_moves(store, {moves[works[1]]: "accepted"}, "Cio", "yes")


def test_only_what_a_schedule_is_made_of_counts(store: Store, works: list[int]) -> None:
    """Links, teams, caps, benefits and two inputs of the plan; nothing else, and no input of a scenario."""
    kept(store, works)
    for table, values in {
        "contract": {"name": "Mail"},
        "milestone": {"name": "Go"},
        "assumption": {"name": "price_inflation", "value": "0.05"},
    }.items():
        added(store, table, **values)
    added(store, "assumption", name="initiative_cap", value="5", scenario="Lean")
    assert since(store) == set()
    expected = {
        ("initiative_link", added(store, "initiative_link", before_id=works[0], after_id=works[1])),
        ("team", added(store, "team", name="IT")),
        ("budget_cap", added(store, "budget_cap", fiscal_year=2027, amount=Decimal(5))),
        ("benefit", added(store, "benefit", initiative_id=works[0], kind="cash")),
        ("assumption", added(store, "assumption", name="initiative_cap", value="5")),
    }
    assert since(store) == expected
