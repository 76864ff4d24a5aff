"""The report Renewals: what renews by itself, what is too late, what waits, and which terms are missing."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from itstrat.reports.renewals import RenewalsReport, report
from tests.reports.made import AS_OF, SCOPE, contract
from tests.reports.said import figure

if TYPE_CHECKING:
    from itstrat.store.database import Store


def only(said: RenewalsReport) -> dict[str, Any]:
    """The one contract of the table."""
    (row,) = said.every.to_dict("records")
    return {str(name): value for name, value in row.items()}


def test_an_empty_plan_says_that_there_is_nothing(store: Store) -> None:
    """Its figures are unknown, not 0, and none is on track or counts contracts that are not there."""
    said = report(store, SCOPE)
    assert said.title == "There are no contracts to renew"
    assert {(one.value, one.status, one.note) for one in said.figures} == {(None, "unknown", "")}
    assert said.every.empty


def test_what_renews_by_itself_counts_at_the_price_after_the_renewal(store: Store) -> None:
    """12,000 a year with 5% is 12,600; what ends by itself and what has no term do not count."""
    contract(store)
    contract(store, "Ends", auto_renew=False)
    contract(store, "Any day", initial_months=None, renewal_months=None)
    assert figure(report(store, SCOPE), "Renews by itself").value == Decimal("12600.00")


def test_a_contract_to_be_cancelled_in_time_does_not_renew(store: Store) -> None:
    """It leaves the exposure; once the day to cancel has passed it is back."""
    contract(store, decision="cancel")
    assert figure(report(store, SCOPE), "Renews by itself").value == 0
    contract(store, "Late", decision="cancel", notice_days=120)
    said = report(store, SCOPE)
    assert (
        figure(said, "Renews by itself").value
        == figure(said, "Too late to cancel").value
        == Decimal("12600.00")
    )


def test_unknown_auto_renewal_is_said_apart(store: Store) -> None:
    """It is neither in the sum nor dropped: "more may"."""
    contract(store, auto_renew=None)
    shown = figure(report(store, SCOPE), "Renews by itself")
    assert shown.value == 0
    assert shown.note == "$12.6k more may"


@pytest.mark.parametrize(
    ("days", "state"),
    [(121, "○ Ahead"), (120, "▲ 120-day step due"), (90, "▲ 90-day step due"), (60, "▲ 60-day step due"),
     (0, "▲ 60-day step due"), (-1, "■ Too late to cancel")],
)  # fmt: skip
def test_a_contract_is_where_its_day_to_cancel_puts_it(store: Store, days: int, state: str) -> None:
    """The steps are due from 120, 90 and 60 days before the day to cancel; after it, it is too late."""
    renewal = AS_OF + timedelta(days=days + 30)
    contract(store, start_on=None, initial_months=None, end_on=renewal - timedelta(days=1))
    row = only(report(store, SCOPE))
    assert row["State"] == state
    assert row["Cancel by"].date() == AS_OF + timedelta(days=days)


def test_a_decision_ends_the_waiting(store: Store) -> None:
    """Decided in time it is decided; only "keep" settles what is too late."""
    contract(store, decision="renegotiate")
    assert only(report(store, SCOPE))["State"] == "✓ Decided"


@pytest.mark.parametrize(("decision", "state"), [("keep", "✓ Decided"), ("cancel", "■ Too late to cancel")])
def test_too_late_stays_too_late_unless_it_is_kept(store: Store, decision: str, state: str) -> None:
    """A decision to cancel after the day to cancel has passed cancels nothing."""
    contract(store, notice_days=120, decision=decision)
    assert only(report(store, SCOPE))["State"] == state


def test_the_rise_lies_between_what_is_least_and_most_likely(store: Store) -> None:
    """Without a stated uplift 0%, 7% and 15%, never above the cap."""
    contract(store, uplift=None, uplift_cap=Decimal("0.10"))
    shown = figure(report(store, SCOPE), "Likely price rise")
    assert shown.value == Decimal("840.00")
    assert shown.note == "$0 to $1.2k"


def test_seats_to_give_back_are_valued_a_year(store: Store) -> None:
    """120 paid, 95 assigned, 13 idle: 33 seats at 18 a month are 7,128 a year."""
    contract(
        store, billing="monthly", amount=Decimal(2160), unit_price=Decimal(18),
        seats_paid=120, seats_assigned=95, seats_idle=13,
    )  # fmt: skip
    said = report(store, SCOPE)
    assert figure(said, "Seats to give back").value == 33
    assert said.seats["Worth a year (USD)"].iloc[0] == Decimal("7128.00")


def test_seats_nobody_counted_are_unknown(store: Store) -> None:
    """Without the idle ones nothing can be said about use, so nothing is given back."""
    contract(store, seats_paid=10, seats_assigned=4)
    said = report(store, SCOPE)
    assert said.seats.empty
    assert only(said)["Seats used"] is not only(said)["Seats used"] or not isinstance(
        only(said)["Seats used"], int
    )


def test_an_assumed_notice_is_flagged(store: Store) -> None:
    """It counts 90 days, says so, and lists the notice period among what to add."""
    contract(store, notice_days=None)
    said = report(store, SCOPE)
    assert only(said)["Notice"] == "90 days, assumed"
    assert only(said)["Cancel by"].date() == date(2026, 12, 1)
    assert list(said.missing["Add"]) == ["notice period"]
    assert list(said.missing["Assumed until then"]) == ["90 days' notice"]


def test_a_contract_without_any_date_is_kept_and_says_what_is_missing(store: Store) -> None:
    """No date, no renewal, but a row, a place on the timeline, and a list of what to add."""
    contract(store, start_on=None, initial_months=None, renewal_months=None, auto_renew=None)
    said = report(store, SCOPE)
    assert only(said)["State"] == "? Unknown"
    assert list(said.timeline["state"]) == ["unknown"]
    assert "start date" in said.missing["Add"].iloc[0]
    assert "end date or term" in said.missing["Add"].iloc[0]


def test_an_ended_contract_asks_for_nothing(store: Store) -> None:
    """It stays in the table as ended and in no figure."""
    contract(store, auto_renew=False, initial_months=12, renewal_months=None)
    said = report(store, SCOPE)
    assert only(said)["State"] == "Ended"
    assert said.title == "There are no contracts to renew"


def test_the_first_to_cancel_stands_first(demo_store: Store) -> None:
    """By the day to cancel; what has none is last."""
    days = report(demo_store, SCOPE).every["Cancel by"]
    assert days.dropna().is_monotonic_increasing
    assert days.isna().tail(int(days.isna().sum())).all()


def test_the_demo_company_has_one_contract_that_is_too_late(demo_store: Store) -> None:
    """The title says so, a finding names it, and a decision asks about it."""
    said = report(demo_store, SCOPE)
    assert "for 1 contract the day to cancel has passed" in said.title
    assert "Document management" in said.findings[0].sentence
    assert any("Document management" in asked.what for asked in said.decisions)
    assert len(said.every) == 32
