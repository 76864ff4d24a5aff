"""Initiatives of the roadmap: dates, work and money."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from types import NoneType
from typing import TYPE_CHECKING

from itstrat.errors import ItstratError
from itstrat.store.amending import add, amend, require_reason

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from itstrat.store.amending import Change
    from itstrat.store.database import Store
    from itstrat.store.reading import Reader, Row

COLUMNS = (
    "code", "name", "component", "department_id", "owner", "team_id", "effort", "start_on", "finish_on", "progress",
    "progress_on", "one_off", "run_monthly", "capital", "mandatory", "deadline_on", "option_group", "run_grow",
    "status_override", "status_reason", "note",
)  # fmt: skip
COMPONENTS = ("Security", "Strategy", "Productivity", "Support", "Infrastructure", "Experience")
RUN_GROW = ("run", "grow", "transform")


def initiatives(plan: Reader, department_id: int | None = None) -> list[Row]:
    """One row a live initiative, by start: id, version, the columns of COLUMNS, department and team (their names)."""
    return plan.rows(_INITIATIVES, department_id)


def add_initiative(store: Store, values: Mapping[str, object], who: str, reason: str) -> int:
    """Enter an initiative (its name at least); gives its id. Raises ItstratError for what cannot be."""
    if values.get("name") is None:
        raise ItstratError("An initiative has at least a name.")
    return add(store, "initiative", COLUMNS, _checked(values), who, reason)


def save_initiatives(store: Store, changes: Sequence[Change], who: str, reason: str) -> None:
    """Save changed initiatives: all, or none. Raises ItstratError for what cannot be, StaleEditError."""
    for change in changes:
        _checked(change.after)
    with store.tx(who, require_reason(reason)) as edit:
        amend(edit, "initiative", COLUMNS, changes)


def retire_initiative(store: Store, key: int, version: int, who: str, reason: str) -> None:
    """Take an initiative out of the plan. Raises StaleEditError."""
    with store.tx(who, require_reason(reason)) as edit:
        edit.retire("initiative", key, version)


def _checked(values: Mapping[str, object]) -> Mapping[str, object]:
    if "name" in values and not str(values["name"] or "").strip():
        raise ItstratError("Give the initiative a name.")
    for column in ("start_on", "finish_on", "deadline_on", "progress_on"):
        if not isinstance(values.get(column), (date, NoneType)):
            raise ItstratError(f"An initiative starts, ends and is due on a day, not {values[column]}.")
    start, finish = values.get("start_on"), values.get("finish_on")
    if isinstance(start, date) and isinstance(finish, date) and finish < start:
        raise ItstratError(f"An initiative cannot finish on {finish}, before its start on {start}.")
    _check_words(values)
    return values


def _check_words(values: Mapping[str, object]) -> None:
    for column in ("one_off", "run_monthly"):
        amount = values.get(column)
        if column in values and not (isinstance(amount, Decimal) and amount >= 0):
            raise ItstratError(f"Money of an initiative is an amount of 0 or more, not {amount}.")
    for column in ("capital", "mandatory"):
        if column in values and not isinstance(values[column], bool):
            raise ItstratError(f"An initiative is {column} or it is not.")
    for column, words in (("component", COMPONENTS), ("run_grow", RUN_GROW)):
        if values.get(column) is not None and values[column] not in words:
            raise ItstratError(f"There is no '{values[column]}'; choose one of {', '.join(words)}.")


_INITIATIVES = """
select initiative.* exclude (deleted_at), department.name as department, team.name as team
from initiative
left join department on department.id = initiative.department_id
left join team on team.id = initiative.team_id
where initiative.deleted_at is null and ($1::bigint is null or initiative.department_id = $1)
order by initiative.start_on, initiative.id
"""
