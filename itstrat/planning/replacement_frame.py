"""When assets should be replaced, why, and at what price: many at once.

Due = the earliest of useful life and operating system end, not before the warranty ends; then the earliest of that,
the vendor's support end and the lease end. A date set by hand overrides all of it. An asset without a rule is
unplanned, one without an age is of unknown age; neither vanishes.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from itstrat.planning.replacement import (
    AGE_CONFIDENCE,
    NOT_NEEDED,
    ClassRule,
    price,
    sentence,
)

if TYPE_CHECKING:
    from datetime import date

Days = np.ndarray[Any, np.dtype[np.datetime64]]
Numbers = np.ndarray[Any, np.dtype[np.float64]]
Texts = np.ndarray[Any, np.dtype[np.object_]]

NEVER = np.datetime64("NaT", "D")


@dataclass(frozen=True, slots=True, eq=False)
class DueDates:
    """When each asset falls due and why, by their order; what prices are does not move it. NaT: no day is known.

    `source` is where its age is known from.
    """

    due_on: Days
    reason: Texts
    state: Texts
    confidence: Texts
    source: Texts


def replacement_frame(
    assets: pd.DataFrame, classes: pd.DataFrame, as_of: date, *, explained: bool = True
) -> pd.DataFrame:
    """One row per asset, on the assets' index: due_on, reason, state, confidence, cost (Decimal or None), explanation.

    The explanation is a sentence each; it is left out where nobody reads it.
    `assets` has class_id, status, cost, warranty_months and the days that are known of each (purchased, first seen,
    retired, end of warranty, support, system and lease, set by hand), `classes` has id and the columns of ClassRule,
    one row per id. Dates may be datetime64 or date, with NaT or None for unknown; due_on is datetime64.

    A due date that rests on the day the asset was first seen is the latest possible: it is "unknown age" while ahead,
    and "overdue" once passed. cost is the price in the due month, or on as_of if overdue.
    """
    found = due_dates(assets, classes, as_of)
    due = found.due_on
    frame = pd.DataFrame(
        {
            "due_on": pd.Series(due.astype("datetime64[s]"), index=assets.index),
            "reason": found.reason,
            "state": found.state,
            "confidence": found.confidence,
            "cost": pd.Series(_costs(assets, _rules(classes), due, as_of), index=assets.index, dtype=object),
        },
        index=assets.index,
    )
    if explained:
        frame["explanation"] = _explanations(due, found.reason, found.state, found.source)
    return frame


def due_dates(assets: pd.DataFrame, classes: pd.DataFrame, as_of: date) -> DueDates:
    """The dates of `replacement_frame` without prices: of the classes only id and useful_life_months count."""
    lives = dict(zip(classes["id"], _numbers(classes, "useful_life_months"), strict=True))
    life = assets["class_id"].map(lives)
    life_months = pd.to_numeric(life, errors="coerce").to_numpy(np.float64)
    born, source = _born(assets)
    due, reason = _due(assets, _plus_months(born, life_months), _warranty_end(assets))
    today = np.datetime64(as_of, "D")
    gone = assets["status"].isin(NOT_NEEDED).to_numpy(bool) | (_days(assets, "retired_on") <= today)
    rests_on_age = np.isin(reason, ["useful life", "warranty end"])
    state = np.where(due < today, "overdue", "planned").astype(object)
    state[(state == "planned") & rests_on_age & (source == "first seen")] = "unknown age"
    state[np.isnat(due)] = np.where(np.isnan(life_months), "unplanned", "unknown age")[np.isnat(due)]
    confidence = np.array([AGE_CONFIDENCE[one] for one in source], dtype=object)
    confidence[~rests_on_age & ~np.isnat(due)] = "high"
    due[gone], reason[gone], state[gone], confidence[gone], source[gone] = (
        NEVER,
        "none",
        "not needed",
        "high",
        "none",
    )
    return DueDates(due, reason, state, confidence, source)


def _due(assets: pd.DataFrame, life_end: Days, warranty_end: Days) -> tuple[Days, Texts]:
    """The winning date and reason of each asset; on one day the earlier named wins."""
    due = life_end.copy()
    reason = np.where(np.isnat(due), "none", "useful life").astype(object)
    _take(due, reason, _days(assets, "os_end_on"), "os end")
    later = warranty_end > due
    due[later], reason[later] = warranty_end[later], "warranty end"
    _take(due, reason, _days(assets, "support_end_on"), "support end")
    _take(due, reason, _days(assets, "lease_end_on"), "lease end")
    by_hand = _days(assets, "replace_on")
    stated = ~np.isnat(by_hand)
    due[stated], reason[stated] = by_hand[stated], "set by hand"
    return due, reason


def _take(due: Days, reason: Texts, candidate: Days, name: str) -> None:
    """Put the candidate where it is known and earlier, or the only one."""
    wins = (candidate < due) | (np.isnat(due) & ~np.isnat(candidate))
    due[wins], reason[wins] = candidate[wins], name


def _born(assets: pd.DataFrame) -> tuple[Days, Texts]:
    born = _days(assets, "purchased_on")
    source = np.where(np.isnat(born), "none", "purchase").astype(object)
    by_warranty = _plus_months(_days(assets, "warranty_end_on"), -_numbers(assets, "warranty_months"))
    for name, days in (("warranty", by_warranty), ("first seen", _days(assets, "first_seen_on"))):
        fills = np.isnat(born) & ~np.isnat(days)
        born[fills], source[fills] = days[fills], name
    return born, source


def _warranty_end(assets: pd.DataFrame) -> Days:
    stated = _days(assets, "warranty_end_on")
    counted = _plus_months(_days(assets, "purchased_on"), _numbers(assets, "warranty_months"))
    return np.where(np.isnat(stated), counted, stated)


def _plus_months(days: Days, months: Numbers) -> Days:
    """Each day so many calendar months later, clipped to the month's end; NaT where either is unknown."""
    known = ~np.isnat(days) & ~np.isnan(months)
    base = np.where(known, days, np.datetime64("2000-01-01", "D"))
    start = base.astype("datetime64[M]")
    target = start + np.where(known, months, 0).astype(np.int64)
    length = (target + 1).astype("datetime64[D]") - target.astype("datetime64[D]")
    moved = target.astype("datetime64[D]") + np.minimum(base - start.astype("datetime64[D]"), length - 1)
    return np.where(known, moved, NEVER)


