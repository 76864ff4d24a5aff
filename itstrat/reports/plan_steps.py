"""The plan by its five steps: what is filled, what is begun, what is missing, and how to add it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from itstrat.planning.calendar import FiscalCalendar
from itstrat.store import company, progress
from itstrat.store.outline import outline
from itstrat.store.reading import Row

if TYPE_CHECKING:
    from collections.abc import Mapping

    from itstrat.reports.statement import Scope
    from itstrat.store.database import Store
    from itstrat.store.progress import Part

# Most of a part's records say what they need to say: the rest is for its own page.
_FILLED_FROM = 0.9


@dataclass(frozen=True, slots=True)
class Item:
    """One thing a step of the plan asks for: the part that holds it, and what to do while it is not filled."""

    step: str
    name: str
    part: str
    missing: str
    partly: str


_ITEMS = (
    Item("1 Right resources", "Company", "company", "Name the company and its fiscal year, below on this page.", ""),
    Item(
        "1 Right resources", "Systems", "system",
        "Import the list of systems: name, purpose, owners, criticality.",
        "Add purpose, owner in IT and criticality where they are blank.",
    ),
    Item(
        "1 Right resources", "Seats", "seat",
        "Import the seats: title, department, holder, backup.",
        "Name the holder of each seat, or mark it vacant.",
    ),
    Item(
        "2 Roadmap", "Objectives", "objective",
        "Import the company's objectives, or add them on page Objectives.",
        "Give each objective an owner, a due date and a target.",
    ),
    Item(
        "2 Roadmap", "Initiatives", "initiative",
        "Import the initiatives, or add them on page Roadmap.",
        "Give each initiative a component, an owner and dates.",
    ),
    Item(
        "2 Roadmap", "Headcount plan", "headcount",
        "Import the departments with the headcount planned in two years.",
        "Add today's headcount where only the planned one is known.",
    ),
    Item(
        "2 Roadmap", "Security baseline", "assessment",
        "Import what was found of each control: day, level and target, or status.",
        "Give each assessment a level or a status: see page Security.",
    ),
    Item(
        "2 Roadmap", "Risks", "risk",
        "Import the register of risks: events a year, loss low and high.",
        "Put the risks in money that page Security lists as needing it.",
    ),
    Item(
        "3 Review process", "Departments", "department",
        "Import the departments: name, head, headcount.",
        "Add head and headcount where they are blank.",
    ),
    Item(
        "3 Review process", "Key metrics", "kpi",
        "Import the metrics with their monthly values.",
        "Give each metric an owner, a target and a direction.",
    ),
    Item(
        "4 Review people", "People", "person",
        "Import the people: name, title, department.",
        "Say which department each person belongs to.",
    ),
    Item(
        "5 Review technology", "Assets", "asset",
        "Import the asset list your asset tool exports.",
        "Add purchase dates, and a useful life for each class: see page Assets.",
    ),
    Item(
        "5 Review technology", "Class rules", "asset_class",
        "Import the asset classes with useful life and price; they come with the asset list as well.",
        "Give each class a useful life: see page Assets.",
    ),
    Item(
        "5 Review technology", "Contracts", "contract",
        "Import contracts, subscriptions and licences.",
        "Add the terms that page Renewals lists as missing.",
    ),
    Item(
        "5 Review technology", "Budget", "budget",
        "Import the approved budget by month.",
        "Import the months of this fiscal year that have no budget.",
    ),
    Item(
        "5 Review technology", "Ledger", "ledger",
        "Import the company ledger as the accounting tool exports it.",
        "Decide the lines that page Spend lists as unexplained or undecided.",
    ),
    Item(
        "5 Review technology", "IT rules", "it_rule",
        "Say on page Spend which ledger lines are IT.", "",
    ),
)  # fmt: skip
# Without any of these no page has anything to say.
_START = ("initiative", "asset", "contract", "ledger", "budget")


@dataclass(frozen=True, slots=True)
class PlanSteps:
    """`steps` has one row an item: step, item, state (filled, partly or missing), records, complete, to_do.

    `company` is the stored row with its version, None while there is none. `begun` is false while nothing is there that
    a page could show.
    """

    company: Row | None
    currency: str
    fiscal_year_start: int
    steps: pd.DataFrame
    begun: bool

    @property
    def filled(self) -> int:
        """How many items are filled."""
        return int((self.steps["state"] == "filled").sum())


def report(store: Store, scope: Scope) -> PlanSteps:
    """The whole plan; the budget is asked for the scope's fiscal year."""
    with store.snapshot() as plan:
        seen = outline(plan)
        named = company.company(plan)
        first, last = FiscalCalendar(seen.fiscal_year_start).bounds(scope.fiscal_year)
        parts = progress.progress(plan, first, last)
    return PlanSteps(
        company=named,
        currency=seen.currency,
        fiscal_year_start=seen.fiscal_year_start,
        steps=_steps(parts),
        begun=any(parts[name].records for name in _START),
    )


def _steps(parts: Mapping[str, Part]) -> pd.DataFrame:
    rows = []
    for item in _ITEMS:
        part = parts[item.part]
        state = _state(part)
        to_do = {"filled": "", "partly": item.partly, "missing": item.missing}[state]
        rows.append(
            {
                "step": item.step,
                "item": item.name,
                "state": state,
                "records": part.records,
                "complete": part.complete,
                "to_do": to_do,
            }
        )
    return pd.DataFrame(rows)


def _state(part: Part) -> str:
    if not part.records:
        return "missing"
    return "filled" if part.complete >= _FILLED_FROM * part.records else "partly"
