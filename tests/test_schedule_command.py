"""`schedule` as a person runs it: on Microsoft Project XML, PSPLIB and CSV files, without a plan."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itstrat import schedule_command
from itstrat.__main__ import main
from itstrat.planning.critical_path import critical_path
from itstrat.planning.network import Hold, Limits, Step, network, room_alone
from itstrat.planning.task_links import offset
from tests.commanding import run
from tests.ingest.test_msproject import document, link, task

if TYPE_CHECKING:
    from pathlib import Path

    from itstrat.settings import Settings

PUBLISHED = (
    'id,duration,predecessors\nA,3,\nB,4,A FS\nC,2,A SS+1\nD,5,B FF+2; C\nE,1,C SF+4\nF,2,"D FS+1, E"\n'
)
LEVELLED = """\
id,duration,predecessors,use,value
capacity,,,3,
1,3,,2,5
2,2,,1,8
3,4,1,2,3
4,2,2,1,6
5,3,,2,4
"""
CHOICE = """\
id,duration,predecessors,use,cost,value,mandatory
capacity,,,2,,,
cap,4,,,45,,
cap,4,,,100,,
1,2,,1,20,6,
2,3,1,2,30,14,
3,2,,1,10,4,
4,1,,1,5,3,yes
"""
INSTANCE = """\
************************************************************************
projects                      :  1
jobs (incl. supersource/sink ):  5
horizon                       :  9
RESOURCES
  - renewable                 :  1   R
  - nonrenewable              :  0   N
  - doubly constrained        :  0   D
************************************************************************
PRECEDENCE RELATIONS:
jobnr.    #modes  #successors   successors
   1        1          3           2   3   4
   2        1          1           5
   3        1          1           5
   4        1          1           5
   5        1          0
************************************************************************
REQUESTS/DURATIONS:
jobnr. mode duration  R 1
------------------------------------------------------------------------
  1      1     0       0
  2      1     3       2
  3      1     2       2
  4      1     4       1
  5      1     0       0
************************************************************************
RESOURCEAVAILABILITIES:
  R 1
    3
************************************************************************
"""


def written(folder: Path, name: str, text: str) -> str:
    """The path of a file with that text."""
    (folder / name).write_text(text, encoding="utf-8")
    return str(folder / name)


def asked(capsys: pytest.CaptureFixture[str], *words: str) -> dict[str, Any]:
    """The JSON that was printed."""
    assert main(["schedule", *words, "--json"]) == 0
    said: dict[str, Any] = json.loads(capsys.readouterr().out)
    return said


def test_the_published_network_of_all_kinds_of_link(settings: Settings, tmp_path: Path) -> None:
    """Ends after 12 by A, B, D and F; C can slip by 1 and E by 5. No plan is opened."""
    done = run(settings, "schedule", written(tmp_path, "tasks.csv", PUBLISHED), "--json")
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout)
    assert (said["makespan"], said["critical"]) == (12, ["A", "B", "D", "F"])
    assert {one["id"]: (one["start"], one["finish"], one["slack"]) for one in said["tasks"]} == {
        "A": (0, 3, 0), "B": (3, 7, 0), "C": (1, 3, 1), "D": (4, 9, 0), "E": (4, 5, 5), "F": (10, 12, 0),
    }  # fmt: skip
    assert not settings.database.exists()


def test_without_json_it_is_told_in_words(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """The end, the critical tasks, and a line for each task."""
    assert main(["schedule", written(tmp_path, "tasks.csv", PUBLISHED)]) == 0
    said = capsys.readouterr().out
    assert said.startswith("Ends after 12; critical: A, B, D, F.\n")
    assert len(said.splitlines()) == 7


@pytest.mark.parametrize(("aim", "measure"), [("makespan", 10), ("value", 109)])
def test_shared_resources_are_kept(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, aim: str, measure: int
) -> None:
    """The published case of levelling: it ends after 10, and the sum of value times finish is 109."""
    said = asked(capsys, written(tmp_path, "tasks.csv", LEVELLED), "--optimise", aim)
    values = {"1": 5, "2": 8, "3": 3, "4": 6, "5": 4}
    weighted = sum(values[one["id"]] * one["finish"] for one in said["tasks"])
    assert (said["makespan"] if aim == "makespan" else weighted) == measure
    assert (said["gap"], said["status"]) == (0.0, "optimal")
    assert said["seconds"] < 15


def test_tasks_are_chosen_and_dated_at_once(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """The published case of selection: worth 44 with the first at 0, the second at 2, the fourth at 0 (oracle O4-2)."""
    said = asked(capsys, written(tmp_path, "tasks.csv", CHOICE), "--optimise", "value")
    assert (said["worth"], said["left_out"], said["gap"], said["status"]) == (44, ["3"], 0.0, "optimal")
    assert {one["id"]: (one["start"], one["finish"], one["slack"]) for one in said["tasks"]} == {
        "1": (0, 2, 0), "2": (2, 5, 0), "4": (0, 1, 1),
    }  # fmt: skip
    assert (said["makespan"], said["critical"]) == (5, ["1", "2"])


def test_a_cap_holds_what_must_be_done(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """The published levelling with at most 60 spent in the first six months is 123 (oracle O4-3), in words too."""
    rows = [*LEVELLED.splitlines(), "cap,6,,,"]
    costs = ("cost", "", "30", "10", "40", "12", "24", "60")
    text = "".join(f"{row},{cost}\n" for row, cost in zip(rows, costs, strict=True))
    path = written(tmp_path, "tasks.csv", text)
    said = asked(capsys, path, "--optimise", "value")
    assert (said["weighted_finish"], said["gap"], said["status"]) == (123, 0.0, "optimal")
    assert main(["schedule", path, "--optimise", "value"]) == 0
    assert "Sum of value × finish: 123.\nOptimal, gap 0.0%, " in capsys.readouterr().out


def test_the_example_of_the_help_is_true(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """Whoever copies it gets what it says."""
    lines = schedule_command.FORM.splitlines()
    first = lines.index("  id,duration,predecessors,use,cost,value,mandatory")
    example = "\n".join(line.strip() for line in lines[first : lines.index("", first)])
    assert asked(capsys, written(tmp_path, "tasks.csv", example), "--optimise", "value")["worth"] == 44


def test_headers_and_cells_as_other_tools_spell_them(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """Semicolons, UTF-16, money with signs, a team by name, a unit in the header, misspelt and unknown headers."""
    text = """\
