"""Milestones: the dates that somebody waits for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itstrat.store.entering import Noun, day, flag, key, text

if TYPE_CHECKING:
    from itstrat.store.reading import Reader, Row

MILESTONE = Noun(
    table="milestone",
    said="A milestone",
    columns={
        "initiative_id": key, "name": text, "due_on": day, "approved_on": day, "done_on": day, "board": flag,
    },
    required=("name",),
    never_unknown=("board",),
)  # fmt: skip


def milestones(plan: Reader) -> list[Row]:
    """One row a live milestone, by day: id, version, the columns of MILESTONE, initiative (its name, None: whole plan).

    One of an initiative that was taken out is out too.
    """
    return plan.rows(_MILESTONES)


_MILESTONES = """
select milestone.* exclude (deleted_at), initiative.name as initiative
from milestone left join initiative on initiative.id = initiative_id
where milestone.deleted_at is null and initiative.deleted_at is null
order by due_on nulls last, lower(milestone.name), milestone.id
"""
