"""One cap for initiatives in a fiscal year: roadmap, best schedule and budget say the same of it."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from itstrat.planning.assumptions import Inputs, inputs
from itstrat.reports import budget, overview, roadmap
from itstrat.reports.roadmap_basis import basis
from itstrat.reports.roadmap_problem import posed
from tests.reports.made import SCOPE, add
from tests.reports.made_roadmap import chain, company, initiative

if TYPE_CHECKING:
    from itstrat.reports.statement import Finding
    from itstrat.store.database import Store

FY27 = "Initiatives cost $4.5k in FY27, $2.5k above its cap of $2k: move some or raise it."


def said(findings: tuple[Finding, ...]) -> list[str]:
    """What is said of caps."""
    return [one.sentence for one in findings if "above its cap" in one.sentence]


def everywhere(store: Store, asked: Inputs | None = None) -> list[list[str]]:
    """What the roadmap and the budget say of caps."""
    return [said(roadmap.report(store, SCOPE).findings), said(budget.report(store, SCOPE, asked).findings)]


def test_the_cap_of_a_year_is_exceeded_on_every_page_alike(store: Store) -> None:
    """4,500 in FY27 against a cap of 2,000; Overview says it once, and the best schedule works with that cap."""
    chain(store)
    add(store, "budget_cap", fiscal_year=2027, amount=Decimal(2000))
    assert everywhere(store) == [[FY27], [FY27]]
    assert said(overview.report(store, SCOPE).findings) == [FY27]
    assert posed(basis(store, SCOPE), None).problem.caps == {2027: Decimal(2000)}


def test_the_input_is_the_cap_of_every_year_without_one(store: Store) -> None:
    """The saved input of 1,000 caps FY28 to FY31, which cost 1,200 each; FY27 has a cap of its own and keeps it."""
    chain(store)
    add(store, "assumption", name="initiative_cap", value="1000")
    add(store, "budget_cap", fiscal_year=2027, amount=Decimal(5000))
    found = [
        f"Initiatives cost $1.2k in FY{year}, $200 above its cap of $1k: move some or raise it."
        for year in range(28, 32)
    ]
    assert everywhere(store) == [found, found]
    caps = posed(basis(store, SCOPE), None).problem.caps
    assert caps == {2027: Decimal(5000)} | dict.fromkeys(range(2028, 2032), Decimal(1000))


def test_without_any_cap_nothing_is_capped(store: Store) -> None:
    """No year, on no page."""
    chain(store)
    assert everywhere(store) == [[], []]
    assert posed(basis(store, SCOPE), None).problem.caps == {}


@pytest.mark.parametrize(("cap", "over"), [("20000", True), ("30000", False), ("none", False)])
def test_an_initiative_tried_out_in_the_budget_counts_there(store: Store, cap: str, over: bool) -> None:
    """Six months of 5,000 from February to June and in July: 25,000 in FY27."""
    company(store)
    asked = inputs({"project_one_off": "30000", "initiative_cap": cap})
    found = said(budget.report(store, SCOPE, asked).findings)
    assert bool(found) is over
    assert all("$25k in FY27, $5k above its cap of $20k" in sentence for sentence in found)


def test_a_cap_is_the_company_s_in_cash_whatever_is_looked_at(store: Store) -> None:
    """Another view of the budget, or one department, says the same of it."""
    company(store)
    sales = add(store, "department", name="Sales")
    initiative(store, "CRM", "2027-01-01", "2027-06-30", one_off=Decimal(9000), capital=True)
    initiative(store, "Idea", department_id=sales)
    add(store, "budget_cap", fiscal_year=2027, amount=Decimal(8000))
    found = "Initiatives cost $9k in FY27, $1k above its cap of $8k: move some or raise it."
    for view in ("cash", "pnl", "capex"):
        assert said(budget.report(store, SCOPE, inputs({"view": view})).findings) == [found]
    part = replace(SCOPE, department_id=sales)
    assert said(budget.report(store, part).findings) == said(roadmap.report(store, part).findings) == [found]


def test_what_is_done_costs_nothing_more_and_what_was_spent_counts(store: Store) -> None:
    """Of 12,000 over the twelve months of FY27 four are spent when it is done in November."""
    company(store)
    initiative(store, "CRM", "2026-07-01", "2027-06-30", one_off=Decimal(12_000), progress=Decimal(1))
    add(store, "budget_cap", fiscal_year=2027, amount=Decimal(3000))
    found = "Initiatives cost $4k in FY27, $1k above its cap of $3k: move some or raise it."
    assert everywhere(store) == [[found], [found]]
