"""Every asset with when it should be replaced, why and for how much: sums for charts, and rows for the list."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from itstrat.planning.replacement_frame import replacement_frame
from itstrat.store import asset

if TYPE_CHECKING:
    from datetime import date

    from itstrat.planning.calendar import FiscalCalendar
    from itstrat.reports.statement import Scope
    from itstrat.store.database import Store
    from itstrat.store.reading import Reader

STATES = ("overdue", "planned", "unplanned", "unknown age", "not needed")
YEARS = 5
_SHOWN = {"none": None, "os end": "OS end"}
_MONEY = pd.ArrowDtype(pa.decimal128(18, 2))


def replacements(
    plan: Reader,
    department_id: int | None,
    departments: dict[int, str],
    calendar: FiscalCalendar,
    as_of: date,
) -> pd.DataFrame:
    """One row per live asset, in the order of the list: most overdue first, what is not needed last.

    id, state, reason, confidence, due_on, fiscal_year (of due_on, null without one), cost (exact, null unknown), class,
    technology_class, department, status, age_years (whole, null unknown), past_life (null without a rule or an age),
    value (what it cost, else the price of its class; exact, null unknown).
    """
    facts, rules = asset.facts(plan, department_id), asset.rules(plan)
    found = replacement_frame(facts, rules, as_of, explained=False)
    by_class = rules.set_index("id")
    age = _age_months(facts, as_of)
    life = facts["class_id"].map(by_class["useful_life_months"])
    prices = facts["class_id"].astype("float64").map(by_class["price_today"].astype("float64"))
    frame = pd.DataFrame(
        {
            "id": facts["id"],
            "state": pd.Categorical(found["state"], STATES),
            "reason": found["reason"].astype("category"),
            "confidence": found["confidence"].astype("category"),
            "due_on": found["due_on"],
            "fiscal_year": _fiscal_years(found["due_on"], calendar),
            "cost": found["cost"].astype(_MONEY),
            "class": facts["class_id"].map(by_class["name"]).astype("category"),
            "technology_class": facts["class_id"].map(by_class["technology_class"]).astype("category"),
            "department": facts["department_id"].map(departments).astype("category"),
            "status": facts["status"].astype("category"),
            "age_years": age // 12,
            "value": _exact(facts["cost"].astype("float64").fillna(prices)),
            "past_life": (age >= life).astype("boolean").mask(age.isna() | life.isna()),
        }
    )
    return frame.sort_values(["state", "due_on", "id"], ignore_index=True)


def by_year(needed: pd.DataFrame, part: str, first_year: int) -> pd.DataFrame:
    """What is to be replaced by fiscal year and `part` (class or department): fiscal_year, class, cost, count.

    fiscal_year is "overdue", one of the five years from first_year, or "unplanned" (no rule or no age). Later years
    are left out. The cost of what has no known price is null.
    """
    due = needed[needed["state"].isin(("overdue", "planned", "unknown age", "unplanned"))]
    year: pd.Series[Any] = due["fiscal_year"].astype(object)
    year = year.mask(due["state"] == "overdue", "overdue").mask(due["due_on"].isna(), "unplanned")
    within = year.isin(["overdue", "unplanned", *range(first_year, first_year + YEARS)])
    parts = due[part].astype(object).where(due[part].notna(), None)
    chosen = pd.DataFrame(
        {"fiscal_year": year, "class": parts, "cents": _cents(due["cost"]), "unpriced": due["cost"].isna()}
    )[within]
    keys = ["fiscal_year", "class", "unpriced"]
    sums = chosen.groupby(keys, dropna=False, sort=False)["cents"].agg(["sum", "size"]).reset_index()
    costs = [
        None if unpriced else Decimal(cents).scaleb(-2)
        for cents, unpriced in zip(sums["sum"].tolist(), sums["unpriced"].tolist(), strict=True)
    ]
    return pd.DataFrame(
        {"fiscal_year": sums["fiscal_year"], "class": sums["class"], "cost": costs, "count": sums["size"]},
        dtype=object,
    )


def ages(in_use: pd.DataFrame) -> pd.DataFrame:
    """How many assets of each class are how old: age_years, class, count, past_life; what is not known is null."""
    keys = ["age_years", "class", "past_life"]
    counted = in_use.groupby(keys, dropna=False, observed=True).size().rename("count").reset_index()
    return counted.astype(object).where(counted.notna(), None)


def total(costs: pd.Series[Any]) -> Decimal:
    """The exact sum of the known costs."""
    known = costs.dropna()
    return Decimal(str(known.astype(_MONEY).sum())) if len(known) else Decimal("0.00")


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which rows of the list a person wants to see; an empty text is no choice."""

    state: str = "overdue"
    words: str = ""
    part: str = ""


