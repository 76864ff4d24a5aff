"""What IT spends against its budget, how much of it is explained, and what nobody has judged."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

import pandas as pd

from itstrat.numbers import day_label, money_label, percent, plural, signed_money
from itstrat.reports.spend_figures import Comparison, Known, figures, findings
from itstrat.reports.spend_period import SpendPeriod, spend_period
from itstrat.reports.statement import Figure, Finding
from itstrat.store import spending
from itstrat.store.outline import outline

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from itstrat.reports.statement import Scope
    from itstrat.store.database import Store
    from itstrat.store.reading import Row

_ON_BUDGET = Decimal("0.005")


@dataclass(frozen=True, slots=True)
class SpendReport:
    """What the top of the page Spend shows. Money is Decimal in `currency`.

    `months` has one row per month of the fiscal year: month, actual, budget (None is unknown); while no line is decided as IT,
    every actual is unknown. `known` has one row per
    state that has money: state, lines, amount. `has_ledger` and `has_budget` speak of the scope's fiscal year.
    """

    title: str
    subtitle: str
    currency: str
    period: SpendPeriod
    figures: tuple[Figure, ...]
    findings: tuple[Finding, ...]
    months: pd.DataFrame
    months_title: str
    known: pd.DataFrame
    known_title: str
    has_ledger: bool
    has_budget: bool


def report(store: Store, scope: Scope) -> SpendReport:
    """The scope's fiscal year: closed months against budget, and every month begun by what explains it."""
    with store.snapshot() as plan:
        seen = outline(plan)
        period = spend_period(scope, seen.fiscal_year_start, spending.ledger_span(plan))
        months = spending.by_month(plan, period.first, period.last, scope.department_id)
        first, closed = period.first, period.closed_until
        known = Known(spending.by_state(plan, first, period.until, scope.department_id))
        capital = spending.by_kind_of_money(plan, 1, first, closed, scope.department_id)
        categories = spending.by_part(plan, "category", first, closed, scope.department_id)
        posted_on = spending.last_posted_on(plan)
    if known.waits:
        months = [row | {"actual": None} for row in months]
    compared, currency = _compared(months, period), seen.currency
    year = _total(row["budget"] for row in months)
    subject = seen.departments.get(scope.department_id or 0, "")
    drivers = _drivers(categories, compared)
    return SpendReport(
        title=_undecided(known, period, subject, currency)
        if known.waits
        else _title(compared, period, subject, drivers, year, currency),
        subtitle=f"{subject or 'All departments'}, IT spend against the approved budget, {period.label} "
        f"({period.spans}), as of {day_label(scope.as_of)}",
        currency=currency,
        period=period,
        figures=figures(compared, year, known, capital, period, scope.as_of, currency),
        findings=findings(compared, known, period, posted_on, currency),
        months=pd.DataFrame(months, columns=["month", "actual", "budget"], dtype=object),
        months_title=_months_title(months, period, currency),
        known=known.frame(),
        known_title=_known_title(known, currency),
        has_ledger=bool(known.states),
        has_budget=year is not None,
    )


def _compared(months: Sequence[Row], period: SpendPeriod) -> Comparison:
    """Actual of the closed months, and the budget of the same months."""
    closed = [row for row in months if row["month"] in period.closed]
    return Comparison(_total(row["actual"] for row in closed), _total(row["budget"] for row in closed))


def _drivers(categories: Sequence[Row], compared: Comparison) -> tuple[str, ...]:
    """The categories that explain most of the variance, two at most: those of its sign, largest first."""
    if not compared.variance:
        return ()
    sign = 1 if compared.variance > 0 else -1
    moved = [
        (sign * ((row["actual"] or 0) - (row["budget"] or 0)), row["name"] or "what has no category")
        for row in categories
    ]
    largest = sorted(((gap, name) for gap, name in moved if gap > 0), key=lambda pair: -pair[0])
    # A second name is told only where it matters beside the first.
    return tuple(name for gap, name in largest[:2] if 3 * gap >= largest[0][0])


def _undecided(known: Known, period: SpendPeriod, subject: str, currency: str) -> str:
    """What is said while nothing is decided as IT: what was spent is unknown."""
    whose = f" for {subject}" if subject else ""
    money = money_label(known.amount("undecided"), currency)
    return (
        f"What IT spent{whose} in {period.label} is unknown: nothing is decided as IT yet; "
        f"{money} in {plural(known.lines('undecided'), 'line')} is undecided"
    )


def _title(
    compared: Comparison,
    period: SpendPeriod,
    subject: str,
    drivers: Sequence[str],
    year: Decimal | None,
    currency: str,
) -> str:
    who = f"IT for {subject}" if subject else "IT"
    spent = money_label(compared.actual, currency)
    if not period.closed or compared.actual is None:
        budget = f"its budget is {money_label(year, currency)}" if year is not None else "it has no budget"
        return f"{who} has no closed month in {period.label} yet; {budget}"
    when = f"in {period.label}" if period.complete else f"after {period.months_said} of {period.label}"
    if compared.ratio is None:
        return f"{who} spent {spent} {when}; there is no budget to compare with"
    verb = "ended" if period.complete else "is"
    if abs(compared.ratio) < _ON_BUDGET:
        return f"{who} {verb} on budget {when}, at {spent}"
    side = "over" if compared.ratio > 0 else "under"
    share = abs(compared.ratio) * 100
    said = f"{share:.1f}%" if share < 10 else percent(share / 100)
    cause = f": mostly {' and '.join(drivers)}" if drivers else ""
    return f"{who} {verb} {said} {side} budget {when}{cause}"


def _months_title(months: Sequence[Row], period: SpendPeriod, currency: str) -> str:
    """The month furthest from its budget, or what can be said without one."""
    gaps = [
        (row["actual"] - row["budget"], row["month"])
        for row in months
        if row["month"] in period.closed and row["actual"] is not None and row["budget"] is not None
    ]
    if not gaps:
        return "Spend by month" if period.closed else "No month can be compared with its budget yet"
    over = sum(1 for gap, _ in gaps if gap > 0)
    gap, month = max(gaps, key=lambda pair: abs(pair[0]))
    furthest = f"{month:%B} is furthest off ({signed_money(gap, currency)})"
    if not over:
        return f"No closed month is over its budget; {furthest}"
    return f"{over} of {len(gaps)} closed months {'is' if over == 1 else 'are'} over budget; {furthest}"


def _known_title(known: Known, currency: str) -> str:
    if known.ratio is None:
        return "No IT spend to explain yet"
    open_money = known.amount("unexplained")
    return f"{percent(known.ratio)} of IT spend is explained; {money_label(open_money, currency)} is not"


def _total(amounts: Iterable[Decimal | None]) -> Decimal | None:
    """The sum of what is known; None when nothing is."""
    present = [amount for amount in amounts if amount is not None]
    return sum(present, Decimal(0)) if present else None
