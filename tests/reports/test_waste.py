"""Spend worth a second look: found in the whole ledger, shown by department, with the money at stake."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from itstrat.reports import waste
from itstrat.reports.statement import Scope
from itstrat.store.database import Store
from tests.conftest import DEMO_DAY
from tests.reports.made import SCOPE, add
from tests.reports.test_spend import charge, everything_is_it

if TYPE_CHECKING:
    from itstrat.reports.waste import WasteReport
    from itstrat.settings import Settings


def stakes(found: WasteReport) -> dict[str, list[Decimal]]:
    """The money in question of each search."""
    return {each.search: list(each.frame["stake"]) for each in found.lists}


def test_nothing_in_an_empty_plan(store: Store) -> None:
    """An empty plan has nothing to look at twice, and nothing fails."""
    found = waste.report(store, SCOPE)
    assert stakes(found) == {"duplicates": [], "creep": [], "subscriptions": [], "dormant": []}
    assert found.figure.value == 0


def test_a_bill_paid_twice(store: Store) -> None:
    """Two payments of one amount within five days are one finding; a credit of that amount mends it."""
    everything_is_it(store)
    charge(store, (date(2026, 9, 1), "acme", "500.00"), (date(2026, 9, 4), "acme", "500.00"))
    assert stakes(waste.report(store, SCOPE))["duplicates"] == [Decimal("500.00")]
    charge(store, (date(2026, 9, 20), "acme", "-500.00"))
    assert stakes(waste.report(store, SCOPE))["duplicates"] == []


def test_what_is_not_it_is_not_searched(store: Store) -> None:
    """Payments for other things than IT are no business of this page."""
    add(store, "company", name="Test", fiscal_year_start=7)
    add(store, "it_rule", rank=1, field="vendor", pattern="acme", verdict="not_it")
    charge(store, (date(2026, 9, 1), "acme", "500.00"), (date(2026, 9, 4), "acme", "500.00"))
    assert stakes(waste.report(store, SCOPE))["duplicates"] == []


def test_a_subscription_nobody_signed(store: Store) -> None:
    """Regular charges without a contract are found; with a contract they are not."""
    everything_is_it(store)
    charge(store, *((date(2026, month, 5), "acme", "40.00") for month in range(5, 12)))
    assert len(stakes(waste.report(store, SCOPE))["subscriptions"]) == 1
    vendor = add(store, "vendor", name="Acme", vendor_key="acme")
    add(store, "contract", name="Tool", vendor_id=vendor, start_on=date(2026, 1, 1), billing="monthly")
    charge(store, (date(2026, 11, 6), "other", "1.00"))
    assert stakes(waste.report(store, SCOPE))["subscriptions"] == []


def test_a_contract_without_charges(store: Store) -> None:
    """A running monthly contract that was not charged for 1.5 cycles is dormant at a year's amount."""
    everything_is_it(store)
    vendor = add(store, "vendor", name="Acme", vendor_key="acme")
    add(
        store, "contract", name="Tool", vendor_id=vendor, start_on=date(2026, 1, 1), billing="monthly",
        amount=Decimal("100.00"), auto_renew=True,
    )  # fmt: skip
    charge(store, (date(2026, 7, 5), "acme", "100.00"))
    assert stakes(waste.report(store, SCOPE))["dormant"] == [Decimal("1200.00")]
    charge(store, (date(2026, 11, 5), "acme", "100.00"))
    assert stakes(waste.report(store, SCOPE))["dormant"] == []


@pytest.mark.parametrize(("fiscal_year", "duplicates"), [(2026, 2), (2027, 1)])
def test_the_demo_company(demo_plan: Settings, fiscal_year: int, duplicates: int) -> None:
    """What is planted in the demo company is found, and no more."""
    opened = Store(demo_plan)
    found = waste.report(opened, Scope(DEMO_DAY, fiscal_year))
    opened.close()
    counts = {search: len(money) for search, money in stakes(found).items()}
    assert counts == {"duplicates": duplicates, "creep": 3, "subscriptions": 2, "dormant": 1}
    advisory = waste.within(found, "Advisory")
    assert 0 < sum(len(each.frame) for each in advisory.lists) < sum(counts.values())
    assert {name for each in advisory.lists for name in each.frame["department"]} == {"Advisory"}
