"""Files of the roadmap in the plan: what they name is found, what nobody knows is told, and they come out as they went in."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from itstrat.ingest.importing import import_file
from itstrat.ingest.options import Options
from itstrat.reports import initiatives_file, msproject_file
from itstrat.store import benefit, initiative, links, objective
from itstrat.store.amending import Change
from itstrat.store.roadmap import Roadmap, roadmap
from itstrat.store.undo import undo
from itstrat.ui.exports import csv
from tests.reading import read_here

if TYPE_CHECKING:
    from pathlib import Path

    from itstrat.store.database import Store

PLAN = """\
Code,Initiative,Start,Finish,Objectives,Predecessors,Cash saving a month,One-off cost
A,New CRM,2027-01-01,2027-03-31,1=5; Growth,,400.00,9000.00
B,"Mail, files",2027-04-01,2027-06-30,1,A,,100.00
C,Phones,2027-05-01,2027-06-30,,"A SS+2 months; Mail, files FF-1w",,50.00
"""
GOALS = "Number,Objective\n1,Integration\n2,Growth\n"


@pytest.fixture
def bring(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """A function that imports a text as a kind of file and gives what was said about it."""
    read_here(monkeypatch)

    def taken(kind: str, text: str | bytes, name: str = "file.csv") -> dict[str, Any]:
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return import_file(store, path, kind, Options(), "Ann").to_json()

    return taken


def counts(said: dict[str, Any]) -> tuple[int, int, int]:
    """(accepted, refused, unchanged)."""
    return said["accepted"], said["refused"], said["unchanged"]


def read(store: Store) -> Roadmap:
    """The roadmap as it is now."""
    with store.snapshot() as plan:
        return roadmap(plan)


def waits(found: Roadmap) -> set[tuple[str, str, str, int]]:
    """Its links in words."""
    return {(one["before"], one["after"], one["kind"], one["lag_days"]) for one in found.links}


def test_a_row_brings_its_links_objectives_and_benefits(store: Store, bring: Any) -> None:
    """Named by code, number or name, commas included; the same file again changes nothing."""
    bring("objectives", GOALS)
    assert counts(bring("initiatives", PLAN)) == (3, 0, 0)
    found = read(store)
    assert waits(found) == {
        ("New CRM", "Mail, files", "FS", 0), ("New CRM", "Phones", "SS", 61), ("Mail, files", "Phones", "FF", -7),
    }  # fmt: skip
    assert {(one["objective"], one["initiative"], one["strength"]) for one in found.supports} == {
        ("Integration", "New CRM", 5), ("Growth", "New CRM", None), ("Integration", "Mail, files", None),
    }  # fmt: skip
    assert [(one["kind"], one["monthly"]) for one in found.benefits] == [("cash", Decimal(400))]
    assert counts(bring("initiatives", PLAN)) == (0, 0, 3)
    changed = bring("initiatives", PLAN.replace("A SS+2 months", "A SS+3 months"))
    assert (counts(changed), changed["updated"]) == ((1, 0, 2), 1)


def test_what_nobody_knows_is_left_out_and_told(store: Store, bring: Any) -> None:
    """The row itself goes in; no initiative and no objective is made up."""
    said = bring("initiatives", "Code,Initiative,Objectives,Predecessors,Cost\nA,CRM,9,A; Z FS+1d,\n")
    assert counts(said) == (1, 0, 0)
    assert said["notes"] == [
        "No cost is said, so these cost nothing until somebody enters it: CRM.",
        "Links to nobody in the file or the plan were left out: CRM – A, CRM – Z.",
        "Objectives that are not in the plan were left out: CRM – 9.",
    ]
    assert (read(store).links, read(store).objectives) == ([], [])


def test_predecessors_by_row_number(store: Store, bring: Any) -> None:
    """Where rows have no code, numbers are those of the file's rows."""
    bring("initiatives", "Initiative,Predecessors\nCRM,\nMail,1\nPhones,2SS+5 days\n")
    assert waits(read(store)) == {("CRM", "Mail", "FS", 0), ("Mail", "Phones", "SS", 5)}


def test_a_row_that_cannot_stand_is_refused(store: Store, bring: Any) -> None:
    """Also against what the plan holds already: the dates of the record as it would be."""
    bring("initiatives", "Code,Initiative,Start,Finish\nA,CRM,2027-01-01,2027-03-31\n")
    said = bring("initiatives", "Code,Initiative,Start\nA,CRM,2027-05-01\nB,Mail,\n")
    assert counts(said) == (1, 1, 0)
    assert "cannot finish on 2027-03-31, before its start on 2027-05-01" in said["issues"][0]["message"]
    assert said["rows"] == 2


