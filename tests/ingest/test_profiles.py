"""Spreadsheets of frameworks and registers of risks, in the layouts in which they go round."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import openpyxl  # type: ignore[import-untyped]
import pytest

from itstrat.errors import QuestionError, UnusableFileError
from itstrat.ingest.options import Options
from itstrat.ingest.preview import preview
from tests.ingest.made import Read, read, read_text

if TYPE_CHECKING:
    from pathlib import Path

PROFILE = (
    "ID,Function,Category ID,Category,Subcategory ID,Subcategory Description,In Scope? ,Owner,Auditor,"
    "Q1 Actual Score,Q1 Target Score,Q1 Observations,Q1 Observation Date,Q1 Testing Status,"
    "Q2 Actual Score,Q2 Target Score,Q2 Observations,Q2 Observation Date,Q2 Testing Status,Minimum Target,Action Plan\n"
    "PR.AA-01 Ex1,PROTECT (PR),PR.AA,Access (PR.AA),PR.AA-01,Accounts are kept,Yes,ada,bo,"
    "2.5,5,Half done,10-Jan,Complete,6,5,Better,05-Apr,In Progress,5,Buy keys\n"
    "PR.AA-01 Ex2,PROTECT (PR),PR.AA,Access (PR.AA),PR.AA-01,Accounts are kept,Yes,ada,bo,"
    "5,5,,12-Jan,Complete,5,5,,,Not Started,5,\n"
    "GV.OC-01 Ex1,GOVERN (GV),GV.OC,Context (GV.OC),GV.OC-01,The mission is known,No,,,"
    "0,0,,,Not Started,0,0,,,Not Started,0,\n"
)


def items(found: Read) -> list[tuple[str | None, ...]]:
    """Code, title and parent of each item."""
    return [(row["code"], row["title"], row["parent"]) for row in found.rows]


def test_a_profile_names_each_item_once(tmp_path: Path) -> None:
    """Rows of examples are items of the framework once, with functions and categories."""
    found = read_text(tmp_path, PROFILE, "controls")
    assert items(found) == [
        ("PR", "Protect", None),
        ("PR.AA", "Access", "PR"),
        ("PR.AA-01", "Accounts are kept", "PR.AA"),
        ("GV", "Govern", None),
        ("GV.OC", "Context", "GV"),
        ("GV.OC-01", "The mission is known", "GV.OC"),
    ]
    assert {row["framework"] for row in found.rows} == {"NIST CSF 2.0"}


def test_the_published_workbook(tmp_path: Path) -> None:
    """Ids stand before the text, cells below a function or category are blank, withdrawn items say so in brackets."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["The framework", None, None, None])
    sheet.append(["Function", "Category", "Subcategory", "Implementation Examples"])
    sheet.append(["IDENTIFY (ID): The risk is understood", None, None, None])
    sheet.append([None, "Asset Management (ID.AM): Assets are managed", None, None])
    sheet.append([None, None, "ID.AM-01: Hardware is listed", "Ex1: Keep a list"])
    sheet.append([None, None, "ID.AM-06: [Withdrawn: Incorporated into GV.RR-02]", None])
    sheet.append([None, "Business Environment (ID.BE): [Withdrawn: Incorporated into GV.OC]", None, None])
    sheet.append(["GOVERN (GV)", None, None, None])
    book.save(tmp_path / "csf.xlsx")
    found = read(tmp_path / "csf.xlsx", "controls")
    assert items(found) == [
        ("ID", "Identify", None),
        ("ID.AM", "Asset Management", "ID"),
        ("ID.AM-01", "Hardware is listed", "ID.AM"),
        ("GV", "Govern", None),
    ]
    assert found.said["skipped_reasons"] == {"withdrawn": 2}


def test_the_workbook_of_the_cis_controls(tmp_path: Path) -> None:
    """A control stands on a row of its own above its safeguards; 4.10 that became the number 4.1 is 4.10 again."""
    book = openpyxl.Workbook()
    book.active.append(["CIS Control", "CIS Safeguard", "Asset Class", "Security Function", "Title"])
    book.active.append([4, None, None, None, "Secure configuration"])
    for number in range(1, 12):
        book.active.append([4, float(f"4.{number}"), "Devices", "Protect", f"Part {number}"])
    path = tmp_path / "CIS_Controls_Version_8.1.xlsx"
    book.save(path)
    found = read(path, "controls")
    assert items(found)[0] == ("4", "Secure configuration", None)
    assert items(found)[1:] == [(f"4.{number}", f"Part {number}", "4") for number in range(1, 12)]
    assert found.refused == []


def test_a_plain_list_keeps_its_own_columns(tmp_path: Path) -> None:
    """Id, title and parent as any file: what is withdrawn by its status or in its text is counted and left out."""
    text = (
        "Control Identifier,Control Name,Parent,Control Text\n"
        "AC-2,Accounts,,Manage accounts\nAC-2(10),Old,AC-2,[Withdrawn: Incorporated into AC-2.]\n"
    )
    found = read_text(tmp_path, text, "controls")
    assert items(found) == [("AC-2", "Accounts", None)]
    assert found.skipped() == [(3, "withdrawn")]


def test_quarters_without_a_year_are_asked_for(tmp_path: Path) -> None:
    """A day and a month are no date: the person says the year, on the command line or on the page, or nothing goes in."""
    with pytest.raises(QuestionError, match=r"10-Jan.*--year"):
        read_text(tmp_path, PROFILE, "assessments")
    seen = preview(tmp_path / "export.csv", "assessments", Options())
    assert [question["about"] for question in seen["questions"]] == ["year"]
    with pytest.raises(UnusableFileError, match="1900"):
        Options(year=26)


