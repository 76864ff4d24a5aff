"""Lengths of time and links as they are written."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itstrat.planning.link_text import LinkText, link_text, link_texts
from itstrat.planning.spans import Span, calendar_days, last_day, last_working_day, span, worked_off


@pytest.mark.parametrize(
    ("text", "amount", "unit", "elapsed"),
    [("3 months", "3", "month", False), ("12w", "12", "week", False), ("45d", "45", "day", False),
     ("1.5 yrs", "1.5", "year", False), ("5 days?", "5", "day", False), ("5 edays", "5", "day", True),
     ("+ 2 mons", "2", "month", False), ("-3", "-3", "", False), ("PT16H30M0S", "990", "minute", False),
     ("0,5 h", "0.5", "hour", False)],
)  # fmt: skip
def test_a_length_is_read_with_its_unit(text: str, amount: str, unit: str, elapsed: bool) -> None:
    """As people, spreadsheets and project programs write it."""
    assert span(text) == Span(Decimal(amount), unit, elapsed)


@pytest.mark.parametrize("text", ["", "soon", "3 fortnights", "50%", "P", "3 4"])
def test_what_is_no_length_is_none(text: str) -> None:
    """Nothing is guessed from it."""
    assert span(text) is None


@pytest.mark.parametrize(
    ("text", "calendar", "worked"),
    [("1 day", 1, 1), ("5 days", 5, 7), ("6 days", 6, 8), ("-5 days", -5, -7), ("2 weeks", 14, 14),
     ("1 month", 30, 28), ("16 hours", 1, 2), ("4 hours", 0, 1), ("3 edays", 3, 3)],
)  # fmt: skip
def test_working_time_takes_longer_than_it_counts(text: str, calendar: int, worked: int) -> None:
    """8 hours are a working day, 5 working days a week of 7; elapsed time is calendar time."""
    length = span(text)
    assert length is not None
    assert (calendar_days(length), worked_off(length)) == (calendar, worked)


def test_months_end_the_day_before_their_own_day() -> None:
    """Three months from 15 January end on 14 April, ninety days on 14 April too, twelve weeks on 8 April."""
    start = date(2027, 1, 15)
    ends = [last_day(start, found) for text in ("3 months", "90d", "12w") if (found := span(text))]
    assert ends == [date(2027, 4, 14), date(2027, 4, 14), date(2027, 4, 8)]


@given(st.dates(date(2000, 1, 1), date(2060, 1, 1)), st.integers(1, 400))
def test_working_days_are_counted_one_by_one(start: date, days: int) -> None:
    """The last working day is the one that a walk over the calendar finds, weekends left out."""
    walked = [
        day for k in range(2 * days + 10) if (day := date.fromordinal(start.toordinal() + k)).weekday() < 5
    ]
    assert last_working_day(start, Span(Decimal(days), "day")) == walked[days - 1]


@pytest.mark.parametrize(
    ("text", "read"),
    [("Mail", LinkText("Mail")), ("3FS+5 days", LinkText("3", "FS", Span(Decimal(5), "day"))),
     ("A SS+1", LinkText("A", "SS", Span(Decimal(1), ""))), ("4ss", LinkText("4", "SS")),
     ("New CRM FF - 2 months", LinkText("New CRM", "FF", Span(Decimal(-2), "month"))),
     ("Review staff", LinkText("Review staff")), ("SF", LinkText("SF"))],
)  # fmt: skip
def test_a_link_is_read_as_it_is_written(text: str, read: LinkText) -> None:
    """Without a kind it is finish to start; a name that ends like a kind is a name."""
    assert link_text(text) == read
    assert link_text(str(read)) == read


def test_a_lag_that_is_none_is_said() -> None:
    """With the text that cannot be read."""
    with pytest.raises(ValueError, match=r"'\+50%' is no lag"):
        link_text("3FS+50%")


def test_links_stand_apart_at_semicolons_and_line_ends() -> None:
    """A comma may belong to a name."""
    assert link_texts("Mail, files and chat FS+2w;\n B ;") == ["Mail, files and chat FS+2w", "B"]
