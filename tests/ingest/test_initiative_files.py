"""Initiatives from spreadsheets of one's own and from other tools."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from tests.ingest.made import read_text

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("cell", "finish"),
    [("3 months", date(2027, 4, 14)), ("12w", date(2027, 4, 8)), ("45d", date(2027, 2, 28))],
)
def test_a_duration_stands_for_a_finish(tmp_path: Path, cell: str, finish: date) -> None:
    """In calendar time, counted from the start; without a start its days are kept."""
    found = read_text(tmp_path, f"Name,Start,Duration\nCRM,2027-01-15,{cell}\nIdea,,{cell}\n", "initiatives")
    assert found.column("finish_on") == [finish, None]
    assert [row["duration_days"] is None for row in found.rows] == [True, False]


def test_a_duration_needs_a_unit(tmp_path: Path) -> None:
    """From its cell or from the header; it is not guessed."""
    found = read_text(tmp_path, "Name,Start,Duration\nCRM,2027-01-15,3\n", "initiatives")
    assert found.issues() == [(2, "Duration", "say the unit of '3': 3 months, weeks or days")]
    found = read_text(tmp_path, "Name,Start,Duration (weeks)\nCRM,2027-01-15,3\n", "initiatives")
    assert found.column("finish_on") == [date(2027, 2, 4)]


@pytest.mark.parametrize(
    ("cell", "share"), [("40%", "0.400000"), ("40", "0.400000"), ("0.4", "0.400000"), ("1", "1.000000")]
)
def test_progress_is_a_share_however_it_is_written(tmp_path: Path, cell: str, share: str) -> None:
    """What lies above 100% is refused."""
    found = read_text(tmp_path, f"Name,% Complete\nCRM,{cell}\nX,140\n", "initiatives")
    assert [str(value) for value in found.column("progress")] == [share]
    assert found.issues() == [(3, "% Complete", "'140' is no share between 0% and 100%")]


def test_a_component_of_other_words_is_unknown_and_told(tmp_path: Path) -> None:
    """Ours are found by their usual other names; nothing is guessed."""
    found = read_text(tmp_path, "Name,Component\nA,Cybersecurity\nB,Backend\n", "initiatives")
    assert found.column("component") == ["Security", None]
    assert found.said["notes"] == ["Column 'Component' says 'Backend': taken as unknown."]


def test_a_lag_that_cannot_be_read_refuses_its_row(tmp_path: Path) -> None:
    """With the lag."""
    found = read_text(tmp_path, "Name,Predecessors\nA,\nB,A FS+soon\n", "initiatives")
    assert found.issues() == [(3, "Predecessors", "'+soon' is no lag like +2 months, -3d or +1w")]


MSPROJECT = """\
ID,Task_Mode,Name,Duration,Start_Date,Finish_Date,Predecessors,Outline_Level,% Complete,Resource Names
1,Auto,Phase,10 days,Mon 1/4/27,Fri 1/15/27,,1,10%,
2,Auto,Design,5 days,Mon 1/4/27,,,2,50%,Ann
3,Auto,Build,6 days?,Mon 1/11/27,,"2FS+5 days,2SS",2,0%,Bob
4,Auto,Ready,0 days,Mon 1/18/27,Mon 1/18/27,3FS,1,0%,
"""


def test_microsoft_project_csv_counts_working_time(tmp_path: Path) -> None:
    """Finishes skip weekends, lags become calendar days, summaries are told by their level, points are milestones."""
    found = read_text(tmp_path, MSPROJECT, "initiatives", date_order="mdy")
    assert found.said["format"] == "Microsoft Project CSV"
    assert found.column("name") == ["Design", "Build", "Ready"]
    assert found.skipped() == [(2, "summary task")]
    assert found.column("finish_on") == [date(2027, 1, 8), date(2027, 1, 18), date(2027, 1, 18)]
    assert found.column("predecessors") == [None, "2 FS+7 day; 2 SS", "3 FS"]
    assert found.column("milestone") == [None, None, True]
    assert found.column("owner") == ["Ann", "Bob", None]


JIRA = """\
Summary,Issue key,Issue id,Status,Due date,Component/s,Custom field (Start date),Inward issue link (Blocks),\
Outward issue link (Blocks),Outward issue link (Blocks),Parent summary
New CRM,ROAD-1,10001,In Progress,31/Mar/27 12:00 AM,Applications,04/Jan/27 12:00 AM,,ROAD-2,ROAD-3,Growth
New mail,ROAD-2,10002,Done,,Backend,,ROAD-9,,,
"""


def test_jira_exports_keep_every_column_of_the_same_name(tmp_path: Path) -> None:
    """What an issue blocks are its successors, what blocks it its predecessors; the key is the code."""
    found = read_text(tmp_path, JIRA, "initiatives")
    assert found.said["format"] == "Jira issues"
    assert found.column("code") == ["ROAD-1", "ROAD-2"]
    assert found.column("successors") == ["ROAD-2; ROAD-3", None]
    assert found.column("predecessors") == [None, "ROAD-9"]
    assert found.column("start_on") == [date(2027, 1, 4), None]
    assert found.column("finish_on") == [date(2027, 3, 31), None]
    assert found.column("state") == ["in progress", "done"]
    assert found.column("component") == ["Productivity", None]


FEDERAL = """\
Agency Name,Investment Title,Project ID,Project Name,Start Date,Completion Date (B1),Planned Project Completion Date (B2),\
Projected/Actual Project Completion Date (B2),Lifecycle Cost ($ M),Planned Cost ($ M),Projected/Actual Cost ($ M)
Interior,Maps,77,Tiles,2011-01-10T00:00:00Z,2012-09-30T00:00:00Z,2012-01-31T00:00:00Z,2012-03-31T00:00:00Z,9,0.7,0.00225
Interior,Maps,78,Roads,2011-01-10T00:00:00Z,2012-09-30T00:00:00Z,,,9,0.7,1.4564
"""


def test_federal_projects_are_counted_in_millions(tmp_path: Path) -> None:
    """Projected against planned dates; the date of the project stands in while nobody projects another."""
    found = read_text(tmp_path, FEDERAL, "initiatives")
    assert [str(value) for value in found.column("one_off")] == ["2250.00", "1456400.00"]
    assert found.column("finish_on") == [date(2012, 3, 31), date(2012, 9, 30)]
    assert found.column("approved_finish_on") == [date(2012, 1, 31), None]
    assert found.said["notes"] == ["Amounts of 'Projected/Actual Cost ($ M)' are counted in 1,000,000."]


@pytest.mark.parametrize(
    ("cell", "year"), [("2027", "2027"), ("FY27", "2027"), ("2026/27", "2027"), ("2026-07-01", "2026-07-01")]
)
def test_a_fiscal_year_is_written_in_many_ways(tmp_path: Path, cell: str, year: str) -> None:
    """By the year it ends in, by both years, or by a day in it; two years are not one."""
    found = read_text(tmp_path, f"Fiscal year,Cap\n{cell},90000.00\n2024/27,1\n", "budget-caps")
    assert found.column("fiscal_year") == [year]
    assert found.issues() == [(3, "Fiscal year", "'2024/27' is not one year")]
