"""The demo company's files agree with each other."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from itstrat.ingest.kinds import fold, kinds
from itstrat.planning.calendar import FiscalCalendar
from tests.demo_company import AS_OF, DATA, Row, day, it_lines, names, rows, total, vendor_of

FILES = sorted(path.relative_to(DATA).as_posix() for path in DATA.glob("*/*.csv"))
MONEY = {"Amount", "Cost", "Price today", "Unit price"}
IMPORTED = [name for name in FILES if Path(name).stem in kinds()]


@pytest.mark.parametrize("name", FILES)
def test_cells_are_written_one_way(name: str) -> None:
    """Every row is as wide as its header; money has two decimals, dates are ISO, nothing has stray spaces."""
    with (DATA / name).open(newline="", encoding="utf-8") as file:
        header, *body = list(csv.reader(file))
    assert body
    assert len(set(header)) == len(header)
    for cells in body:
        assert len(cells) == len(header), cells
        for column, cell in zip(header, cells, strict=True):
            assert cell == cell.strip()
            if cell and column in MONEY:
                assert re.fullmatch(r"-?\d+\.\d\d", cell), (column, cell)
            if re.fullmatch(r"\d{4}-.*", cell):
                day(cell)


@pytest.mark.parametrize("name", IMPORTED)
def test_templates_are_understood_without_mapping(name: str) -> None:
    """Every header of a file that can be imported is a known spelling of a field, and no two mean the same one."""
    fields = kinds()[Path(name).stem].fields
    with (DATA / name).open(newline="", encoding="utf-8") as file:
        header = next(csv.reader(file))
    meant = [[field for field, spec in fields.items() if fold(column) in spec.spelt] for column in header]
    assert all(meant), [column for column, found in zip(header, meant, strict=True) if not found]
    assert len({found[0] for found in meant}) == len(header)


def test_readme_names_every_column() -> None:
    """The table in data/README.md has a line for each file with all its columns."""
    lines = (DATA / "README.md").read_text(encoding="utf-8").replace("**", "").splitlines()
    for name in FILES:
        line = next(line for line in lines if line.startswith(f"| {name} "))
        columns = rows(Path(name).stem)[0] if name.startswith("demo") else {}
        assert [column for column in columns if column not in line] == []


def test_company_speaks_from_one_day() -> None:
    """The company file names the day the demo speaks from; the ledger runs up to it and no further."""
    (company,) = rows("company")
    posted = [day(row["Date"]) for row in rows("ledger")]
    assert company == {
        "Name": "Harbor & Lane Advisory",
        "Currency": "USD",
        "Fiscal year start month": "7",
        "As of": AS_OF.isoformat(),
    }
    assert posted == sorted(posted)
    assert date(2023, 7, 1) <= posted[0] <= date(2023, 7, 5)
    assert date(2026, 11, 13) <= posted[-1] <= date(2026, 11, 20)
    assert 2400 <= len(posted) <= 2700


def test_no_record_of_the_past_lies_ahead() -> None:
    """Purchases, retirements, starts, reviews and measurements are not after the as-of day."""
    past = {
        "assets": ("Purchase date", "Retired on"),
        "people": ("Start date", "End date"),
        "kpis": ("Last reviewed", "Month"),
        "contracts": ("Start date",),
        "asset-classes": ("Price as of",),
    }
    for name, columns in past.items():
        late = [row for row in rows(name) for column in columns if row[column] and day(row[column]) > AS_OF]
        assert late == [], name


def test_departments_and_people_exist() -> None:
    """Every department, head, holder, backup and owner that a file names is in the departments and people files."""
    departments, people = names("departments", "Department"), names("people", "Name")
    for name in ("people", "seats", "assets", "contracts", "budget", "ledger", "kpis"):
        assert names(name, "Department") <= departments, name
    named = {
        "departments": ("Head",),
        "seats": ("Holder", "Backup"),
        "contracts": ("Owner",),
        "systems": ("Business owner", "IT owner"),
        "assets": ("Assigned to",),
        "kpis": ("Owner", "Reviewed by"),
    }
    for name, columns in named.items():
        for column in columns:
            assert names(name, column) <= people, (name, column)
    assert names("systems", "Vendor") <= names("contracts", "Vendor")
    assert names("assets", "Class") <= names("asset-classes", "Class")


def test_headcount_is_twenty_and_plans_to_be_forty() -> None:
    """Six departments whose FTE add up to 20 today, person by person, and to 40 as planned."""
    staff: dict[str, Decimal] = defaultdict(Decimal)
    for row in rows("people"):
        if not row["End date"]:
            staff[row["Department"]] += Decimal(row["FTE"])
    assert {row["Department"]: Decimal(row["Headcount"]) for row in rows("departments")} == staff
    assert sum(staff.values()) == 20
    assert sum(Decimal(row["Headcount planned"]) for row in rows("departments")) == 40
    assert len(rows("departments")) == 6


def test_nobody_is_real() -> None:
    """Mail addresses lie in a domain reserved for examples, and no cell of any file holds another address."""
    assert all(row["Email"].endswith("@harborlane.example") for row in rows("people"))
    for name in FILES:
        text = (DATA / name).read_text(encoding="utf-8")
        assert re.findall(r"[\w.-]+@(?!harborlane\.example)[\w.-]+", text) == []


def test_seats_are_held_or_vacant() -> None:
    """A seat has a holder who still works there unless it is vacant; the CIO's seat is held fractionally."""
    left = {row["Name"] for row in rows("people") if row["End date"]}
    for row in rows("seats"):
        assert bool(row["Holder"]) == (row["Arrangement"] in {"employee", "fractional"})
        assert row["Holder"] not in left
    cio = next(row for row in rows("seats") if row["Title"] == "Chief information officer")
    assert cio["Arrangement"] == "fractional"
    assert names("contracts", "Owner") & left


def test_it_spend_grows_and_is_a_subset() -> None:
    """IT is 310 to 420 thousand a full fiscal year, rising; other lines and a few undecided ones stand beside it."""
    years: dict[int, list[Row]] = defaultdict(list)
    for row in it_lines():
        years[FiscalCalendar(7).fiscal_year(day(row["Date"]))].append(row)
    spent = [total(years[year]) for year in (2024, 2025, 2026)]
    assert spent == sorted(spent)
    assert all(310_000 <= amount <= 420_000 for amount in spent)
    assert 0.5 < len(it_lines()) / len(rows("ledger")) < 0.7
    assert 10 <= sum(row["Category"] == "Uncategorised" for row in rows("ledger")) <= 60


def test_this_year_runs_four_to_six_percent_over_budget() -> None:
    """July to October of FY27 is 4 to 6% above budget, mostly by laptops and by the hosting price."""
    closed = [f"2026-{month:02d}" for month in (7, 8, 9, 10)]
    spent = [row for row in it_lines() if row["Date"][:7] in closed]
    planned = [row for row in rows("budget") if row["Month"][:7] in closed]
    over = total(spent) - total(planned)
    assert Decimal("0.04") <= over / total(planned) <= Decimal("0.06")

    def excess(chosen: list[Row], budget: list[Row]) -> Decimal:
        return total(chosen) - total(budget)

    hosting = "Breakwater Cloud Hosting"
    named = excess(
        [row for row in spent if vendor_of(row["Vendor"]) == hosting],
        [row for row in planned if row["Vendor"] == hosting],
    ) + excess(
        [row for row in spent if row["CapEx/OpEx"] == "CapEx"],
        [row for row in planned if row["CapEx/OpEx"] == "CapEx"],
    )
    assert named > over / 2
