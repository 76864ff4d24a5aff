"""Wide tables: months or metrics as columns."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from itstrat.errors import QuestionError
from itstrat.ingest.header import month_header
from tests.ingest.made import read_text

if TYPE_CHECKING:
    from pathlib import Path


def test_budget_with_months_as_columns(tmp_path: Path) -> None:
    """Each month column of a row is one record; an empty cell is unknown and gives none; totals are skipped."""
    read = read_text(
        tmp_path,
        "Category,Department,2026-07,Aug 2026,09/2026,Total\nCloud,IT,100,200.50,,300.50\nTotal,,100,200.50,,300.50\n"
        "Phones,IT,10,x,30,40\n",
        "budget",
    )
    assert [(row["month"], row["category"], row["amount"]) for row in read.rows] == [
        (date(2026, 7, 1), "Cloud", Decimal("100.00")),
        (date(2026, 8, 1), "Cloud", Decimal("200.50")),
    ]
    assert read.skipped() == [(3, "total")]
    assert read.issues() == [(4, "Aug 2026", "'x' is not a number")]
    assert read.refused[0]["amount"] == Decimal("40.00")


def test_months_without_year(tmp_path: Path) -> None:
    """Jan to Dec take the year from a column Year, or the person is asked."""
    with pytest.raises(QuestionError, match="say no year"):
        read_text(tmp_path, "Category,Jan,Feb,Mar\nCloud,1,2,3\n", "budget")
    read = read_text(tmp_path, "Year,Category,Jan,Feb,Mar\n2026,Cloud,1,2,3\n", "budget")
    assert read.column("month") == [date(2026, month, 1) for month in (1, 2, 3)]


def test_budget_in_long_form(tmp_path: Path) -> None:
    """One record a row, the month any day of it."""
    read = read_text(tmp_path, "Month,Department,Category,Amount\n2026-07-15,IT,Cloud,5\n", "budget")
    assert [(row["month"], row["amount"]) for row in read.rows] == [(date(2026, 7, 1), Decimal("5.00"))]


def test_metrics_with_months_as_columns(tmp_path: Path) -> None:
    """One metric a row: target and unit go with each of its months."""
    read = read_text(tmp_path, "KPI,Unit,Target,Jan 2026,Feb 2026\nUptime,%,99.9,99.5,N/A\n", "kpis")
    (row,) = read.rows
    assert (row["name"], row["unit"], row["target"]) == ("Uptime", "%", Decimal("99.9000"))
    assert (row["month"], row["value"]) == (date(2026, 1, 1), Decimal("99.5000"))


def test_months_with_metrics_as_columns(tmp_path: Path) -> None:
    """One month a row: every column of numbers is a metric, its unit from the brackets; captions are skipped."""
    read = read_text(
        tmp_path,
        "Security trends,,\n,,\nDate,TTD (Hours),Open risks\nOct 2024,81.0,5\nNov 2024,,4\n,,\nDefinitions:,,\nsoon,1,2\n",
        "kpis",
    )
    assert [(row["month"].month, row["name"], row["unit"], row["value"]) for row in read.rows] == [
        (10, "TTD", "Hours", Decimal("81.0000")),
        (10, "Open risks", None, Decimal("5.0000")),
        (11, "Open risks", None, Decimal("4.0000")),
    ]
    assert [line for line, _ in read.skipped()] == [1, 6, 7]
    assert [(line, column) for line, column, _ in read.issues()] == [(8, "Date")]


def test_metrics_in_long_form(tmp_path: Path) -> None:
    """One value a row, with what is known about the metric."""
    read = read_text(tmp_path, "Metric,Direction,Month,Value\nTickets,Lower,2026-01,1 234\n", "kpis")
    (row,) = read.rows
    assert (row["direction"], row["month"], row["value"]) == ("lower", date(2026, 1, 1), Decimal("1234.0000"))


FISCAL = [
    ("FY24 Jul", "2023-07-01"),
    ("Jun FY24", "2024-06-01"),
    ("FY2024 July", "2023-07-01"),
    ("P1 FY24", "2023-07-01"),
    ("FY24-P12", "2024-06-01"),
    ("Period 6 FY'24", "2023-12-01"),
    ("Jul-23", "2023-07-01"),
]


@pytest.mark.parametrize(("header", "month"), FISCAL)
def test_a_month_of_a_fiscal_year_is_a_month_of_the_calendar(header: str, month: str) -> None:
    """FY24 ends in 2024: with a year that starts in July its July is of 2023, and so is its first period."""
    assert month_header(header, 7) == month


@pytest.mark.parametrize(
    "header", ["FY24", "FY24 Total", "Total FY24", "FY24 P13", "FY24 H1", "Q1 FY24", "FYI 12"]
)
def test_what_is_no_month_of_a_fiscal_year_is_none(header: str) -> None:
    """A whole year, a half, a quarter and a period thirteen are no months."""
    assert month_header(header, 7) is None


def test_a_fiscal_year_and_a_number_is_asked_where_it_reads_in_two_ways(tmp_path: Path) -> None:
    """FY2024-07 is July for a calendar year; where the year starts otherwise nobody can tell, and the file is refused."""
    text = "Department,FY2024-07,FY2024-08\nIT,100,200\n"
    found = read_text(tmp_path, text, "budget", fiscal_year_start=1)
    assert found.column("month") == [date(2024, 7, 1), date(2024, 8, 1)]
    with pytest.raises(QuestionError, match="FY2024 P1 for the first month"):
        read_text(tmp_path, text, "budget", fiscal_year_start=7)


def test_a_budget_by_fiscal_months_goes_in_by_the_plan_s_year(tmp_path: Path) -> None:
    """Columns of a fiscal year are months of the plan's own, not of the calendar."""
    text = "Department,Category,FY24 Jul,FY24 Jan,FY24 Total\nIT,Cloud,100,200,300\n"
    found = read_text(tmp_path, text, "budget", fiscal_year_start=7)
    assert list(zip(found.column("month"), found.column("amount"), strict=True)) == [
        (date(2023, 7, 1), Decimal(100)),
        (date(2024, 1, 1), Decimal(200)),
    ]
