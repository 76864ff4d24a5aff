"""A plan as dated: broken links, room to slip, what a move pushes."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from itstrat.planning.dated_links import Room, broken_links, pushed, rooms
from itstrat.planning.task_links import Link, Task

TASKS = [Task("crm", 30), Task("billing", 20), Task("portal", 10), Task("idea", 40)]
LINKS = [Link("crm", "billing"), Link("billing", "portal", "FS", 5), Link("crm", "idea")]
STARTS = {"crm": 100, "billing": 135, "portal": 160}
PLANS = st.integers(2, 7).flatmap(
    lambda size: st.tuples(
        st.lists(st.tuples(st.integers(0, 9), st.integers(0, 40)), min_size=size, max_size=size),
        st.lists(
            st.tuples(st.integers(0, size - 2), st.integers(1, size - 1), st.integers(-3, 3)).filter(
                lambda one: one[0] < one[1]
            ),
            max_size=12,
        ),
        st.integers(0, size - 1),
        st.integers(0, 60),
    )
)


def test_room_is_what_is_left_before_somebody_else_moves() -> None:
    """CRM has 5 days before billing, billing none, the portal none before the end; unscheduled has no room."""
    assert rooms(TASKS, LINKS, STARTS, {}) == {
        "crm": Room(5, "successor", "billing"),
        "billing": Room(0, "successor", "portal"),
        "portal": Room(0, "end"),
    }


def test_a_deadline_takes_room_and_may_be_missed_already() -> None:
    """The last day of CRM is 129: a deadline on 131 leaves two days, one on 126 has been missed by three."""
    assert rooms(TASKS, LINKS, STARTS, {"crm": 131})["crm"] == Room(2, "deadline")
    assert rooms(TASKS, LINKS, STARTS, {"crm": 126})["crm"] == Room(-3, "deadline")


def test_the_end_of_the_plan_may_be_later_than_its_last_task() -> None:
    """Twelve days of room for the last one."""
    assert rooms(TASKS, LINKS, STARTS, {}, end=182)["portal"] == Room(12, "end")


def test_dates_that_break_a_link_are_told_the_worst_first() -> None:
    """By how many days; a task without dates breaks nothing."""
    broken = broken_links(TASKS, LINKS, STARTS | {"billing": 128, "portal": 150})
    assert [(one.link.after, one.days) for one in broken] == [("portal", 3), ("billing", 2)]
    assert broken_links(TASKS, LINKS, STARTS) == []


def test_a_move_pushes_those_who_wait_and_theirs() -> None:
    """Nine days later: five are room, so billing moves four, and the portal with it."""
    assert pushed(TASKS, LINKS, STARTS, {"crm": 109}) == {"billing": 139, "portal": 164}
    assert pushed(TASKS, LINKS, STARTS, {"crm": 105}) == {}
    assert pushed(TASKS, LINKS, STARTS, {"crm": 10}) == {}


def test_a_task_put_on_the_plan_pushes_too() -> None:
    """It had no dates before."""
    assert pushed(TASKS, [Link("idea", "portal")], STARTS, {"idea": 130}) == {"portal": 170}


@given(PLANS)
def test_what_is_pushed_goes_no_further_than_it_must(
    made: tuple[list[tuple[int, int]], list[tuple[int, int, int]], int, int],
) -> None:
    """After a push no link out of what moved is broken, and each pushed task sits tight against one of them."""
    rows, pairs, which, to = made
    tasks = [Task(str(key), last) for key, (last, _) in enumerate(rows)]
    links = [Link(str(before), str(after), "FS", lag) for before, after, lag in pairs]
    starts = {str(key): start for key, (_, start) in enumerate(rows)}
    found = pushed(tasks, links, starts, {str(which): to})
    moved = {str(which), *found}
    now = {**starts, str(which): to, **found}
    assert not [one for one in broken_links(tasks, links, now) if one.link.before in moved]
    assert all(now[key] > starts[key] for key in found)
    for key, start in found.items():
        early = broken_links(tasks, links, {**now, key: start - 1})
        assert [one for one in early if one.link.after == key and one.link.before in moved]
