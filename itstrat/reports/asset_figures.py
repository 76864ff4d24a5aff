"""The page Assets in figures: how many, how late, how dear, how sure."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pandas as pd

from itstrat.numbers import fiscal_year_label, money_label, month_year
from itstrat.planning.quality import money_weighted
from itstrat.reports import replacements
from itstrat.reports.confidence import letter
from itstrat.reports.replacements import total
from itstrat.reports.statement import Figure
from itstrat.reports.technology import UNKNOWN_CLASS

if TYPE_CHECKING:
    from itstrat.reports.statement import Scope
    from itstrat.reports.technology import Technology

SOURCE = "Asset list and class rules"


@dataclass(frozen=True, slots=True)
class Need:
    """The sums that figures and findings are made of."""

    overdue: pd.DataFrame
    due_this_year: pd.DataFrame
    five_years: pd.DataFrame
    unplanned: pd.DataFrame
    unknown_age: pd.DataFrame
    in_use: pd.DataFrame
    known_share: float | None


def need_of(in_use: pd.DataFrame, first_year: int, fiscal_year: int) -> Need:
    """The assets in use, parted by what they need; `first_year` begins the plan, `fiscal_year` is the one looked at."""
    ahead = in_use[in_use["due_on"].notna() & (in_use["state"] != "overdue")]
    within = ahead["fiscal_year"].between(first_year, first_year + replacements.YEARS - 1)
    overdue = in_use["state"] == "overdue"
    grounded = in_use["due_on"].notna() & (in_use["confidence"] != "low")
    weights = [
        cost if cost is not None else 1.0
        for cost in in_use["cost"].astype(object).where(in_use["cost"].notna(), None)
    ]
    return Need(
        overdue=in_use[overdue],
        due_this_year=ahead[ahead["fiscal_year"] == fiscal_year],
        five_years=pd.concat([in_use[overdue], ahead[within]]),
        unplanned=in_use[in_use["state"] == "unplanned"],
        unknown_age=in_use[in_use["state"] == "unknown age"],
        in_use=in_use,
        known_share=money_weighted(grounded, weights),
    )


def figures(need: Need, six: Technology, scope: Scope, currency: str, first_year: int) -> tuple[Figure, ...]:
    """The headline figures, the count in use first."""
    years = f"{fiscal_year_label(first_year)} to {fiscal_year_label(first_year + replacements.YEARS - 1)}"
    this_year = f"{fiscal_year_label(scope.fiscal_year)}, without what is overdue"
    unsure = len(need.unplanned) + len(need.unknown_age)
    twelve = f"{month_year(six.first)} – {month_year(six.last)}"

    def figure(label: str, value: Decimal | int | None, unit: str, period: str, **more: Any) -> Figure:
        known = None if value is None else Decimal(value)
        facts = {"source": SOURCE, "confidence": letter(need.known_share)} | more
        return Figure(label, known, unit, period, scope.as_of, definition=_MEANS[label], **facts)

    return (
        figure("In use", len(need.in_use), "assets", "today"),
        figure(
            "Overdue", len(need.overdue), "assets", "today",
            status="off track" if len(need.overdue) else "on track", note=priced(need.overdue, currency),
        ),
        figure(
            "Still to replace", total(need.due_this_year["cost"]), currency, this_year,
            note=_unpriced(need.due_this_year),
        ),
        figure(
            "Five years", total(need.five_years["cost"]), currency, f"{years}, overdue included",
            note=_unpriced(need.five_years),
        ),
        figure(
            "Not planned", unsure, "assets", "today", status="at risk" if unsure else "on track",
            note=f"{len(need.unplanned)} without a rule, {len(need.unknown_age)} of unknown age",
        ),
        figure(
            "IT spend", six.total, currency, twelve, source="Ledger", confidence=letter(classed_share(six)),
            note="" if six.months == 12 else f"the ledger covers {six.months} of 12 months",
        ),
    )  # fmt: skip


_MEANS = {
    "In use": "Assets of the list that are neither spare nor retired.",
    "Overdue": "Assets whose replacement date has passed: the earliest of useful life, end of support of vendor or "
    "operating system, and end of lease; not before the warranty ends unless a hard end comes first.",
    "Still to replace": "Price of replacing the assets that come due in the fiscal year, at the price of their class "
    "grown by its inflation to the month they are due.",
    "Five years": "Price of replacing what is overdue and what comes due in five fiscal years, once each.",
    "Not planned": "Assets in use without a rule for their class, or whose age nobody knows.",
    "IT spend": "What the ledger says was spent on IT in the twelve whole months up to the as-of date.",
}


def classed_share(six: Technology) -> float | None:
    """The part of IT spend that belongs to one of the six classes."""
    if not six.total or six.total <= 0:
        return None
    rest = six.classes.loc[six.classes["class"] == UNKNOWN_CLASS, "spend"]
    return float(1 - (rest.iloc[0] if len(rest) else Decimal(0)) / six.total)


def priced(rows: pd.DataFrame, currency: str) -> str:
    """In words, what they cost together, and how many have no price."""
    if rows.empty:
        return ""
    return ", ".join(part for part in (money_label(total(rows["cost"]), currency), _unpriced(rows)) if part)


def _unpriced(rows: pd.DataFrame) -> str:
    count = int(rows["cost"].isna().sum())
    return f"{count} without a price" if count else ""
