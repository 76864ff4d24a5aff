"""Initiatives with their money, as they are entered until the roadmap holds them."""

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

COLUMNS = (
    "name", "component", "department_id", "start_on", "months", "one_off", "run_monthly", "saving_monthly", "capital",
    "saves",
)  # fmt: skip
SAVES = ("time", "contracts")
_MOST_MONTHS = 120


def initiatives(plan: Reader, department_id: int | None = None) -> list[Row]:
    """One row a live initiative, by start: id, version, the columns of COLUMNS, department (its name)."""
    return plan.rows(_INITIATIVES, department_id)


def add_initiative(store: Store, values: Mapping[str, object], who: str, reason: str) -> int:
    """Enter an initiative (name and start_on at least); gives its id. Raises ItstratError for what cannot be."""
    for name in ("name", "start_on"):
        if values.get(name) is None:
            raise ItstratError("An initiative has at least a name and the month in which it starts.")
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
    name, start, months = values.get("name"), values.get("start_on"), values.get("months")
    if "name" in values and not str(name or "").strip():
        raise ItstratError("Give the initiative a name.")
    if "start_on" in values and not isinstance(start, date):
        raise ItstratError(f"An initiative starts on a day, not {start}.")
    if "months" in values and not (isinstance(months, int) and 1 <= months <= _MOST_MONTHS):
        raise ItstratError(f"An initiative takes from 1 to {_MOST_MONTHS} whole months, not {months}.")
    for column in ("one_off", "run_monthly", "saving_monthly"):
        amount = values.get(column)
        if column in values and not (isinstance(amount, Decimal) and amount >= 0):
            raise ItstratError(f"Money of an initiative is an amount of 0 or more, not {amount}.")
    if "saves" in values and values["saves"] not in SAVES:
        raise ItstratError(f"An initiative saves {' or '.join(SAVES)}, not {values['saves']}.")
    if "capital" in values and not isinstance(values["capital"], bool):
        raise ItstratError("An initiative is capital or it is not.")
    return values


_INITIATIVES = """
select initiative.* exclude (deleted_at), department.name as department
from initiative left join department on department.id = initiative.department_id
where initiative.deleted_at is null and ($1::bigint is null or initiative.department_id = $1)
order by initiative.start_on, initiative.id
"""
