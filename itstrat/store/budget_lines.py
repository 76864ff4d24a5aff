"""The lines of an edition of the budget, a page at a time: typed in, changed, taken out; never where it is frozen."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from itstrat.errors import ItstratError
from itstrat.planning.calendar import add_months
from itstrat.planning.money import allocate
from itstrat.store import spend, vendor
from itstrat.store.amending import amend, insert, require_reason
from itstrat.store.editions import APPROVED, barred
from itstrat.store.entering import flag, key, number, text, whole

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from itstrat.store.amending import Change
    from itstrat.store.database import Store
    from itstrat.store.edits import Edit
    from itstrat.store.entering import Check
    from itstrat.store.reading import Reader, Row

MOST_MONTHS = 60
_AMOUNT = number("-9999999999999", "9999999999999")


def _month(value: object) -> str:
    return "" if isinstance(value, date) and value.day == 1 else f"is the first day of a month, not {value}"


COLUMNS: Mapping[str, Check] = {
    "month": _month, "department_id": key, "category": text, "vendor_id": key, "capital": flag, "description": text,
    "amount": _AMOUNT,
}  # fmt: skip


def budget_lines(
    plan: Reader,
    edition: str,
    first: date,
    last: date,
    department_id: int | None = None,
    offset: int = 0,
    limit: int = 100,
    category: str | None = None,
) -> list[Row]:
    """The live lines of these months (and category), one page of them: `count` says in each row how many in all.

    id, version, month, department, category, vendor, capital, description, amount, count, total (the sum of all).
    """
    return plan.rows(_LINES, edition, first, last, department_id, limit, offset, category)


def categories(plan: Reader, edition: str, first: date, last: date) -> list[str]:
    """The categories of the edition's lines in these months, in alphabetical order; "" is a line without one."""
    return [row["category"] for row in plan.rows(_CATEGORIES, edition, first, last)]


def save_budget_lines(store: Store, changes: Sequence[Change], who: str, reason: str) -> None:
    """Save changed lines, and what follows from them for the ledger: all, or none.

    Raises ItstratError for a line that is, or would be, in a frozen month and for what cannot be, StaleEditError.
    """
    written = [_written(change) for change in changes]
    for change in written:
        _check(change.after)
    with store.tx(who, require_reason(reason)) as edit:
        stored = [edit.record("budget_line", change.key) for change in written]
        refuse_frozen(edit, stored)
        refuse_frozen(edit, (line | dict(change.after) for line, change in zip(stored, written, strict=True)))
        amend(edit, "budget_line", tuple(COLUMNS), written)
        _settle(edit, stored)


def add_budget_lines(store: Store, values: Mapping[str, Any], who: str, reason: str) -> int:
    """Type a budget in: `amount` over `months` months from `month` on, a line each that sum to it; gives their number.

    Other values: edition, vendor (a name, of a new vendor too), department_id, category, capital, description.
    Raises ItstratError for a frozen month and for what cannot be.
    """
    given = {name: value for name, value in values.items() if name not in {"vendor", "months"}}
    months = values.get("months", 1)
    if why := whole(1, MOST_MONTHS)(months):
        raise ItstratError(f"The number of months {why}.")
    _check({"month": None, "amount": None} | given)
    with store.tx(who, require_reason(reason)) as edit:
        _require_edition(edit, given["edition"])
        given["vendor_id"] = vendor.named(edit, values.get("vendor"))
        lines = [
            given | {"month": add_months(given["month"], at), "amount": part}
            for at, part in enumerate(allocate(given["amount"], months))
        ]
        refuse_frozen(edit, lines)
        for line in lines:
            insert(edit, "budget_line", ("edition", *COLUMNS), line)
        _settle(edit, lines)
    return len(lines)


def retire_budget_line(store: Store, record: int, version: int, who: str, reason: str) -> None:
    """Take a line out. Raises ItstratError when its month is frozen, StaleEditError."""
    with store.tx(who, require_reason(reason)) as edit:
        line = edit.record("budget_line", record)
        refuse_frozen(edit, [line])
        edit.retire("budget_line", record, version)
        _settle(edit, [line])


def _check(values: Mapping[str, object]) -> None:
    for column, value in values.items():
        said = column.removesuffix("_id")
        if value is None and column in {"month", "amount"}:
            raise ItstratError(f"A budget line has {'an' if said == 'amount' else 'a'} {said}, not a blank.")
        if value is not None and column in COLUMNS and (why := COLUMNS[column](value)):
            raise ItstratError(f"The {said} of a budget line {why}.")


def _written(change: Change) -> Change:
    """The change as the plan writes it: a line without a category or a description has an empty one."""
    blank = {name: "" for name in ("category", "description") if name in change.after}
    known = {name: value for name, value in change.after.items() if value is not None or name not in blank}
    return type(change)(change.key, change.version, blank | known)


def refuse_frozen(edit: Edit, lines: Iterable[Row]) -> None:
    """Raise ItstratError, which says what to do instead, when the edition of any of these lines is frozen."""
    why = barred(edit)
    for line in lines:
        if reason := why(line):
            raise ItstratError(f"Nothing was changed: {reason}.")


def _require_edition(edit: Edit, name: str) -> None:
    """The approved edition may be begun by typing; any other is made by revising one."""
    if name != APPROVED and not edit.value(_THERE, name):
        raise ItstratError(f'Nothing was added: there is no edition "{name}"; reload the page.')


def _settle(edit: Edit, lines: Iterable[Row]) -> None:
    """Only the approved budget explains charges of the ledger."""
    if any(line["edition"] == APPROVED for line in lines):
        spend.settle(edit)


_LINES = """
select line.id, line.version, line.month, department.name as department, line.category, vendor.name as vendor,
    line.capital, line.description, line.amount, count(*) over () as count, sum(line.amount) over () as total
from budget_line as line
left join department on department.id = line.department_id
left join vendor on vendor.id = line.vendor_id
where line.edition = $1 and line.deleted_at is null and line.month between $2 and $3
    and ($4::bigint is null or line.department_id = $4) and ($7::varchar is null or line.category = $7)
order by line.month, lower(department.name), line.category, line.id
limit $5 offset $6
"""

_CATEGORIES = """
select distinct category from budget_line
where edition = $1 and deleted_at is null and month between $2 and $3 order by lower(category), category
"""

_THERE = "select exists (select 1 from budget_line where edition = $1 and deleted_at is null)"
