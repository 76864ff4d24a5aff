"""What a contract says: its terms, the days on which they end, and what has to be assumed where it is silent.

Spans are half open: a contract from 15 March for a year renews on 15 March. Boundary k is start + initial +
k × renewal months, counted from the original start and clipped to the month's end. An end date is the last day of
the term, unless it is an anniversary of the start, which many exports give instead of the day before.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Literal

from itstrat.planning.calendar import add_months, months_between
from itstrat.planning.money import cents

Default = Literal["notice", "uplift", "renewal term", "initial term", "end", "billing", "auto-renew"]

BILLING_MONTHS = {"annual": 12, "quarterly": 3, "monthly": 1}
NOTICE_DAYS = 90
UPLIFT = (Decimal(0), Decimal("0.07"), Decimal("0.15"))
_KEPT = ("keep", "renegotiate", "reduce")
_NO_END_YEAR = 2900


@dataclass(frozen=True, slots=True)
class ContractTerms:
    """The terms of one contract, named as the plan stores them; None is unknown, never zero.

    `amount` is due at each billing date, at the price in force on the as-of date. `uplift` and `uplift_cap` are
    fractions at each renewal. `decision` is keep, renegotiate, reduce, cancel, or None while open.
    """

    start_on: date | None = None
    initial_months: int | None = None
    renewal_months: int | None = None
    end_on: date | None = None
    notice_days: int | None = None
    notice_months: int | None = None
    auto_renew: bool | None = None
    amount: Decimal | None = None
    billing: str | None = None
    uplift: Decimal | None = None
    uplift_cap: Decimal | None = None
    decision: str | None = None


@dataclass(frozen=True, slots=True)
class Schedule:
    """The days on which a term ends and the next begins: `boundary(0)` first."""

    anchor: date
    offset: int
    step: int

    def boundary(self, k: int) -> date:
        """The k-th boundary, counted from the anchor so that clipping never adds up."""
        return add_months(self.anchor, self.offset + k * self.step)

    def index_from(self, day: date) -> int:
        """The index of the first boundary on or after the day."""
        k = max(0, (months_between(self.anchor, day) - self.offset) // self.step)
        return k if self.boundary(k) >= day else k + 1


def expires_on(terms: ContractTerms) -> date | None:
    """The first day after the stated end, or None when no end is stated."""
    end, start = terms.end_on, terms.start_on
    if end is None or end.year >= _NO_END_YEAR:  # 9999-12-31 is how some tools write that there is no end
        return None
    anniversary = start is not None and end > start and end == add_months(start, months_between(start, end))
    return end if anniversary else end + timedelta(days=1)


def schedule(terms: ContractTerms) -> Schedule | None:
    """The boundaries of the contract's terms; None when it has none (evergreen, one-off) or no date is known."""
    start, initial = terms.start_on, _positive(terms.initial_months)
    renewal = _positive(terms.renewal_months)
    step = renewal or min(initial or 12, 12)
    if (expiry := expires_on(terms)) is not None:
        months = months_between(start, expiry) if start else 0
        whole = start is not None and months > 0 and add_months(start, months) == expiry
        return Schedule(start, months, step) if start and whole else Schedule(expiry, 0, step)
    if start is None or is_evergreen(terms) or (terms.billing == "once" and not (initial or renewal)):
        return None
    return Schedule(start, initial or renewal or 12, step)


def paid_once(terms: ContractTerms, last: date) -> list[tuple[date, date]]:
    """(day due, first day after the service) up to last of what is billed once, a term each if it renews itself.

    Empty without a start. Without a term, or with an end before the start, it is for the day it is due.
    """
    if terms.start_on is None:
        return []
    plan = schedule(terms)
    renewals = plan.index_from(last) + 1 if plan and terms.auto_renew is True else 0
    ends = [plan.boundary(k) for k in range(renewals + 1)] if plan else []
    served = [end for end in ends if end > terms.start_on] or [terms.start_on + timedelta(days=1)]
    return list(itertools.pairwise([terms.start_on, *served]))


def is_evergreen(terms: ContractTerms) -> bool:
    """It runs until cancelled: renews by itself and states neither an end nor a term."""
    stated = (expires_on(terms), _positive(terms.initial_months), _positive(terms.renewal_months))
    return terms.auto_renew is True and not any(stated)


def defaults(terms: ContractTerms) -> tuple[Default, ...]:
    """What has to be assumed for this contract, in a fixed order."""
    initial, renewal = _positive(terms.initial_months), _positive(terms.renewal_months)
    no_end = not (expires_on(terms) or initial or renewal or is_evergreen(terms) or terms.billing == "once")
    found: dict[Default, bool] = {
        "notice": terms.notice_days is None and terms.notice_months is None,
        "uplift": terms.uplift is None,
        "renewal term": renewal is None and rolls(terms) and not is_evergreen(terms) and not no_end,
        "initial term": not (expires_on(terms) or initial) and renewal is not None,
        "end": no_end,
        "billing": terms.billing is None,
        "auto-renew": terms.auto_renew is None,
    }
    return tuple(name for name, assumed in found.items() if assumed)


def uplifts(terms: ContractTerms) -> tuple[Decimal, Decimal, Decimal]:
    """Lowest, likely and highest rise at a renewal: the stated one, else 0, 7% and 15%; never above the cap.

    Without an end nobody knows when a price may rise, so the likely rise is 0.
    """
    low, likely, high = UPLIFT if terms.uplift is None else (terms.uplift,) * 3
    if terms.uplift is None and "end" in defaults(terms):
        likely = Decimal(0)
    cap = terms.uplift_cap
    return (low, likely, high) if cap is None else (min(low, cap), min(likely, cap), min(high, cap))


def cancel_by(terms: ContractTerms, renewal_on: date) -> date:
    """The last day to give notice: days or calendar months before, the earlier if both; 90 days if neither."""
    days, months = terms.notice_days, terms.notice_months
    if days is None and months is None:
        days = NOTICE_DAYS
    by_days = renewal_on - timedelta(days=days or 0)
    return min(by_days, add_months(renewal_on, -(months or 0)))


def yearly_amount(terms: ContractTerms) -> Decimal | None:
    """What a year costs at today's price; None when the amount is unknown or paid once for no stated term."""
    if terms.amount is None:
        return None
    if terms.billing != "once":
        return cents(terms.amount * 12 / BILLING_MONTHS.get(terms.billing or "annual", 12))
    plan = schedule(terms)
    first = months_between(terms.start_on, plan.boundary(0)) if plan and terms.start_on else 0
    return cents(terms.amount * 12 / first) if first > 0 else None


def rolls(terms: ContractTerms) -> bool:
    """It goes on after its end: by itself, because somebody decided so, or for all we know."""
    return terms.auto_renew is not False or terms.decision in _KEPT


def _positive(months: int | None) -> int | None:
    return months if months is not None and months > 0 else None
