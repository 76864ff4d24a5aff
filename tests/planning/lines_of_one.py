"""What one contract costs by month, payment by payment: the plain way that `contract_frame` must agree with."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

import pandas as pd

from itstrat.planning.calendar import add_months, month_end, month_starts, months_between
from itstrat.planning.contracts import earliest_exit, stops_on
from itstrat.planning.money import ZERO, allocate_weighted, cents
from itstrat.planning.terms import BILLING_MONTHS, expires_on, paid_once, schedule, uplifts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itstrat.planning.contract_frame import View
    from itstrat.planning.terms import ContractTerms


@dataclass(frozen=True, slots=True)
class Payment:
    """An amount due on `due_on` for the service from then until the day before `until`."""

    due_on: date
    until: date
    amount: Decimal


def contract_lines(terms: ContractTerms, as_of: date, first: date, last: date, view: View) -> pd.DataFrame:
    """One row for every month from first's to last's: `month` (its first day) and `amount` (Decimal).

    cash: each payment in the month it is due. pnl: each payment by day over the service it pays for, rounded
    cumulatively. commitment: the part of pnl from as_of to the earliest exit, which is owed whatever is decided now.
    The stored amount is the price on as_of; the likely uplift is applied at each renewal from then on. Months with
    nothing are 0; when the amount or every date is unknown, all are None.
    """
    months = month_starts(first, last)
    paid = _payments(terms, as_of, months[0], month_end(months[-1])) if months else []
    if paid is None:
        return _frame(months, [None] * len(months))
    totals = dict.fromkeys(months, ZERO)
    start, end = _window(terms, as_of, view)
    for payment in paid:
        for day, amount in _parts(payment, start, end, view):
            month = day.replace(day=1)
            if month in totals:
                totals[month] += amount
    return _frame(months, list(totals.values()))


def _window(terms: ContractTerms, as_of: date, view: View) -> tuple[date, date]:
    """The days a view counts: all of them, or for the commitment those from as_of to the earliest exit."""
    if view != "commitment":
        return date.min, date.max
    return as_of, earliest_exit(terms, as_of) or as_of


def _frame(months: list[date], amounts: list[Decimal | None]) -> pd.DataFrame:
    return pd.DataFrame({"month": pd.to_datetime(months), "amount": pd.Series(amounts, dtype=object)})


def _parts(payment: Payment, start: date, end: date, view: View) -> Iterator[tuple[date, Decimal]]:
    """The payment by the first day of each part of its service that lies in [start, end)."""
    if view == "cash":
        yield payment.due_on, payment.amount
        return
    months = month_starts(payment.due_on, payment.until - timedelta(days=1))
    cuts = {
        payment.due_on,
        *months[1:],
        *(cut for cut in (start, end) if payment.due_on < cut < payment.until),
    }
    days = [*sorted(cuts), payment.until]
    spans = [(later - day).days for day, later in itertools.pairwise(days)]
    for day, amount in zip(days, allocate_weighted(payment.amount, spans), strict=False):
        if start <= day < end:
            yield day, amount


def _payments(terms: ContractTerms, as_of: date, first: date, last: date) -> list[Payment] | None:
    """The payments whose service or due day touches first to last, in order; None when they cannot be known."""
    dues = _dues(terms, first, last)
    if dues is None or terms.amount is None:
        return None
    stop = stops_on(terms, as_of) or date.max
    found = []
    for due, until in dues:
        if due < stop and due <= last and until > first:
            found.append(Payment(due, min(until, stop), _price(terms, terms.amount, as_of, due)))
    return found


def _dues(terms: ContractTerms, first: date, last: date) -> list[tuple[date, date]] | None:
    """(due, next due) around the months asked for. Paid once: once a term if it renews itself, else once."""
    if terms.billing == "once":
        return paid_once(terms, last) if terms.start_on else None
    anchor = terms.start_on or expires_on(terms)
    if anchor is None:
        return None
    period = BILLING_MONTHS.get(terms.billing or "annual", 12)
    low = months_between(anchor, first) // period - 1
    high = months_between(anchor, last) // period + 1
    # Without a start the payments before the known end are counted back from it.
    numbers = range(max(low, 0) if terms.start_on else low, high + 1)
    return [(add_months(anchor, k * period), add_months(anchor, (k + 1) * period)) for k in numbers]


def _price(terms: ContractTerms, amount: Decimal, as_of: date, due: date) -> Decimal:
    """The amount with one likely uplift for each renewal from as_of to the due day, both included."""
    plan = schedule(terms)
    if plan is None:
        return cents(amount)
    upto = plan.index_from(due)
    reached = upto + 1 if plan.boundary(upto) == due else upto
    rises = max(0, reached - plan.index_from(as_of))
    return cents(amount * (1 + uplifts(terms)[1]) ** rises)