def _costs(assets: pd.DataFrame, rules: dict[Any, ClassRule], due: Days, as_of: date) -> list[Decimal | None]:
    """The price of each on its day; of a class with a price it is worked out once for each day."""
    costs: list[Decimal | None] = []
    known: dict[tuple[Any, date], Decimal | None] = {}
    no_rule, bought = ClassRule(), _days(assets, "purchased_on").tolist()
    for class_id, cost, purchased, day in zip(
        assets["class_id"].tolist(), assets["cost"].tolist(), bought, due.tolist(), strict=True
    ):
        rule = rules.get(class_id, no_rule)
        if day is None:
            costs.append(None)
        elif rule.price_today is None:
            costs.append(price(_money(cost), purchased, rule, max(day, as_of), as_of))
        else:
            key = class_id, max(day, as_of)
            if key not in known:
                known[key] = price(None, None, rule, key[1], as_of)
            costs.append(known[key])
    return costs


def _explanations(due: Days, reason: Texts, state: Texts, source: Texts) -> list[str]:
    return [sentence(*row) for row in zip(due.tolist(), reason, state, source, strict=True)]


def _rules(classes: pd.DataFrame) -> dict[Any, ClassRule]:
    days, lives = _days(classes, "price_on").tolist(), _numbers(classes, "useful_life_months")
    return {
        key: ClassRule(None if np.isnan(life) else int(life), _money(today), _money(inflation), price_on)
        for key, life, today, inflation, price_on in zip(
            classes["id"], lives, classes["price_today"], classes["price_inflation"], days, strict=True
        )
    }


def _days(frame: pd.DataFrame, column: str) -> Days:
    return pd.to_datetime(frame[column]).to_numpy("datetime64[D]", copy=True)


def _numbers(frame: pd.DataFrame, column: str) -> Numbers:
    return pd.to_numeric(frame[column]).to_numpy(np.float64, na_value=np.nan)


def _money(value: Any) -> Decimal | None:
    """A stored amount; a float of the database's frames is read by its shortest text, which is exact to the cent."""
    return None if pd.isna(value) else value if isinstance(value, Decimal) else Decimal(str(value))
