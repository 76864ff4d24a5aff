"""Critical path: the published case, circles, and a longest path found by trying every path."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itstrat.planning.critical_path import critical_path
from itstrat.planning.task_links import Arcs, CycleError, Kind, Link, Task, arcs

if TYPE_CHECKING:
    from collections.abc import Sequence

TASKS = [Task(key, last) for key, last in (("A", 3), ("B", 4), ("C", 2), ("D", 5), ("E", 1), ("F", 2))]
LINKS = [
    Link("A", "B"),
    Link("A", "C", "SS", 1),
    Link("B", "D", "FF", 2),
    Link("C", "D"),
    Link("C", "E", "SF", 4),
    Link("D", "F", "FS", 1),
    Link("E", "F"),
]
KINDS: tuple[Kind, ...] = ("FS", "SS", "FF", "SF")
NETWORKS = st.integers(1, 7).flatmap(
    lambda size: st.tuples(
        st.lists(st.integers(0, 6), min_size=size, max_size=size),
        st.lists(
            st.tuples(
                st.integers(0, size - 1),
                st.integers(0, size - 1),
                st.sampled_from(KINDS),
                st.integers(-5, 5),
            ),
            max_size=10,
        ),
    )
)


def network(made: tuple[list[int], list[tuple[int, int, Kind, int]]]) -> tuple[list[Task], list[Link]]:
    """Tasks and links of what hypothesis made."""
    lasts, pairs = made
    return [Task(str(key), last) for key, last in enumerate(lasts)], [
        Link(str(before), str(after), kind, lag) for before, after, kind, lag in pairs
    ]


def length_of(forward: Arcs, circle: Sequence[str]) -> int:
    """How long a circle of tasks is, by the longest link between each two."""
    steps = pairwise([*circle, circle[0]])
    return sum(max(weight for to, weight in forward[one] if to == other) for one, other in steps)


def test_the_published_case() -> None:
    """All four kinds of link with lags: makespan 12, slack at C and E only (oracle O4-1)."""
    found = critical_path(TASKS, LINKS)
    assert found.makespan == 12
    assert {key: (one.earliest_start, one.latest_start) for key, one in found.timings.items()} == {
        "A": (0, 0),
        "B": (3, 3),
        "C": (1, 2),
        "D": (4, 4),
        "E": (4, 9),
        "F": (10, 10),
    }
    assert {key: one.slack for key, one in found.timings.items() if not one.critical} == {"C": 1, "E": 5}
    assert found.chain == ("A", "B", "D", "F")


def test_free_slack_ends_at_the_next_task() -> None:
    """C may slip a month in all but pushes E at once; E slips 5 and F still starts in time."""
    found = critical_path(TASKS, LINKS)
    assert (found.timings["C"].free_slack, found.timings["E"].free_slack) == (0, 5)
    chain = critical_path(
        [Task("a", 2), Task("b", 1), Task("c", 1), Task("d", 9)],
        [Link("a", "b"), Link("b", "c"), Link("c", "d", "SS", -9)],
    )
    assert chain.timings["a"].free_slack == 0
    assert chain.timings["a"].slack == 5


def test_a_circle_is_told_with_its_members_in_order() -> None:
    """By name where there is one, back to the first."""
    tasks = [Task("1", 2, "Intranet"), Task("2", 3, "Sign-on"), Task("3", 1), Task("4", 1)]
    links = [Link("4", "1"), Link("1", "2"), Link("2", "3"), Link("3", "1")]
    with pytest.raises(CycleError, match="in a circle: ") as refused:
        critical_path(tasks, links)
    members = refused.value.members
    assert set(members) == {"1", "2", "3"}
    assert {("1", "2"), ("2", "3"), ("3", "1")} == set(pairwise([*members, members[0]]))
    assert "Sign-on → 3" in str(refused.value) or "Intranet → Sign-on" in str(refused.value)


def test_a_task_that_waits_for_itself_is_a_circle_of_one() -> None:
    """It is named once, and again as its end."""
    with pytest.raises(CycleError, match="circle: A → A"):
        critical_path([Task("A", 1)], [Link("A", "A")])


def test_a_large_circle_names_ten_and_how_many_more() -> None:
    """A message of a thousand names says less than one of ten; the members are all there for who asks."""
    tasks = [Task(str(key), 1) for key in range(1_000)]
    with pytest.raises(CycleError, match=r"… and 990 more … → ") as refused:
        critical_path(tasks, [Link(str(key), str((key + 1) % 1_000)) for key in range(1_000)])
    assert len(refused.value.members) == 1_000
    assert str(refused.value).count("→") == 11
    ten = [Task(str(key), 1) for key in range(10)]
    with pytest.raises(CycleError) as refused:
        critical_path(ten, [Link(str(key), str((key + 1) % 10)) for key in range(10)])
    assert "more" not in str(refused.value)


def test_starting_together_is_no_error() -> None:
    """A circle of length 0 or less holds nobody up."""
    found = critical_path(
        [Task("a", 2), Task("b", 5), Task("first", 3)],
        [Link("a", "b", "SS"), Link("b", "a", "SS"), Link("first", "a"), Link("b", "first", "SS", -4)],
    )
    assert [found.timings[key].earliest_start for key in ("a", "b", "first")] == [3, 3, 0]
    assert found.makespan == 8


def test_milestones_and_nothing_at_all() -> None:
    """A task may take no time; a plan may have no task."""
    found = critical_path(
        [Task("go", 0), Task("work", 4), Task("live", 0)], [Link("go", "work"), Link("work", "live")]
    )
    assert (found.makespan, found.chain) == (4, ("go", "work", "live"))
    assert critical_path([], []).makespan == 0


def test_mistakes_of_the_caller_are_refused() -> None:
    """A link into nowhere, a duration below 0."""
    with pytest.raises(ValueError, match="not there"):
        critical_path(TASKS, [Link("A", "Z")])
    with pytest.raises(ValueError, match="below 0"):
        Task("A", -1)


@given(NETWORKS)
def test_every_path_is_kept_and_one_is_tight(
    made: tuple[list[int], list[tuple[int, int, Kind, int]]],
) -> None:
    """Against trying all simple paths; a circle is refused exactly when its length is positive."""
    tasks, links = network(made)
    forward = arcs(tasks, links)
    best = dict.fromkeys(forward, 0)
    circle = False

    def walk(key: str, length: int, trail: tuple[str, ...]) -> None:
        nonlocal circle
        best[key] = max(best[key], length)
        for after, weight in forward[key]:
            if after in trail:
                circle |= length_of(forward, trail[trail.index(after) :]) > 0
            else:
                walk(after, max(length + weight, 0), (*trail, after))

    for root in forward:
        walk(root, 0, (root,))
    if circle:
        with pytest.raises(CycleError) as refused:
            critical_path(tasks, links)
        assert length_of(forward, refused.value.members) > 0
        return
    found = critical_path(tasks, links)
    assert {key: one.earliest_start for key, one in found.timings.items()} == best
    assert found.makespan == max(best[task.key] + task.duration for task in tasks)


@given(NETWORKS, st.data())
def test_slack_is_exactly_how_far_a_task_can_slip(
    made: tuple[list[int], list[tuple[int, int, Kind, int]]], data: st.DataObject
) -> None:
    """Held back by its slack it does not move the end, by one more it does; the chain is critical."""
    tasks, links = network(made)
    try:
        found = critical_path(tasks, links)
    except CycleError:
        return
    task = data.draw(st.sampled_from(tasks))
    timing = found.timings[task.key]

    def held(by: int) -> int:
        wall = Task("wall", timing.earliest_start + by)
        return critical_path([*tasks, wall], [*links, Link("wall", task.key)]).makespan

    assert 0 <= timing.free_slack <= timing.slack
    assert held(timing.slack) == found.makespan
    assert held(timing.slack + 1) == found.makespan + 1
    assert all(found.timings[key].critical for key in found.chain)


@pytest.mark.timeout(60)
def test_ten_thousand_tasks_have_a_path() -> None:
    """Three links each, the order of the tasks of no help: as long as its last task, and it ends."""
    count = 10_000
    tasks = [Task(str(key), key % 7) for key in range(count)]
    links = [
        Link(str(after - back), str(after), KINDS[after % 4], after % 3)
        for after in range(count - 1, 0, -1)
        for back in (1, 7, 31)
        if after >= back
    ]
    found = critical_path(tasks, links)
    assert found.makespan == max(one.earliest_finish for one in found.timings.values()) > 0
