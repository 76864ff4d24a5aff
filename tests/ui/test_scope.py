"""Fiscal year, department and day, from data, clock and address."""

from __future__ import annotations

from datetime import date

import pytest

from itstrat.reports.statement import Scope
from itstrat.store.outline import Outline
from itstrat.ui.scope import department_names, fiscal_years, from_address

TODAY = date(2026, 11, 22)


def made(first: date | None = None, last: date | None = None, start: int = 7) -> Outline:
    """A plan whose data spans these days."""
    return Outline("Acme", "USD", start, {4: "Advisory", 9: "Sales", 11: "Sales"}, first, last, {})


def test_an_empty_plan_offers_this_year_and_the_next() -> None:
    """There is always something to choose."""
    assert fiscal_years(made(), TODAY) == {"FY27": 2027, "FY28": 2028}


def test_every_year_of_the_data_is_offered() -> None:
    """From the first month to the last, this year and the next included."""
    offered = fiscal_years(made(date(2023, 7, 1), date(2026, 10, 1)), TODAY)
    assert list(offered) == ["FY24", "FY25", "FY26", "FY27", "FY28"]


def test_a_date_from_another_century_does_not_flood_the_choice() -> None:
    """One wrong date in a file costs ten years of choices, not a hundred."""
    assert len(fiscal_years(made(date(1900, 1, 1), date(2199, 1, 1)), TODAY)) == 16


def test_departments_of_one_name_are_told_apart() -> None:
    """No department is lost because another has its name."""
    assert department_names(made()) == {"Advisory": 4, "Sales": 9, "Sales (11)": 11}


def test_the_address_chooses() -> None:
    """A link to a board view carries year, department and day."""
    query = {"fiscal_year": "FY28", "department": "Sales", "as_of": "2026-06-30"}
    assert from_address(query, made(), TODAY) == Scope(date(2026, 6, 30), 2028, 9)


@pytest.mark.parametrize(
    "query",
    [
        {},
        {"fiscal_year": "FY99", "department": "None", "as_of": "2026-02-31"},
        {"fiscal_year": "", "department": "", "as_of": ""},
        {"as_of": "0001-01-01"},
    ],
)
def test_a_wrong_address_falls_back_without_complaint(query: dict[str, str]) -> None:
    """Today's fiscal year, all departments, today."""
    assert from_address(query, made(), TODAY) == Scope(TODAY, 2027, None)
