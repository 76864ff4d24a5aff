"""The CIO's inputs as they are saved: audited, refused over newer values, undone one by one."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from itstrat.errors import ItstratError, StaleEditError
from itstrat.planning.assumptions import Inputs, inputs
from itstrat.store import asset
from itstrat.store.amending import Change
from itstrat.store.assumptions import PLAN, save_inputs, saved, saved_inputs
from itstrat.store.hiring import HIRING, hiring
from itstrat.store.initiative import INITIATIVE, initiatives
from itstrat.store.saves import saves, undo_save
from tests.reports.made import laptops

if TYPE_CHECKING:
    from datetime import datetime

    from itstrat.store.database import Store

MARCH = date(2027, 3, 1)


def stored(store: Store, scenario: str = PLAN) -> Inputs:
    """The inputs in force."""
    with store.snapshot() as plan:
        return saved_inputs(plan, scenario)


def versions(store: Store) -> dict[str, int]:
    """What a person who looks now has seen."""
    with store.snapshot() as plan:
        return {name: one.version for name, one in saved(plan).items()}


def newest(store: Store) -> list[datetime]:
    """The instants of the saves, newest first."""
    with store.snapshot() as plan:
        return [one.at for one in saves(plan)]


def test_a_saved_input_is_in_force_and_in_the_history(store: Store) -> None:
    """Who, why, and the value before (its default) and after stand in the audit trail."""
    save_inputs(store, "Ann", "prices rise", PLAN, {"price_inflation": "5%"}, {})
    assert stored(store) == inputs({"price_inflation": "0.05"})
    with store.snapshot() as plan:
        (save,) = saves(plan)
    (change,) = save.changes
    assert (save.who, save.reason) == ("Ann", "prices rise")
    assert (change.what, change.before, change.after) == (
        "Price inflation where a class has none", "0.03", "0.05",
    )  # fmt: skip


def test_an_input_put_back_to_its_default_is_no_longer_stored(store: Store) -> None:
    """And may be changed again."""
    save_inputs(store, "Ann", "why", PLAN, {"price_inflation": "5%"}, {})
    save_inputs(store, "Ann", "why", PLAN, {"price_inflation": "3%"}, versions(store))
    assert stored(store) == Inputs()
    save_inputs(store, "Ann", "why", PLAN, {"price_inflation": "4%"}, versions(store))
    assert stored(store).number("price_inflation") == Decimal("0.04")


def test_the_later_of_two_saves_is_refused_with_both_values(store: Store) -> None:
    """Nothing of it is kept, also not the inputs nobody else touched; the first save stands."""
    seen = versions(store)
    save_inputs(store, "Ann", "why", PLAN, {"hires_per_month": "1"}, seen)
    with pytest.raises(StaleEditError) as stale:
        save_inputs(store, "Bob", "why", PLAN, {"hires_per_month": "2", "spare_seats": "0.1"}, seen)
    assert stale.value.yours == {"hires_per_month": "2"}
    assert stale.value.theirs == {"hires_per_month": "1"}
    assert stored(store) == inputs({"hires_per_month": "1"})


@pytest.mark.parametrize(
    "values",
    [{"hires_per_month": "many"}, {"horizon_years": "9"}, {"magic": "1"}, {"uplift_low": "20%"}],
)
def test_what_cannot_be_is_refused_in_words(store: Store, values: dict[str, str]) -> None:
    """Nothing is written."""
    with pytest.raises(ItstratError):
        save_inputs(store, "Ann", "why", PLAN, values, {})
    assert stored(store) == Inputs()


def test_inputs_must_hold_together_with_those_already_saved(store: Store) -> None:
    """A lowest uplift above the likely one that was saved before is refused."""
    save_inputs(store, "Ann", "why", PLAN, {"uplift_likely": "2%"}, {})
    with pytest.raises(ItstratError, match="must rise"):
        save_inputs(store, "Ann", "why", PLAN, {"uplift_low": "3%"}, {})
    assert stored(store) == inputs({"uplift_likely": "2%"})


def test_a_save_needs_a_reason(store: Store) -> None:
    """Whoever reads the history later must learn why."""
    with pytest.raises(ItstratError, match="why"):
        save_inputs(store, "Ann", " ", PLAN, {"hires_per_month": "1"}, {})


def test_any_save_can_be_undone_and_the_undo_too(store: Store) -> None:
    """The first of two saves goes, the second stays; undoing the undo brings it back."""
    save_inputs(store, "Ann", "one", PLAN, {"hires_per_month": "1"}, {})
    save_inputs(store, "Ann", "two", PLAN, {"spare_seats": "0.1"}, {})
    first = newest(store)[-1]
    undo_save(store, "Bob", first)
    assert stored(store) == inputs({"spare_seats": "0.1"})
    with store.snapshot() as plan:
        assert [(one.who, one.undone) for one in saves(plan)] == [
            ("Bob", False), ("Ann", False), ("Ann", True),
        ]  # fmt: skip
    with pytest.raises(ItstratError, match="undone already"):
        undo_save(store, "Bob", first)
    undo_save(store, "Bob", newest(store)[0])
    assert stored(store) == inputs({"spare_seats": "0.1", "hires_per_month": "1"})
    with store.snapshot() as plan:
        assert [one.undone for one in saves(plan)] == [False, True, False, False]


def test_a_change_is_undone_to_what_it_was(store: Store) -> None:
    """5% to 6%, undone: 5% again; back to the default, undone: 5% again."""
    save_inputs(store, "Ann", "one", PLAN, {"price_inflation": "5%"}, {})
    for value in ("6%", "3%"):
        save_inputs(store, "Ann", "two", PLAN, {"price_inflation": value}, versions(store))
        undo_save(store, "Ann", newest(store)[0])
        assert stored(store) == inputs({"price_inflation": "5%"})


def test_what_was_changed_since_is_not_undone(store: Store) -> None:
    """Somebody else's later value is never lost: nothing of the save is undone."""
    save_inputs(store, "Ann", "one", PLAN, {"price_inflation": "5%", "hires_per_month": "1"}, {})
    first = newest(store)[0]
    save_inputs(store, "Bob", "two", PLAN, {"price_inflation": "6%"}, versions(store))
    with pytest.raises(ItstratError, match="changed since"):
        undo_save(store, "Ann", first)
    assert stored(store) == inputs({"price_inflation": "6%", "hires_per_month": "1"})


