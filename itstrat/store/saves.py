"""What people saved, as they saved it: every save with its changes, and the undoing of any one of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from itertools import groupby
from typing import TYPE_CHECKING

from itstrat.errors import ItstratError
from itstrat.store import spend
from itstrat.store.approving import lines_follow
from itstrat.store.budget_lines import refuse_frozen
from itstrat.store.spoken import WORDS, spoken
from itstrat.store.undo import vendor_follows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itstrat.store.database import Store
    from itstrat.store.edits import Edit
    from itstrat.store.reading import Reader, Row

_EXPLAINS_SPEND = {"budget_line", "edition", "asset_class", "contract"}
_UNDO = "undo of the save at "


@dataclass(frozen=True, slots=True)
class Changed:
    """One change of a save: the record in words, and what became of one column, or of the whole record (None)."""

    table: str
    key: int
    what: str
    action: str
    column: str | None
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class Save:
    """What somebody saved at once; `at` names it. `undone` says that it was taken back since."""

    at: datetime
    who: str
    reason: str
    changes: tuple[Changed, ...] = field(default=())
    undone: bool = False


def saves(plan: Reader, limit: int = 50) -> list[Save]:
    """The newest saves of people to the tables of spoken.WORDS, newest first; imports are undone on the page Data."""
    rows = plan.rows(_SAVES, list(WORDS), limit)
    found: dict[datetime, list[Row]] = {}
    for row in rows:
        found.setdefault(row["changed_at"], []).append(row)
    undone = _undone(plan)
    names = _names(plan, rows)
    return [
        Save(
            at=at,
            who=steps[0]["changed_by"],
            reason=steps[0]["reason"] or "",
            changes=tuple(_changed(step, names) for step in steps if not _told_by_values(step, steps)),
            undone=at.isoformat() in undone,
        )
        for at, steps in found.items()
    ]


def undo_save(store: Store, who: str, at: datetime) -> None:
    """Put back what one save changed, as a save of its own that can be undone too.

    A vendor that the save made in passing goes with it, unless something else refers to it by now.
    Raises ItstratError when there is no such save, when it was undone already, or when any of its values was changed
    since; then nothing is undone.
    """
    with store.tx(who, f"{_UNDO}{at.isoformat()}") as edit:
        rows = edit.rows(_STEPS, at)
        steps = [row for row in rows if row["table"] in WORDS]
        if not steps:
            raise ItstratError("There is no such save to undo; reload the page.")
        if at.isoformat() in _undone(edit):
            raise ItstratError("This save was undone already; reload the page.")
        for together in _by_record(steps):
            _reverse(edit, together)
        for step in rows:
            if step["table"] == "vendor":
                vendor_follows(edit, step)
        if any(step["table"] in _EXPLAINS_SPEND for step in steps):
            spend.settle(edit)


def _undone(plan: Reader) -> set[str]:
    """The instants of the saves that are undone; an undo that was itself undone does not count."""
    undos: dict[str, list[str]] = {}
    for row in plan.rows(_UNDONE, _UNDO + "%"):
        undos.setdefault(row["reason"].removeprefix(_UNDO), []).append(row["changed_at"].isoformat())

    def is_undone(at: str) -> bool:
        return any(not is_undone(later) for later in undos.get(at, ()))

    return {at for at in undos if is_undone(at)}


def _said_again(step: Row, steps: list[Row]) -> bool:
    """An added record's values stand in the audit for people to read; taking the record out takes them out."""
    added = {(row["table"], row["key"]) for row in steps if row["action"] == "add"}
    return step["action"] == "update" and (step["table"], step["key"]) in added


def _told_by_values(step: Row, steps: list[Row]) -> bool:
    """A record was added or brought back, and its values stand beside: a person reads those."""
    valued = {(row["table"], row["key"]) for row in steps if row["action"] == "update"}
    return step["action"] in {"add", "bring back"} and (step["table"], step["key"]) in valued


def _by_record(steps: list[Row]) -> Iterator[list[Row]]:
    """What is to be reversed, the last first; the columns of one record together, for some hold only beside others."""
    back = (step for step in reversed(steps) if not _said_again(step, steps))
    for _, together in groupby(back, lambda step: (step["table"], step["key"], step["action"])):
        yield list(together)


def _reverse(edit: Edit, steps: list[Row]) -> None:
    table, key, action = (steps[0][name] for name in ("table", "key", "action"))
    record = edit.record(table, key)
    gone = record["deleted_at"] is not None
    if table == "budget_line":
        refuse_frozen(edit, [record])
    if action == "update":
        for step in steps:
            if gone or not _same(record[step["column"]], step["after"]):
                raise _changed_since(edit, step, record)
            if (table, step["column"]) == ("edition", "name"):
                lines_follow(edit, step["after"], step["before"])
        edit.update(table, key, record["version"], {step["column"]: step["before"] for step in steps})
    elif action in {"add", "bring back"}:
        if gone or _later(edit, steps[0]):
            raise _changed_since(edit, steps[0], record)
        edit.retire(table, key, record["version"])
    else:
        if not gone:
            raise _changed_since(edit, steps[0], record)
        edit.bring_back(table, key, record["version"])


def _later(edit: Edit, step: Row) -> bool:
    """Whether somebody touched the record in a later save."""
    found: int = edit.value(
        'select count(*) from audit where "table" = $1 and key = $2 and changed_at > $3',
        step["table"],
        step["key"],
        step["changed_at"],
    )
    return found > 0


def _changed_since(edit: Edit, step: Row, record: Row) -> ItstratError:
    now = record.get(step["column"] or "", None)
    said = f": it is {now} now" if step["column"] else ""
    what = spoken(edit, step["table"], [step["key"]])[step["key"]]
    return ItstratError(
        f"Nothing was undone: {what} was changed since{said}. Undo the later save first, or enter the value you want."
    )


def _changed(step: Row, names: dict[tuple[str, int], str]) -> Changed:
    what = names.get((step["table"], step["key"]), "")
    return Changed(
        step["table"], step["key"], what, step["action"], step["column"], step["before"], step["after"]
    )


def _names(plan: Reader, rows: list[Row]) -> dict[tuple[str, int], str]:
    """The records of these steps in words."""
    return {
        (table, key): words
        for table in WORDS
        for key, words in spoken(plan, table, (row["key"] for row in rows if row["table"] == table)).items()
    }


def _same(value: object, text: str | None) -> bool:
    """Whether a stored value is the one that the audit wrote down; 0.05 is 0.050000."""
    if value is None or text is None:
        return value is None and text is None
    return Decimal(text) == value if isinstance(value, Decimal) else str(value) == text


_SAVES = """
with newest as (
    select distinct changed_at from audit
    where batch_id is null and list_contains($1::varchar[], "table")
    order by changed_at desc limit $2
)
select audit.* from audit join newest on newest.changed_at = audit.changed_at
where audit.batch_id is null and list_contains($1::varchar[], audit."table")
order by audit.changed_at desc, audit.id
"""

_UNDONE = "select distinct reason, changed_at from audit where reason like $1"

_STEPS = "select * from audit where changed_at = $1 and batch_id is null order by id"