def test_each_quarter_scored_is_an_assessment(tmp_path: Path) -> None:
    """Scores stay on their own scale; what has not started is no assessment; what is out of scope does not apply."""
    found = read_text(tmp_path, PROFILE, "assessments", year=2026)
    assert [(row["control"], row["part"], row["assessed_on"], row["level"]) for row in found.rows] == [
        ("PR.AA-01", "Ex1", date(2026, 1, 10), Decimal("2.5")),
        ("PR.AA-01", "Ex1", date(2026, 4, 5), Decimal(6)),
        ("PR.AA-01", "Ex2", date(2026, 1, 12), Decimal(5)),
        ("GV.OC-01", "Ex1", date(2026, 4, 5), None),
    ]
    assert found.column("scale") == ["0-10", "0-10", "0-10", None]
    assert found.column("status") == [None, None, None, "not applicable"]
    assert found.column("evidence")[0] == "Half done"
    assert found.skipped() == [(3, "not assessed in the quarter")]
    assert "no tiers" in found.said["notes"][0]
    assert "05-Apr" in found.said["notes"][1]


def test_a_scored_quarter_without_a_date_is_refused(tmp_path: Path) -> None:
    """The row of the file is named, and the others go in."""
    text = PROFILE.replace("12-Jan", "")
    found = read_text(tmp_path, text, "assessments", year=2026)
    assert found.issues() == [(3, "Assessed on", "Assessed on is missing")]
    assert found.said["rows"] == 4


def test_one_date_without_a_year_among_others_is_refused(tmp_path: Path) -> None:
    """Where most dates have a year nobody is asked: the one that has none is refused with the reason."""
    text = "Control,Date,Tier\nPR.AA-01,2026-01-10,2\nPR.AA-02,2026-01-11,2\nPR.AA-03,10-Jan,2\n"
    found = read_text(tmp_path, text, "assessments")
    assert found.issues() == [(4, "Date", "'10-Jan' says no year")]


@pytest.mark.parametrize(
    ("cell", "level"),
    [
        ("2", "2"),
        ("Tier 3", "3"),
        ("tier 2 (Risk Informed)", "2"),
        ("3 - Repeatable", "3"),
        ("Repeatable", "3"),
        ("Risk Informed", "2"),
        ("PARTIAL", "1"),
        ("Adaptive (Tier 4)", "4"),
        ("6.5", "6.5"),
        ("2.0", "2"),
        ("N/A", None),
        ("", None),
    ],
)
def test_tiers_by_number_or_name(tmp_path: Path, cell: str, level: str | None) -> None:
    """A level is read however a person writes it; nothing said is unknown."""
    found = read_text(tmp_path, f"Control,Date,Tier\nPR.AA-01,2026-01-10,{cell}\n", "assessments")
    assert found.column("level") == [None if level is None else Decimal(level)]


@pytest.mark.parametrize("cell", ["high", "6/10", "40%", "2-3", "2.55"])
def test_what_is_no_level_is_refused(tmp_path: Path, cell: str) -> None:
    """Words, shares and ranges are no level, and none is made of them."""
    found = read_text(tmp_path, f"Control,Date,Tier\nPR.AA-01,2026-01-10,{cell}\n", "assessments")
    assert [message.partition("'")[2].partition("'")[0] for _, _, message in found.issues()] == [cell]


def test_statuses_in_other_words(tmp_path: Path) -> None:
    """N/A is an answer, not a blank; a blank is unknown; an unheard word is refused."""
    cells = ["Fully implemented", "partial", "N/A", "Not assessed", "", "perhaps"]
    lines = [f"PR.AA-0{number},2026-01-10,{cell}" for number, cell in enumerate(cells, start=1)]
    found = read_text(tmp_path, "\n".join(["Control,Date,Status", *lines, ""]), "assessments")
    assert found.column("status") == ["implemented", "partly", "not applicable", "unknown", None]
    assert [line for line, _, _ in found.issues()] == [7]


def test_a_register_of_assets_and_threats(tmp_path: Path) -> None:
    """Threat and asset are the risk's name, weakness and mitigation its note; ordinal ratings stay what they are."""
    text = (
        "Asset_ID,Asset_Name,Asset_Type,Threat,Vulnerability,Impact,Likelihood,Risk_Score,Risk_Level,Mitigation,Risk_Owner\n"
        "A1,Laptop,Hardware,Malware,No watch,3,4,12,Medium,Watch it,Ada\n"
    )
    found = read_text(tmp_path, text, "risks")
    (row,) = found.rows
    assert (row["name"], row["note"], row["owner"]) == ("Malware: Laptop", "No watch; Watch it", "Ada")
    assert (row["likelihood"], row["impact"]) == ("4", "3")
    assert not {"frequency", "loss_low", "loss_high"} & row.keys()


@pytest.mark.parametrize(
    "header",
    [
        "Risk ID,Risk Description,Likelihood (H/M/L),Impact (H/M/L),Mitigation Measures,Risk Owner,Response Strategy",
        "ID,Subject,Prob (1-5),Impact (1-5),Suggested Mitigation,Owner,Planning Strategy",
        "Ref,Risiko,Eintrittswahrscheinlichkeit,Auswirkung,Massnahme,Verantwortlich,Risk Response",
    ],
)
def test_registers_of_risks_however_spelt(tmp_path: Path, header: str) -> None:
    """Likelihood, impact, mitigation, owner and treatment are found under the headers of templates and tools."""
    (row,) = read_text(tmp_path, f"{header}\nR1,Theft,High,Low,Lock,Ada,Mitigate\n", "risks").rows
    names = ("code", "name", "likelihood", "impact", "note", "owner", "treatment")
    assert [row[name] for name in names] == ["R1", "Theft", "High", "Low", "Lock", "Ada", "reduce"]
