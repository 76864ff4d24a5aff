"""Microsoft Project XML becomes a table of initiatives, whatever a file of others holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from itstrat.errors import UnusableFileError
from tests.ingest.made import Read, read

if TYPE_CHECKING:
    from pathlib import Path

SPACE = 'xmlns="http://schemas.microsoft.com/project"'


def task(uid: int, name: str, more: str = "", start: str = "2027-01-04", finish: str = "2027-01-08") -> str:
    """One task of the plan, a line of its own."""
    dates = f"<Start>{start}T08:00:00</Start><Finish>{finish}T17:00:00</Finish>"
    return f"<Task><UID>{uid}</UID><ID>{uid}</ID><Name>{name}</Name><OutlineLevel>1</OutlineLevel>{dates}{more}</Task>"


def link(before: int, kind: int = 1, lag: int = 0, form: int = 7) -> str:
    """A predecessor with a lag in tenths of a minute."""
    return (
        f"<PredecessorLink><PredecessorUID>{before}</PredecessorUID><Type>{kind}</Type>"
        f"<LinkLag>{lag}</LinkLag><LagFormat>{form}</LagFormat></PredecessorLink>"
    )


def document(*tasks: str, more: str = "") -> str:
    """A project file with a task a line, the first on line 4."""
    rows = "\n".join(tasks)
    return f'<?xml version="1.0"?>\n<Project {SPACE}>\n<Tasks>\n{rows}\n</Tasks>{more}</Project>'


def table(folder: Path, text: str) -> Read:
    """The file as the importer reads it."""
    path = folder / "plan.xml"
    path.write_text(text, encoding="utf-8")
    return read(path, "initiatives")


def test_a_task_is_an_initiative_with_its_dates_and_money(tmp_path: Path) -> None:
    """Costs are hundredths; the baseline is what was approved; a code of one's own is the code."""
    more = (
        "<WBS>CRM-7</WBS><OutlineNumber>1</OutlineNumber><PercentComplete>40</PercentComplete><Cost>1250050</Cost>"
        "<Deadline>2027-02-01T17:00:00</Deadline><Notes>ask Bob</Notes>"
        "<Baseline><Number>0</Number><Start>2027-01-01T08:00:00</Start><Finish>2027-01-05T17:00:00</Finish></Baseline>"
    )
    (row,) = table(tmp_path, document(task(1, "CRM", more))).rows
    told = {name: str(row[name]) for name in row if row[name] is not None and name not in {"row", "line"}}
    assert told == {
        "reference": "1", "code": "CRM-7", "name": "CRM", "start_on": "2027-01-04", "finish_on": "2027-01-08",
        "approved_start_on": "2027-01-01", "approved_finish_on": "2027-01-05", "progress": "0.400000",
        "one_off": "12500.50", "deadline_on": "2027-02-01", "note": "ask Bob",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "lag", "form", "told"),
    [(1, 0, 7, "1 FS"), (3, 4800, 7, "1 SS+1 day"), (0, -24000, 7, "1 FF-7 day"), (2, 28800, 5, "1 SF+8 day"),
     (1, 43200, 8, "1 FS+3 day"), (1, 50, 19, "1 FS+3 day"), (1, 2400, 7, "1 FS+1 day")],
)  # fmt: skip
def test_links_have_all_kinds_and_lags_in_calendar_days(
    tmp_path: Path, kind: int, lag: int, form: int, told: str
) -> None:
    """5 working days are 7 calendar days, elapsed days stay, a percentage is of the predecessor's length."""
    first = task(1, "A", "<Duration>PT40H0M0S</Duration>")
    rows = table(tmp_path, document(first, task(2, "B", link(1, kind, lag, form)))).rows
    assert rows[1]["predecessors"] == told


def test_summaries_are_counted_and_their_links_hold_their_tasks(tmp_path: Path) -> None:
    """Each task below a summary is followed; an inactive or an empty row is no initiative."""
    summary = "<Summary>1</Summary><OutlineLevel>1</OutlineLevel>"
    below = "<OutlineLevel>2</OutlineLevel>"
    text = document(
        task(1, "Phase").replace("<OutlineLevel>1</OutlineLevel>", summary),
        task(2, "Design").replace("<OutlineLevel>1</OutlineLevel>", below),
        task(3, "Build").replace("<OutlineLevel>1</OutlineLevel>", below),
        task(4, "Use", link(1)),
        task(5, "Old", "<Active>0</Active>"),
        "<Task><UID>6</UID><ID>6</ID><IsNull>1</IsNull></Task>",
    )
    found = table(tmp_path, text)
    assert found.column("name") == ["Design", "Build", "Use"]
    assert found.rows[2]["predecessors"] == "2 FS; 3 FS"
    assert found.skipped() == [(4, "summary task"), (8, "inactive task")]


def test_milestones_are_milestones_and_what_waits_for_them_waits_for_what_they_wait_for(
    tmp_path: Path,
) -> None:
    """A milestone takes no time, so both lags add up."""
    point = "<Milestone>1</Milestone>" + link(1, 1, 48000, 8)
    found = table(
        tmp_path, document(task(1, "A"), task(2, "Signed", point), task(3, "B", link(2, 1, 14400, 8)))
    )
    assert [row["milestone"] for row in found.rows] == [None, True, None]
    assert [row["predecessors"] for row in found.rows] == [None, None, "1 FS+4 day"]


