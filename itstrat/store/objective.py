"""The company's objectives: what is wanted, how it is measured, which inputs of the forecast it moves, who supports it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itstrat.errors import ItstratError
from itstrat.planning.assumptions import ASSUMPTIONS
from itstrat.planning.objectives import OBJECTIVES
from itstrat.store.entering import Noun, choice, day, key, number, share, text, whole

if TYPE_CHECKING:
    from itstrat.store.reading import Reader, Row


def _ordered(record: Row) -> None:
    if record["start_on"] and record["due_on"] and record["due_on"] < record["start_on"]:
        raise ItstratError(f"An objective cannot be due on {record['due_on']}, before {record['start_on']}.")


OBJECTIVE = Noun(
    table="objective",
    said="An objective",
    columns={
        "code": text, "name": text, "type": choice(tuple(OBJECTIVES)), "owner": text, "start_on": day, "due_on": day,
        "measure": text, "unit": text, "baseline": number(), "current": number(), "current_on": day,
        "target": number(), "weight": share, "note": text,
    },
    required=("name",),
    never_unknown=("note",),
    whole=_ordered,
)  # fmt: skip
DRIVER = Noun(
    table="objective_driver",
    said="A driver",
    columns={"objective_id": key, "input": choice(tuple(ASSUMPTIONS)), "value": number()},
    required=("objective_id", "input", "value"),
)
SUPPORT = Noun(
    table="objective_support",
    said="Support of an objective",
    columns={"objective_id": key, "initiative_id": key, "strength": whole(0, 5)},
    required=("objective_id", "initiative_id"),
)


def objectives(plan: Reader) -> list[Row]:
    """One row a live objective, by code and name: id, version and the columns of OBJECTIVE."""
    return plan.rows(_OBJECTIVES)


def drivers(plan: Reader) -> list[Row]:
    """What objectives move otherwise than the preset of their type: id, version, objective_id, input, value."""
    return plan.rows(_DRIVERS)


def supports(plan: Reader) -> list[Row]:
    """Who supports what: id, version, objective_id, initiative_id, strength (None: unknown), objective, initiative (names)."""
    return plan.rows(_SUPPORTS)


_OBJECTIVES = """
select * exclude (deleted_at) from objective where deleted_at is null
order by try_cast(code as bigint) nulls last, code nulls last, lower(name), id
"""

_DRIVERS = """
select objective_driver.* exclude (deleted_at)
from objective_driver join objective on objective.id = objective_id and objective.deleted_at is null
where objective_driver.deleted_at is null order by objective_id, input, objective_driver.id
"""

_SUPPORTS = """
select objective_support.* exclude (deleted_at), objective.name as objective, initiative.name as initiative
from objective_support
join objective on objective.id = objective_id and objective.deleted_at is null
join initiative on initiative.id = initiative_id and initiative.deleted_at is null
where objective_support.deleted_at is null order by objective_id, strength desc nulls last, initiative_id
"""
