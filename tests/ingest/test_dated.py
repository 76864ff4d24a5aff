"""Files whose name says the day that their rows do not."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import openpyxl  # type: ignore[import-untyped]
import pytest

from itstrat.errors import UnusableFileError
from itstrat.ingest.options import Options
from itstrat.ingest.preview import preview
from tests.ingest.made import read

if TYPE_CHECKING:
    from pathlib import Path

DAY = date(2026, 11, 30)
ANSWERS = (
    "Control ID,Control,Applicable,Implementation Status,Evidence\nA.5.1,Policies,Yes,Implemented,Minutes\n"
)


def named(folder: Path, name: str, text: str = ANSWERS) -> Path:
    """A file of that name."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("name", ["2026-11-30 answers.csv", "SoA_2026-11-30.csv", "1a2b-2026-11-30-soa.csv"])
def test_the_name_says_the_day(tmp_path: Path, name: str) -> None:
    """Every row has the day of the name, which is told; notes, blank rows and the header again stay what they are."""
    more = "\n,,,,\nA.5.2,Roles,No,,\nControl ID,Control,Applicable,Implementation Status,Evidence\nSeen by the board\n"
    found = read(named(tmp_path, name, ANSWERS + more), "assessments")
    assert [(row["control"], row["assessed_on"], row["applicable"]) for row in found.rows] == [
        ("A.5.1", DAY, True),
        ("A.5.2", DAY, False),
    ]
    assert sorted(reason for _, reason in found.skipped()) == ["blank", "blank", "header repeated", "note"]
    assert found.refused == []
    assert (
        found.said["notes"][0] == "No column says 'Assessed on': 2026-11-30 was taken from the file's name."
    )


def test_a_column_of_days_wins(tmp_path: Path) -> None:
    """The name says nothing where a column does."""
    text = "Control ID,Status,Assessment Date\nA.5.1,Implemented,2026-01-05\n"
    found = read(named(tmp_path, "2026-11-30.csv", text), "assessments")
    assert found.column("assessed_on") == [date(2026, 1, 5)]


@pytest.mark.parametrize("name", ["answers.csv", "2026-13-30.csv", "120260-11-300.csv"])
def test_a_name_without_a_day_is_told(tmp_path: Path, name: str) -> None:
    """What is missing is named, and that the file's name may say it."""
    with pytest.raises(UnusableFileError, match=r"'Assessed on'.*file's name may say the day"):
        read(named(tmp_path, name), "assessments")


def test_a_confirmed_mapping_is_taken_again(tmp_path: Path) -> None:
    """The column that the name gave stands in the preview as any other, and what was confirmed can be used as it is."""
    path = named(tmp_path, "2026-11-30.csv")
    seen = preview(path, "assessments", Options())
    assert seen["mapping"]["Assessed on"] == "assessed_on"
    assert read(path, "assessments", mapping=seen["mapping"]).column("assessed_on") == [DAY]


def test_a_long_row_is_still_refused(tmp_path: Path) -> None:
    """A row with more cells than the header is not shifted by the day."""
    found = read(named(tmp_path, "2026-11-30.csv", ANSWERS + "A.5.2,Roles,Yes,Planned,x,y\n"), "assessments")
    assert [row["control"] for row in found.rows] == ["A.5.1"]
    assert "is a separator inside a text?" in found.issues()[0][2]


def test_the_profile_template_of_the_csf(tmp_path: Path) -> None:
    """The template has two rows of headers, states in words, tiers by name, and a column for what is left out."""
    book = openpyxl.Workbook()
    book.active.append(["How to use this template"])
    sheet = book.create_sheet("Profile")
    sheet.append(["Selected outcomes", None, None, None, "Current", None, "Target"])
    outcome = "CSF Outcome (Function, Category, or Subcategory)"
    about = ["CSF Outcome Description", "Included in Profile?", "Rationale", "Current Status"]
    sheet.append([outcome, *about, "Current Artifacts and Evidence", "Target CSF Tier"])
    sheet.append(["GV.OC-01", "Mission", "Yes", "core", "Partially achieved", "Minutes", "3 - Repeatable"])
    sheet.append(["GV.OC-02", "Clients", "No", "later", None, None, None])
    path = tmp_path / "2026-11-30 profile.xlsx"
    book.save(path)
    found = read(path, "assessments")
    assert [
        (row["control"], row["status"], row["target"], row["applicable"], row["assessed_on"])
        for row in found.rows
    ] == [("GV.OC-01", "partly", 3, True, DAY), ("GV.OC-02", None, None, False, DAY)]
    assert [(row["code"], row["title"]) for row in read(path, "controls").rows] == [
        ("GV.OC-01", "Mission"),
        ("GV.OC-02", "Clients"),
    ]
