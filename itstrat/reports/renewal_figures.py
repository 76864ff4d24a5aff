"""What is coming up for renewal, in figures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from itstrat.numbers import money_label, plural
from itstrat.planning.calendar import add_months
from itstrat.planning.money import cents
from itstrat.planning.quality import money_weighted
from itstrat.reports.agreements import Agreement
from itstrat.reports.confidence import letter
from itstrat.reports.statement import Figure, Grade

if TYPE_CHECKING:
    from collections.abc import Iterable

SOURCE = "Contracts"
_NEAR = timedelta(days=90)
_SURE = {"high": 1.0, "medium": 0.75, "low": 0.0}


@dataclass(frozen=True, slots=True)
class Coming:
    """The contracts that have not ended, parted by what the next twelve months ask of them. Money is a year's.

    `by_itself` renews unless somebody acts, `perhaps` may (nobody knows), `near` must be decided within 90 days. `rise`
    is the lowest, likely and highest rise of everything that renews. `unpriced` counts renewals without an amount.
    """

    contracts: list[Agreement]
    by_itself: Decimal
    perhaps: Decimal
    near: list[Agreement]
    near_money: Decimal
    late: list[Agreement]
    late_money: Decimal
    due: list[Agreement]
    undecided: list[Agreement]
    rise: tuple[Decimal, Decimal, Decimal]
    unpriced: int
    idle: list[Agreement]
    reclaim: int
    reclaim_money: Decimal
    incomplete: list[Agreement]
    grade: Grade


def coming(found: list[Agreement], as_of: date) -> Coming:
    """What is coming within twelve months of as_of, of contracts in the order of their day to cancel."""
    live = [one for one in found if one.standing != "ended"]
    year = [one for one in live if one.renewal and one.renewal.on <= add_months(as_of, 12)]
    kept = [one for one in year if one.terms.decision != "cancel" or one.state == "overdue"]
    goes_on = [one for one in kept if one.terms.auto_renew is not False or one.terms.decision]
    late = [one for one in live if one.state == "overdue"]
    near = [one for one in live if one.renewal and as_of <= one.renewal.cancel_by <= as_of + _NEAR]
    idle = sorted((one for one in live if one.reclaim), key=lambda one: -(one.reclaim_value or 0))
    sure = [_SURE[one.renewal.confidence] if one.renewal else 0.0 for one in live if one.state != "any day"]
    return Coming(
        contracts=live,
        by_itself=_sum(one for one in kept if one.terms.auto_renew is True),
        perhaps=_sum(one for one in kept if one.terms.auto_renew is None),
        near=near,
        near_money=_sum(near),
        late=late,
        late_money=_sum(late),
        due=[one for one in live if one.state == "due"],
        undecided=[one for one in live if one.state in ("due", "ahead")],
        rise=_rise(goes_on),
        unpriced=sum(one.yearly is None for one in year),
        idle=idle,
        reclaim=sum(one.reclaim or 0 for one in idle),
        reclaim_money=sum((one.reclaim_value or Decimal(0) for one in idle), Decimal(0)),
        incomplete=[one for one in live if one.missing],
        grade=letter(money_weighted(sure, [one.yearly for one in live if one.state != "any day"])),
    )


def figures(ahead: Coming, as_of: date, currency: str) -> tuple[Figure, ...]:
    """The headline figures, the money that renews by itself first."""
    low, likely, high = ahead.rise
    perhaps = f"{money_label(ahead.perhaps, currency)} more may" if ahead.perhaps else ""
    unpriced = f"{ahead.unpriced} without an amount" if ahead.unpriced else ""

    def figure(label: str, value: Decimal | int, unit: str, period: str, **more: Any) -> Figure:
        if not ahead.contracts:
            return Figure(label, None, unit, period, as_of, SOURCE, ahead.grade, _MEANS[label])
        return Figure(label, Decimal(value), unit, period, as_of, SOURCE, ahead.grade, _MEANS[label], **more)

    return (
        figure(
            "Renews by itself", ahead.by_itself, currency, "a year, next 12 months",
            note=", ".join(part for part in (perhaps, unpriced) if part),
        ),
        figure(
            "Too late to cancel", ahead.late_money, currency, "a year, next renewal",
            status="off track" if ahead.late else "on track", note=plural(len(ahead.late), "contract"),
        ),
        figure(
            "Cancel-by in 90 days", ahead.near_money, currency, "a year",
            status="at risk" if any(one.state == "due" for one in ahead.near) else "on track",
            note=plural(len(ahead.near), "contract"),
        ),
        figure(
            "Likely price rise", likely, currency, "a year, renewals of the next 12 months",
            note=f"{money_label(low, currency)} to {money_label(high, currency)}",
        ),
        figure(
            "Seats to give back", ahead.reclaim, "seats", "at the next renewal",
            status="at risk" if ahead.reclaim else "on track",
            note=f"{money_label(ahead.reclaim_money, currency)} a year",
        ),
        figure(
            "Contracts lacking terms", len(ahead.incomplete), "", f"of {plural(len(ahead.contracts), 'contract')}",
            status="at risk" if ahead.incomplete else "on track",
        ),
    )  # fmt: skip


_MEANS = {
    "Renews by itself": "A year's cost, at the likely price, of contracts that renew within twelve months unless somebody "
    "cancels them. Contracts without a term and those decided to be cancelled in time are left out.",
    "Too late to cancel": "Of it, contracts whose last day to cancel has passed while the renewal is still ahead.",
    "Cancel-by in 90 days": "A year's cost of contracts whose last day to cancel falls within the next 90 days: the "
    "renewal less the notice period, 90 days where none is stated.",
    "Likely price rise": "A year's cost times the rise expected at renewal: as the contract says, else 7% (0% to 15%), "
    "never above its cap.",
    "Seats to give back": "Paid seats less those used and 5% to spare; used are the assigned ones less those idle for 90 "
    "days.",
    "Contracts lacking terms": "Contracts of which the end, notice, billing, auto-renew, uplift, amount or owner is not "
    "recorded.",
}


def _sum(found: Iterable[Agreement]) -> Decimal:
    """A year of each at the price of its next renewal."""
    yearly = (one.renewal.yearly for one in found if one.renewal and one.renewal.yearly is not None)
    return sum(yearly, Decimal("0.00"))


def _rise(found: list[Agreement]) -> tuple[Decimal, Decimal, Decimal]:
    low = likely = high = Decimal("0.00")
    for one in found:
        if one.renewal and one.yearly is not None:
            low += cents(one.yearly * one.renewal.uplift_low)
            likely += cents(one.yearly * one.renewal.uplift_likely)
            high += cents(one.yearly * one.renewal.uplift_high)
    return low, likely, high
