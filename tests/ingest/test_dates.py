"""Dates as people and programs write them, and the order that a column's dates are in."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itstrat.errors import QuestionError
from itstrat.ingest import dates
from itstrat.ingest.cells import CellError
from itstrat.ingest.evidence import OrderEvidence
from tests.ingest.made import read_text

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    "written",
    [
        "2025-01-31", "2025/01/31", "20250131", "2025-01-31T23:59:59Z", "2025-01-31 00:30:00+02:00", "31-Jan-2025",
        "31 January 2025", "Jan 31, 2025", "January 31st, 2025", "31.Jan.25", "Fri 31 Jan 2025", "31 janvier 2025",
        "45688", "45688.5", "2025-01-31T10:00:00.123", "2025 Jan 31", "31Jan2025",
        "2025-01-31 00:00:00+00", "Fr 31 Jan 2025", "Fr., 31 Januar 2025",
    ],
)  # fmt: skip
def test_dates_that_read_one_way(written: str) -> None:
    """ISO, timestamps, compact, named months and spreadsheet serials need no order; the day is the one written."""
    assert dates.day(written, None) == "2025-01-31"


@pytest.mark.parametrize("written", ["", "-", "N/A", "0000-00-00", "00/00/0000"])
def test_no_date_is_unknown(written: str) -> None:
    """Signs for 'no date' are unknown."""
    assert dates.day(written, None) is None


@pytest.mark.parametrize(
    "written", ["31/02/2020", "2020-02-31", "31 Feb 2020", "99/99/9999", "soon", "12/2020", "9999999"]
)
def test_impossible_dates_are_refused(written: str) -> None:
    """A day that no calendar has is refused, whatever the order."""
    with pytest.raises(CellError):
        dates.day(written, "dmy")


def test_two_digit_years() -> None:
    """Years up to 68 are of this century."""
    assert dates.day("01/02/68", "dmy") == "2068-02-01"
    assert dates.day("01/02/69", "dmy") == "1969-02-01"


@pytest.mark.parametrize(
    "written", ["Oct 2024", "October-24", "2024-10", "202410", "10/2024", "2024-10-17", "2024M10"]
)
def test_months(written: str) -> None:
    """A month is its first day, however it is named."""
    assert dates.month(written, None) == "2024-10-01"


def _order(values: list[str]) -> str | None:
    found = OrderEvidence()
    for value in values:
        found.add(value)
    return found.order()


_ORDERS = {
    "dmy": "%d/%m/%Y",
    "mdy": "%m/%d/%Y",
    "ymd": "%Y/%m/%d",
    "ydm": "%Y/%d/%m",
    "dym": "%d/%Y/%m",
    "myd": "%m/%Y/%d",
}


@pytest.mark.parametrize("order", _ORDERS)
def test_six_orders(order: str) -> None:
    """Each of the six orders is found from a column that shows it, the rare ones when nothing else fits."""
    days = [date(2024, month, day) for month in (1, 5, 12) for day in (3, 14, 28)]
    assert _order([day.strftime(_ORDERS[order]) for day in days]) == order


@pytest.mark.parametrize("form", ["%d/%m/%y", "%m/%d/%y"])
def test_two_digit_orders(form: str) -> None:
    """Two-digit years leave day or month first, told by the days above 12."""
    days = [
        date(2023, month, day) for month in range(1, 13) for day in (2, 11, 19, 30) if (month, day) != (2, 30)
    ]
    assert _order([day.strftime(form) for day in days]) == ("dmy" if form.startswith("%d") else "mdy")


def test_two_digit_years_in_front_are_asked() -> None:
    """24/05/31, 24/06/15 ... may start with the year: not taken as days silently."""
    assert _order(["24/05/31", "24/06/15", "24/12/01", "24/07/20", "24/08/09"]) is None


def test_ambiguous_column_has_no_order() -> None:
    """All days under 13 and different readings: no order."""
    assert _order(["01/02/2024", "03/04/2024"]) is None


def test_same_in_both_orders_needs_no_answer() -> None:
    """New Year's day is the same day first or month first."""
    assert _order(["01/01/2024", "02/02/2025"]) == "dmy"


def test_contradicting_column_has_no_order() -> None:
    """Days first in some rows and months first in others is asked, not outvoted."""
    assert _order(["13/01/2024", "01/13/2024", "14/01/2024"]) is None


def test_a_typo_does_not_turn_the_order() -> None:
    """One month 13 among many days above 12 is a wrong date, not another order."""
    assert (
        _order([f"{day}/03/2024" for day in range(13, 32)] + ["31/05/2024", "30/04/2024", "03/25/2024"])
        == "dmy"
    )


@given(
    st.lists(st.dates(date(1970, 1, 1), date(2068, 12, 31)), min_size=1),
    st.sampled_from(["dmy", "mdy", "ymd"]),
)
def test_known_order_reads_back(days: list[date], order: str) -> None:
    """With the order known every date of the calendar reads back."""
    assert [dates.day(day.strftime(_ORDERS[order]), order) for day in days] == [
        day.isoformat() for day in days
    ]


def test_question_names_column_examples_and_answer(tmp_path: Path) -> None:
    """An ambiguous column is asked with its name, three values and the way to answer."""
    content = "Paid Date,Supplier,Amount\n01/02/2024,A,1.00\n03/04/2024,B,2.00\n05/06/2024,C,3.00\n07/08/2024,D,4.00\n"
    with pytest.raises(QuestionError) as asked:
        read_text(tmp_path, content)
    for part in ("'Paid Date'", "01/02/2024", "03/04/2024", "05/06/2024", "--date-order dmy"):
        assert part in str(asked.value)
    assert read_text(tmp_path, content, date_order="mdy").column("posted_on")[0] == date(2024, 1, 2)
    assert read_text(tmp_path, content, date_order="dmy").column("posted_on")[0] == date(2024, 2, 1)


def test_impossible_date_costs_its_row_only(tmp_path: Path) -> None:
    """31/02/2020 is refused with line and column; the rest goes in in the order of the column."""
    found = read_text(tmp_path, "Date,Supplier,Amount\n13/01/2020,A,1\n31/02/2020,B,2.50\n02/03/2020,C,3\n")
    assert found.column("posted_on") == [date(2020, 1, 13), date(2020, 3, 2)]
    assert found.issues() == [(3, "Date", "'31/02/2020' is not a day of the calendar")]
    assert str(found.refused[0]["amount"]) == "2.50"


def test_other_date_column_of_the_file_tells(tmp_path: Path) -> None:
    """First-of-month dates follow the file's other date column, and the person is told."""
    content = "Name,Start Date,End Date\nA,01/03/2024,28/02/2025\nB,01/05/2024,30/04/2025\n"
    found = read_text(tmp_path, content, "contracts")
    assert found.column("start_on") == [date(2024, 3, 1), date(2024, 5, 1)]
    assert "Start Date" in found.said["notes"][0]


def test_evidence_far_down_counts(tmp_path: Path) -> None:
    """The one date that tells the order may stand in the last row."""
    rows = "".join(f"01/{month:02d}/2024,A,1.00\n" for month in range(1, 13)) * 500
    found = read_text(tmp_path, f"Date,Supplier,Amount\n{rows}25/12/2024,A,1.00\n")
    assert found.rows[1]["posted_on"] == date(2024, 2, 1)
