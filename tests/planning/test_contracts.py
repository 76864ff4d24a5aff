"""Renewals, notice and price of contracts."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given

from itstrat.planning.contracts import (
    earliest_exit,
    next_renewal,
    renewals,
    standing,
    steps,
    stops_on,
)
from itstrat.planning.terms import ContractTerms, cancel_by, expires_on, yearly_amount

from .made import DAYS, TERMS, contract

TODAY = date(2026, 11, 22)


def test_notice_in_days_and_in_months() -> None:
    """60 days before 15 March is 14 January, two months before is 15 January (oracle O1-2); both: the earlier."""
    renewal_on = date(2027, 3, 15)
    assert cancel_by(contract(), renewal_on) == date(2027, 1, 14)
    assert cancel_by(contract(notice_days=None, notice_months=2), renewal_on) == date(2027, 1, 15)
    assert cancel_by(contract(notice_months=2), renewal_on) == date(2027, 1, 14)
    assert cancel_by(contract(notice_days=0), renewal_on) == renewal_on


def test_renewals_are_counted_from_the_original_start() -> None:
    """Initial and renewal terms are added once: 36 then 12 months from August 2020 (oracle O1-6)."""
    terms = contract(start_on=date(2020, 8, 1), initial_months=36, notice_days=None, notice_months=3)
    found = renewals(terms, date(2020, 8, 1), date(2024, 12, 31))
    assert [(renewal.on, renewal.cancel_by) for renewal in found] == [
        (date(2023, 8, 1), date(2023, 5, 1)),
        (date(2024, 8, 1), date(2024, 5, 1)),
    ]
    sixty = contract(start_on=date(2020, 8, 1), initial_months=60)
    second = renewals(sixty, date(2020, 8, 1), date(2026, 8, 1))[1]
    assert second.on == date(2026, 8, 1)


def test_clipping_never_adds_up() -> None:
    """From 31 January monthly: the ends of the months, not the 28th for ever after February."""
    terms = contract(start_on=date(2026, 1, 31), initial_months=1, renewal_months=1, notice_days=5)
    found = [renewal.on for renewal in renewals(terms, date(2026, 2, 1), date(2026, 5, 31))]
    assert found == [date(2026, 2, 28), date(2026, 3, 31), date(2026, 4, 30), date(2026, 5, 31)]


def test_a_contract_that_renews_itself_rolls_past_its_end() -> None:
    """The next renewal is the first one not before today; the price carries only the rises still ahead."""
    terms = contract(start_on=date(2021, 3, 15))
    renewal = next_renewal(terms, TODAY)
    assert renewal is not None
    assert (renewal.on, renewal.price) == (date(2027, 3, 15), Decimal("12840.00"))
    later = renewals(terms, TODAY, date(2028, 12, 31))
    assert [one.price for one in later] == [Decimal("12840.00"), Decimal("13738.80")]


def test_a_missed_notice_is_seen_until_the_renewal() -> None:
    """Past cancel-by and before the renewal it is missed, and the first way out is a year later."""
    terms = contract()
    renewal = next_renewal(terms, date(2027, 2, 1))
    assert renewal is not None
    assert renewal.on == date(2027, 3, 15)
    assert renewal.missed(date(2027, 2, 1))
    assert not renewal.missed(date(2027, 1, 14))
    assert earliest_exit(terms, date(2027, 2, 1)) == date(2028, 3, 15)
    assert earliest_exit(terms, date(2027, 1, 14)) == date(2027, 3, 15)


def test_a_contract_that_does_not_renew_itself_has_its_end_only() -> None:
    """It ends, past or ahead, unless somebody decided to keep it."""
    terms = contract(auto_renew=False)
    later = date(2029, 1, 1)
    assert [renewal.on for renewal in renewals(terms, TODAY, later)] == [date(2027, 3, 15)]
    ended = next_renewal(terms, date(2028, 1, 1))
    assert ended is not None
    assert (ended.on, ended.missed(date(2028, 1, 1))) == (date(2027, 3, 15), False)
    assert standing(terms, date(2028, 1, 1)) == "ended"
    kept = contract(auto_renew=False, decision="keep")
    assert len(renewals(kept, TODAY, later)) == 2
    assert (stops_on(terms, TODAY), stops_on(kept, TODAY)) == (date(2027, 3, 15), None)


def test_a_missing_end_is_said_and_rolled_at_the_last_known_price() -> None:
    """Nothing vanishes: the contract renews yearly from its start, at no rise, with low confidence."""
    terms = contract(initial_months=None, renewal_months=None, auto_renew=None, uplift=None)
    renewal = next_renewal(terms, TODAY)
    assert renewal is not None
    assert (renewal.on, renewal.price) == (date(2027, 3, 15), Decimal("12000.00"))
    assert renewal.end_unknown
    assert renewal.confidence == "low"


def test_silence_is_filled_by_stated_defaults() -> None:
    """No notice is 90 days, no uplift is 0 to 15% with 7% likely, capped; each is listed."""
    renewal = next_renewal(contract(notice_days=None, uplift=None, uplift_cap=Decimal("0.05")), TODAY)
    assert renewal is not None
    assert renewal.cancel_by == date(2026, 12, 15)
    assert renewal.notice_assumed
    rises = (renewal.uplift_low, renewal.uplift_likely, renewal.uplift_high)
    assert rises == (Decimal(0), Decimal("0.05"), Decimal("0.05"))
    assert (renewal.defaults, renewal.confidence) == (("notice", "uplift"), "medium")


def test_a_contract_that_says_everything_needs_no_default() -> None:
    """Confidence is high when nothing is assumed, and a stated rise above the cap is held to the cap."""
    renewal = next_renewal(contract(uplift_cap=Decimal("0.03")), TODAY)
    assert renewal is not None
    assert (renewal.defaults, renewal.confidence, renewal.price) == ((), "high", Decimal("12360.00"))


def test_evergreen_one_off_and_undated_contracts_have_no_renewal() -> None:
    """Each says which it is; an evergreen contract can be left after its notice, the others not by date."""
    bare: dict[str, Any] = {"initial_months": None, "renewal_months": None}
    evergreen, one_off = contract(**bare), contract(**bare, auto_renew=None, billing="once")
    undated = ContractTerms(amount=Decimal(5))
    assert [standing(terms, TODAY) for terms in (evergreen, one_off, undated)] == [
        "evergreen",
        "one-off",
        "unknown",
    ]
    assert [next_renewal(terms, TODAY) for terms in (evergreen, one_off, undated)] == [None, None, None]
    assert [earliest_exit(terms, TODAY) for terms in (evergreen, one_off, undated)] == [
        TODAY + timedelta(days=60),
        None,
        None,
    ]


@pytest.mark.parametrize(
    ("start", "end", "expiry"),
    [
        (date(2026, 3, 15), date(2027, 3, 14), date(2027, 3, 15)),
        (date(2026, 3, 15), date(2027, 3, 15), date(2027, 3, 15)),
        (None, date(2026, 12, 31), date(2027, 1, 1)),
        (date(2026, 3, 15), date(9999, 12, 31), None),
        (date(2026, 3, 15), None, None),
    ],
)
def test_an_end_date_is_the_last_day_or_the_anniversary(
    start: date | None, end: date | None, expiry: date | None
) -> None:
    """Both ways of writing a year's end mean the same renewal; the year 9999 means no end."""
    assert expires_on(contract(start_on=start, end_on=end)) == expiry


