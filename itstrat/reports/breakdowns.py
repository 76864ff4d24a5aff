"""IT spend of the closed months by technology class, category, department or vendor, and by capital and operating."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Literal

import pandas as pd

from itstrat.numbers import fiscal_year_label, money_label, percent, signed_money
from itstrat.planning.calendar import add_months
from itstrat.reports.spend_period import SpendPeriod, spend_period
from itstrat.store import spending
from itstrat.store.outline import outline

if TYPE_CHECKING:
    from collections.abc import Sequence

    from itstrat.reports.statement import Scope
    from itstrat.store.database import Store
    from itstrat.store.reading import Row

By = Literal["class", "category", "department", "vendor"]
NOUNS: dict[By, str] = {
    "class": "technology class",
    "category": "category",
    "department": "department",
    "vendor": "vendor",
}
TOP_VENDORS = 15
CAPITAL_YEARS = 5
_COMPARABLE = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class Breakdown:
    """`frame` has name (None is unknown), actual, budget; largest first. `note` says what it leaves out."""

    title: str
    subtitle: str
    note: str
    currency: str
    frame: pd.DataFrame


def breakdown(store: Store, scope: Scope, by: By) -> Breakdown:
    """Actual and budget of the closed months, by one of NOUNS; of vendors the largest 15."""
    with store.snapshot() as plan:
        seen = outline(plan)
        period = spend_period(scope, seen.fiscal_year_start, spending.ledger_span(plan))
        first, last, department = period.first, period.closed_until, scope.department_id
        if by == "vendor":
            rows = spending.by_vendor(plan, scope.fiscal_year, first, last, department, TOP_VENDORS)
        else:
            rows = spending.by_part(plan, by, first, last, department)
            # Classes are kept in lower case; among names they start as names do.
            rows = [
                row | {"name": _capitalised(row["name"])} if by == "class" and row["name"] else row
                for row in rows
            ]
    return Breakdown(
        title=_vendors_title(rows) if by == "vendor" else _title(rows, NOUNS[by], seen.currency),
        subtitle=_subtitle(seen.departments.get(scope.department_id or 0, "All departments"), period),
        note=_note(rows, by, seen.currency),
        currency=seen.currency,
        frame=pd.DataFrame(rows, columns=["name", "actual", "budget"], dtype=object),
    )


def capital(store: Store, scope: Scope) -> Breakdown:
    """Operating and capital spend of up to five fiscal years ending with the scope's, of that one the closed months.

    The frame has fiscal_year, capital (None is not classified), amount.
    """
    with store.snapshot() as plan:
        seen = outline(plan)
        period = spend_period(scope, seen.fiscal_year_start, spending.ledger_span(plan))
        first = add_months(period.first, -12 * (CAPITAL_YEARS - 1))
        rows = spending.by_kind_of_money(
            plan, seen.fiscal_year_start, first, period.closed_until, scope.department_id
        )
    subject = seen.departments.get(scope.department_id or 0, "All departments")
    return Breakdown(
        title=_capital_title(rows, seen.currency),
        subtitle=f"{subject}, IT spend by fiscal year; {period.label} has {period.months_said} closed",
        note="",
        currency=seen.currency,
        frame=pd.DataFrame(rows, columns=["fiscal_year", "capital", "amount"], dtype=object),
    )


def _subtitle(subject: str, period: SpendPeriod) -> str:
    return f"{subject}, IT spend against the approved budget, {period.to_date}"


def _title(rows: Sequence[Row], noun: str, currency: str) -> str:
    """The largest, and which is furthest from its budget."""
    spent = [row for row in rows if row["actual"] is not None]
    total = sum((row["actual"] for row in spent), Decimal(0))
    if not spent or total <= 0:
        return f"No IT spend by {noun} yet"
    first = next((row for row in spent if row["name"] is not None), spent[0])
    largest = f"{_capitalised(first['name'])} takes {percent(first['actual'] / total)} of IT spend"
    unnamed = _unnamed_budget(rows)
    if unnamed > _COMPARABLE:
        return f"{largest}; {percent(unnamed)} of the budget names no {noun}, so budgets compare badly"
    gaps = [
        (row["actual"] - row["budget"], row["name"])
        for row in spent
        if row["budget"] is not None and row["name"] is not None
    ]
    if not gaps:
        return f"{largest}; no {noun} has a budget"
    gap, name = max(gaps, key=lambda pair: abs(pair[0]))
    who = " and" if name == first["name"] else f"; {name}"
    return f"{largest}{who} is furthest from budget ({signed_money(gap, currency)})"


def _unnamed_budget(rows: Sequence[Row]) -> Decimal:
    """Share of the budget whose name is not known: its actual may stand under a name, which looks overspent then."""
    total = sum((row["budget"] or Decimal(0) for row in rows), Decimal(0))
    unnamed = sum((row["budget"] or Decimal(0) for row in rows if row["name"] is None), Decimal(0))
    return unnamed / total if total > 0 else Decimal(0)


def _vendors_title(rows: Sequence[Row]) -> str:
    if not rows or rows[0]["total"] <= 0:
        return "No vendor has charged IT yet"
    shown, total = sum((row["actual"] for row in rows), Decimal(0)), rows[0]["total"]
    first = f"{rows[0]['name']} alone takes {percent(rows[0]['actual'] / total)}"
    if len(rows) == rows[0]["vendors"]:
        return f"{len(rows)} vendors charge IT; {first}"
    return f"{len(rows)} of {rows[0]['vendors']:,} vendors take {percent(shown / total)} of IT spend; {first}"


def _note(rows: Sequence[Row], by: By, currency: str) -> str:
    if by == "vendor" and rows and len(rows) < rows[0]["vendors"]:
        rest = rows[0]["total"] - sum((row["actual"] for row in rows), Decimal(0))
        return f"The other {rows[0]['vendors'] - len(rows):,} vendors charged {money_label(rest, currency)}."
    if by == "class":
        return "A line's class is that of the asset bought, else of the vendor's or the category's contracts."
    return ""


def _capital_title(rows: Sequence[Row], currency: str) -> str:
    years: dict[int, dict[Any, Decimal]] = {}
    for row in rows:
        years.setdefault(row["fiscal_year"], {})[row["capital"]] = row["amount"]
    if not years:
        return "No IT spend yet"
    last = max(years)
    sums = years[last]
    total = sum(sums.values(), Decimal(0))
    if total <= 0 or not {True, False} & sums.keys():
        return f"The ledger does not say what of {fiscal_year_label(last)} is capital"
    share = percent(sums.get(True, Decimal(0)) / total)
    return f"{share} of {fiscal_year_label(last)} is capital spend, {money_label(sums.get(True, Decimal(0)), currency)}"


def _capitalised(name: str | None) -> str:
    text = name or "What has no name"
    return text[:1].upper() + text[1:]