def test_of_links_in_a_circle_the_last_is_left_out(store: Store, bring: Any) -> None:
    """In an initiatives file it is told, in a links file its row is refused; the circle is named."""
    said = bring("initiatives", "Code,Initiative,Predecessors\nA,CRM,B\nB,Mail,A\n")
    assert counts(said) == (2, 0, 0)
    assert waits(read(store)) == {("Mail", "CRM", "FS", 0)}
    assert "circle: CRM → Mail → CRM" in said["notes"][-1] or "circle: Mail → CRM → Mail" in said["notes"][-1]
    said = bring("initiative-links", "Before,After,Link,Lag\nA,B,FS,\nA,B,SS,-2w\nX,B,,\n")
    assert counts(said) == (1, 2, 0)
    assert [(one["line"], one["column"]) for one in said["issues"]] == [(2, "After"), (4, "Before")]
    assert ("CRM", "Mail", "SS", -14) in waits(read(store))


def test_a_later_file_never_makes_stored_links_impossible(store: Store, bring: Any) -> None:
    """It is refused whole, and the plan stays as it was."""
    bring("initiatives", "Code,Initiative,Start,Finish\nA,CRM,2027-01-01,2027-03-31\nB,Mail,,\n")
    bring("initiative-links", "Before,After,Link,Lag\nA,B,FS,\nB,A,SS,-90 days\n")
    with pytest.raises(Exception, match="circle"):
        bring("initiatives", "Code,Initiative,Finish\nA,CRM,2027-12-31\n")
    assert read(store).initiatives[0]["finish_on"] == date(2027, 3, 31)


def test_benefits_and_what_came_true(store: Store, bring: Any) -> None:
    """A benefit belongs to an initiative and a value to a benefit; neither is made up."""
    bring("initiatives", "Code,Initiative\nA,CRM\n")
    said = bring(
        "benefits", "Initiative,Kind,Value a month\nA,cash,400.00\nCRM,time saved,100.00\nZ,cash,1.00\n"
    )
    assert counts(said) == (2, 1, 0)
    assert said["issues"][0]["message"] == "no initiative is called 'Z'"
    values = "Initiative,Kind,Month,Realised\nA,cash,2027-05-01,350.00\nA,avoided,2027-05-01,1.00\n"
    said = bring("benefit-values", values)
    assert (counts(said), said["amount_accepted"]) == ((1, 1, 0), "350.00")
    assert [one["value"] for one in read(store).values] == [Decimal(350)]
    assert counts(bring("benefit-values", values)) == (0, 1, 1)


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (
            "benefits",
            "Initiative,Kind,Monthly value,Confirmed by,Confirmed on\nA,cash,500.00,Bob,2026-11-22\n",
        ),
        ("initiatives", "Code,Initiative,Cash saving a month\nA,New CRM,500.00\n"),
    ],
)
def test_a_file_that_changes_what_was_signed_takes_the_signature(
    store: Store, bring: Any, kind: str, text: str
) -> None:
    """Audited and told; the old signature in the same file is no new one. The same file again says nothing more."""
    bring("initiatives", PLAN)
    sign(store)
    said = bring(kind, text)
    (row,) = read(store).benefits
    assert (row["monthly"], row["confirmed_by"], row["lapsed_from"]) == (Decimal(500), None, "Bob")
    told = "Changed after their owner had signed for them, so to be signed again: New CRM (Bob)."
    assert told in said["notes"]
    assert counts(bring(kind, text)) == (0, 0, 1)
    assert read(store).benefits == [row]
    with store.snapshot() as plan:
        assert (
            plan.value("select before from audit where \"column\" = 'confirmed_by' and after is null")
            == "Bob"
        )
    assert undo(store, said["batch_id"], "Ann").kept == ()
    (row,) = read(store).benefits
    assert (row["monthly"], row["confirmed_by"], row["lapsed_from"]) == (Decimal(400), "Bob", None)


