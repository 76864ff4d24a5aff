"""The report Overview: headlines and findings of the other pages, decisions, and how far the plan is filled."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from itstrat.reports import value
from itstrat.reports.overview import report
from tests.reports.made import SCOPE, add, contract, laptops

if TYPE_CHECKING:
    from itstrat.store.database import Store


def test_an_empty_plan_says_how_to_begin(store: Store) -> None:
    """Nothing is filled, every part says how to add it, no decision is asked, and no figure is a false 0."""
    said = report(store, SCOPE)
    assert said.title == "The plan is empty: three steps fill it"
    assert not said.plan.begun
    assert set(said.plan.steps["state"]) == {"missing"}
    assert (said.plan.steps["to_do"] != "").all()
    assert said.decisions == ()
    values = {one.label: one.value for one in said.figures}
    assert values["IT spend to date"] is None
    assert values["Data confidence"] is None


def test_the_plan_has_all_five_steps(store: Store) -> None:
    """In order, each with something to fill."""
    steps = list(dict.fromkeys(report(store, SCOPE).plan.steps["step"]))
    assert [step[0] for step in steps] == ["1", "2", "3", "4", "5"]


def test_the_demo_company_is_told_in_headlines(demo_store: Store) -> None:
    """Spend, landing, reserve, roadmap, risk in money, what must be cancelled soon, and how sure all that is: four and four."""
    said = report(demo_store, SCOPE)
    assert [one.label for one in said.figures] == [
        "IT spend to date", "Landing", "Odds of overspending", "Reserve contribution", "Initiatives on course",
        "Loss in a 1-in-20 year", "Cancel-by in 90 days", "Data confidence",
    ]  # fmt: skip
    assert all(one.value is not None for one in said.figures)
    assert "decisions wait" in said.title
    assert len(said.decisions) == 3


def test_findings_come_worst_first_from_every_page(demo_store: Store) -> None:
    """Off track before at risk before notes; each leads to a page."""
    said = report(demo_store, SCOPE)
    rank = {"off track": 0, "at risk": 1, "note": 2, "good": 3}
    order = [rank[finding.severity] for finding in said.findings]
    assert order == sorted(order)
    assert {"assets", "renewals", "spend"} <= {finding.page for finding in said.findings}


def test_what_came_true_of_cash_stands_on_overview(demo_store: Store) -> None:
    """Cash alone, never in a sum with another kind of value, as the page Value says it."""
    (found,) = [one for one in report(demo_store, SCOPE).findings if "of cash came true" in one.sentence]
    assert found.sentence == "$0 of cash came true and none was due to Oct 2026; $22.3k a year is projected."
    assert found in value.report(demo_store, SCOPE).findings


def test_a_department_has_an_overview_of_its_own(demo_store: Store) -> None:
    """Of its initiatives are fewer on course than of the company's."""
    with demo_store.snapshot() as plan:
        key = plan.value("select id from department where name = 'Operations'")
    whole, part = report(demo_store, SCOPE), report(demo_store, replace(SCOPE, department_id=key))
    course = [
        next(one.value for one in said.figures if one.label == "Initiatives on course")
        for said in (whole, part)
    ]
    assert (course[0] or 0) > (course[1] or 0) > 0


def test_the_next_three_milestones_stand_on_overview(demo_store: Store) -> None:
    """The nearest first, those for the board only, none that is done."""
    assert report(demo_store, SCOPE).milestones == (
        "8 Jan 2027: Old file server switched off",
        "31 Mar 2027: Insurer's questions answered",
        "15 Apr 2027: First invoice straight from the CRM",
    )


def test_every_page_may_ask_for_a_decision_before_any_asks_a_second(demo_store: Store) -> None:
    """Of three decisions, none crowds out the others: roadmap, security and renewals ask one each."""
    sources = [decision.source.partition(":")[0] for decision in report(demo_store, SCOPE).decisions]
    assert len(sources) == len(set(sources)) == 3
    assert sources[0] == "Roadmap"


def test_a_part_is_partly_filled_while_more_than_a_tenth_is_incomplete(store: Store) -> None:
    """Nine complete of ten are filled; eight are not."""
    laptop = laptops(store)
    for _ in range(8):
        add(store, "asset", name="A", class_id=laptop, purchased_on=SCOPE.as_of)
    for _ in range(2):
        add(store, "asset", name="B", class_id=laptop)
    assets = report(store, SCOPE).plan.steps.set_index("item").loc["Assets"]
    assert (assets["state"], assets["complete"], assets["records"]) == ("partly", 8, 10)


def test_without_a_ledger_the_grade_of_the_data_is_d(store: Store) -> None:
    """Contracts alone are known facts, but the basis for more than ranges is missing, and the card says why."""
    contract(store)
    shown = next(one for one in report(store, SCOPE).figures if one.label == "Data confidence")
    assert shown.confidence == "D"
    assert shown.value == Decimal("100.00")
    assert shown.note


@pytest.mark.parametrize("table", ["asset", "contract", "initiative"])
def test_one_record_is_a_beginning(store: Store, table: str) -> None:
    """From the first asset, contract or initiative on the page shows figures instead of the first steps."""
    add(store, table, name="First")
    assert report(store, SCOPE).plan.begun
