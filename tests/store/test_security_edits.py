"""Edits of the security baseline on its page: checked in sentences, audited, undone."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from itstrat.errors import ItstratError, StaleEditError, UnknownRecordError
from itstrat.store import assessment, framework, obligation, product_cycle, risk, upgrade
from itstrat.store.amending import Change
from itstrat.store.initiative import initiatives
from itstrat.store.saves import saves, undo_save

if TYPE_CHECKING:
    from collections.abc import Mapping

    from itstrat.store.database import Store

DAY = date(2026, 10, 1)


def control(store: Store, code: str) -> int:
    """The id of a control of the outline."""
    with store.snapshot() as plan:
        return next(int(row["id"]) for row in framework.controls(plan) if row["code"] == code)


@pytest.mark.parametrize(
    ("values", "why"),
    [
        ({"level": Decimal(5)}, "no tier from 1 to 4"),
        ({"level": Decimal(2), "target": Decimal("3.5")}, "no tier from 1 to 4"),
        ({"level": 2}, "is a number"),
        ({"status": "fine"}, "is one of implemented"),
        ({"cadence_months": 0}, "whole number from 1"),
        ({"assessed_on": None}, "assessed on"),
    ],
)
def test_an_assessment_that_cannot_be_is_refused(
    store: Store, values: Mapping[str, object], why: str
) -> None:
    """The sentence names the column and what it takes."""
    known = {"control_id": control(store, "PR.AA-01"), "assessed_on": DAY}
    with pytest.raises(ItstratError, match=why):
        assessment.ASSESSMENT.enter(store, known | dict(values), "ada", "looked at")


def test_an_assessment_is_entered_changed_and_taken_out(store: Store) -> None:
    """Each step is a save of its own that can be undone; an older version is refused."""
    values = {"control_id": control(store, "PR.AA-01"), "assessed_on": DAY, "level": Decimal(2)}
    key = assessment.ASSESSMENT.enter(store, values, "ada", "looked at")
    assessment.ASSESSMENT.save(store, [Change(key, 1, {"level": Decimal(3)})], "ada", "looked again")
    with pytest.raises(StaleEditError):
        assessment.ASSESSMENT.save(store, [Change(key, 1, {"level": Decimal(1)})], "bo", "late")
    with store.snapshot() as plan:
        newest = saves(plan)[0]
    undo_save(store, "ada", newest.at)
    with store.snapshot() as plan:
        (row,) = assessment.assessments(plan)
    assert row["level"] == Decimal(2)
    assessment.ASSESSMENT.retire(store, key, row["version"], "ada", "wrong control")
    with store.snapshot() as plan:
        assert assessment.assessments(plan) == []


def test_a_text_can_be_emptied(store: Store) -> None:
    """A blank cell empties a note; the name, without which it means nothing, stays."""
    key = obligation.OBLIGATION.enter(store, {"name": "Insurer", "note": "draft"}, "ada", "renewal")
    obligation.OBLIGATION.save(store, [Change(key, 1, {"note": None})], "ada", "no draft any more")
    with pytest.raises(ItstratError, match="at least a name"):
        obligation.OBLIGATION.save(store, [Change(key, 2, {"name": None})], "ada", "no name")
    with store.snapshot() as plan:
        (row,) = obligation.obligations(plan)
    assert (row["name"], row["note"]) == ("Insurer", "")


def test_an_obligation_says_which_controls_it_asks_for(store: Store) -> None:
    """Exactly those given, in the order of the framework; the change can be undone."""
    key = obligation.OBLIGATION.enter(store, {"name": "Insurer", "kind": "insurer"}, "ada", "renewal")
    first, second = control(store, "PR.AA-01"), control(store, "RC.RP-03")
    obligation.set_controls(store, key, [second, first], "ada", "their list")
    obligation.set_controls(store, key, [second], "ada", "shorter")
    assert asked(store) == ["RC.RP-03"]
    with store.snapshot() as plan:
        newest = saves(plan)[0]
    undo_save(store, "ada", newest.at)
    assert asked(store) == ["PR.AA-01", "RC.RP-03"]
    with pytest.raises(UnknownRecordError):
        obligation.set_controls(store, 999_999, [first], "ada", "nobody's")


def asked(store: Store) -> list[str]:
    """The codes of the only obligation."""
    with store.snapshot() as plan:
        (row,) = obligation.obligations(plan)
    found: list[str] = row["codes"]
    return found


def test_a_risk_in_money_makes_sense(store: Store) -> None:
    """An interval upside down, a loss of nothing and a cap below the interval are refused, also by a later change."""
    for values, why in (
        ({"loss_low": Decimal(9), "loss_high": Decimal(3)}, "down to 3"),
        ({"loss_low": Decimal(0)}, "0.01 or more"),
        ({"loss_low": Decimal(9), "loss_most": Decimal(3)}, "less than the lower end"),
        ({"frequency": Decimal(-1)}, "0 or more"),
        ({"part": "Prevent"}, "is one of Govern"),
    ):
        with pytest.raises(ItstratError, match=why):
            risk.RISK.enter(store, {"name": "Malware", **values}, "ada", "workshop")
    key = risk.RISK.enter(
        store, {"name": "Malware", "loss_low": Decimal(2), "loss_high": Decimal(3)}, "ada", "workshop"
    )
    with pytest.raises(ItstratError, match="down to 1"):
        risk.RISK.save(store, [Change(key, 1, {"loss_high": Decimal(1)})], "ada", "typed wrong")


def test_there_is_one_appetite_a_function(store: Store) -> None:
    """A second one for the same function, or for the whole, is refused."""
    risk.APPETITE.enter(store, {"part": "Recover", "amount": Decimal(5)}, "ada", "board")
    risk.APPETITE.enter(store, {"amount": Decimal(9)}, "ada", "board")
    for values in ({"part": "Recover", "amount": Decimal(6)}, {"part": "", "amount": Decimal(6)}):
        with pytest.raises(ItstratError, match="already"):
            risk.APPETITE.enter(store, values, "ada", "board")


def test_an_upgrade_becomes_an_initiative_once(store: Store) -> None:
    """With its cost, its months and the way back; a second time is refused, and undoing the save undoes both."""
    values = {"name": "Keys", "one_off": Decimal(1200), "run_yearly": Decimal(1000), "months": 2}
    key = upgrade.UPGRADE.enter(store, values, "ada", "workshop")
    (made,) = upgrade.promote(store, {key: 1}, date(2027, 1, 1), "ada", "chosen")
    with store.snapshot() as plan:
        (row,) = initiatives(plan)
        (kept,) = upgrade.upgrades(plan)
        newest = saves(plan)[0]
    assert (row["id"], row["component"], row["one_off"]) == (made, "Security", Decimal(1200))
    assert (row["run_monthly"], row["finish_on"]) == (Decimal("83.33"), date(2027, 2, 28))
    assert (kept["initiative_id"], kept["initiative"]) == (made, "Keys")
    with pytest.raises(ItstratError, match="already"):
        upgrade.promote(store, {key: kept["version"]}, None, "ada", "again")
    undo_save(store, "ada", newest.at)
    with store.snapshot() as plan:
        assert initiatives(plan) == []
        assert upgrade.upgrades(plan)[0]["initiative_id"] is None


def test_effects_are_shares_in_order(store: Store) -> None:
    """Beyond all, out of order, without a likeliest, or entered twice: each is refused with its sentence."""
    ids: dict[str, object] = {
        "upgrade_id": upgrade.UPGRADE.enter(store, {"name": "Keys"}, "ada", "workshop"),
        "risk_id": risk.RISK.enter(store, {"name": "Malware"}, "ada", "workshop"),
    }
    wrong: list[tuple[dict[str, object], str]] = [
        ({"loss_likely": Decimal("1.1")}, "at most 1"),
        ({"loss_likely": Decimal("0.5"), "loss_high": Decimal("0.4")}, "not in order"),
        ({"frequency_low": Decimal("0.1")}, "likeliest"),
    ]
    for values, why in wrong:
        with pytest.raises(ItstratError, match=why):
            upgrade.EFFECT.enter(store, ids | values, "ada", "workshop")
    upgrade.EFFECT.enter(store, ids | {"loss_likely": Decimal("0.5")}, "ada", "workshop")
    with pytest.raises(ItstratError, match="entered already"):
        upgrade.EFFECT.enter(store, ids | {"loss_likely": Decimal("0.6")}, "ada", "workshop")


def test_a_person_decides_which_cycle_a_system_is(store: Store) -> None:
    """One decision a thing; another replaces it, none of those known is a decision too, and it can be taken back."""
    key = product_cycle.CYCLE.enter(store, {"product": "Lamp", "cycle": "2"}, "ada", "list")
    with store.tx("ada", "made") as edit:
        system = edit.insert("system", {"name": "Lamps"})
    assert match(store) == (False, None)
    product_cycle.decide(store, "system", system, key, "ada", "looked at it")
    assert match(store) == (True, key)
    product_cycle.decide(store, "system", system, None, "ada", "it is not")
    assert match(store) == (True, None)
    with store.snapshot() as plan:
        (row,) = product_cycle.subjects(plan)
    product_cycle.undecide(store, row["match_id"], row["match_version"], "ada", "let the words say")
    assert match(store) == (False, None)
    with pytest.raises(ItstratError, match="asset or system"):
        product_cycle.decide(store, "person", system, key, "ada", "odd")
    with pytest.raises(UnknownRecordError):
        product_cycle.decide(store, "asset", 999_999, key, "ada", "odd")


def match(store: Store) -> tuple[bool, int | None]:
    """Whether the only subject was decided, and how."""
    with store.snapshot() as plan:
        (row,) = product_cycle.subjects(plan)
    return row["decided"], row["cycle_id"]