def chosen_ids(store: Store, frame: pd.DataFrame, wanted: Chosen, department_id: int | None) -> list[int]:
    """Ids of the assets of that state, class or department name, and words, in the order of the list."""
    rows = frame[frame["state"] == wanted.state]
    if wanted.part:
        rows = rows[(rows["class"] == wanted.part) | (rows["technology_class"] == wanted.part)]
    if wanted.words.strip():
        with store.snapshot() as plan:
            rows = rows[rows["id"].isin(asset.matching(plan, wanted.words, department_id))]
    return [int(key) for key in rows["id"]]


def listed(store: Store, scope: Scope, ids: tuple[int, ...], currency: str) -> pd.DataFrame:
    """The list's rows for these assets, in this order: what a person reads, with the reason as a sentence."""
    with store.snapshot() as plan:
        facts = asset.facts_of(plan, ids).set_index("id", drop=False).loc[list(ids)]
        found = replacement_frame(facts, asset.rules(plan), scope.as_of)
    return pd.DataFrame(
        {
            "Asset": facts["name"],
            "Tag": facts["tag"].fillna(""),
            "Class": facts["class"].fillna("unknown"),
            "Department": facts["department"].fillna("unknown"),
            "Person": facts["assigned_to"].fillna(""),
            "Replace by": found["due_on"],
            "Winning reason": found["reason"].map(lambda reason: _SHOWN.get(reason, reason)),
            f"Cost ({currency})": [None if cost is None else float(cost) for cost in found["cost"]],
            "Bought": facts["purchased_on"],
            "Confidence": found["confidence"],
            "Why": found["explanation"],
        }
    ).reset_index(drop=True)


def _age_months(facts: pd.DataFrame, as_of: date) -> pd.Series[Any]:
    """Whole months since the purchase, else since the warranty began; null when neither is known or it is ahead."""
    bought = _months_since(facts["purchased_on"], as_of)
    by_warranty = _months_since(facts["warranty_end_on"], as_of) + facts["warranty_months"].astype("Int64")
    months = bought.fillna(by_warranty)
    return months.where(months >= 0)


def _months_since(days: pd.Series[Any], as_of: date) -> pd.Series[Any]:
    day = pd.to_datetime(days)
    months = (as_of.year - day.dt.year) * 12 + as_of.month - day.dt.month - (day.dt.day > as_of.day)
    return months.where(day.notna()).astype("Int64")


def _exact(amounts: pd.Series[Any]) -> pd.Series[Any]:
    """Floats that are exact to the cent, as decimals."""
    return amounts.astype("float64").astype(_MONEY)


def _cents(costs: pd.Series[Any]) -> pd.Series[Any]:
    """Exact amounts as whole cents, which sum a hundred times as fast; 0 where unknown."""
    cents = pc.multiply(pa.array(costs.array), pa.scalar(Decimal(100)))
    return pd.Series(pc.fill_null(pc.cast(cents, pa.int64()), 0).to_numpy(), index=costs.index)


def _fiscal_years(days: pd.Series[Any], calendar: FiscalCalendar) -> pd.Series[Any]:
    later = days.dt.month >= (calendar.start_month if calendar.start_month > 1 else 13)
    years: pd.Series[Any] = (days.dt.year + later).astype("Int64")
    return years
