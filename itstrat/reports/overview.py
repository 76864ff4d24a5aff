"""How the plan stands: what it holds by the five steps, and what is missing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from itstrat.reports.statement import Finding
from itstrat.store.outline import outline

if TYPE_CHECKING:
    from itstrat.reports.statement import Scope
    from itstrat.store.database import Store

# Step of the plan, what it is made of, the part of the plan that holds it.
_STEPS = (
    ("1 Right resources", "Systems", "system"),
    ("1 Right resources", "Seats", "seat"),
    ("3 Review process", "Departments", "department"),
    ("3 Review process", "Key metrics", "kpi"),
    ("4 Review people", "People", "person"),
    ("5 Review technology", "Assets", "asset"),
    ("5 Review technology", "Contracts", "contract"),
    ("5 Review technology", "Budget", "budget_line"),
    ("5 Review technology", "Ledger", "ledger_line"),
)


@dataclass(frozen=True, slots=True)
class Overview:
    """`steps` has one row a part of the plan: step, item, state (filled or missing), records."""

    company: str
    steps: pd.DataFrame
    filled: int
    findings: tuple[Finding, ...]


def report(store: Store, scope: Scope) -> Overview:
    """The plan in outline; what is missing is found as findings that lead to the page Data."""
    del scope  # the outline is of the whole plan
    with store.snapshot() as plan:
        seen = outline(plan)
    rows = [
        {
            "step": step,
            "item": item,
            "state": "filled" if seen.filled[part] else "missing",
            "records": seen.filled[part],
        }
        for step, item, part in _STEPS
    ]
    missing = [str(row["item"]) for row in rows if row["state"] == "missing"]
    return Overview(seen.company, pd.DataFrame(rows), len(rows) - len(missing), _said(missing))


def _said(missing: list[str]) -> tuple[Finding, ...]:
    if not missing:
        return ()
    sentence = f"The plan says nothing yet about {', '.join(missing).lower()}."
    return (Finding("note", sentence, "data", len(missing)),)
