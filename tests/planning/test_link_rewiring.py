"""Links past summaries and milestones hold the tasks as before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import assume, given
from hypothesis import strategies as st

from itstrat.planning.critical_path import critical_path
from itstrat.planning.link_rewiring import around, to_leaves
from itstrat.planning.task_links import CycleError, Link, Task

if TYPE_CHECKING:
    from collections.abc import Sequence

KINDS = st.sampled_from(["FS", "SS", "FF", "SF"])
PAIRS = st.tuples(st.integers(0, 6), st.integers(0, 6), KINDS, st.integers(0, 4))


def starts(tasks: Sequence[Task], links: Sequence[Link]) -> dict[str, int]:
    """The earliest start of each task."""
    timings = critical_path(tasks, links).timings
    return {key: one.earliest_start for key, one in timings.items()}


@given(st.lists(PAIRS, max_size=9), st.lists(st.integers(0, 5), min_size=7, max_size=7))
def test_tasks_start_as_before_when_milestones_are_left_out(
    pairs: list[tuple[int, int, str, int]], durations: list[int]
) -> None:
    """Whatever the kinds of the links: the earliest start of every other task is the same."""
    points = {"4", "5", "6"}
    tasks = [Task(str(n), 0 if str(n) in points else last + 1) for n, last in enumerate(durations)]
    links = [Link(str(a), str(b), kind, lag) for a, b, kind, lag in pairs if a < b]  # type: ignore[arg-type]
    try:
        before = starts(tasks, links)
    except CycleError:
        assume(False)  # noqa: FBT003  hypothesis names it so
    rest, stuck = around(links, sorted(points))
    assert stuck == []
    after = starts([task for task in tasks if task.key not in points], rest)
    assert after == {key: start for key, start in before.items() if key not in points}


def test_a_milestone_in_a_circle_of_its_own_is_named() -> None:
    """Going around it would make a task wait for itself."""
    rest, stuck = around([Link("A", "M"), Link("M", "A"), Link("A", "B")], ["M"])
    assert (rest, stuck) == ([Link("A", "B")], ["M"])


def test_a_summary_stands_for_its_tasks() -> None:
    """After its finish is after each finish; each of its tasks starts after what it starts after."""
    leaves = {"S": ["A", "B"]}
    links, without = to_leaves([Link("S", "C", "FS", 2), Link("D", "S", "SS"), Link("S", "C", "SS")], leaves)
    assert links == [
        Link("A", "C", "FS", 2), Link("B", "C", "FS", 2), Link("D", "A", "SS"), Link("D", "B", "SS"),
    ]  # fmt: skip
    assert without == [Link("S", "C", "SS")]
