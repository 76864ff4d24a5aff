"""`schedule` as a person runs it: on Microsoft Project XML, PSPLIB and CSV files, without a plan."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itstrat.__main__ import main
from itstrat.planning.critical_path import critical_path
from itstrat.planning.network import Hold, Step, network, room_alone
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


def test_a_psplib_instance_keeps_its_job_numbers(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """The critical path ignores resources; the best schedule keeps them. Source and sink are jobs."""
    path = written(tmp_path, "j5.sm", INSTANCE)
    said = asked(capsys, path)
    assert (said["makespan"], said["critical"]) == (4, [1, 4, 5])
    said = asked(capsys, path, "--optimise", "makespan")
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
        ("a.csv", "name,cost\nA,3\n", "a.csv:1: [id] one column with this name is needed"),
        ("a.csv", "", "a.csv is empty"),
        ("a.sm", INSTANCE.replace("   5        1          0", "   5        2          0"), "a.sm:16: [#modes]"),
        ("a.sm", INSTANCE.replace("2   3   4", "2   3   9"), "a.sm:12: [successors] is no job"),
        ("a.sm", INSTANCE.replace("  4      1     4       1", "  4      1     4"), "a.sm:24: has 3 numbers"),
        ("a.sm", INSTANCE.replace("  4      1     4 ", "  4      1     x "), "a.sm:24: is no whole number (value: x)"),
        ("a.sm", INSTANCE.replace("RESOURCEAVAILABILITIES:", ""), "this section is missing"),
        ("a.sm", INSTANCE.replace(":  0   N", ":  1   N"), "a.sm:7: [nonrenewable]"),
        ("a.sm", INSTANCE.replace("  2      1     3 ", "  2      1    -3 "), "a.sm:22: is no whole number (value: -3)"),
        ("a.sm", INSTANCE.replace("   2        1          1  ", "   2        1          2  "), "a.sm:13: [#successors]"),
        ("a.csv", "id,duration,use\nA,1,1e999999\n", "a.csv:2: [use] is beyond 1,000,000,000"),
        ("a.csv", f"id,duration\nA,{'9' * 5000}\n", "a.csv:2: [duration] is beyond 1,000,000,000,000"),
        ("a.xml", document(task(1, "A", f"<Duration>PT{'9' * 5000}H0M0S</Duration>")), "a.xml:4: [Duration] is no"),
        ("a.xml", document(task(1, "A", "<Duration>long</Duration>")), "a.xml:4: [Duration] is no duration"),
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
    found = network(steps, holds, {})
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