def test_undo_never_signs_what_was_changed_since(store: Store, bring: Any) -> None:
    """An amount that somebody entered after the file stays, and so it stays unsigned."""
    bring("initiatives", PLAN)
    sign(store)
    said = bring("initiatives", "Code,Initiative,Cash saving a month\nA,New CRM,500.00\n")
    (row,) = read(store).benefits
    benefit.BENEFIT.save(store, [Change(row["id"], row["version"], {"monthly": Decimal(600)})], "Ann", "why")
    assert len(undo(store, said["batch_id"], "Ann").kept) == 3
    (row,) = read(store).benefits
    assert (row["monthly"], row["confirmed_by"]) == (Decimal(600), None)


def test_a_file_that_changes_nothing_signed_leaves_the_signature(store: Store, bring: Any) -> None:
    """Another owner, or the same amount; and one that brings a newer signature keeps that."""
    bring("initiatives", PLAN)
    sign(store)
    assert not any("signed" in note for note in bring("initiatives", PLAN)["notes"])
    assert bring("benefits", "Initiative,Kind,Owner\nA,cash,Eve\n")["notes"] == []
    assert read(store).benefits[0]["confirmed_by"] == "Bob"
    signed_anew = "Initiative,Kind,Monthly value,Confirmed by,Confirmed on\nA,cash,500.00,Bob,2026-12-01\n"
    assert bring("benefits", signed_anew)["notes"] == []
    assert read(store).benefits[0]["confirmed_by"] == "Bob"


def sign(store: Store) -> None:
    """Bob signs for the only benefit."""
    (row,) = read(store).benefits
    change = Change(row["id"], row["version"], {"confirmed_by": "Bob", "confirmed_on": date(2026, 11, 22)})
    benefit.BENEFIT.save(store, [change], "Bob", "I stand for it")


def test_caps_by_a_day_follow_the_company_s_fiscal_year(store: Store, bring: Any) -> None:
    """1 July 2026 lies in the year that ends in 2027 when years start in July."""
    bring("company", "Name,Fiscal Year Start\nUs,7\n")
    said = bring("budget-caps", "Fiscal year,Cap\n2026-07-01,170000.00\nFY28,-1\n")
    assert (counts(said), said["amount_refused"]) == ((1, 1, 0), "-1.00")
    assert [(one["fiscal_year"], one["amount"]) for one in read(store).caps] == [(2027, Decimal(170_000))]


def test_a_tool_that_says_done_says_everything_is_done(store: Store, bring: Any) -> None:
    """Its other words for a status are not taken over."""
    bring("initiatives", "Issue key,Summary,Status\nR-1,CRM,Done\nR-2,Mail,In Progress\n")
    assert [row["progress"] for row in read(store).initiatives] == [1, None]
    assert [row["status_override"] for row in read(store).initiatives] == [None, None]


def test_an_import_of_the_roadmap_can_be_undone(store: Store, bring: Any) -> None:
    """Everything a file brought goes; what a person linked to since stays and is named."""
    bring("objectives", GOALS)
    said = bring("initiatives", PLAN)
    undone = undo(store, said["batch_id"], "Ann")
    assert undone.kept == ()
    found = read(store)
    assert (found.initiatives, found.links, found.supports, found.benefits) == ([], [], [], [])
    said = bring("initiatives", PLAN)
    key = read(store).initiatives[0]["id"]
    benefit.BENEFIT.enter(store, {"initiative_id": key, "kind": "time"}, "Bob", "why")
    assert any("refers to it" in kept for kept in undo(store, said["batch_id"], "Ann").kept)


def full(store: Store, bring: Any) -> Roadmap:
    """A roadmap with something of everything, of which some would run as a formula."""
    bring("objectives", GOALS)
    bring("departments", "Department\nSales\n")
    bring("initiatives", PLAN)
    odd = {
        "code": "=1+1", "name": "-Odd; <&> one", "component": "Security", "owner": "Ann", "effort": Decimal("0.5"),
        "duration_days": 75, "progress": Decimal("0.35"), "run_monthly": Decimal("12.50"), "capital": True,
        "mandatory": True, "deadline_on": date(2028, 1, 1), "option_group": "Mail", "run_grow": "grow",
        "status_override": "at risk", "status_reason": "late", "note": "line",
    }  # fmt: skip
    key = initiative.INITIATIVE.enter(store, odd, "Ann", "why")
    first = read(store).initiatives[0]
    links.LINK.enter(
        store, {"before_id": first["id"], "after_id": key, "kind": "SF", "lag_days": 33}, "Ann", "w"
    )
    objective.SUPPORT.enter(
        store, {"objective_id": read(store).objectives[1]["id"], "initiative_id": key}, "Ann", "w"
    )
    initiative.approve_dates(store, {first["id"]: 1}, "Board", "why")
    bring(
        "milestones",
        "Milestone,Initiative,Due,Approved,Done\nGo,A,2027-03-31,2027-03-15,2027-03-30\nOpen,,,,\n",
    )
    return read(store)


