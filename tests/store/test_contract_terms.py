"""The terms of contracts typed in by hand: checked, audited, undone, and the ledger explained by them at once."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from itstrat.errors import ItstratError, NotAllowedError, StaleEditError
from itstrat.store.amending import Change
from itstrat.store.contract import add_contract, contracts, retire_contract, save_contracts
from itstrat.store.imports import apply
from itstrat.store.saves import saves, undo_save
from itstrat.store.vendor import vendors
from tests.reports import made
from tests.store.made import line, staged

if TYPE_CHECKING:
    from itstrat.store.database import Store


def only(store: Store) -> dict[str, Any]:
    """The one live contract."""
    with store.snapshot() as plan:
        (row,) = contracts(plan, None)
    return row


def explained(store: Store) -> list[str | None]:
    """What explains each line of the ledger."""
    with store.snapshot() as plan:
        return [
            row["explained_by"]
            for row in plan.rows("select explained_by from ledger_judged order by posted_on")
        ]


def charged(store: Store, vendor: str) -> None:
    """A ledger with one charge of this vendor in March 2026."""
    apply(store, staged(store, "ledger", [line(date(2026, 3, 5), vendor, "100.00")]), who="test")


def test_every_term_is_saved_and_a_blank_is_unknown_again(store: Store) -> None:
    """Exact to the fourth decimal; an emptied cell is no zero."""
    key = made.contract(store)
    terms = {
        "end_on": date(2027, 2, 28), "notice_days": None, "notice_months": 3, "auto_renew": None,
        "amount": Decimal("999.99"), "billing": "monthly", "unit_price": Decimal("1.2345"), "uplift": None,
        "uplift_cap": Decimal("0.03"), "seats_paid": 10, "seats_assigned": 9, "seats_idle": 0, "owner": None,
        "technology_class": "support", "decision": "reduce", "renewal_months": 24, "initial_months": 36,
        "start_on": date(2024, 3, 1),
    }  # fmt: skip
    save_contracts(store, [Change(key, 1, terms)], "Ann", "from the signed paper")
    row = only(store)
    assert {name: row[name] for name in terms} == terms
    assert row["version"] == 2


@pytest.mark.parametrize(
    "after",
    [{"billing": "weekly"}, {"amount": Decimal(-1)}, {"notice_days": -1}, {"uplift": Decimal(3)}, {"seats_paid": 1.5},
     {"end_on": date(2020, 1, 1)}, {"seats_assigned": 3, "seats_idle": 4}, {"technology_class": "magic"},
     {"auto_renew": "yes"}],
)  # fmt: skip
def test_terms_that_cannot_be_are_refused_in_words(store: Store, after: dict[str, object]) -> None:
    """And nothing of the save is kept."""
    key = made.contract(store)
    with pytest.raises(ItstratError):
        save_contracts(store, [Change(key, 1, after)], "Ann", "why")
    assert only(store)["version"] == 1


def test_a_contradiction_from_a_file_does_not_lock_the_other_terms(store: Store) -> None:
    """An end before the start may stay until somebody looks at it."""
    key = made.contract(store, end_on=date(2020, 1, 1))
    save_contracts(store, [Change(key, 1, {"owner": "Bob"})], "Ann", "handed over")
    assert only(store)["owner"] == "Bob"


def test_the_later_of_two_editors_is_told_both_values(store: Store) -> None:
    """The saved one stands."""
    key = made.contract(store)
    save_contracts(store, [Change(key, 1, {"notice_days": 60})], "Ann", "read it")
    with pytest.raises(StaleEditError) as stale:
        save_contracts(store, [Change(key, 1, {"notice_days": 45})], "Bob", "read it too")
    assert (stale.value.yours, stale.value.theirs) == ({"notice_days": 45}, {"notice_days": 60})


def test_a_contract_typed_in_explains_its_vendors_charges(store: Store) -> None:
    """A vendor nobody knew is added with it; taken out, the charge is open again; undone, it is explained again."""
    charged(store, "acme")
    assert explained(store) == [None]
    values = {"name": "Phones", "vendor": "Acme Ltd", "start_on": date(2026, 1, 1), "amount": Decimal(50)}
    key = add_contract(store, values, "Ann", "signed")
    assert explained(store) == ["contract"]
    retire_contract(store, key, 1, "Ann", "not ours")
    assert explained(store) == [None]
    with store.snapshot() as plan:
        last = saves(plan)[0].at
    undo_save(store, "Ann", last)
    assert explained(store) == ["contract"]


def undo_last(store: Store) -> None:
    """Undo the newest save."""
    with store.snapshot() as plan:
        last = saves(plan, 1)[0].at
    undo_save(store, "Ann", last)


def test_the_vendor_made_with_a_contract_goes_and_comes_with_it(store: Store) -> None:
    """Undoing the save takes both out, undoing that brings both back; a vendor needed elsewhere by then stays."""
    add_contract(store, {"name": "Phones", "vendor": "Acme Ltd"}, "Ann", "signed")
    for live in (0, 1, 0, 1):
        undo_last(store)
        with store.snapshot() as plan:
            assert len(vendors(plan)) == len(contracts(plan, None)) == live
    apply(store, staged(store, "assets", [{"tag": "A1", "name": "Phone", "vendor": "Acme"}]), "Ann")
    undo_last(store)
    with store.snapshot() as plan:
        assert set(vendors(plan)) == {"Acme Ltd"}
        assert contracts(plan, None) == []


def test_a_later_start_leaves_earlier_charges_open(store: Store) -> None:
    """The ledger answers a changed term in the same save."""
    charged(store, "acme")
    key = add_contract(
        store, {"name": "Phones", "vendor": "acme", "start_on": date(2026, 1, 1)}, "Ann", "signed"
    )
    save_contracts(store, [Change(key, 1, {"start_on": date(2026, 6, 1)})], "Ann", "began later")
    assert explained(store) == [None]


def test_a_contract_needs_a_name_and_stands_once_for_a_vendor(store: Store) -> None:
    """A vendor is known however it is spelt; another column is refused."""
    add_contract(store, {"name": "Phones", "vendor": "Acme Ltd"}, "Ann", "signed")
    with pytest.raises(ItstratError, match="needs a name"):
        add_contract(store, {"name": " ", "vendor": "acme"}, "Ann", "signed")
    with pytest.raises(ItstratError, match="already"):
        add_contract(store, {"name": "phones", "vendor": "ACME"}, "Ann", "signed")
    with pytest.raises(NotAllowedError):
        add_contract(store, {"name": "Mail", "deleted_at": None}, "Ann", "signed")
    with store.snapshot() as plan:
        assert list(vendors(plan)) == ["Acme Ltd"]
    assert only(store)["name"] == "Phones"
