"""Scenarios beside the plan, and editions of the budget."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from itstrat.errors import ItstratError, NotAllowedError, StaleEditError
from itstrat.planning.assumptions import Inputs, inputs
from itstrat.store.amending import Change
from itstrat.store.assumptions import PLAN, save_inputs, saved_inputs
from itstrat.store.budget_lines import budget_lines, save_budget_lines
from itstrat.store.editions import editions, freeze, revise, roll_forward
from itstrat.store.saves import saves, undo_save
from itstrat.store.scenarios import create_scenario, rename_scenario, retire_scenario, scenarios
from tests.reports.made import add

if TYPE_CHECKING:
    from itstrat.store.database import Store

YEAR = (date(2026, 1, 1), date(2026, 12, 1))
NEXT = (date(2027, 1, 1), date(2027, 12, 1))


def names(store: Store) -> list[str]:
    """The scenarios there are."""
    with store.snapshot() as plan:
        return [row["name"] for row in scenarios(plan)]


def stored(store: Store, scenario: str) -> Inputs:
    """A scenario's inputs."""
    with store.snapshot() as plan:
        return saved_inputs(plan, scenario)


def test_a_scenario_is_whole_and_does_not_follow_the_plan(store: Store) -> None:
    """Its inputs are those it was made with, whatever is saved to the plan later."""
    create_scenario(store, "Ann", "why", "Grow", {"hires_per_month": "1"}, "twice the people")
    save_inputs(store, "Ann", "why", PLAN, {"price_inflation": "6%"}, {})
    assert stored(store, "Grow") == inputs({"hires_per_month": "1"})
    assert stored(store, PLAN) == inputs({"price_inflation": "6%"})


def test_four_scenarios_at_most_and_no_two_of_a_name(store: Store) -> None:
    """The fifth is refused until one is retired; a retired one's name and inputs are free again."""
    keys = [create_scenario(store, "Ann", "why", f"S{at}", {"hires_per_month": "1"}) for at in range(4)]
    with pytest.raises(ItstratError, match="retire one"):
        create_scenario(store, "Ann", "why", "S5", {})
    retire_scenario(store, "Ann", "why", keys[0], 1)
    for wrong in ("s1", "", "Plan", "x" * 61):
        with pytest.raises(ItstratError):
            create_scenario(store, "Ann", "why", wrong, {})
    create_scenario(store, "Ann", "why", "S0", {"spare_seats": "0.2"})
    assert names(store) == ["S1", "S2", "S3", "S0"]
    assert stored(store, "S0") == inputs({"spare_seats": "0.2"})


def test_a_renamed_scenario_keeps_its_inputs(store: Store) -> None:
    """The later of two renamings is refused."""
    key = create_scenario(store, "Ann", "why", "Grow", {"hires_per_month": "1"})
    rename_scenario(store, "Ann", key, 1, "Double")
    assert names(store) == ["Double"]
    assert stored(store, "Double") == inputs({"hires_per_month": "1"})
    assert stored(store, "Grow") == Inputs()
    with pytest.raises(StaleEditError):
        rename_scenario(store, "Bob", key, 1, "Triple")


def test_a_scenario_taken_out_by_mistake_comes_back(store: Store) -> None:
    """Undoing the save brings back name and inputs."""
    key = create_scenario(store, "Ann", "why", "Grow", {"hires_per_month": "1"})
    retire_scenario(store, "Ann", "mistake", key, 1)
    with store.snapshot() as plan:
        last = saves(plan)[0].at
    undo_save(store, "Ann", last)
    assert names(store) == ["Grow"]
    assert stored(store, "Grow") == inputs({"hires_per_month": "1"})


def budget(store: Store) -> list[int]:
    """The budget of 2026: 100.05 of hosting in March, 50.00 of software in May."""
    facts = {"edition": "approved", "description": ""}
    return [
        add(store, "budget_line", month=date(2026, 3, 1), category="Hosting", amount=Decimal("100.05"), **facts),
        add(store, "budget_line", month=date(2026, 5, 1), category="Software", amount=Decimal(50), **facts),
    ]  # fmt: skip


def amounts(store: Store, edition: str, months: tuple[date, date] = YEAR) -> list[Decimal]:
    """An edition's amounts in these months."""
    with store.snapshot() as plan:
        return [row["amount"] for row in budget_lines(plan, edition, *months)]


def test_a_frozen_edition_cannot_be_changed_but_revised(store: Store) -> None:
    """Its lines stay; a revision has the same lines and may be changed, and knows what it came from."""
    first, _ = budget(store)
    freeze(store, "Ann", "the board approved it", "approved")
    with pytest.raises(ItstratError, match="frozen up to May 2026"):
        save_budget_lines(store, [Change(first, 1, {"amount": Decimal(1)})], "Ann", "why")
    revise(store, "Ann", "mid-year", "approved", "Revision 1")
    with store.snapshot() as plan:
        (row, _) = budget_lines(plan, "Revision 1", *YEAR)
        found = {one["name"]: one for one in editions(plan)}
    save_budget_lines(store, [Change(row["id"], 1, {"amount": Decimal(1)})], "Ann", "why")
    assert amounts(store, "approved") == [Decimal("100.05"), Decimal(50)]
    assert amounts(store, "Revision 1") == [Decimal(1), Decimal(50)]
    assert (found["approved"]["frozen_by"], found["Revision 1"]["based_on"]) == ("Ann", "approved")
    with pytest.raises(ItstratError, match="there already"):
        revise(store, "Ann", "again", "approved", "revision 1")


def test_a_dry_run_tells_what_a_roll_forward_then_adds(store: Store) -> None:
    """3% more, each line rounded half up: 100.05 becomes 103.05; a second time is refused; the frozen year stays."""
    budget(store)
    freeze(store, "Ann", "approved", "approved")
    told = roll_forward(store, "Ann", "next year", "approved", 2026, Decimal("0.03"), dry_run=True)
    assert (told.fiscal_year, told.lines, told.before, told.after) == (
        2027, 2, Decimal("150.05"), Decimal("154.55"),
    )  # fmt: skip
    assert amounts(store, "approved", NEXT) == []
    done = roll_forward(store, "Ann", "next year", "approved", 2026, Decimal("0.03"), dry_run=False)
    assert done == told
    assert amounts(store, "approved", NEXT) == [Decimal("103.05"), Decimal("51.50")]
    with pytest.raises(ItstratError, match="FY27 has lines"):
        roll_forward(store, "Ann", "again", "approved", 2026, Decimal(0), dry_run=False)
    with pytest.raises(ItstratError, match="no lines in this edition"):
        roll_forward(store, "Ann", "why", "approved", 2030, Decimal(0), dry_run=True)


def test_a_page_of_lines_says_how_many_there_are(store: Store) -> None:
    """Paged in the engine; only the columns of a line can be edited."""
    first, _ = budget(store)
    with store.snapshot() as plan:
        (row,) = budget_lines(plan, "approved", *YEAR, offset=1, limit=1)
    assert (row["category"], row["count"]) == ("Software", 2)
    with pytest.raises(NotAllowedError):
        save_budget_lines(store, [Change(first, 1, {"edition": "mine"})], "Ann", "why")
    with pytest.raises(ItstratError, match="has an amount"):
        save_budget_lines(store, [Change(first, 1, {"amount": None})], "Ann", "why")