def test_a_name_that_tasks_share_goes_with_its_summary(tmp_path: Path) -> None:
    """And it is told."""
    summary, below = "<Summary>1</Summary><OutlineLevel>1</OutlineLevel>", "<OutlineLevel>2</OutlineLevel>"
    level = "<OutlineLevel>1</OutlineLevel>"
    text = document(
        task(1, "One").replace(level, summary), task(2, "Test").replace(level, below),
        task(3, "Two").replace(level, summary), task(4, "Test").replace(level, below),
    )  # fmt: skip
    found = table(tmp_path, text)
    assert found.column("name") == ["One: Test", "Two: Test"]
    assert any("One: Test, Two: Test" in note for note in found.said["notes"])


def test_resources_are_owner_team_and_effort(tmp_path: Path) -> None:
    """Of the people of a task the first is its owner, their group its team; material is nobody."""
    people = (
        "<Resources><Resource><UID>1</UID><Name>Ann</Name><Type>1</Type><Group>IT</Group></Resource>"
        "<Resource><UID>2</UID><Name>Bob</Name><Type>1</Type><Group>IT</Group></Resource>"
        "<Resource><UID>3</UID><Name>Cable</Name><Type>0</Type></Resource></Resources><Assignments>"
        + "".join(
            f"<Assignment><TaskUID>1</TaskUID><ResourceUID>{uid}</ResourceUID><Units>0.5</Units></Assignment>"
            for uid in (3, 1, 2)
        )
        + "</Assignments>"
    )
    (row,) = table(tmp_path, document(task(1, "A"), more=people)).rows
    assert (row["owner"], row["team"], str(row["effort"])) == ("Ann", "IT", "1.0000")


def test_a_finish_where_a_day_begins_is_the_working_day_before(tmp_path: Path) -> None:
    """Monday at eight is Friday evening; a task without dates keeps its length in calendar days."""
    monday = task(1, "A").replace("<Finish>2027-01-08T17:00:00", "<Finish>2027-01-11T08:00:00")
    bare = "<Task><UID>2</UID><Name>B</Name><Duration>PT80H0M0S</Duration></Task>"
    rows = table(tmp_path, document(monday, bare)).rows
    assert str(rows[0]["finish_on"]) == "2027-01-08"
    assert (rows[1]["finish_on"], rows[1]["duration_days"]) == (None, 14)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (document(task(1, "A"), task(2, "B", link(9))), r"plan\.xml:5: \[PredecessorUID\].*\(value: 9\)"),
        (document(task(1, "A"), task(1, "B")), r"plan\.xml:5: \[UID\] stands on another task already"),
        (document(task(1, "A", link(1, 7))), "is no link that can be read"),
        (f"<Project {SPACE}></Project>", "without tasks"),
        ('<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><Project/>', "document type"),
        ("<?xml version='1.0'?>" + "<a>" * 300 + "</a>" * 300, "deeper"),
        ("<?xml version='1.0'?><Project", "damaged XML"),
        ("<?xml version='1.0'?><feed/>", "kind that is not known"),
        (
            document(task(1, "A"), task(2, "B", link(1).replace(">0<", ">1e99999<"))),
            "is no link that can be read",
        ),
        (
            document(task(1, "A").replace("<UID>1<", f"<UID>{'9' * 5000}<")),
            r"plan\.xml:4: \[UID\] is no number",
        ),
    ],
    ids=[
        "unknown predecessor",
        "twice",
        "no kind",
        "empty",
        "entities",
        "deep",
        "damaged",
        "another",
        "endless lag",
        "endless number",
    ],
)
def test_what_cannot_be_read_is_refused_in_words(tmp_path: Path, text: str, message: str) -> None:
    """With the line where there is one; nothing expands, nothing is fetched."""
    with pytest.raises(UnusableFileError, match=message):
        table(tmp_path, text)


@pytest.mark.parametrize(
    ("codec", "said"), [("utf-8-sig", "UTF-8"), ("utf-16", "UTF-16"), ("cp1252", "windows-1252")]
)
@pytest.mark.parametrize("space", ["", "p:", SPACE])
def test_namespaces_and_encodings_make_no_difference(
    tmp_path: Path, codec: str, said: str, space: str
) -> None:
    """Left out, as a prefix, as a default: the same two tasks, the second waiting for the first."""
    text = document(task(1, "Ämter"), task(2, "B", link(1))).replace('"1.0"', f'"1.0" encoding="{said}"')
    if space == "p:":
        text = text.replace("</", "@").replace("<", "<p:").replace("<p:?", "<?").replace("@", "</p:")
        text = text.replace("xmlns=", "xmlns:p=")
    path = tmp_path / "plan.xml"
    path.write_bytes(text.replace(SPACE, "" if not space else SPACE).encode(codec))
    rows = read(path, "initiatives").rows
    assert [(row["name"], row["predecessors"]) for row in rows] == [("Ämter", None), ("B", "1 FS")]


def test_a_date_that_is_none_refuses_its_row_only(tmp_path: Path) -> None:
    """The others go in."""
    bad = task(2, "B").replace("2027-01-04T08:00:00", "soon")
    found = table(tmp_path, document(task(1, "A"), bad))
    assert found.column("name") == ["A"]
    assert found.issues() == [(5, "Start", "'soon' is not a date")]