def test_the_table_that_leaves_goes_in_again_unchanged(store: Store, bring: Any) -> None:
    """Every cell, link and objective; nothing in it would run in a spreadsheet."""
    found = full(store, bring)
    content = csv(initiatives_file.frame(found))
    assert b"'=1+1" in content
    said = bring("initiatives", content)
    assert counts(said) == (0, 0, 4), said
    assert said["notes"] == []
    assert read(store) == found


def test_the_table_fills_an_empty_plan(store: Store, bring: Any, tmp_path: Path) -> None:
    """With the same initiatives, links and supports."""
    found = full(store, bring)
    content = csv(initiatives_file.frame(found))
    for row in (*found.initiatives, *found.links):
        table = "initiative" if "name" in row else "initiative_link"
        with store.tx("Ann", "emptied") as edit:
            edit.retire(table, row["id"], row["version"])
    said = bring("initiatives", content)
    assert said["refused"] == 0
    assert waits(read(store)) == waits(found)


def test_microsoft_project_xml_goes_in_again_unchanged(store: Store, bring: Any) -> None:
    """The same tasks, dates, links and lags; milestones stay milestones of their initiatives."""
    found = full(store, bring)
    said = bring("initiatives", msproject_file.written(found, "Plan"), "plan.xml")
    assert counts(said) == (0, 0, 6), said
    assert said["notes"] == []
    assert read(store) == found


@pytest.mark.parametrize("form", ["table", "xml"])
def test_unknown_progress_goes_round_as_unknown_and_none_as_none(
    store: Store, bring: Any, tmp_path: Path, form: str
) -> None:
    """A blank is no 0, and a 0 no blank, in both forms; a later file without progress leaves what is known."""
    bring(
        "initiatives",
        "Initiative,Start,Finish,Progress\nA,2026-01-01,2026-12-31,\nB,2026-01-01,2026-12-31,0%\n",
    )
    found = read(store)
    assert [row["progress"] for row in found.initiatives] == [None, 0]
    content = csv(initiatives_file.frame(found)) if form == "table" else msproject_file.written(found, "Plan")
    with store.tx("Ann", "emptied") as edit:
        edit.execute("delete from initiative")
    bring("initiatives", content, "plan.xml" if form == "xml" else "plan.csv")
    assert [row["progress"] for row in read(store).initiatives] == [None, 0]
    bring("initiatives", "Initiative,Start\nA,2026-02-01\nB,2026-02-01\n")
    assert [row["progress"] for row in read(store).initiatives] == [None, 0]


def test_letters_that_xml_cannot_hold_are_left_out(store: Store, bring: Any) -> None:
    """Control characters and what is no character; markup and letters of every script stay."""
    initiative.INITIATIVE.enter(store, {"name": "A\x1b\ufffe\uffff <b> & 計画 🧭"}, "Ann", "why")
    written = msproject_file.written(read(store), "Plan\x00")
    assert bring("initiatives", written, "plan.xml")["refused"] == 0
    assert "A <b> & 計画 🧭" in [row["name"] for row in read(store).initiatives]


def test_microsoft_project_xml_fills_an_empty_plan(bring: Any, store: Store, tmp_path: Path) -> None:
    """What the format has a place for is the same."""
    found = full(store, bring)
    content = msproject_file.written(found, "Plan")
    with store.tx("Ann", "emptied") as edit:
        for table in ("milestone", "initiative_link", "initiative"):
            edit.execute(f"delete from {table}")
    said = bring("initiatives", content, "plan.xml")
    assert (said["accepted"], said["format"]) == (6, "Microsoft Project XML")
    now = read(store)
    assert waits(now) == waits(found)
    same = ("code", "name", "start_on", "finish_on", "duration_days", "approved_finish_on", "one_off", "progress",
            "deadline_on", "owner")  # fmt: skip
    assert [{name: row[name] for name in same} for row in now.initiatives] == [
        {name: row[name] for name in same} for row in found.initiatives
    ]
    dates = ("name", "due_on", "approved_on", "done_on")
    assert [[row[name] for name in dates] for row in now.milestones] == [
        [row[name] for name in dates] for row in found.milestones
    ]
