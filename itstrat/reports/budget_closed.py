"""What the closed months of the running year cost: as booked, and by the drivers of the forecast."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from itstrat.planning.depreciation import charges_by_month
from itstrat.planning.money import ZERO
from itstrat.planning.month_index import month_numbers

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from itstrat.planning.assumptions import Inputs
    from itstrat.reports.budget_basis import Basis
    from itstrat.store.reading import Row

_DRIVER = {"contract": "contracts", "asset": "replacements"}


def counted(rows: Iterable[Row], view: str) -> list[Row]:
    """The rows that a landing counts: all of them as cash, only capital ones as CapEx."""
    return [row for row in rows if view != "capex" or row["capital"] is True]


def by_month(rows: Iterable[Row]) -> dict[date, Decimal]:
    """The sum of each month that has rows."""
    found: dict[date, Decimal] = {}
    for row in rows:
        found[row["month"]] = found.get(row["month"], ZERO) + row["amount"]
    return found


def driver_of(row: Row) -> str:
    """The one driver that a booked row belongs to."""
    return _DRIVER.get(row["explained_by"], "unknown")


def closed_by_driver(basis: Basis, inputs: Inputs, view: str) -> dict[str, Decimal]:
    """The closed months by driver: seats paid stand under contracts, spend without contract or asset under unknown.

    As cash and CapEx it is what was booked, with invoices that are late. As P&L contracts count by the day, equipment
    by its depreciation, and everything else as booked.
    """
    rows = [row for row in counted(basis.booked, view) if row["month"] in basis.closed]
    found = dict.fromkeys(("contracts", "replacements", "unknown"), ZERO)
    for row in rows:
        driver = driver_of(row)
        if view != "pnl" or not (row["capital"] is True or driver == "contracts"):
            found[driver] += row["amount"]
    if view == "pnl":
        found["contracts"] += basis.by_day
        found["replacements"] += _depreciation(basis, inputs)
    if view == "cash":
        found["contracts"] += basis.late
    return found


def _depreciation(basis: Basis, inputs: Inputs) -> Decimal:
    """The charges of the closed months for equipment in hand at their end, from the capital threshold on."""
    assets = basis.facts.assets
    if not basis.closed or assets.empty:
        return ZERO
    bought = pd.to_datetime(assets["purchased_on"]).to_numpy("datetime64[D]")
    costs = np.nan_to_num(assets["cost"].to_numpy(np.float64))
    retired = pd.to_datetime(assets["retired_on"]).to_numpy("datetime64[D]") <= np.datetime64(basis.seen_on)
    rows = (costs >= float(inputs.number("capital_threshold"))) & ~np.isnat(bought) & ~retired
    rows &= (assets["status"] != "retired").to_numpy(bool)
    service = month_numbers(bought[rows]) - month_numbers(np.datetime64(basis.closed[0], "D"))
    cents = np.rint(costs[rows] * 100).astype(np.int64)
    charged = charges_by_month(cents, inputs.whole("book_life"), service, len(basis.closed))
    return Decimal(int(charged.sum())).scaleb(-2)
