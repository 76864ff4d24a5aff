"""Purchases that replacing assets causes month by month, again and again until the end of the horizon."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from itstrat.planning.calendar import month_start
from itstrat.planning.month_index import Days, Whole, plus_months
from itstrat.planning.replacement import ClassRule, price
from itstrat.planning.replacement_frame import replacement_frame

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date


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


def purchases(assets: pd.DataFrame, classes: pd.DataFrame, as_of: date, last: date) -> Purchases:
    """The purchases from as_of's month to last's, for frames as `replacement_frame` takes them plus assets' id.

    What is overdue is bought on as_of. A successor falls due one useful life after its purchase; without a useful
    life there is none.
    """
    due = replacement_frame(assets, classes, as_of)
    rules = _rules(classes)
    first_day = np.datetime64(month_start(as_of), "D")
    bought = np.maximum(due["due_on"].to_numpy("datetime64[D]"), np.datetime64(as_of, "D"))
    known = ~np.isnat(bought)
    lives = _lives(assets, rules)
    row, rounds, days = _repeats(bought, np.where(known, lives, 0), np.datetime64(last, "D"), known)
    amounts = _amounts(assets, rules, row, days, as_of)
    priced = np.array([amount is not None for amount in amounts], dtype=bool)
    ids, class_ids = assets["id"].to_numpy(), assets["class_id"].to_numpy()
    frame = pd.DataFrame(
        {
            "asset_id": ids[row],
            "class_id": class_ids[row],
            "bought_on": days.astype("datetime64[s]"),
            "month": days.astype("datetime64[M]").astype("datetime64[s]"),
            "round": rounds,
            "months": (days.astype("datetime64[M]") - first_day.astype("datetime64[M]")).astype(np.int64),
            "amount": pd.Series(amounts, dtype=object),
            "confidence": due["confidence"].to_numpy()[row],
        }
    )
    undated = ~known & (due["state"] != "not needed").to_numpy(bool)
    unpriced = ids[np.unique(row[~priced])] if len(row) else ids[:0]
    return Purchases(
        frame[priced].reset_index(drop=True), tuple(unpriced.tolist()), tuple(ids[undated].tolist())
    )


def _lives(assets: pd.DataFrame, rules: Mapping[Any, ClassRule]) -> Whole:
    lives = {key: rule.useful_life_months or 0 for key, rule in rules.items()}
    return assets["class_id"].map(lives).fillna(0).to_numpy(np.int64)


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
    assets: pd.DataFrame, rules: Mapping[Any, ClassRule], row: Whole, days: Days, as_of: date
) -> list[Decimal | None]:
    """The price of each purchase; one with a class price is worked out once a class and day."""
    class_ids = assets["class_id"].to_numpy()[row]
    costs = assets["cost"].to_numpy(object)[row]
    bought = pd.to_datetime(assets["purchased_on"]).to_numpy("datetime64[D]")[row].tolist()
    found: list[Decimal | None] = []
    by_class: dict[tuple[Any, date], Decimal | None] = {}
    for class_id, cost, purchased_on, day in zip(class_ids, costs, bought, days.tolist(), strict=True):
        rule = rules.get(class_id, ClassRule())
        if rule.price_today is None:
            found.append(price(_known(cost), purchased_on, rule, day, as_of))
            continue
        if (class_id, day) not in by_class:
            by_class[class_id, day] = price(None, None, rule, day, as_of)
        found.append(by_class[class_id, day])
    return found


def _rules(classes: pd.DataFrame) -> dict[Any, ClassRule]:
    days = pd.to_datetime(classes["price_on"]).to_numpy("datetime64[D]").tolist()
    columns = ("id", "useful_life_months", "price_today", "price_inflation")
    return {
        key: ClassRule(None if pd.isna(life) else int(life), _known(today), _known(inflation), day)
        for key, life, today, inflation, day in zip(*(classes[name] for name in columns), days, strict=True)
    }


def _known(value: Any) -> Decimal | None:
    """A stored number; a float of the database's frames is read by its shortest text, which is exact to the cent."""
    return None if pd.isna(value) else Decimal(str(value))
