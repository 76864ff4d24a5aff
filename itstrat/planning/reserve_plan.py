"""The reserve of this company: its purchases as needs, its fleet as wear, its batches to stagger."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pandas as pd

from itstrat.planning.calendar import add_months, months_apart, months_between
from itstrat.planning.funding import Worn
from itstrat.planning.money import ZERO
from itstrat.planning.reserve import Reserve, Timing
from itstrat.planning.stagger import Batch, window
from itstrat.planning.value import monthly_rate

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from itstrat.planning.assumptions import Inputs
    from itstrat.planning.replacement_frame import DueDates

_REST = "No class"


def reserve(bought: pd.DataFrame, months: int, inputs: Inputs) -> Reserve:
    """The monthly reserve that pays for `Purchases.frame` over so many months from as_of's (period 1)."""
    needs = [ZERO] * months
    for month, amount in zip(bought["months"].tolist(), bought["amount"], strict=True):
        if month < months:
            needs[month] += amount
    timing: Timing = "start" if inputs.choice("reserve_timing") == "start" else "end"
    return Reserve(
        needs=tuple(needs),
        opening=inputs.number("reserve_opening"),
        rate=monthly_rate(inputs.number("reserve_interest")),
        growth=monthly_rate(inputs.number("reserve_growth")),
        floor=inputs.number("reserve_floor"),
        timing=timing,
    )


def batches(
    bought: pd.DataFrame, classes: Mapping[Any, str], support_ends: Mapping[Any, date], as_of: date
) -> tuple[Batch, ...]:
    """One batch a class and month of first replacements, with the window it may move in; successors follow later.

    `support_ends` by asset: no batch goes past the month in which support of any of its assets ends.
    """
    found = []
    for (month, label), rows in _grouped(bought, classes, as_of).items():
        ends = [months_apart(as_of, support_ends[asset]) for asset, _ in rows if asset in support_ends]
        earliest, latest = window(month, 0, min(ends, default=None))
        found.append(Batch(label, sum((amount for _, amount in rows), ZERO), month, earliest, latest))
    return tuple(found)


def batch_assets(bought: pd.DataFrame, classes: Mapping[Any, str], as_of: date) -> dict[str, tuple[int, ...]]:
    """The assets of each batch that `batches` makes of the same purchases, by the batch's key."""
    return {
        label: tuple(int(asset) for asset, _ in rows)
        for (_, label), rows in _grouped(bought, classes, as_of).items()
    }


def _grouped(
    bought: pd.DataFrame, classes: Mapping[Any, str], as_of: date
) -> dict[tuple[int, str], list[tuple[Any, Decimal]]]:
    """First replacements by month and batch key (class and month in words): asset and amount, earliest first."""
    first = bought[bought["round"] == 0]
    found: dict[tuple[int, str], list[tuple[Any, Decimal]]] = {}
    columns = (first[name].tolist() for name in ("class_id", "months", "asset_id", "amount"))
    for class_id, month, asset, amount in zip(*columns, strict=True):
        name = _REST if pd.isna(class_id) else classes.get(class_id, f"Class {class_id}")
        label = f"{name}, {add_months(as_of.replace(day=1), month):%b %Y}"
        found.setdefault((month, label), []).append((asset, amount))
    return dict(sorted(found.items()))


def wear(assets: pd.DataFrame, due: DueDates, prices: Mapping[Any, Decimal], as_of: date) -> tuple[Worn, ...]:
    """The age and life in months of each asset with a purchase and a due date, at its class's price of today.

    `due` is `due_dates` of the assets. Without a class price, what it cost. What has neither is left out:
    it is among the assets without a price.
    """
    found = []
    bought = pd.to_datetime(assets["purchased_on"]).to_numpy("datetime64[D]").tolist()
    columns = zip(assets["class_id"], assets["cost"], bought, due.due_on.tolist(), due.state, strict=True)
    for class_id, cost, start, end, state in columns:
        price = prices.get(class_id, None if pd.isna(cost) else Decimal(str(cost)))
        if state == "not needed" or start is None or end is None or price is None:
            continue
        life = months_between(start, end)
        if life > 0:
            found.append(Worn(price, Decimal(months_between(start, as_of)), Decimal(life)))
    return tuple(found)
