"""Where the running year lands, month by month, and what stands between the budget and there."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from itstrat.planning.landing import Landing, land, timing
from itstrat.planning.money import ZERO, allocate_weighted, cents_of
from itstrat.planning.plan_lines import by_month as lines_by_month
from itstrat.reports.budget_closed import by_month, counted, driver_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from itstrat.planning.uncertainty import Numbers
    from itstrat.reports.budget_basis import Basis
    from itstrat.reports.budget_paths import Paths

_CAUSES = 5
_OWN_CAUSE = {"seats": "Added people", "initiatives": "Initiatives", "savings": "Savings"}
NO_CATEGORY = "No category"
OVERDUE, LATE = "Overdue equipment", "Late invoices"


class PartsDoNotAddUpError(ArithmeticError):
    """Parts and whole of a report differ: a mistake of the program that must not reach a page."""


@dataclass(frozen=True, slots=True, eq=False)
class Year:
    """The running year as booked. `landing` is None when the ledger leaves months unsaid, or when nothing says what IT costs.

    In the second case no month has a forecast either. `months`: month, plan, actual, forecast, low, high. `running`: month,
    difference, low, high, kind; empty without a budget. `bridge`: label, amount, kind; empty without a budget or a landing.
    `shifted` is the part of the difference to date that the rest of the year takes back.
    """

    landing: Landing | None
    months: pd.DataFrame
    running: pd.DataFrame
    bridge: pd.DataFrame
    shifted: Decimal


def running_year(basis: Basis, paths: Paths, view: str, overdue: Decimal = ZERO) -> Year:
    """The year whose open months are the first columns of the paths; the view is cash or capex.

    `overdue` is the part of the forecast that is equipment overdue today: a cause of its own.
    """
    booked = by_month(counted(basis.booked, view))
    plan = by_month(counted((row for row in basis.budgeted if row["month"] in basis.year), view))
    late = basis.late if view == "cash" else ZERO
    ahead = paths.forecast.ask.months[: paths.months]
    sums = lines_by_month(paths.forecast.lines, ahead)
    forecast = {
        month: sum((row[at] for row in sums.values()), late if at == 0 else ZERO)
        for at, month in enumerate(ahead)
    }
    actual = {month: booked.get(month, ZERO) for month in basis.closed}
    drawn = paths.together()[:, : paths.months].copy(order="F")
    drawn[:, 0] += float(late)
    landing = _landing(basis, actual, late, forecast, plan, drawn)
    return Year(
        landing=landing,
        months=_months(basis, plan, actual, forecast, drawn),
        running=_running(basis, plan, actual, forecast, drawn) if plan and landing else _no_running(),
        bridge=_bridge(basis, paths, view, {OVERDUE: overdue, LATE: late}, landing)
        if plan and landing
        else _no_bridge(),
        shifted=_shifted(basis, plan, actual | forecast) if plan and landing else ZERO,
    )


def _is_told(basis: Basis, forecast: Mapping[date, Decimal]) -> bool:
    return basis.is_told or any(forecast.values())


def _landing(
    basis: Basis,
    actual: dict[date, Decimal],
    late: Decimal,
    forecast: dict[date, Decimal],
    plan: dict[date, Decimal],
    drawn: Numbers,
) -> Landing | None:
    if basis.unsaid or not _is_told(basis, forecast):
        return None
    past = sum(actual.values(), ZERO)
    ahead = [amount - late if at == 0 else amount for at, amount in enumerate(forecast.values())]
    budget = sum(plan.values(), ZERO) if plan else None
    found = land(past, late, ahead, budget, drawn.sum(axis=1) - float(late))
    if found.landing != past + sum(forecast.values(), ZERO):
        raise PartsDoNotAddUpError(f"The months sum to another landing than {found.landing}.")
    return found


def _months(
    basis: Basis,
    plan: dict[date, Decimal],
    actual: dict[date, Decimal],
    forecast: dict[date, Decimal],
    drawn: Numbers,
) -> pd.DataFrame:
    low, high = np.quantile(drawn, (0.1, 0.9), axis=0)
    forecast = forecast if _is_told(basis, forecast) else {}
    ranges = {month: (cents_of(low[at]), cents_of(high[at])) for at, month in enumerate(forecast)}
    rows = [
        (
            month,
            plan.get(month, ZERO) if plan else None,
            actual.get(month),
            forecast.get(month),
            *ranges.get(month, (None, None)),
        )
        for month in basis.year
    ]
    return pd.DataFrame(rows, columns=["month", "plan", "actual", "forecast", "low", "high"], dtype=object)


def _running(
    basis: Basis,
    plan: dict[date, Decimal],
    actual: dict[date, Decimal],
    forecast: dict[date, Decimal],
    drawn: Numbers,
) -> pd.DataFrame:
    """The sum of the differences so far; its range is taken of the paths' own sums."""
    rows: list[tuple[object, ...]] = []
    difference = ZERO
    low, high = np.quantile(drawn.cumsum(axis=1), (0.1, 0.9), axis=0)
    planned = past = ZERO
    for month in basis.year:
        planned += plan.get(month, ZERO)
        difference += (actual | forecast)[month] - plan.get(month, ZERO)
        if month in actual:
            past += actual[month]
            rows.append((month, difference, None, None, "actual"))
        else:
            at = list(forecast).index(month)
            ends = (cents_of(one[at]) + past - planned for one in (low, high))
            rows.append((month, difference, *ends, "forecast"))
    return pd.DataFrame(rows, columns=_RUNNING, dtype=object)