sep=;
Task ID;Task Name;Duration (months);Predecesors;Team;FTE;One-off cost;Monthly Benefit;Must Do;Colour
capacity;;;;Apps;2;;;;
Cap;;4;;;;£45;;;
cap;;4;;;;100.00;;;
1;CRM;2;;apps;1;20;6;no;red
2;Mail;3 months;1FS;Apps;2;30;14;n/a;
3;Fax;2;-;Apps;1;10;4;;
4;Audit;1;;Apps;1;5;3;Yes;blue
"""
    path = tmp_path / "odd.csv"
    path.write_bytes(text.encode("utf-16"))
    said = asked(capsys, str(path), "--optimise", "value")
    assert (said["worth"], said["left_out"]) == (44, ["3"])


def test_only_one_of_an_option_group_is_done(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """The one that brings more; without a column for it, what names no group must be done."""
    text = "id,duration,value,cost,option group\nhorizon,6,,,\na,1,4,9,crm\nb,1,5,9,crm\nc,2,,7,\n"
    path = written(tmp_path, "tasks.csv", text)
    said = asked(capsys, path, "--optimise", "value")
    assert ([one["id"] for one in said["tasks"]], said["left_out"], said["worth"]) == (["b", "c"], ["a"], 9)
    assert main(["schedule", path, "--optimise", "makespan"]) == 2
    assert "a and b exclude each other" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("header", "unit", "worth"),
    [("benefit a month", "months", 100), ("annual benefit", "months", -1_000), ("benefit a month", "years", 13_300),
     ("benefit", "weeks", 100)],
)  # fmt: skip
def test_money_by_the_month_or_year(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, header: str, unit: str, worth: int
) -> None:
    """120 for ten units from the finish on, counted in the unit of the durations, less the cost of 1,100."""
    text = f"id,duration,{header},cost,mandatory\nhorizon,11 {unit},,,\na,1 {unit},120,1100,yes\nb,1,,9,no\n"
    said = asked(capsys, written(tmp_path, "tasks.csv", text), "--optimise", "value")
    assert (said["worth"], said["left_out"]) == (worth, ["b"])


def test_a_cost_is_shared_exactly(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """Three costs of 10 over three months take 20 in two of them, not a cent more."""
    text = "id,duration,cost,value\ncap,2,20,\na,3,10,1\nb,3,10,1\nc,3,10,1\n"
    said = asked(capsys, written(tmp_path, "tasks.csv", text), "--optimise", "makespan")
    assert said["makespan"] == 3


def test_deadlines_are_kept(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """The dearer task waits, since the other is due; when both cannot be in time that is said."""
    text = "id,duration,use,value,deadline\ncapacity,,1,,\na,2,1,9,\nb,2.5,1,1,{}\n"
    said = asked(capsys, written(tmp_path, "due.csv", text.format("2.5")), "--optimise", "value")
    assert {one["id"]: (one["start"], one["finish"]) for one in said["tasks"]} == {
        "a": (2.5, 4.5),
        "b": (0, 2.5),
    }
    path = written(tmp_path, "late.csv", text.format(2))
    assert main(["schedule", path, "--optimise", "value"]) == 2
    assert "by its deadline and the end of the plan: b." in capsys.readouterr().err


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (PUBLISHED, "No task says what it brings, so none is worth more than another. Add a column 'value'"),
        (CHOICE.replace("cap,4,,,45,,\ncap,4,,,100,,\n", ""), "Add a row with the id 'horizon'"),
    ],
)  # fmt: skip
def test_what_is_missing_for_the_most_value_is_said(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, text: str, said: str
) -> None:
    """In words, with what to add; the file does for the critical path."""
    path = written(tmp_path, "tasks.csv", text)
    assert asked(capsys, path)["makespan"] > 0
    assert main(["schedule", path, "--optimise", "value"]) == 2
    assert said in capsys.readouterr().err


def test_a_psplib_instance_keeps_its_job_numbers(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """The critical path ignores resources; the best schedule keeps them. Source and sink are jobs."""
    path = written(tmp_path, "j5.sm", INSTANCE)
    said = asked(capsys, path)
    assert (said["makespan"], said["critical"]) == (4, [1, 4, 5])
    said = asked(capsys, path, "--optimise", "makespan")
    assert set(said) == {"makespan", "critical", "tasks", "gap", "status", "seconds"}
    assert [one["id"] for one in said["tasks"]] == [1, 2, 3, 4, 5]
    starts = {one["id"]: (one["start"], one["finish"]) for one in said["tasks"]}
    assert said["makespan"] == 5
    assert starts[2][1] <= starts[3][0] or starts[3][1] <= starts[2][0]


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16"])
def test_a_psplib_instance_as_other_tools_write_it(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, codec: str
) -> None:
    """Rows that go on below, small letters, other line ends, blank lines at the end, and another encoding."""
    text = (
        INSTANCE.replace("2   3   4", "2\n                                    3   4").lower() + "\n \n\x1a\n"
    )
    path = tmp_path / "odd.sm"
    path.write_bytes(text.replace("\n", "\r\n").encode(codec))
    assert asked(capsys, str(path)) == asked(capsys, written(tmp_path, "j5.sm", INSTANCE))


def test_lengths_that_no_list_of_months_could_hold(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """A thousand million units are planned as three are."""
    path = written(tmp_path, "j5.sm", INSTANCE.replace("  2      1     3 ", "  2      1 999999999 "))
    assert asked(capsys, path, "--optimise", "makespan", "--seconds", "1")["makespan"] == 1000000001


def test_more_tasks_than_can_be_searched(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """Their critical path is found, and that the rest is too much is said."""
    path = written(tmp_path, "many.csv", "id,duration,use\n" + "".join(f"T{n},1,1\n" for n in range(5_001)))
    assert asked(capsys, path)["makespan"] == 1
    assert main(["schedule", path, "--optimise", "makespan"]) == 2
    assert "5,001 tasks are too many" in capsys.readouterr().err


def test_microsoft_project_is_read_in_working_days(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """Hours become days of the file's length, fractions stay; the links of a summary hold its tasks."""
    level, deeper = "<OutlineLevel>1</OutlineLevel>", "<OutlineLevel>2</OutlineLevel>"
    hours = "<Duration>PT{}H0M0S</Duration>".format
    text = document(
        task(1, "Phase").replace(level, "<Summary>1</Summary>" + level),
        task(2, "A", hours(8)).replace(level, deeper),
        task(3, "B", hours(12)).replace(level, deeper),
        task(4, "C", hours(16) + link(1)),
        task(5, "D", hours(8) + link(4, 3, 4800)),
        task(6, "End", hours(0) + "<Milestone>1</Milestone>" + link(5, 0, 4800)),
    )
    said = asked(capsys, written(tmp_path, "plan.xml", text))
    assert {one["id"]: (one["start"], one["finish"], one["slack"]) for one in said["tasks"]} == {
        2: (0, 1, 0.5), 3: (0, 1.5, 0), 4: (1.5, 3.5, 0), 5: (2.5, 3.5, 0), 6: (4.5, 4.5, 0),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("a.csv", "id,duration,predecessors\nA,3,B\nB,1,A\n", "a.csv: These wait for each other in a circle: "),
        ("a.csv", "id,duration,predecessors\nA,3,\nB,x,A\n", "a.csv:3: [duration] is no number (value: x)"),
        ("a.csv", "id,duration,predecessors\nA,3,\nB,1,Z FS+1\n", "a.csv:3: [predecessors] there is no task 'Z'"),
        ("a.csv", "id,duration,predecessors\nA,3,\nB,1,A FS+1 day!\n", "a.csv:3: [predecessors] '+1 day!' is no lag"),
        ("a.csv", "id,duration\nA,3\nA,4\n", "a.csv:3: [id] stands on line 2 already"),
        ("a.csv", "id,duration\nA,-3\n", "a.csv:2: [duration] is below 0"),
        ("a.csv", "id,duration\nA,3 days\nB,2 weeks\n", "a.csv:3: [duration] counts in weeks"),
        ("a.csv", "owner,cost\nA,3\n", "a.csv:1: [id] one column with this name is needed"),
        ("a.csv", "", "a.csv is empty"),
        ("a.csv", "id,duration\n", "a.csv has a header but no tasks"),
        ("a.csv", "id,duration,Duration\nA,1,2\n", "a.csv:1: [duration] one column with this name is needed"),
        ("a.csv", "id,duration,after\nA,1,\nB,1,\nC,1,A,B\n", "a.csv:4: has 4 cells, the header 3; put a cell"),
        ("a.csv", "id,duration,predecessors\nA,1,A SS\n", "a.csv:2: [predecessors] a task cannot wait for itself"),
        ("a.csv", "id,duration,deadline\nA,1,2027-03-01\n", "a.csv:2: [deadline] is no number (value: 2027-03-01)"),
        ("a.csv", "id,duration,Must Do\nA,1,perhaps\n", "a.csv:2: [Must Do] 'perhaps' is neither yes nor no"),
        ("a.csv", "id,duration,cost\nA,0,9\n", "a.csv:2: [cost] a task without duration has no time"),
        ("a.csv", "id,duration,cost\nA,1,-9\n", "a.csv:2: [cost] is no number from 0 on (value: -9)"),
        ("a.csv", "id,duration,cost\ncap,4,\nA,1,9\n", "a.csv:2: [cost] say the most that may be spent in this time"),
        ("a.csv", "id,duration,cost\ncap,4,9\nA,1,\n", "a.csv:2: [cost] no task has a cost, so that a cap limits nothing"),
        ("a.csv", "id,duration,cost\ncap,0,9\nA,1,9\n", "a.csv:2: [duration] lasts no time (value: 0)"),
        ("a.csv", "id,duration\nhorizon,9\nhorizon,8\nA,1\n", "a.csv:3: [id] stands on line 2 already"),
        ("a.csv", "id,duration,team,use\ncapacity,,IT,3\nA,1,TI,1\n",
         "a.csv:3: [team] no row 'capacity' says how much there is of TI; there are: IT"),
        ("a.csv", "id,duration,use\ncapacity,,\nA,1,1\n", "a.csv:2: [use] say how much there is"),
        ("a.csv", "id,duration,use\ncapacity,,1\ncapacity,,2\nA,1,1\n", "a.csv:3: [use] the capacity of use stands above"),
        ("a.csv", "id,duration,annual benefit\nA,9 weeks,5\n", "a.csv:2: [annual benefit] counts by the year"),
        ("a.sm", INSTANCE.replace("   5        1          0", "   5        2          0"), "a.sm:16: [#modes]"),
        ("a.sm", INSTANCE.replace("2   3   4", "2   3   9"), "a.sm:12: [successors] is no job"),
        ("a.sm", INSTANCE.replace("  4      1     4       1", "  4      1     4"), "a.sm:24: has 3 numbers"),
        ("a.sm", INSTANCE.replace("  4      1     4 ", "  4      1     x "), "a.sm:24: is no whole number (value: x)"),
        ("a.sm", INSTANCE.replace("RESOURCEAVAILABILITIES:", ""), "this section is missing"),
        ("a.sm", INSTANCE.replace(":  0   N", ":  1   N"), "a.sm:7: [nonrenewable]"),
        ("a.sm", INSTANCE.replace("  2      1     3 ", "  2      1    -3 "), "a.sm:22: is no whole number (value: -3)"),
        ("a.sm", INSTANCE.replace("   2        1          1  ", "   2        1          2  "), "a.sm:13: [#successors]"),
        ("a.csv", "id,duration,use\nA,1,1e999999\n", "a.csv:2: [use] is no number from 0 on"),
        ("a.csv", f"id,duration\nA,{'9' * 5000}\n", "a.csv:2: [duration] is beyond 1,000,000,000,000"),
        ("a.xml", document(task(1, "A", f"<Duration>PT{'9' * 5000}H0M0S</Duration>")), "a.xml:4: [Duration] is no"),
        ("a.xml", document(task(1, "A", "<Duration>long</Duration>")), "a.xml:4: [Duration] is no duration"),
        ("a.xml", document(task(1, "A")), "a.xml:4: [Duration] is missing for the task A"),
        ("a.xlsx", "PK\x03\x04", "a.xlsx is a workbook. Save its sheet of tasks as CSV"),
        ("a.xml", "<html/>", "no Microsoft Project file"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_told_with_its_place(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, name: str, text: str, said: str
) -> None:
    """File, line, column and value; exit code 2."""
    assert main(["schedule", written(tmp_path, name, text)]) == 2
    assert said in capsys.readouterr().err


def test_a_file_that_is_not_there_and_seconds_that_are_none(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """Both are told in words."""
    assert main(["schedule", str(tmp_path / "none.csv")]) == 2
    assert "none.csv cannot be opened" in capsys.readouterr().err
    path = written(tmp_path, "tasks.csv", LEVELLED)
    assert main(["schedule", path, "--optimise", "value", "--seconds", "0"]) == 2
    assert "seconds" in capsys.readouterr().err


def test_a_resource_that_a_task_needs_more_of_than_there_is(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """No schedule can be had, and that is said."""
    text = LEVELLED.replace("capacity,,,3,", "capacity,,,1,")
    assert main(["schedule", written(tmp_path, "tasks.csv", text), "--optimise", "makespan"]) == 2
    assert "1 needs 2 of use, which has 1" in capsys.readouterr().err


LENGTHS = st.fractions(0, 6, max_denominator=6)
LINKS = st.tuples(st.integers(0, 5), st.integers(0, 5), st.sampled_from(["FS", "SS", "FF", "SF"]), LENGTHS)


@given(st.lists(LENGTHS, min_size=6, max_size=6), st.lists(LINKS, max_size=8))
def test_fractions_stay_exact_and_nobody_slips_through_a_successor(
    lengths: list[Any], pairs: list[tuple[int, int, str, Any]]
) -> None:
    """Counted in parts nothing is rounded; a task moved by its room alone still keeps every link and the end."""
    steps = [Step(number, length) for number, length in enumerate(lengths)]
    holds = [Hold(a, b, kind, lag) for a, b, kind, lag in pairs if a < b]  # type: ignore[arg-type]
    found = network(steps, holds, Limits())
    assert [one.task.duration for one in found.work.activities] == [
        length * found.parts for length in lengths
    ]
    path = critical_path(found.work.tasks, found.work.links)
    starts = {key: one.earliest_start for key, one in path.timings.items()}
    lasts = {one.key: one.duration for one in found.work.tasks}
    for key, room in room_alone(found.work, starts).items():
        moved = starts | {key: starts[key] + room}
        assert moved[key] + lasts[key] <= path.makespan
        for one in found.work.links:
            least = offset(one, lasts[one.before], lasts[one.after])
            assert moved[one.after] - moved[one.before] >= least
