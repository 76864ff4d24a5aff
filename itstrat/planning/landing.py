"""Where the running year lands: what happened, what is still to come, how sure that is, and why it is not the budget."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from math import erf, sqrt
from typing import TYPE_CHECKING

import numpy as np

from itstrat.planning.calendar import add_months, month_end, month_start
from itstrat.planning.money import ZERO, cents
from itstrat.planning.quality import P90

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from itstrat.planning.calendar import FiscalCalendar
    from itstrat.planning.uncertainty import Numbers


@dataclass(frozen=True, slots=True)
class Landing:
    """The year's outcome as expected: actuals of closed months + accruals + forecast of open months.

    `variance` = landing − budget (positive is overspent), `variance_share` of the budget; both None without a budget.
    `low` and `high` hold the outcome in 80% of the paths and `over` is the share above the budget; None when nothing
    is said about the spread (or there is no budget).
    """

    actual: Decimal
    accruals: Decimal
    forecast: Decimal
    landing: Decimal
    budget: Decimal | None
    variance: Decimal | None
    variance_share: Decimal | None
    low: Decimal | None
    high: Decimal | None
    over: float | None


def land(
    actual: Decimal,
    accruals: Decimal,
    open_months: Sequence[Decimal],
    budget: Decimal | None = None,
    paths: Numbers | None = None,
) -> Landing:
    """The landing. `paths` are possible sums of the open months, as simulated; the past is certain."""
    forecast = sum(open_months, ZERO)
    certain = cents(actual) + cents(accruals)
    landing = certain + cents(forecast)
    variance = None if budget is None else landing - budget
    low = high = over = None
    if paths is not None:
        bounds = np.quantile(paths, (0.1, 0.9))
        low, high = (certain + cents(Decimal(repr(float(one)))) for one in bounds)
        over = None if budget is None else float((paths > float(budget - certain)).mean())
    return Landing(
        actual=cents(actual),
        accruals=cents(accruals),
        forecast=cents(forecast),
        landing=landing,
        budget=budget,
        variance=variance,
        variance_share=None if variance is None or not budget else variance / budget,
        low=low,
        high=high,
        over=over,
    )


def seen_on(calendar: FiscalCalendar, as_of: date, ledger_until: date | None) -> date:
    """The day a forecast is seen on: as_of, or the end of the first month of the running year without a ledger yet.

    `ledger_until` is the last month the ledger covers, by its first day; it lags. None: there is no ledger.
    """
    if ledger_until is None:
        return as_of
    first = calendar.bounds(calendar.fiscal_year(as_of))[0]
    opens = max(first, add_months(ledger_until, 1))
    return as_of if opens >= month_start(as_of) else month_end(opens)


def odds_over(budget: Decimal, landing: Decimal, half_width: Decimal) -> float:
    """The chance of ending above the budget if the outcome is normal with that 80% half-width."""
    deviation = float(half_width) / P90
    if deviation == 0:
        return float(landing > budget)
    return 1 - (1 + erf(float(budget - landing) / deviation / sqrt(2))) / 2


def accruals(committed: Sequence[Decimal], booked: Sequence[Decimal]) -> Decimal:
    """What closed months still owe: for each line, what was due less what was booked, where more was due."""
    return sum((max(ZERO, due - paid) for due, paid in zip(committed, booked, strict=True)), ZERO)


def price_volume(
    budget_price: Decimal, budget_quantity: Decimal, price: Decimal, quantity: Decimal
) -> tuple[Decimal, Decimal]:
    """(price, volume) parts of a difference: (p₁ − p₀) q₁ and (q₁ − q₀) p₀."""
    return cents((price - budget_price) * quantity), cents((quantity - budget_quantity) * budget_price)


def timing(budget_months: Sequence[Decimal], landing_months: Sequence[Decimal], closed: int) -> Decimal:
    """The part of the variance to date that the rest of the year takes back: − the variance of the open months.

    Only as much as lies the other way: a year that overspends in both parts has no timing.
    """
    gaps = [now - plan for now, plan in zip(landing_months, budget_months, strict=True)]
    past, ahead = sum(gaps[:closed], ZERO), sum(gaps[closed:], ZERO)
    if past * ahead >= 0:
        return ZERO
    size = min(abs(past), abs(ahead))
    return size if past > 0 else -size