def _shifted(basis: Basis, plan: dict[date, Decimal], landing: dict[date, Decimal]) -> Decimal:
    budget = [plan.get(month, ZERO) for month in basis.year]
    return timing(budget, [landing[month] for month in basis.year], len(basis.closed))


def _bridge(
    basis: Basis, paths: Paths, view: str, known: dict[str, Decimal], landing: Landing | None
) -> pd.DataFrame:
    """Causes: categories of spend, dearest first and the small ones together, and what stands for itself."""
    if landing is None or landing.budget is None:
        return _no_bridge()
    causes = _by_category(basis, paths, view, known[OVERDUE])
    for row in counted(basis.budgeted, view):
        if row["month"] in basis.year:
            name = _category(row)
            causes[name] = causes.get(name, ZERO) - row["amount"]
    own = known | {name: causes.pop(name, ZERO) for name in _OWN_CAUSE.values()}
    ranked = sorted(causes.items(), key=lambda cause: -abs(cause[1]))
    rest = sum((amount for _, amount in ranked[_CAUSES:]), ZERO)
    steps = [*ranked[:_CAUSES], ("Other categories", rest), *own.items()]
    if landing.budget + sum((amount for _, amount in steps), ZERO) != landing.landing:
        raise PartsDoNotAddUpError("The causes do not lead from the budget to the landing.")
    rows = [
        ("Budget", landing.budget, "total"),
        *((name, amount, "step") for name, amount in steps if amount),
        ("Landing", landing.landing, "forecast"),
    ]
    return pd.DataFrame(rows, columns=["label", "amount", "kind"], dtype=object)


def _by_category(basis: Basis, paths: Paths, view: str, overdue: Decimal) -> dict[str, Decimal]:
    """The year's spend by category: booked as booked, ahead by contract, and by how such spend was booked before."""
    found: dict[str, Decimal] = {}

    def add(name: str, amount: Decimal) -> None:
        found[name] = found.get(name, ZERO) + amount

    rows = counted(basis.booked, view)
    for row in rows:
        if row["month"] in basis.closed:
            add(_category(row), row["amount"])
    ahead = list(map(pd.Timestamp, paths.forecast.ask.months[: paths.months]))
    spread = {"replacements": -overdue, "unknown": ZERO}
    lines = paths.forecast.lines[paths.forecast.lines["month"].isin(ahead)]
    columns = (lines[name] for name in ("driver", "source_id", "amount"))
    for driver, source, amount in zip(*columns, strict=True):
        if driver in _OWN_CAUSE:
            add(_OWN_CAUSE[driver], amount)
        elif driver == "contracts":
            add(basis.categories.get(int(source)) or NO_CATEGORY, amount)
        else:
            spread[driver] += amount
    for driver, amount in spread.items():
        past = _mix([row for row in rows if driver_of(row) == driver]) or {NO_CATEGORY: Decimal(1)}
        for name, part in zip(past, allocate_weighted(amount, list(past.values())), strict=True):
            add(name, part)
    return found


def _category(row: Mapping[str, Any]) -> str:
    """The row's category; what is budgeted or booked as initiatives stands against the roadmap's."""
    name: str = row["category"] or NO_CATEGORY
    return next((own for own in _OWN_CAUSE.values() if own.casefold() == name.casefold()), name)


def _mix(rows: Sequence[Mapping[str, Any]]) -> dict[str, Decimal]:
    """The money by category, of those that have some."""
    found: dict[str, Decimal] = {}
    for row in rows:
        name = row["category"] or NO_CATEGORY
        found[name] = found.get(name, ZERO) + row["amount"]
    return {name: amount for name, amount in found.items() if amount > 0}


_RUNNING = ["month", "difference", "low", "high", "kind"]


def _no_running() -> pd.DataFrame:
    return pd.DataFrame([], columns=_RUNNING, dtype=object)


def _no_bridge() -> pd.DataFrame:
    return pd.DataFrame([], columns=["label", "amount", "kind"], dtype=object)
