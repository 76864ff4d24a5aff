"""The driver of replacements: what replacing equipment costs, and the depreciation of what is there already."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from itstrat.planning.calendar import month_end
from itstrat.planning.capital import from_cents, to_cents
from itstrat.planning.depreciation import charges_by_month
from itstrat.planning.month_index import Whole, month_numbers
from itstrat.planning.plan_facts import Ask, Gap, Part, PlanFacts
from itstrat.planning.plan_lines import PlanView, frame, sources, together
from itstrat.planning.replacement import NOT_NEEDED
from itstrat.planning.replacement_lines import fleet_purchases

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from itstrat.planning.assumptions import Inputs
    from itstrat.planning.uncertainty import Numbers

_BOUGHT = "already bought"
_CHUNK = 4096


def replacements(facts: PlanFacts, inputs: Inputs, ask: Ask) -> Part:
    """Replacements by asset (cash, CapEx) or by class (P&L: depreciation of old and new, and what is below the threshold).

    A purchase from the capital threshold on is capital, with the full-month convention and no salvage.
    """
    zero = np.zeros(len(ask.months))
    if facts.assets.empty:
        return Part(together([]), (), {"replacements": zero, "growth_months": zero})
    rules = inputs.whole("useful_life_change"), inputs.number("price_inflation")
    bought = fleet_purchases(facts, *rules, ask.as_of, month_end(ask.months[-1]))
    gaps = [Gap("replacements", key, "it falls due but has no known price") for key in bought.unpriced]
    gaps += [Gap("replacements", key, "it has no replacement date") for key in bought.undated]
    cents = np.array([to_cents(one) for one in bought.frame["amount"]], dtype=np.int64)
    capital = cents >= to_cents(inputs.number("capital_threshold"))
    if ask.view == "pnl":
        said, money, grown = _in_pnl(facts, bought.frame, cents, capital, inputs, ask)
    else:
        kept = capital if ask.view == "capex" else np.ones(len(cents), dtype=bool)
        said, money, grown = _as_bought(facts, bought.frame[kept], cents[kept], ask)
    return Part(said, tuple(gaps), {"replacements": money, "growth_months": grown})


def _as_bought(
    facts: PlanFacts, bought: pd.DataFrame, cents: Whole, ask: Ask
) -> tuple[pd.DataFrame, Numbers, Numbers]:
    names = dict(zip(facts.assets["id"], _names(facts.assets), strict=True))
    view: PlanView = "capex" if ask.view == "capex" else "cash"
    said = frame(
        bought["month"],
        bought["amount"].tolist(),
        "replacements",
        view,
        bought["asset_id"].tolist(),
        [names[key] for key in bought["asset_id"]],
        bought["confidence"].tolist(),
    )
    place = bought["months"].to_numpy(np.int64)
    money = np.bincount(place, weights=cents / 100, minlength=len(ask.months)).astype(np.float64)
    return together([said]), money, np.arange(len(ask.months), dtype=np.float64)


def _in_pnl(
    facts: PlanFacts, bought: pd.DataFrame, cents: Whole, capital: Any, inputs: Inputs, ask: Ask
) -> tuple[pd.DataFrame, Numbers, Numbers]:
    """Lines by class; money by month and the months of price growth in it, weighted by the money."""
    count, life = len(ask.months), inputs.whole("book_life")
    place = bought["months"].to_numpy(np.int64)
    months = np.where(capital, life, 1)  # what is not capital is charged in its month
    groups, numbers = _classes(bought["class_id"])
    charged, grown = np.zeros((len(groups), count), dtype=np.int64), np.zeros(count)
    for length in np.unique(months):
        for rows in _chunks(np.flatnonzero(months == length)):
            part = charges_by_month(cents[rows], int(length), place[rows], count)
            np.add.at(charged, numbers[rows], part)
            grown += place[rows] @ part
    old_groups, old = _already_bought(facts.assets, inputs, ask)
    total = (charged.sum(axis=0) + old.sum(axis=0)).astype(float)
    by_class = [
        *_by_class(facts, groups, charged, ""),
        *_by_class(facts, old_groups, old, _BOUGHT),
    ]
    said = sources(ask.months, by_class, "replacements", "pnl", "medium")
    weighted = np.divide(grown, total, out=np.zeros(count), where=total > 0)
    return together([said]), total / 100, weighted


def _already_bought(assets: pd.DataFrame, inputs: Inputs, ask: Ask) -> tuple[list[Any], Whole]:
    """The charges that are left of equipment in hand, by class."""
    threshold = inputs.number("capital_threshold")
    bought = pd.to_datetime(assets["purchased_on"]).to_numpy("datetime64[D]")
    known = (
        ~assets["cost"].isna().to_numpy(bool)
        & ~np.isnat(bought)
        & (assets["status"] != NOT_NEEDED[0]).to_numpy(bool)
    )
    gone = pd.to_datetime(assets["retired_on"]).to_numpy("datetime64[D]") <= np.datetime64(ask.as_of, "D")
    known &= ~gone & (bought <= np.datetime64(ask.as_of, "D"))
    costs = np.array(
        [round(float(one) * 100) if keep else 0 for one, keep in zip(assets["cost"], known, strict=True)],
        dtype=np.int64,
    )
    rows = np.flatnonzero(known & (costs >= to_cents(threshold)))
    groups, numbers = _classes(assets["class_id"].iloc[rows])
    service = month_numbers(bought[rows]) - month_numbers(np.datetime64(ask.months[0], "D"))
    charged = np.zeros((len(groups), len(ask.months)), dtype=np.int64)
    for chunk in _chunks(np.arange(len(rows))):
        part = charges_by_month(
            costs[rows[chunk]], inputs.whole("book_life"), service[chunk], len(ask.months)
        )
        np.add.at(charged, numbers[chunk], part)
    return groups, charged


def _by_class(
    facts: PlanFacts, groups: list[Any], charged: Whole, suffix: str
) -> list[tuple[int | None, str, Sequence[Decimal]]]:
    names = (
        dict(zip(facts.classes["id"], facts.classes["name"], strict=True)) if "name" in facts.classes else {}
    )
    found: list[tuple[int | None, str, Sequence[Decimal]]] = []
    for group, row in zip(groups, charged, strict=True):
        name = "No class" if group is None else str(names.get(group, f"Class {group}"))
        found.append((group, f"{name}, {suffix}" if suffix else name, from_cents(row)))
    return found


def _classes(class_ids: pd.Series) -> tuple[list[Any], Whole]:
    """The distinct classes (None for none) and the number of each row's class among them."""
    codes, groups = pd.factorize(class_ids, use_na_sentinel=False)
    return [None if pd.isna(one) else int(one) for one in groups], np.asarray(codes, dtype=np.int64)


def _chunks(rows: Whole) -> list[Whole]:
    return [rows[at : at + _CHUNK] for at in range(0, len(rows), _CHUNK)]


def _names(assets: pd.DataFrame) -> list[str]:
    return [str(one) for one in (assets["name"] if "name" in assets else assets["id"])]