def test_a_class_rule_is_undone_whatever_its_decimals(store: Store) -> None:
    """The stored 0.045000 is the 0.045 that was saved."""
    key = laptops(store)
    asset.save_rules(store, [Change(key, 1, {"price_inflation": Decimal("0.045")})], "Ann", "why")
    undo_save(store, "Ann", newest(store)[0])
    with store.snapshot() as plan:
        (row,) = asset.classes(plan)
    assert row["price_inflation"] == Decimal("0.03")


def test_hiring_is_planned_by_month(store: Store) -> None:
    """Added, changed and taken out again, in the order of months; what cannot be is refused."""
    key = HIRING.enter(store, {"month": MARCH, "hires": Decimal(3)}, "Ann", "growth")
    HIRING.save(store, [Change(key, 1, {"leavers": Decimal("0.5")})], "Ann", "why")
    with store.snapshot() as plan:
        (row,) = hiring(plan)
    assert (row["month"], row["hires"], row["leavers"]) == (MARCH, Decimal(3), Decimal("0.5"))
    for wrong in ({"month": date(2027, 3, 2)}, {"hires": Decimal(-1)}):
        with pytest.raises(ItstratError):
            HIRING.save(store, [Change(key, 2, wrong)], "Ann", "why")
    HIRING.retire(store, key, 2, "Ann", "why")
    with store.snapshot() as plan:
        assert hiring(plan) == []


def test_an_initiative_is_entered_with_its_money(store: Store) -> None:
    """A name is enough; the later of two edits is refused."""
    key = INITIATIVE.enter(store, {"name": "CRM", "start_on": MARCH, "one_off": Decimal(9000)}, "Ann", "why")
    INITIATIVE.save(
        store, [Change(key, 1, {"finish_on": date(2027, 6, 30), "run_grow": "grow"})], "Ann", "why"
    )
    with store.snapshot() as plan:
        (row,) = initiatives(plan)
    assert (row["finish_on"], row["run_grow"], row["capital"]) == (date(2027, 6, 30), "grow", False)
    with pytest.raises(StaleEditError):
        INITIATIVE.save(store, [Change(key, 1, {"finish_on": None})], "Bob", "why")
    for wrong in (
        {"start_on": MARCH, "finish_on": date(2026, 1, 1)},
        {"run_grow": "magic"},
        {"component": "Magic"},
        {"name": " "},
        {"one_off": Decimal(-1)},
        {"start_on": "soon"},
        {"id": 4},
    ):
        with pytest.raises(ItstratError):
            INITIATIVE.save(store, [Change(key, 2, wrong)], "Ann", "why")
    with pytest.raises(ItstratError, match="at least"):
        INITIATIVE.enter(store, {"start_on": MARCH}, "Ann", "why")
