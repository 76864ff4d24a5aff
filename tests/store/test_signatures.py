"""What an owner signed for, and what came true once a month."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from itstrat.errors import ItstratError, StaleEditError
from itstrat.store import benefit, initiative
from itstrat.store.amending import Change
from itstrat.store.saves import saves, undo_save

if TYPE_CHECKING:
    from itstrat.store.database import Store
    from itstrat.store.reading import Row

DAY = date(2026, 11, 22)


@pytest.fixture
def signed(store: Store) -> int:
    """A benefit of 1,000 a month in cash that Bob has signed for, at version 2."""
    key = initiative.INITIATIVE.enter(store, {"name": "CRM"}, "Ann", "why")
    terms = {"initiative_id": key, "kind": "cash", "monthly": Decimal(1000), "start_on": date(2027, 1, 1)}
    found = benefit.BENEFIT.enter(store, terms, "Ann", "why")
    change = Change(found, 1, {"confirmed_by": "Bob", "confirmed_on": DAY})
    benefit.BENEFIT.save(store, [change], "Bob", "I stand for it")
    return found


def recorded(store: Store) -> Row:
    """The only benefit."""
    with store.snapshot() as plan:
        (row,) = benefit.benefits(plan)
    return row


@pytest.mark.parametrize(
    "after",
    [
        {"monthly": Decimal(2000)},
        {"kind": "avoided"},
        {"realisation": Decimal("0.5")},
        {"ramp_months": 1},
        {"start_on": date(2027, 2, 1)},
    ],
)
def test_who_signed_for_something_else_has_not_signed(
    store: Store, signed: int, after: dict[str, Any]
) -> None:
    """With another amount, kind, share, ramp or start the signature goes, in the same save; its undo brings both back."""
    benefit.BENEFIT.save(store, [Change(signed, 2, after)], "Ann", "new estimate")
    row = recorded(store)
    assert (row["confirmed_by"], row["confirmed_on"], row["lapsed_from"]) == (None, None, "Bob")
    with store.snapshot() as plan:
        newest = saves(plan)[0]
    undo_save(store, "Ann", newest.at)
    row = recorded(store)
    assert (row["confirmed_by"], row["confirmed_on"], row["monthly"]) == ("Bob", DAY, Decimal(1000))
    assert row["lapsed_from"] is None


@pytest.mark.parametrize(
    "after", [{"note": "asked twice"}, {"owner": "Eve"}, {"monthly": Decimal("1000.00")}]
)
def test_other_words_leave_the_signature(store: Store, signed: int, after: dict[str, Any]) -> None:
    """A note, another owner or the same amount again is nothing that was signed for."""
    benefit.BENEFIT.save(store, [Change(signed, 2, after)], "Ann", "why")
    assert recorded(store)["confirmed_by"] == "Bob"


def test_new_terms_can_be_signed_at_once(store: Store, signed: int) -> None:
    """A change that brings its own signature keeps it."""
    after = {"monthly": Decimal(900), "confirmed_by": "Eve", "confirmed_on": DAY}
    benefit.BENEFIT.save(store, [Change(signed, 2, after)], "Eve", "why")
    assert recorded(store)["confirmed_by"] == "Eve"


def test_the_old_signature_written_again_is_no_new_one(store: Store, signed: int) -> None:
    """It stands for the old amount, whoever repeats it beside another; taken back on purpose it has not lapsed."""
    after = {"monthly": Decimal(900), "confirmed_by": "Bob", "confirmed_on": DAY}
    benefit.BENEFIT.save(store, [Change(signed, 2, after)], "Ann", "why")
    row = recorded(store)
    assert (row["confirmed_by"], row["lapsed_from"]) == (None, "Bob")
    later = {"confirmed_by": "Bob", "confirmed_on": date(2026, 12, 1)}
    benefit.BENEFIT.save(store, [Change(signed, row["version"], later)], "Bob", "why")
    row = recorded(store)
    assert (row["confirmed_by"], row["lapsed_from"]) == ("Bob", None)
    gone = {"confirmed_by": None, "confirmed_on": None}
    benefit.BENEFIT.save(store, [Change(signed, row["version"], gone)], "Bob", "why")
    assert recorded(store)["lapsed_from"] is None


def test_an_older_look_signs_nothing(store: Store, signed: int) -> None:
    """Who saw the benefit before somebody changed it is told so."""
    with pytest.raises(StaleEditError):
        benefit.BENEFIT.save(store, [Change(signed, 1, {"monthly": Decimal(1)})], "Ann", "why")
    assert recorded(store)["confirmed_by"] == "Bob"


def test_a_month_has_one_value(store: Store, signed: int) -> None:
    """A second one is refused, and so is one moved onto it; taken out, the month is free again."""
    may, june = date(2027, 5, 1), date(2027, 6, 1)
    first = benefit.VALUE.enter(
        store, {"benefit_id": signed, "month": may, "value": Decimal(1)}, "Ann", "why"
    )
    second = benefit.VALUE.enter(
        store, {"benefit_id": signed, "month": june, "value": Decimal(2)}, "Ann", "why"
    )
    with pytest.raises(ItstratError, match="has a value already"):
        benefit.VALUE.enter(store, {"benefit_id": signed, "month": may, "value": Decimal(3)}, "Ann", "why")
    with pytest.raises(ItstratError, match="has a value already"):
        benefit.VALUE.save(store, [Change(second, 1, {"month": may})], "Ann", "why")
    benefit.VALUE.retire(store, first, 1, "Ann", "wrong month")
    benefit.VALUE.save(store, [Change(second, 1, {"month": may})], "Ann", "why")
    with store.snapshot() as plan:
        assert [(row["month"], row["value"]) for row in benefit.values(plan)] == [(may, Decimal(2))]
