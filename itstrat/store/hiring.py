"""The hiring plan: who comes and goes in which month, on top of the steady inputs."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from itstrat.errors import ItstratError
from itstrat.store.amending import add, amend, require_reason

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from itstrat.store.amending import Change
    from itstrat.store.database import Store
    from itstrat.store.reading import Reader, Row

COLUMNS = ("month", "department_id", "hires", "leavers", "note")
_MOST = Decimal(100_000)


def hiring(plan: Reader, department_id: int | None = None) -> list[Row]:
    """One row a live entry, by month: id, version, month, department_id, department, hires, leavers, note."""
    return plan.rows(_HIRING, department_id)


def add_hiring(store: Store, values: Mapping[str, object], who: str, reason: str) -> int:
    """Plan people for a month; gives the entry's id. Raises ItstratError for what cannot be."""
    return add(
        store,
        "hiring",
        COLUMNS,
        _checked({"hires": Decimal(0), "leavers": Decimal(0)} | dict(values)),
        who,
        reason,
    )


def save_hiring(store: Store, changes: Sequence[Change], who: str, reason: str) -> None:
    """Save changed entries: all, or none. Raises ItstratError for what cannot be, StaleEditError."""
    for change in changes:
        _checked(change.after)
    with store.tx(who, require_reason(reason)) as edit:
        amend(edit, "hiring", COLUMNS, changes)


def retire_hiring(store: Store, key: int, version: int, who: str, reason: str) -> None:
    """Take an entry out of the plan. Raises StaleEditError."""
    with store.tx(who, require_reason(reason)) as edit:
        edit.retire("hiring", key, version)


def _checked(values: Mapping[str, object]) -> Mapping[str, object]:
    month = values.get("month")
    if "month" in values and not (isinstance(month, date) and month.day == 1):
        raise ItstratError(f"A month is given by its first day, not {month}.")
    for name in ("hires", "leavers"):
        count = values.get(name)
        if name in values and not (isinstance(count, Decimal) and 0 <= count <= _MOST):
            raise ItstratError(f"{name.capitalize()} are a number of people from 0, not {count}.")
    return values


_HIRING = """
select hiring.id, hiring.version, hiring.month, hiring.department_id, department.name as department, hiring.hires,
    hiring.leavers, hiring.note
from hiring left join department on department.id = hiring.department_id
where hiring.deleted_at is null and ($1::bigint is null or hiring.department_id = $1)
order by hiring.month, hiring.id
"""
