"""The report Data: how far the plan can be trusted, weighted by money, and what came in."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from itstrat.reports import budget, data, overview
from itstrat.reports.statement import Scope
from itstrat.store.database import Store
from tests.conftest import DEMO_DAY
from tests.reports.made import SCOPE, add
from tests.reports.test_spend import charge, everything_is_it

if TYPE_CHECKING:
    from itstrat.settings import Settings


def test_empty_plan(store: Store) -> None:
    """An empty plan is graded D, says so, and measures nothing rather than zero."""
    said = data.report(store, SCOPE)
    assert said.empty
    assert said.grade == "D"
    assert said.drivers.empty
    assert said.figures[0].value is None


def test_quality_is_weighted_by_money(store: Store) -> None:
    """A large line without a category counts by its money, not as one row among two."""
    everything_is_it(store)
    charge(store, (date(2026, 11, 3), "acme", "900.00"), department_id=1, capital=False)
    charge(store, (date(2026, 11, 3), "acme", "100.00"), category="Cloud", department_id=1, capital=False)
    ledger = data.report(store, SCOPE).drivers.iloc[0]
    assert ledger["driver"] == "Ledger"
    assert round(ledger["completeness"], 4) == round(0.9 * 2 / 3 + 0.1, 4)


def test_the_gap_worth_closing_first(store: Store) -> None:
    """Of two gaps the one that widens next year's range most stands first."""
    everything_is_it(store)
    for month, amount in ((8, "1000.00"), (9, "9000.00"), (10, "2000.00")):
        charge(store, (date(2026, month, 3), "acme", amount))
    vendor = add(store, "vendor", name="Firm", vendor_key="firm")
    add(store, "contract", name="Tool", vendor_id=vendor, amount=Decimal(1200), billing="annual")
    gaps = data.report(store, SCOPE).gaps
    assert next(iter(gaps["input"])) == "unexplained spend"
    assert gaps["share"].sum() == 1


def test_the_grade_is_that_of_overview_and_budget(demo_plan: Settings) -> None:
    """One grade with the same reasons wherever it stands, and the back-test that was made counts in it."""
    opened = Store(demo_plan)
    scope = Scope(DEMO_DAY, 2027)
    said, ahead = data.report(opened, scope), budget.report(opened, scope)
    headline = overview.report(opened, scope)
    opened.close()
    assert (said.grade, said.reasons) == (ahead.confidence, ahead.confidence_reasons)
    shown = next(one for one in headline.figures if one.label == "Data confidence")
    assert (shown.confidence, shown.note) == (said.grade, said.reasons[0])
    assert "not been back-tested" not in " ".join(said.reasons)


def test_the_demo_company(demo_plan: Settings) -> None:
    """The demo company's data is good but not perfect; each of its files is an import, listed newest first."""
    opened = Store(demo_plan)
    scope = Scope(DEMO_DAY, 2027)
    said = data.report(opened, scope)
    made = data.imports_made(opened, scope, 0, 3)
    opened.close()
    assert said.grade == "B"
    assert list(said.drivers["driver"]) == ["Ledger", "Contracts", "Assets", "Budget"]
    assert next(iter(made.frame["Kind"])) == "ledger"
    assert (len(made.frame), made.total) == (3, len([*demo_plan.demo.glob("*.csv")]))
