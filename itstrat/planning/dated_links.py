"""A plan as it is dated: which links its dates break, how far each task can slip, what a move pushes.

Dates are whole days (ordinals); a task covers the days from its start to before start + duration. A task without a
start is not scheduled, and its links hold nobody.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from itstrat.planning.task_links import Link, Task, arcs, longest, offset

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Holder = Literal["successor", "deadline", "end"]


@dataclass(frozen=True, slots=True)
class BrokenLink:
    """A link that the dates do not keep, and by how many days the successor starts too early."""

    link: Link
    days: int


@dataclass(frozen=True, slots=True)
class Room:
    """How many days a task can slip as the plan is dated, and what is in the way then.

    Below 0 it is late already by that much. `successor` names the task it would push when `holder` is "successor".
    """

    days: int
    holder: Holder
    successor: str = ""


def broken_links(tasks: Sequence[Task], links: Sequence[Link], starts: Mapping[str, int]) -> list[BrokenLink]:
    """The links between scheduled tasks whose dates come too early, the worst first."""
    lasts = {task.key: task.duration for task in tasks}
    found = [
        BrokenLink(
            link,
            starts[link.before] + offset(link, lasts[link.before], lasts[link.after]) - starts[link.after],
        )
        for link in links
        if link.before in starts and link.after in starts
    ]
    return sorted((one for one in found if one.days > 0), key=lambda one: -one.days)


def rooms(
    tasks: Sequence[Task],
    links: Sequence[Link],
    starts: Mapping[str, int],
    deadlines: Mapping[str, int],
    end: int | None = None,
) -> dict[str, Room]:
    """By scheduled task, its room until it pushes a successor as dated, misses its deadline, or moves the end.

    A deadline is the last day on which a task may still be worked on. `end` is the first day after the plan; None is
    the finish of the last task.
    """
    dated = [task for task in tasks if task.key in starts]
    kept = [link for link in links if link.before in starts and link.after in starts]
    forward = arcs(dated, kept)
    last = max((starts[task.key] + task.duration for task in dated), default=0) if end is None else end
    found = {}
    for task in dated:
        finish = starts[task.key] + task.duration
        held = [
            Room(starts[after] - starts[task.key] - weight, "successor", after)
            for after, weight in forward[task.key]
        ]
        if task.key in deadlines:
            held.append(Room(deadlines[task.key] + 1 - finish, "deadline"))
        found[task.key] = min([*held, Room(last - finish, "end")], key=lambda room: room.days)
    return found


def pushed(
    tasks: Sequence[Task], links: Sequence[Link], starts: Mapping[str, int], moved: Mapping[str, int]
) -> dict[str, int]:
    """The new starts of what a move forces to move, as far as it must, itself not included.

    Successors are pushed later, and theirs in turn; nothing is pulled earlier. Links that were broken elsewhere stay
    as they are: `broken_links` with the new starts tells what the move itself breaks. Raises CycleError.
    """
    now = {**starts, **moved}
    dated = [task for task in tasks if task.key in now]
    kept = [link for link in links if link.before in now and link.after in now]
    found, _ = longest(arcs(dated, kept), now, {task.key: task.name for task in tasks}, moved)
    return {key: start for key, start in found.items() if start != now[key]}
