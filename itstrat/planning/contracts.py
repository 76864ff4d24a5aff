"""When a contract renews, by when to cancel it, at what price, and how it can end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache
from itertools import takewhile
from typing import TYPE_CHECKING, Literal

from itstrat.planning.money import cents
from itstrat.planning.terms import (
    Default,
    cancel_by,
    defaults,
    is_evergreen,
    rolls,
    schedule,
    uplifts,
    yearly_amount,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itstrat.planning.terms import ContractTerms, Schedule

Confidence = Literal["high", "medium", "low"]
StepState = Literal["ahead", "due", "overdue"]
Standing = Literal["not started", "running", "ended", "evergreen", "one-off", "unknown"]

STEPS = ((120, "read the terms, name the owner"), (90, "measure the use"), (60, "decide"))
_KEPT = 8192
_SERIOUS = ("end", "billing", "auto-renew")


@dataclass(frozen=True, slots=True)
class Renewal:
    """One renewal: the day the next term begins, the last day to cancel, the price at the likely uplift.

    `price` is per billing date and `yearly` for the year, both None when the amount is unknown. `auto` is None when
    nobody knows whether it renews by itself. `defaults` lists what was assumed because the contract does not say.
    """

    on: date
    cancel_by: date
    price: Decimal | None
    yearly: Decimal | None
    uplift_low: Decimal
    uplift_likely: Decimal
    uplift_high: Decimal
    auto: bool | None
    defaults: tuple[Default, ...]
    confidence: Confidence

    @property
    def notice_assumed(self) -> bool:
        """The contract states no notice; 90 days are assumed."""
        return "notice" in self.defaults

    @property
    def end_unknown(self) -> bool:
        """The contract states no end; it is rolled yearly at the last known price."""
        return "end" in self.defaults

    def missed(self, as_of: date) -> bool:
        """The day to cancel has passed, the renewal is still ahead, and nothing says it will not renew itself."""
        return self.auto is not False and self.cancel_by < as_of <= self.on


@dataclass(frozen=True, slots=True)
class Step:
    """One preparation step: due from its day until the next step's (the last: until cancel-by), then overdue."""

    days_before: int
    on: date
    what: str
    state: StepState


def renewals(terms: ContractTerms, as_of: date, until: date) -> list[Renewal]:
    """The renewals from as_of to until, both included, in order. One that does not renew itself has its end only."""
    plan = schedule(terms)
    if plan is None:
        return []
    ahead = ((n, on) for n, on in _ahead(terms, plan, as_of) if on >= as_of)
    return [_renewal(terms, on, n) for n, on in takewhile(lambda item: item[1] <= until, ahead)]


# Every page and department asks the same of the same terms, and after an edit all but one contract are as they were.
@lru_cache(maxsize=_KEPT)
def next_renewal(terms: ContractTerms, as_of: date) -> Renewal | None:
    """The first renewal on or after as_of, even if it is too late to cancel; None if there is nothing to renew.

    A contract that does not renew itself gives its end, past or ahead. `renewals` gives the later ones.
    """
    plan = schedule(terms)
    if plan is None:
        return None
    n, on = next(_ahead(terms, plan, as_of))
    return _renewal(terms, on, n)


def earliest_exit(terms: ContractTerms, as_of: date) -> date | None:
    """The first day the company can be free of the contract if it gives notice on as_of; None if unknown."""
    plan = schedule(terms)
    if plan is None:
        notice = as_of - cancel_by(terms, as_of)
        return as_of + notice if is_evergreen(terms) else None
    if terms.auto_renew is False:
        return next(_ahead(terms, plan, as_of))[1]
    return next(on for _, on in _ahead(terms, plan, as_of) if cancel_by(terms, on) >= as_of)


def stops_on(terms: ContractTerms, as_of: date) -> date | None:
    """The day from which nothing more is owed: its end if it does not renew, its exit if cancelled; else None."""
    if terms.decision == "cancel":
        return earliest_exit(terms, as_of)
    plan = schedule(terms)
    return None if plan is None or rolls(terms) else plan.boundary(0)


@lru_cache(maxsize=_KEPT)
def standing(terms: ContractTerms, as_of: date) -> Standing:
    """Where the contract stands on a day; "unknown" when neither start nor end is known."""
    if terms.start_on is not None and as_of < terms.start_on:
        return "not started"
    if is_evergreen(terms):
        return "evergreen"
    plan = schedule(terms)
    if plan is None:
        return "one-off" if terms.billing == "once" else "unknown"
    return "ended" if not rolls(terms) and plan.boundary(0) <= as_of else "running"


def steps(renewal: Renewal, as_of: date) -> tuple[Step, ...]:
    """The 120, 90 and 60 day steps before cancel-by, and whether each is ahead, due or overdue on as_of."""
    days = [renewal.cancel_by - timedelta(days=before) for before, _ in STEPS]
    closings = [*days[1:], renewal.cancel_by + timedelta(days=1)]
    found = []
    for (before, what), on, closing in zip(STEPS, days, closings, strict=True):
        state: StepState = "ahead" if as_of < on else "due" if as_of < closing else "overdue"
        found.append(Step(before, on, what, state))
    return tuple(found)


def _ahead(terms: ContractTerms, plan: Schedule, as_of: date) -> Iterator[tuple[int, date]]:
    """(number of rises since as_of, day) of each boundary that matters on as_of; endless if the contract rolls."""
    if not rolls(terms):
        yield 1, plan.boundary(0)
        return
    first, n = plan.index_from(as_of), 0
    while True:
        yield n + 1, plan.boundary(first + n)
        n += 1


def _renewal(terms: ContractTerms, on: date, rises: int) -> Renewal:
    low, likely, high = uplifts(terms)
    factor = (1 + likely) ** rises
    yearly = yearly_amount(terms)
    assumed = defaults(terms)
    confidence: Confidence = "high" if not assumed else "low" if set(assumed) & set(_SERIOUS) else "medium"
    return Renewal(
        on=on,
        cancel_by=cancel_by(terms, on),
        price=None if terms.amount is None else cents(terms.amount * factor),
        yearly=None if yearly is None else cents(yearly * factor),
        uplift_low=low,
        uplift_likely=likely,
        uplift_high=high,
        auto=terms.auto_renew,
        defaults=assumed,
        confidence=confidence,
    )
