"""Which initiatives wait for which."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itstrat.errors import ItstratError, UnknownRecordError
from itstrat.planning.critical_path import critical_path
from itstrat.planning.task_links import CycleError, Link, Task, offset
from itstrat.store.entering import Noun, choice, key, whole

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from itstrat.store.reading import Reader, Row

KINDS = ("FS", "SS", "FF", "SF")
_LONGEST_LAG = 36_500
# A file with more is wrong as a whole, and would be tried for hours.
_MOST_CIRCLES = 100


def _of_two(record: Row) -> None:
    if record["before_id"] == record["after_id"]:
        raise ItstratError("An initiative cannot wait for itself.")


def refuse_circle(plan: Reader) -> None:
    """Raises CycleError, with its members, when initiatives wait for each other so that none can start."""
    critical_path(tasks(plan), _planned(links(plan)))


def _refuse_strangers(plan: Reader, given: Mapping[str, object]) -> None:
    """A link of an initiative that is not there, or no longer, would hold nobody and be seen by nobody."""
    known = {task.key for task in tasks(plan)}
    for column in ("before_id", "after_id"):
        if given.get(column) is not None and str(given[column]) not in known:
            raise UnknownRecordError(f"There is no initiative number {given[column]}; reload the page.")


LINK = Noun(
    table="initiative_link",
    said="A link",
    columns={
        "before_id": key, "after_id": key, "kind": choice(KINDS), "lag_days": whole(-_LONGEST_LAG, _LONGEST_LAG),
    },
    required=("before_id", "after_id"),
    never_unknown=("kind", "lag_days"),
    before=_refuse_strangers,
    whole=_of_two,
    after=refuse_circle,
)  # fmt: skip


def links(plan: Reader) -> list[Row]:
    """One row a live link of live initiatives: id, version, the columns of LINK, before and after (their names).

    lag_days counts calendar days.
    """
    return plan.rows(_LINKS)


def tasks(plan: Reader) -> list[Task]:
    """Every live initiative with the calendar days it takes, keyed by its id as text; a day where that is unknown."""
    return [Task(str(row["id"]), row["days"], row["name"]) for row in plan.rows(_TASKS)]


def closing(plan: Reader, wanted: Sequence[Row]) -> dict[int, str]:
    """Of wanted links (before_id, after_id, kind, lag_days), those that would close a circle: position -> sentence.

    They are tried in their order beside the stored ones, and a link that closes a circle is not counted further.
    Raises CycleError when there are more than a hundred.
    """
    lasting, kept = tasks(plan), _planned(links(plan))
    lasts = {task.key: task.duration for task in lasting}
    stored = len(kept)
    positions = list(range(len(wanted)))
    kept += _planned(wanted)
    refused: dict[int, str] = {}
    while True:
        try:
            critical_path(lasting, kept)
        except CycleError as circle:
            place = _last_of(circle.members, kept, lasts)
            if place < stored or len(refused) == _MOST_CIRCLES:
                raise
            refused[positions.pop(place - stored)] = str(circle)
            del kept[place]
        else:
            return refused


def _last_of(members: Sequence[str], among: Sequence[Link], lasts: Mapping[str, int]) -> int:
    """The last of the links that make a circle: from each member to the next, the one that holds it longest."""
    holding: dict[tuple[str, str], tuple[int, int]] = {}
    for place, link in enumerate(among):
        held = offset(link, lasts[link.before], lasts[link.after]), place
        step = link.before, link.after
        holding[step] = max(held, holding.get(step, held))
    steps = zip(members, [*members[1:], members[0]], strict=True)
    return max(holding[step][1] for step in steps)


def _planned(rows: Sequence[Row]) -> list[Link]:
    return [Link(str(row["before_id"]), str(row["after_id"]), row["kind"], row["lag_days"]) for row in rows]


_LINKS = """
select initiative_link.* exclude (deleted_at), before.name as before, after.name as after
from initiative_link
join initiative as before on before.id = before_id and before.deleted_at is null
join initiative as after on after.id = after_id and after.deleted_at is null
where initiative_link.deleted_at is null order by initiative_link.id
"""

_TASKS = """
select id, name, coalesce(date_diff('day', start_on, finish_on) + 1, duration_days, 1)::integer as days
from initiative where deleted_at is null order by id
"""