def test_a_stated_end_is_believed_more_than_the_initial_term() -> None:
    """Renewals go on from the stated end: by the start's day if it is whole months later, else by its own."""

    def days(end_on: date) -> list[date]:
        terms = contract(start_on=date(2020, 1, 31), initial_months=12, end_on=end_on)
        return [renewal.on for renewal in renewals(terms, TODAY, date(2028, 12, 31))]

    assert days(date(2027, 2, 27)) == [date(2027, 2, 28), date(2028, 2, 29)]
    assert days(date(2027, 5, 9)) == [date(2027, 5, 10), date(2028, 5, 10)]


@pytest.mark.parametrize(
    ("billing", "months", "yearly"),
    [
        ("annual", 12, "12000.00"),
        ("quarterly", 12, "48000.00"),
        ("monthly", 12, "144000.00"),
        ("once", 36, "4000.00"),
        (None, 12, "12000.00"),
    ],
)
def test_what_a_year_costs(billing: str | None, months: int, yearly: str) -> None:
    """The amount times the bills of a year; a sum paid once is spread over its term."""
    assert yearly_amount(contract(billing=billing, initial_months=months)) == Decimal(yearly)


def test_unknown_amounts_stay_unknown() -> None:
    """No amount is no price, not a price of zero; so is a sum paid once for no stated term."""
    renewal = next_renewal(contract(amount=None), TODAY)
    assert renewal is not None
    assert (renewal.price, renewal.yearly) == (None, None)
    assert yearly_amount(contract(billing="once", initial_months=None, renewal_months=None)) is None


def test_steps_come_due_in_turn() -> None:
    """120, 90 and 60 days before cancel-by: overdue once the next is due, the last once cancel-by has passed."""
    renewal = next_renewal(contract(), TODAY)
    assert renewal is not None

    def states(day: date) -> list[str]:
        return [step.state for step in steps(renewal, day)]

    assert [step.on for step in steps(renewal, TODAY)] == [
        date(2026, 9, 16),
        date(2026, 10, 16),
        date(2026, 11, 15),
    ]
    assert states(date(2026, 9, 15)) == ["ahead", "ahead", "ahead"]
    assert states(date(2026, 10, 16)) == ["overdue", "due", "ahead"]
    assert states(date(2027, 1, 14)) == ["overdue", "overdue", "due"]
    assert states(date(2027, 1, 15)) == ["overdue", "overdue", "overdue"]


@given(TERMS, DAYS, DAYS)
def test_renewals_are_in_order_and_within_the_span(terms: ContractTerms, as_of: date, until: date) -> None:
    """Whatever is unknown, renewals rise, lie within the span, and can be cancelled no later than they begin."""
    found = renewals(terms, as_of, until)
    days = [renewal.on for renewal in found]
    assert days == sorted(set(days))
    assert all(as_of <= renewal.on <= until and renewal.cancel_by <= renewal.on for renewal in found)
    upcoming = next_renewal(terms, as_of)
    if found:
        assert found[0] == upcoming
    leaving = earliest_exit(terms, as_of)
    if leaving is not None and terms.auto_renew is not False:
        assert leaving >= as_of
