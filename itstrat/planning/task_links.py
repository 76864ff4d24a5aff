"""Tasks that wait for each other, and the longest path through what they wait for.

A link is one number: the successor starts at least so long after the predecessor's start (precedence diagramming).
Durations, lags and starts are whole numbers of one unit, whichever the caller counts in: days or months.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from itstrat.errors import ItstratError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

Kind = Literal["FS", "SS", "FF", "SF"]
# Of a larger circle nobody reads more members than this.
_NAMED = 10
Arc = tuple[str, int]
Arcs = dict[str, list[Arc]]


class CycleError(ItstratError):
    """Tasks wait for each other in a circle, so that none can start; `members` are their keys in order."""

    def __init__(self, members: Sequence[str], names: Mapping[str, str]) -> None:
        """Name the circle, back to where it begins; of a large one the first ten and how many more."""
        self.members = tuple(members)
        shown = [names.get(key) or key for key in members[:_NAMED]]
        more = [f"… and {len(members) - _NAMED:,} more …"] if len(members) > _NAMED else []
        told = " → ".join([*shown, *more, shown[0]])
        super().__init__(
            f"These wait for each other in a circle: {told}. Remove one of the links, or shorten its lag."
        )


@dataclass(frozen=True, slots=True)
class Task:
    """Something that takes so long; 0 is a milestone. `name` stands in sentences, else the key does."""

    key: str
    duration: int
    name: str = ""

    def __post_init__(self) -> None:
        if self.duration < 0:
            raise ValueError(f"Task {self.key}: a duration is not below 0.")


@dataclass(frozen=True, slots=True)
class Link:
    """`after` waits for `before`: FS finish to start, SS start to start, FF, SF. A negative lag lets them overlap."""

    before: str
    after: str
    kind: Kind = "FS"
    lag: int = 0


def offset(link: Link, before: int, after: int) -> int:
    """The least time between the two starts, from the durations of the link's two ends."""
    return {
        "FS": before + link.lag,
        "SS": link.lag,
        "FF": before + link.lag - after,
        "SF": link.lag - after,
    }[link.kind]


def arcs(tasks: Iterable[Task], links: Iterable[Link]) -> Arcs:
    """By task, its successors with the least time between the starts. Raises ValueError for a link into nowhere."""
    lasts = {task.key: task.duration for task in tasks}
    found: Arcs = {key: [] for key in lasts}
    for link in links:
        if link.before not in lasts or link.after not in lasts:
            raise ValueError(f"The link {link.before} → {link.after} names a task that is not there.")
        found[link.before].append((link.after, offset(link, lasts[link.before], lasts[link.after])))
    return found


def turned(forward: Arcs) -> Arcs:
    """The same links seen from their successors."""
    found: Arcs = {key: [] for key in forward}
    for before, out in forward.items():
        for after, weight in out:
            found[after].append((before, weight))
    return found


def in_order(forward: Arcs) -> list[str]:
    """The tasks, each before its successors as far as no circle forbids it (reverse postorder of depth first)."""
    finished: list[str] = []
    seen: set[str] = set()
    for root in reversed(forward):
        if root in seen:
            continue
        seen.add(root)
        trail = [(root, iter(forward[root]))]
        while trail:
            key, rest = trail[-1]
            step = next((after for after, _ in rest if after not in seen), None)
            if step is None:
                finished.append(key)
                trail.pop()
            else:
                seen.add(step)
                trail.append((step, iter(forward[step])))
    return finished[::-1]


def longest(
    forward: Arcs, at_least: Mapping[str, int], names: Mapping[str, str], moved: Iterable[str] | None = None
) -> tuple[dict[str, int], dict[str, str]]:
    """The earliest starts that keep every link and are not below `at_least`, and by task the one that pushes it.

    With `moved`, only links out of those, and of what they push, count. Raises CycleError for a circle of positive
    length: its members push each other without end. A circle of length 0 or less holds nobody up.
    """
    start, pushed_by = dict(at_least), dict[str, str]()
    order = in_order(forward)
    active = set(order if moved is None else moved)
    while active:
        for key in order:
            if key not in active:
                continue
            active.discard(key)
            for after, weight in forward[key]:
                if start[key] + weight > start[after]:
                    start[after], pushed_by[after] = start[key] + weight, key
                    active.add(after)  # if it stands earlier in the order, in the next round
        _refuse_circle(pushed_by, names)
    return start, pushed_by


def _refuse_circle(pushed_by: Mapping[str, str], names: Mapping[str, str]) -> None:
    """A circle among who pushes whom is a circle of positive length, and the first sign of it."""
    checked: set[str] = set()
    for first in pushed_by:
        trail: dict[str, None] = {}
        key: str | None = first
        while key is not None and key not in checked and key not in trail:
            trail[key] = None
            key = pushed_by.get(key)
        if key is not None and key in trail:
            members = list(trail)[list(trail).index(key) :][::-1]
            raise CycleError(members, names)
        checked.update(trail)
