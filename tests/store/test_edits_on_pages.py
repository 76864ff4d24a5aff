"""What people edit on the pages Assets, Renewals and Overview: whitelisted, checked, audited, never over newer values."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from itstrat.errors import ItstratError, NotAllowedError, StaleEditError
from itstrat.store import asset, company, contract
from itstrat.store.amending import Change
from tests.reports.made import add, laptops
from tests.reports.made import contract as made_contract

if TYPE_CHECKING:
    from itstrat.store.database import Store


def test_a_rule_is_saved_with_who_and_why(store: Store) -> None:
    """The class holds the new value; the audit trail the old one, the person and the reason."""
    key = laptops(store)
    asset.save_rules(store, [Change(key, 1, {"useful_life_months": 60})], "Ann", "  they last longer ")
    with store.snapshot() as plan:
        (row,) = asset.classes(plan)
        trail = plan.row("select * from audit where action = 'update'") or {}
    assert (row["useful_life_months"], row["version"]) == (60, 2)
    assert (trail["before"], trail["after"], trail["changed_by"]) == ("48", "60", "Ann")
    assert trail["reason"] == "they last longer"


def test_a_newer_value_is_never_overwritten(store: Store) -> None:
    """The second of two people gets both values and nothing of theirs is kept, also not of another class."""
    first, second = laptops(store), add(store, "asset_class", name="Phone")
    asset.save_rules(store, [Change(second, 1, {"useful_life_months": 30})], "Ann", "why")
    late = [Change(first, 1, {"useful_life_months": 50}), Change(second, 1, {"useful_life_months": 24})]
    with pytest.raises(StaleEditError) as stale:
        asset.save_rules(store, late, "Bob", "why")
    assert (stale.value.yours, stale.value.theirs) == ({"useful_life_months": 24}, {"useful_life_months": 30})
    with store.snapshot() as plan:
        assert {row["id"]: row["useful_life_months"] for row in asset.classes(plan)} == {
            first: 48,
            second: 30,
        }


@pytest.mark.parametrize(
    "after",
    [{"useful_life_months": 0}, {"useful_life_months": 2.5}, {"price_today": Decimal(-1)},
     {"price_inflation": Decimal(2)}, {"technology_class": "magic"}],
)  # fmt: skip
def test_a_value_that_cannot_be_is_refused(store: Store, after: dict[str, object]) -> None:
    """In words, before anything is written."""
    key = laptops(store)
    with pytest.raises(ItstratError):
        asset.save_rules(store, [Change(key, 1, after)], "Ann", "why")


@pytest.mark.parametrize("column", ["name", "version", "deleted_at", "id"])
def test_only_the_rule_of_a_class_can_be_edited(store: Store, column: str) -> None:
    """A forged column is refused."""
    key = laptops(store)
    with pytest.raises(NotAllowedError):
        asset.save_rules(store, [Change(key, 1, {column: 1})], "Ann", "why")


def test_a_reason_is_asked_for(store: Store) -> None:
    """Blanks are none."""
    key = made_contract(store)
    with pytest.raises(ItstratError, match="say in a few words why"):
        contract.save_contracts(store, [Change(key, 1, {"decision": "keep"})], "Ann", "  ")


def test_a_decision_is_taken_and_taken_back(store: Store) -> None:
    """Blank opens the question again."""
    key = made_contract(store)
    contract.save_contracts(store, [Change(key, 1, {"decision": "reduce"})], "Ann", "why")
    contract.save_contracts(store, [Change(key, 2, {"decision": None})], "Ann", "thought again")
    with store.snapshot() as plan:
        assert contract.contracts(plan, None)[0]["decision"] is None
        assert plan.value("select count(*) from audit where \"column\" = 'decision'") == 2


@pytest.mark.parametrize("after", [{"decision": "burn"}, {"name": "Mine"}])
def test_nothing_but_a_known_decision_is_taken(store: Store, after: dict[str, object]) -> None:
    """Neither another word nor another column."""
    key = made_contract(store)
    with pytest.raises(ItstratError):
        contract.save_contracts(store, [Change(key, 1, after)], "Ann", "why")


def test_a_company_is_named_then_changed(store: Store) -> None:
    """One row whatever happens; the second person gets a conflict."""
    company.save_company(store, None, " Harbor ", "eur", 7, "Ann")
    company.save_company(store, 1, "Harbor", "EUR", 4, "Ann")
    with pytest.raises(StaleEditError):
        company.save_company(store, 1, "Harbour", "EUR", 4, "Bob")
    with store.snapshot() as plan:
        assert plan.value("select count(*) from company") == 1
        row = company.company(plan) or {}
    assert (row["name"], row["currency"], row["fiscal_year_start"]) == ("Harbor", "EUR", 4)


def test_two_people_naming_the_company_at_once_make_one(store: Store) -> None:
    """The later one is told what was saved."""
    company.save_company(store, None, "Harbor", "USD", 7, "Ann")
    with pytest.raises(StaleEditError):
        company.save_company(store, None, "Lane", "USD", 1, "Bob")


@pytest.mark.parametrize(
    ("name", "currency", "month"), [(" ", "USD", 1), ("A", "Dollar", 1), ("A", "USD", 13)]
)
def test_a_company_that_cannot_be_is_refused(store: Store, name: str, currency: str, month: int) -> None:
    """A blank name, a currency that is no code, a month there is none of."""
    with pytest.raises(ItstratError):
        company.save_company(store, None, name, currency, month, "Ann")


def test_a_new_fiscal_year_sums_the_ledger_anew(demo_store: Store) -> None:
    """Years move to the calendar year; no money is lost on the way."""
    question = "select fiscal_year, sum(amount) as amount from ledger_vendor group by all order by all"
    with demo_store.snapshot() as plan:
        before = {row["fiscal_year"]: row["amount"] for row in plan.rows(question)}
        stored = company.company(plan) or {}
    company.save_company(demo_store, stored["version"], stored["name"], stored["currency"], 1, "Ann")
    with demo_store.snapshot() as plan:
        after = {row["fiscal_year"]: row["amount"] for row in plan.rows(question)}
    assert before != after
    assert sum(before.values()) == sum(after.values())
