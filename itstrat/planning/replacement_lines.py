"""Purchases that replacing assets causes month by month, again and again until the end of the horizon."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from itstrat.planning.calendar import month_start
from itstrat.planning.money import inflated
from itstrat.planning.month_index import Days, Whole, months_between_days, plus_months
from itstrat.planning.replacement import INFLATION
from itstrat.planning.replacement_frame import due_dates

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from itstrat.planning.plan_facts import PlanFacts
    from itstrat.planning.replacement_frame import DueDates


@dataclass(frozen=True, slots=True)
class Purchases:
    """`frame` has one row a purchase: asset_id, class_id, bought_on, month, round, months, amount, confidence.

    `round` 0 replaces the asset of today, 1 its successor and so on; `months` are those of price growth since as_of.
    `unpriced` are the assets that fall due without a known price, `undated` those with no due date at all though a
    replacement is needed; neither has a purchase.
    """

    frame: pd.DataFrame
    unpriced: tuple[Any, ...]
    undated: tuple[Any, ...]


def with_inputs(classes: pd.DataFrame, life_change: int, inflation: Decimal) -> pd.DataFrame:
    """The classes with every useful life changed by so many months (12 at least) and blank inflation filled."""
    lives = pd.to_numeric(classes["useful_life_months"], errors="coerce")
    changed = (lives + life_change).clip(lower=12) if life_change else lives
    rates = [inflation if pd.isna(rate) else rate for rate in classes["price_inflation"]]
    return classes.assign(
        useful_life_months=changed, price_inflation=pd.Series(rates, index=classes.index, dtype=object)
    )


@lru_cache(maxsize=4)
def fleet_purchases(
    facts: PlanFacts, life_change: int, inflation: Decimal, as_of: date, last: date
) -> Purchases:
    """The purchases of the recorded fleet under the inputs of `with_inputs`; the last few answers are kept."""
    classes = with_inputs(facts.classes, life_change, inflation)
    return _purchases(facts.assets, classes, fleet_due(facts, life_change, as_of), as_of, last)


@lru_cache(maxsize=4)
def fleet_due(facts: PlanFacts, life_change: int, as_of: date) -> DueDates:
    """When the recorded fleet falls due with every useful life changed by so many months; the last few are kept."""
    return due_dates(facts.assets, with_inputs(facts.classes, life_change, INFLATION), as_of)


def purchases(assets: pd.DataFrame, classes: pd.DataFrame, as_of: date, last: date) -> Purchases:
    """The purchases from as_of's month to last's, for frames as `replacement_frame` takes them plus assets' id.

    What is overdue is bought on as_of. A successor falls due one useful life after its purchase; without a useful
    life there is none.
    """
    return _purchases(assets, classes, due_dates(assets, classes, as_of), as_of, last)


def _purchases(
    assets: pd.DataFrame, classes: pd.DataFrame, due: DueDates, as_of: date, last: date
) -> Purchases:
    first_day = np.datetime64(month_start(as_of), "D")
    bought = np.maximum(due.due_on, np.datetime64(as_of, "D"))
    known = ~np.isnat(bought)
    place = _class_places(assets, classes)
    row, rounds, days = _repeats(bought, _lives(classes)[place], np.datetime64(last, "D"), known)
    amounts = np.array([*_amounts(assets, classes, place, row, days, as_of), None], dtype=object)[:-1]
    priced = np.array([amount is not None for amount in amounts], dtype=bool)
    ids, class_ids = assets["id"].to_numpy(), assets["class_id"].to_numpy()
    unpriced = ids[np.unique(row[~priced])]
    row, rounds, days = row[priced], rounds[priced], days[priced]
    frame = pd.DataFrame(
        {
            "asset_id": ids[row],
            "class_id": class_ids[row],
            "bought_on": days.astype("datetime64[s]"),
            "month": days.astype("datetime64[M]").astype("datetime64[s]"),
            "round": rounds,
            "months": (days.astype("datetime64[M]") - first_day.astype("datetime64[M]")).astype(np.int64),
            "amount": pd.Series(amounts[priced], dtype=object),
            "confidence": due.confidence[row],
        }
    )
    undated = ~known & (due.state != "not needed")
    return Purchases(frame, tuple(unpriced.tolist()), tuple(ids[undated].tolist()))


def _class_places(assets: pd.DataFrame, classes: pd.DataFrame) -> Whole:
    """The place of each asset's class among the classes; one after the last for an asset without a class."""
    places = {key: place for place, key in enumerate(classes["id"])}
    return assets["class_id"].map(places).fillna(len(classes)).to_numpy(np.int64)


def _lives(classes: pd.DataFrame) -> Whole:
    """Useful lives in months by the places of classes, 0 for unknown."""
    lives = pd.to_numeric(classes["useful_life_months"], errors="coerce").fillna(0).to_numpy(np.int64)
    return np.append(lives, 0)


def _repeats(bought: Days, lives: Whole, last: np.datetime64, known: Any) -> tuple[Whole, Whole, Days]:
    """(asset's row, round, day) of each purchase up to the last day, counted from the first so clipping never adds."""
    rows, rounds, days = [], [], []
    row, turn = np.flatnonzero(known & (bought <= last)), 0
    while len(row):
        due = plus_months(bought[row], turn * lives[row])
        within = due <= last
        rows.append(row[within])
        days.append(due[within])
        rounds.append(np.full(int(within.sum()), turn))
        row, turn = row[within & (lives[row] > 0)], turn + 1
    if not rows:
        return np.empty(0, np.int64), np.empty(0, np.int64), np.empty(0, "datetime64[D]")
    return np.concatenate(rows), np.concatenate(rounds), np.concatenate(days)


def _amounts(
    assets: pd.DataFrame, classes: pd.DataFrame, place: Whole, row: Whole, days: Days, as_of: date
) -> list[Decimal | None]:
    """What `replacement.price` says of each purchase; each distinct price is worked out once."""
    prices, rates = _with_none(classes["price_today"]), _with_none(classes["price_inflation"])
    costs = [_known(cost) for cost in assets["cost"]]
    by_class = np.array([price is not None for price in prices], dtype=bool)[place[row]]
    since = np.where(by_class, _days(classes["price_on"], 1)[place[row]], _days(assets["purchased_on"])[row])
    since = np.where(np.isnat(since), np.datetime64(as_of, "D"), since)
    grown = months_between_days(since, days).tolist()
    found: dict[tuple[Decimal, Decimal, int], Decimal] = {}
    amounts: list[Decimal | None] = []
    for asset, kind, months in zip(row.tolist(), place[row].tolist(), grown, strict=True):
        base, rate = costs[asset] if prices[kind] is None else prices[kind], rates[kind]
        if base is None:
            amounts.append(None)
            continue
        key = (base, INFLATION if rate is None else rate, months)
        if key not in found:
            found[key] = inflated(*key)
        amounts.append(found[key])
    return amounts


def _days(days: pd.Series, more: int = 0) -> Days:
    """The days, and so many unknown ones after them."""
    return np.append(
        pd.to_datetime(days).to_numpy("datetime64[D]"), np.full(more, "NaT", dtype="datetime64[D]")
    )


def _with_none(values: pd.Series) -> Sequence[Decimal | None]:
    return [*map(_known, values), None]


def _known(value: Any) -> Decimal | None:
    """A stored number; a float of the database's frames is read by its shortest text, which is exact to the cent."""
    return None if pd.isna(value) else Decimal(str(value))
