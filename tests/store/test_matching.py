"""Names alike, settled by the money, inside the transaction that brings the lines."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from itstrat.store.amending import Change
from itstrat.store.contract import contracts, save_contracts
from itstrat.store.imports import apply
from itstrat.store.undo import undo
from tests.store.made import line, staged

if TYPE_CHECKING:
    from itstrat.store.database import Store

CONTRACT = {
    "name": "Licences",
    "vendor": "Acme Software",
    "amount": Decimal(1000),
    "billing": "monthly",
    "start_on": date(2025, 1, 1),
}


def bills(
    first: int, last: int, vendor: str = "acme software ireland", amount: str = "1020.00"
) -> list[dict[str, object]]:
    """One charge in each of these months of 2026."""
    return [line(date(2026, month, 12), vendor, amount) for month in range(first, last + 1)]


def matched(store: Store) -> list[tuple[str, str, int | None]]:
    """Text, tier and suggestion of every vendor text."""
    with store.snapshot() as plan:
        rows = plan.rows("select vendor_key, tier, suggestion_id from vendor_match order by vendor_key")
    return [(row["vendor_key"], row["tier"], row["suggestion_id"]) for row in rows]


def explained(store: Store) -> list[tuple[int, str | None]]:
    """Month and explanation of every sum that the pages read."""
    with store.snapshot() as plan:
        rows = plan.rows("select month, explained_by from ledger_month order by month")
    return [(row["month"].month, row["explained_by"]) for row in rows]


def test_a_near_name_with_other_money_waits_for_a_person(store: Store) -> None:
    """Charges of five times the contract are not its bills, however near the name; an equal name is never doubted."""
    apply(store, staged(store, "contracts", [CONTRACT]), "ada")
    with store.snapshot() as plan:
        vendor = plan.value("select id from vendor")
    other = bills(1, 3, "acme softwares", "5000.00") + bills(1, 3, "acme software", "5000.00")
    apply(store, staged(store, "ledger", other), "ada")
    assert matched(store) == [("acme software", "exact", None), ("acme softwares", "review", vendor)]


def test_the_bill_that_makes_it_certain_explains_the_earlier_ones_too(store: Store) -> None:
    """Two bills are no habit; the third, of a later file, settles whose all three are. Taken out again, they wait again."""
    apply(store, staged(store, "contracts", [CONTRACT]), "ada")
    apply(store, staged(store, "ledger", bills(1, 2)), "ada")
    assert matched(store)[0][1] == "review"
    assert explained(store) == [(1, None), (2, None)]
    third = apply(store, staged(store, "ledger", bills(1, 3), "later"), "ada").batch_id
    assert matched(store) == [("acme software ireland", "fuzzy", None)]
    assert explained(store) == [(1, "contract"), (2, "contract"), (3, "contract")]
    assert third is not None
    undo(store, third, "ada")
    assert matched(store)[0][1] == "review"
    assert explained(store) == [(1, None), (2, None)]


def test_another_amount_of_the_contract_is_other_bills(store: Store) -> None:
    """Correcting a contract's amount matches the texts like its vendor anew."""
    apply(store, staged(store, "contracts", [CONTRACT]), "ada")
    apply(store, staged(store, "ledger", bills(1, 4)), "ada")
    with store.snapshot() as plan:
        held = contracts(plan, None)[0]
    save_contracts(
        store, [Change(held["id"], held["version"], {"amount": Decimal(400)})], "ada", "It was a typo."
    )
    assert matched(store)[0][1] == "review"
    assert explained(store) == [(month, None) for month in range(1, 5)]
