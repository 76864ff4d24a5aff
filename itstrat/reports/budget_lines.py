"""The rows behind the years ahead: every source of every driver with its money."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from itstrat.planning.assumptions import Inputs
from itstrat.planning.budget_forecast import budget_forecast
from itstrat.planning.money import ZERO
from itstrat.planning.plan_facts import Ask
from itstrat.reports.budget_basis import Kept
from itstrat.reports.budget_years import SHOWN

if TYPE_CHECKING:
    from decimal import Decimal

    from itstrat.reports.statement import Scope
    from itstrat.store.database import Store

_COLUMNS = ["Fiscal year", "Driver", "Source", "Amount", "Confidence"]


def lines(
    store: Store,
    scope: Scope,
    inputs: Inputs | None = None,
    driver: str | None = None,
    fiscal_year: int | None = None,
    kept: Kept | None = None,
) -> pd.DataFrame:
    """Fiscal year, Driver, Source, Amount, Confidence of the open months, dearest first within a year.

    `driver` is a name as the report shows it, `fiscal_year` the year it ends; None asks for all.
    """
    asked = inputs or Inputs()
    working = (kept or Kept()).working(store, scope)
    basis = working.basis
    ask = Ask(basis.seen_on, basis.months(asked.whole("horizon_years")), asked.choice("view"))
    with working.lock:
        plan = budget_forecast(basis.facts, asked, ask, working.answers).lines
    years = {month: basis.calendar.fiscal_year(month.date()) for month in plan["month"].unique()}
    sums: dict[tuple[int, str, str, str], Decimal] = {}
    columns = (plan[name].tolist() for name in ("month", "driver", "label", "confidence", "amount"))
    for month, name, label, confidence, amount in zip(*columns, strict=True):
        key = (years[month], SHOWN[name], label, confidence)
        if fiscal_year in (None, key[0]) and driver in (None, key[1]):
            sums[key] = sums.get(key, ZERO) + amount
    rows = [
        (basis.calendar.label(year), name, label, amount, sure)
        for (year, name, label, sure), amount in sums.items()
    ]
    found = pd.DataFrame(rows, columns=_COLUMNS, dtype=object)
    return found.sort_values(["Fiscal year", "Amount"], ascending=[True, False], ignore_index=True)
