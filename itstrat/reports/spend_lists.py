"""The lists of the page Spend: vendor texts that wait for a decision, ledger lines, decisions made, rules."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pandas as pd

from itstrat.planning.vendors import normalise
from itstrat.reports.spend_period import spend_period
from itstrat.store import decisions, lines, rules
from itstrat.store.lines import LineFilter, Shown, Waiting
from itstrat.store.outline import outline

if TYPE_CHECKING:
    from itstrat.reports.statement import Scope
    from itstrat.store.database import Store
    from itstrat.store.reading import Row

STATES = {"unexplained": "IT, unexplained", "undecided": "IT or not?"}
VERDICTS = {"it": "IT", "not_it": "not IT", "undecided": "undecided"}
EXPLAINED = {
    "contract": "contract",
    "asset": "asset purchase",
    "budget": "budget line",
    "decision": "decision",
}
KINDS = {"assign": "Assigned", "ignore": "Not IT", "one_off": "One-off"}


@dataclass(frozen=True, slots=True)
class Listed:
    """One page of a list. `frame` is as it is shown; `keys` tell its rows apart, in the same order.

    `total` rows fit in all, and their `amount`.
    """

    frame: pd.DataFrame
    keys: tuple[tuple[object, ...], ...]
    total: int
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Choices:
    """What the lines can be narrowed to, and what a line can be assigned to."""

    months: tuple[date, ...]
    categories: tuple[str, ...]
    vendors: tuple[str, ...]
    contracts: dict[int, str]


def waiting(store: Store, scope: Scope, show: Waiting, offset: int, limit: int) -> Listed:
    """Vendor texts nobody explained or judged, largest money first; keys are (vendor_key, suggested vendor)."""
    with store.snapshot() as plan:
        currency = outline(plan).currency
        rows = lines.waiting(plan, scope.fiscal_year, scope.department_id, show, offset, limit)
    shown = [
        {
            "Vendor text": row["vendor_key"],
            "Why it waits": STATES[row["state"]],
            f"Amount ({currency})": row["amount"],
            "Lines": row["lines"],
            "First": pd.Timestamp(row["first_on"]),
            "Last": pd.Timestamp(row["last_on"]),
            "May be": row["suggestion"],
        }
        for row in rows
    ]
    keys = tuple((row["vendor_key"], row["suggestion"]) for row in rows)
    total, amount = (rows[0]["texts"], rows[0]["total"]) if rows else (0, Decimal(0))
    return Listed(pd.DataFrame(shown), keys, total, amount)


def ledger_lines(
    store: Store,
    scope: Scope,
    offset: int,
    limit: int,
    *,
    shown: Shown = "it",
    month: date | None = None,
    category: str | None = None,
    vendor: str = "",
) -> Listed:
    """Lines of the scope's fiscal year, or of one month, largest first; keys are (identity, occurrence).

    `vendor` is text that the line's vendor text contains, spelt in any way.
    """
    with store.snapshot() as plan:
        seen = outline(plan)
        period = spend_period(scope, seen.fiscal_year_start, (None, None))
        wanted = LineFilter(
            month or period.first,
            month or period.last,
            scope.department_id,
            shown,
            category,
            normalise(vendor) or vendor.strip().lower() or None,
        )
        total, amount = lines.count(plan, wanted)
        rows = lines.page(plan, wanted, offset, limit) if total else []
    keys = tuple((row["identity"], row["occurrence"]) for row in rows)
    return Listed(pd.DataFrame([_line(row, seen.currency) for row in rows]), keys, total, amount)


def _line(row: Row, currency: str) -> dict[str, object]:
    return {
        "Date": pd.Timestamp(row["posted_on"]),
        "Vendor": row["vendor"],
        f"Amount ({currency})": row["amount"],
        "Description": row["description"],
        "Category": row["category"],
        "Department": row["department"],
        "Kind": {True: "CapEx", False: "OpEx", None: None}[row["capital"]],
        "Verdict": VERDICTS[row["verdict"]],
        "Explained by": EXPLAINED.get(row["explained_by"] or ""),
        "Transaction": row["transaction_number"],
    }


def decided(store: Store, _scope: Scope) -> Listed:
    """Every decision that holds, newest first; keys are (vendor_key, identity, occurrence, version)."""
    with store.snapshot() as plan:
        rows = decisions.decided(plan)
    frame = [
        {
            "About": row["text"],
            "Decision": KINDS[row["decision"]],
            "Vendor": row["vendor"],
            "Contract": row["contract"],
            "Reason": row["reason"],
            "By": row["decided_by"],
            "On": pd.Timestamp(row["decided_at"]).normalize(),
        }
        for row in rows
    ]
    keys = tuple((row["vendor_key"], row["identity"], row["occurrence"], row["version"]) for row in rows)
    return Listed(pd.DataFrame(frame), keys, len(rows), Decimal(0))


def it_rules(store: Store, _scope: Scope) -> pd.DataFrame:
    """The rules as edited: Rank, Looks at, Contains, Verdict, Note; the index is (id, version)."""
    with store.snapshot() as plan:
        rows = rules.rules(plan)
    return pd.DataFrame(
        {
            "Rank": [row["rank"] for row in rows],
            "Looks at": [row["field"] for row in rows],
            "Contains": [row["pattern"] for row in rows],
            "Verdict": [VERDICTS[row["verdict"]] for row in rows],
            "Note": [row["note"] for row in rows],
        },
        index=pd.MultiIndex.from_tuples(
            [(row["id"], row["version"]) for row in rows], names=["id", "version"]
        )
        if rows
        else None,
    )


def choices(store: Store, scope: Scope) -> Choices:
    """Months and categories to narrow the scope's lines to; vendors and contracts to assign them to."""
    with store.snapshot() as plan:
        period = spend_period(scope, outline(plan).fiscal_year_start, (None, None))
        vendors, contracts = decisions.choices(plan)
        named = lines.categories(plan, period.first, period.last)
    return Choices(period.months, tuple(named), tuple(vendors), contracts)
