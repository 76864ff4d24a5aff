"""Links of a project plan rewired to the tasks that do work: past its summaries and its milestones."""

from __future__ import annotations

from collections import defaultdict
from itertools import product
from typing import TYPE_CHECKING, get_args

from itstrat.planning.task_links import Kind, Link

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

_MOST = 1_000
_KINDS: Mapping[str, Kind] = {kind: kind for kind in get_args(Kind)}


def to_leaves(links: Iterable[Link], leaves: Mapping[str, Sequence[str]]) -> tuple[list[Link], list[Link]]:
    """Links of summaries as links of the tasks below them (`leaves`), and those for which there is no such thing.

    A summary finishes when the last of its tasks does and starts with the first, so "after it finished" is after each
    of them finished, and "it starts after" is each starts after; its own start and end cannot be had otherwise.
    """
    found: dict[Link, None] = {}
    without: list[Link] = []
    for link in links:
        if (link.before in leaves and link.kind[0] == "S") or (link.after in leaves and link.kind[1] == "F"):
            without.append(link)
            continue
        for before in leaves.get(link.before, (link.before,)):
            for after in leaves.get(link.after, (link.after,)):
                found[Link(before, after, link.kind, link.lag)] = None
    return list(found), without


def around(links: Iterable[Link], points: Collection[str]) -> tuple[list[Link], list[str]]:
    """Links between what is no point in time, and the points that could not be gone around.

    What waits for a point waits for all that the point waits for: the end that holds the point, the end that the
    point holds, and both lags together. A point that takes time or has a date of its own says more than that.
    """
    kept = dict.fromkeys(links)
    into: dict[str, dict[Link, None]] = defaultdict(dict)
    out: dict[str, dict[Link, None]] = defaultdict(dict)
    for link in kept:
        into[link.after][link] = out[link.before][link] = None
    stuck = []
    for point in points:
        firsts, thens = list(into[point]), list(out[point])
        for link in (*firsts, *thens):
            for held in (kept, into[link.after], out[link.before]):
                held.pop(link, None)
        if len(firsts) * len(thens) > _MOST or {one.before for one in firsts} & {one.after for one in thens}:
            stuck.append(point)
            continue
        for first, then in product(firsts, thens):
            kind = _KINDS[first.kind[0] + then.kind[1]]
            link = Link(first.before, then.after, kind, first.lag + then.lag)
            kept[link] = into[link.after][link] = out[link.before][link] = None
    return list(kept), stuck
