"""The status of an initiative and its reason."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itstrat.planning.status import Dates, elapsed, slip_days, status

TODAY = date(2026, 11, 22)
RUNNING = Dates(
    start_on=date(2026, 9, 1),
    finish_on=date(2027, 2, 28),
    approved_start_on=date(2026, 9, 1),
    approved_finish_on=date(2027, 2, 28),
    progress=Decimal("0.46"),
)
DAYS = st.dates(date(2025, 1, 1), date(2028, 12, 31))


def test_dates_and_progress_that_hold_are_on_track() -> None:
    """83 of 181 days have passed and 46% is done."""
    found = status(RUNNING, TODAY)
    assert (found.state, found.reason, found.slip_days) == ("on track", "Its dates and its progress hold.", 0)
    assert not found.overridden
    assert elapsed(RUNNING, TODAY) == Decimal(83) / 181


@pytest.mark.parametrize(
    ("finish", "state"),
    [
        (date(2027, 3, 28), "on track"),
        (date(2027, 3, 29), "at risk"),
        (date(2027, 5, 28), "at risk"),
        (date(2027, 5, 29), "off track"),
    ],
)
def test_a_slip_is_judged_by_calendar_months(finish: date, state: str) -> None:
    """Up to one month on track, up to three at risk, then off track."""
    found = status(replace(RUNNING, finish_on=finish), TODAY)
    assert found.state == state
    assert found.slip_days == (finish - date(2027, 2, 28)).days
    assert "later than first approved" in found.reason


@pytest.mark.parametrize(("done", "state"), [("0.40", "on track"), ("0.20", "at risk"), ("0", "at risk")])
def test_progress_is_held_against_the_time_that_has_passed(done: str, state: str) -> None:
    """Work behind counts like days of slip."""
    assert status(replace(RUNNING, progress=Decimal(done)), TODAY).state == state
    assert status(replace(RUNNING, progress=Decimal(0)), date(2026, 12, 15)).state == "off track"
    behind = status(replace(RUNNING, progress=Decimal("0.20")), TODAY)
    assert behind.reason == "20% is done after 46% of its time: 47 days behind."


def test_a_late_start_alone_is_at_worst_at_risk() -> None:
    """The finish still holds."""
    late = replace(RUNNING, approved_start_on=date(2026, 1, 1))
    assert status(late, TODAY).state == "at risk"
    assert "start is 243 days later" in status(late, TODAY).reason


def test_a_missed_deadline_is_off_track_whatever_was_approved() -> None:
    """Passed, or certain to be."""
    ahead = replace(RUNNING, deadline_on=date(2027, 2, 18))
    assert status(ahead, TODAY).reason == "It is to finish 10 days after its deadline."
    passed = replace(RUNNING, deadline_on=date(2026, 11, 21))
    assert (status(passed, TODAY).state, status(passed, TODAY).reason) == (
        "off track",
        "Its deadline passed 1 day ago.",
    )


def test_what_is_done_stays_done() -> None:
    """Its slip is what its finish says."""
    done = replace(RUNNING, progress=Decimal(1), finish_on=date(2026, 10, 1), deadline_on=date(2026, 10, 2))
    assert status(done, TODAY).state == "done"
    assert slip_days(done, TODAY) == -150


def test_unfinished_work_slips_with_every_day() -> None:
    """A finish in the past is not a finish; with nothing approved it is held against itself."""
    over = replace(RUNNING, finish_on=date(2026, 11, 1), progress=Decimal("0.95"))
    assert slip_days(replace(over, approved_finish_on=date(2026, 10, 31)), TODAY) == 22
    unapproved = replace(over, approved_finish_on=None)
    assert slip_days(unapproved, TODAY) is None
    assert status(unapproved, TODAY).reason == "It was to be finished 21 days ago and is not."
    assert status(unapproved, date(2027, 3, 1)).state == "off track"


def test_what_has_not_started_is_planned_unless_it_slips() -> None:
    """A future start; its slip counts all the same."""
    ahead = replace(RUNNING, progress=Decimal(0))
    assert status(ahead, date(2026, 8, 1)).state == "planned"
    assert status(replace(ahead, finish_on=date(2027, 12, 31)), date(2026, 8, 1)).state == "off track"


def test_work_that_should_be_over_is_late_by_its_own_dates_too() -> None:
    """Dated a year before the approved finish and not done: passing the approved finish makes nothing better."""
    day = date(2025, 1, 1)
    early = Dates(day, day, approved_finish_on=date(2026, 1, 1), progress=Decimal(0))
    found = [status(early, date(2026, 1, day)) for day in (1, 2)]
    assert [one.state for one in found] == ["off track"] * 2
    assert found[1].reason == "It was to be finished 366 days ago and is not."


def test_what_nobody_knows_makes_nothing_late() -> None:
    """Begun work of unknown progress whose dates hold is of unknown progress, also after its finish and its deadline."""
    unknown = replace(RUNNING, progress=None, deadline_on=date(2027, 3, 1))
    found = status(unknown, TODAY)
    assert (found.state, found.slip_days) == ("progress unknown", 0)
    assert found.reason == "Nobody says how much of it is done after 46% of its time."
    assert status(unknown, date(2027, 9, 1)).state == "progress unknown"
    assert status(unknown, date(2026, 8, 31)).state == "planned"


def test_dates_tell_that_it_is_late_whatever_is_done() -> None:
    """A slipped finish, a late start or a finish after the deadline is known without the progress."""
    unknown = replace(RUNNING, progress=None)
    assert status(replace(unknown, finish_on=date(2027, 8, 1)), TODAY).state == "off track"
    assert status(replace(unknown, approved_start_on=date(2026, 1, 1)), TODAY).state == "at risk"
    missed = status(replace(unknown, deadline_on=date(2027, 2, 18)), date(2027, 9, 1))
    assert (missed.state, missed.reason) == ("off track", "It is to finish 10 days after its deadline.")


def test_without_dates_it_is_unscheduled() -> None:
    """And says which is missing."""
    assert status(Dates(), TODAY).reason == "It has no start."
    assert status(Dates(start_on=TODAY), TODAY).reason == "Its finish is not known."
    assert status(Dates(start_on=TODAY), TODAY).state == "unscheduled"


def test_an_override_shows_its_reason_and_what_is_computed() -> None:
    """Without a reason it does not count."""
    said = replace(RUNNING, override="at risk", override_reason="The vendor was sold.")
    found = status(said, TODAY)
    assert (found.state, found.computed, found.overridden) == ("at risk", "on track", True)
    assert found.reason == "The vendor was sold. (computed: on track)"
    unsaid = status(replace(said, override_reason=" "), TODAY)
    assert (unsaid.state, unsaid.overridden) == ("on track", False)
    assert "without a reason" in unsaid.reason


@given(
    st.builds(
        Dates,
        st.none() | DAYS,
        st.none() | DAYS,
        st.none() | DAYS,
        st.none() | DAYS,
        st.none() | DAYS,
        st.decimals(0, 1, places=2),
    ),
    DAYS,
    st.integers(0, 400),
)
def test_a_status_never_mends_itself_by_waiting(dates: Dates, as_of: date, later: int) -> None:
    """The same facts seen later are the same or worse, and always have a reason."""
    order = ("planned", "on track", "at risk", "off track")
    now, then = status(dates, as_of), status(dates, as_of + timedelta(days=later))
    assert now.reason.endswith(".")
    if now.state in order:
        assert order.index(then.state) >= order.index(now.state)
    else:
        assert then.state == now.state
