"""The plan as one table: month × driver × source. Every total is a sum of its lines, and they are in no other place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import pandas as pd

from itstrat.planning.money import ZERO

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date
    from decimal import Decimal

    from itstrat.planning.calendar import FiscalCalendar

Driver = Literal["seats", "contracts", "replacements", "initiatives", "savings", "unknown"]
PlanView = Literal["cash", "pnl", "capex"]

DRIVERS: tuple[Driver, ...] = ("seats", "contracts", "replacements", "initiatives", "savings", "unknown")
COLUMNS = ("month", "driver", "source_id", "label", "view", "amount", "confidence")


def lines(
    months: Sequence[date],
    amounts: Sequence[Decimal],
    driver: Driver,
    view: PlanView,
    source_id: int | None,
    label: str,
    confidence: str,
) -> pd.DataFrame:
    """The lines of one source with an amount for each month; months of zero have no line.

    Columns as COLUMNS: month (datetime64, its first day), driver, source_id (None: the inputs themselves), label,
    view, amount (Decimal; savings are negative), confidence.
    """
    kept = [(month, amount) for month, amount in zip(months, amounts, strict=True) if amount]
    return frame(
        [month for month, _ in kept],
        [amount for _, amount in kept],
        driver,
        view,
        source_id,
        label,
        confidence,
    )


def frame(
    months: Any,
    amounts: Sequence[Decimal],
    driver: Driver,
    view: PlanView,
    source: Any,
    label: Any,
    confidence: Any,
) -> pd.DataFrame:
    """Lines by column: `source`, `label` and `confidence` may be one value or one for each line."""
    count = len(amounts)
    return pd.DataFrame(
        {
            "month": pd.to_datetime(pd.Series(list(months), dtype="datetime64[s]")),
            "driver": pd.Series([driver] * count, dtype=object),
            "source_id": pd.Series(_each(source, count), dtype="Int64"),
            "label": pd.Series(_each(label, count), dtype=object),
            "view": pd.Series([view] * count, dtype=object),
            "amount": pd.Series(list(amounts), dtype=object),
            "confidence": pd.Series(_each(confidence, count), dtype=object),
        },
        columns=list(COLUMNS),
    )


def sources(
    months: Sequence[date],
    rows: Sequence[tuple[int | None, str, Sequence[Decimal]]],
    driver: Driver,
    view: PlanView,
    confidence: str,
) -> pd.DataFrame:
    """`lines` of many sources (source_id, label, an amount for each month), one after the other."""
    kept = [
        (month, source, label, amount)
        for source, label, amounts in rows
        for month, amount in zip(months, amounts, strict=True)
        if amount
    ]
    columns = [list(column) for column in zip(*kept, strict=True)] or [[], [], [], []]
    return frame(columns[0], columns[3], driver, view, columns[1], columns[2], confidence)


def together(parts: Iterable[pd.DataFrame]) -> pd.DataFrame:
    """All lines in one frame, in the order of months, then drivers, then as they came."""
    found = [part for part in parts if len(part)]
    if not found:
        return frame([], [], "unknown", "pnl", [], [], [])
    whole = found[0] if len(found) == 1 else pd.concat(found, ignore_index=True)
    ranks = {driver: place for place, driver in enumerate(DRIVERS)}
    rank = np.array([ranks[driver] for driver in whole["driver"]])
    return whole.take(np.lexsort((rank, whole["month"].to_numpy()))).reset_index(drop=True)


def by_month(plan: pd.DataFrame, months: Sequence[date]) -> dict[Driver, list[Decimal]]:
    """Each driver's amount in each month, zeros included."""
    sums = _sums(plan, [plan["driver"], plan["month"]])
    return {driver: [sums.get((driver, pd.Timestamp(month)), ZERO) for month in months] for driver in DRIVERS}


def by_fiscal_year(plan: pd.DataFrame, calendar: FiscalCalendar) -> pd.DataFrame:
    """One row a fiscal year and driver with lines: fiscal_year, driver, amount (Decimal)."""
    years = _years(plan, calendar)
    sums = _sums(plan, [years, plan["driver"]])
    order = sorted(sums, key=lambda key: (key[0], DRIVERS.index(key[1])))
    rows = [(int(year), driver, sums[year, driver]) for year, driver in order]
    return pd.DataFrame(rows, columns=["fiscal_year", "driver", "amount"])


def total(plan: pd.DataFrame) -> Decimal:
    """The sum of the lines."""
    return sum(plan["amount"], ZERO)


def difference(
    scenarios: Mapping[str, pd.DataFrame], approved: str, calendar: FiscalCalendar
) -> pd.DataFrame:
    """Scenarios beside the approved plan: scenario, fiscal_year, driver, amount, difference (to the approved plan).

    Every scenario has a row for each year and driver of any of them, so that what vanished shows as a difference.
    """
    sums = {name: _sums(plan, [_years(plan, calendar), plan["driver"]]) for name, plan in scenarios.items()}
    keys = sorted(
        {key for one in sums.values() for key in one}, key=lambda key: (key[0], DRIVERS.index(key[1]))
    )
    rows = [
        (name, int(year), driver, own.get((year, driver), ZERO), own.get((year, driver), ZERO) - base)
        for name, own in sums.items()
        for year, driver in keys
        for base in [sums[approved].get((year, driver), ZERO)]
    ]
    return pd.DataFrame(rows, columns=["scenario", "fiscal_year", "driver", "amount", "difference"])


def _years(plan: pd.DataFrame, calendar: FiscalCalendar) -> pd.Series:
    known = {month: calendar.fiscal_year(month.date()) for month in plan["month"].unique()}
    return plan["month"].map(known)


def _sums(plan: pd.DataFrame, keys: list[pd.Series]) -> dict[Any, Decimal]:
    found: dict[Any, Decimal] = {}
    for *key, amount in zip(*keys, plan["amount"], strict=True):
        place = tuple(key)
        found[place] = found.get(place, ZERO) + amount
    return found


def _each(value: Any, count: int) -> list[Any]:
    return [value] * count if value is None or isinstance(value, (str, int)) else list(value)
