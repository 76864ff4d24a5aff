"""Files of one or many series."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from itstrat.errors import UnusableFileError
from itstrat.ingest.series import read_series
from itstrat.planning.series import Series

if TYPE_CHECKING:
    from pathlib import Path


def read(folder: Path, text: str) -> list[Series]:
    """The series of a file with that text."""
    path = folder / "spend.csv"
    path.write_text(text, encoding="utf-8")
    return read_series(path)


def test_months_in_any_order(tmp_path: Path) -> None:
    """Days within the month do not matter; one series is named by its file."""
    found = read(tmp_path, "Date,Amount\n2026-02-28,20\n2026-01-05,10.50\n2026-03,-3\n")
    assert found == [
        Series("spend", "months", date(2026, 1, 1), (Decimal("10.50"), Decimal(20), Decimal(-3)))
    ]
    assert found[0].period(3) == date(2026, 4, 1)


@pytest.mark.parametrize("rows", ["2026,1\n2027,2\n", "2026-07-01,1\n2027-07-01,2\n"])
def test_years(tmp_path: Path, rows: str) -> None:
    """A year for a date, or the same day of each year."""
    found = read(tmp_path, "date,amount\n" + rows)[0]
    assert found.step == "years"
    assert found.period(2).year == 2028


def test_many_series_in_one_file(tmp_path: Path) -> None:
    """With a column for the name, each keeps its own months."""
    found = read(tmp_path, "series;date;amount\nb;2026-01;1\na;2026-05;1,200\nb;2026-02;2\na;2026-06;0\n")
    assert [(one.name, one.first_on.month, len(one.amounts)) for one in found] == [("b", 1, 2), ("a", 5, 2)]
    assert found[1].amounts[0] == Decimal(1200)


def test_columns_are_found_by_name_among_others(tmp_path: Path) -> None:
    """Row numbers and decimal years, as statistics tools write them."""
    found = read(
        tmp_path, "rownames,time,value\n1,1949,112\n2,1949.08333333333,118\n3,1949.16666666667,132\n"
    )
    assert found[0].first_on == date(1949, 1, 1)
    assert found[0].amounts == (Decimal(112), Decimal(118), Decimal(132))


def test_a_header_is_not_needed(tmp_path: Path) -> None:
    """Two cells are date and amount, three begin with the name."""
    assert read(tmp_path, "2026-01,5\n2026-02,6\n")[0].amounts == (Decimal(5), Decimal(6))
    assert read(tmp_path, "cloud,2026-01,5\ncloud,2026-02,6\n")[0].name == "cloud"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("date,amount\n2026-01,5\n2026-02,x\n", r"spend.csv:3: \[amount\] is no amount"),
        ("date,amount\n2026-01,\n", r"spend.csv:2: \[amount\]"),
        ('date,amount\n2026-01,"1.234,50"\n', r"spend.csv:2: \[amount\]"),
        ("date,amount\n01/02/2026,5\n", r"spend.csv:2: \[date\] is no date"),
        ("date,amount\n2026-13,5\n", r"spend.csv:2: \[date\]"),
        ("date,amount\n9999-12-31,5\n", r"spend.csv:2: \[date\]"),
        ("date,amount\n9999.99,5\n", r"spend.csv:2: \[date\]"),
        ("date,amount\n2026-01,1e99\n", r"spend.csv:2: \[amount\]"),
        ("date,amount\n2026-01,1\n2026-04,2\n", "2 months are missing before this one"),
        ("series,date,amount\nx,2026-01,1\nx,2026-03,2\n", "one month is missing before this one of x"),
        ("date,amount\n2026-01,1\n2026-01-31,2\n", "is there already, on line 2"),
        ("date,amount\n2026\n", "2 cells are needed"),
        ("when,what\n2026-01,1\n", "spend.csv:1: the columns are not"),
        ("date,amount\n", "no rows"),
        ("", "empty"),
    ],
)
def test_what_cannot_be_used_is_said_with_its_line(tmp_path: Path, text: str, said: str) -> None:
    """The file, line and column; nothing is guessed and nothing filled in."""
    with pytest.raises(UnusableFileError, match=said):
        read(tmp_path, text)


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    """Not a traceback."""
    with pytest.raises(UnusableFileError, match="cannot be opened"):
        read_series(tmp_path / "none.csv")
