"""What was imported, what was refused, and who changed what: read for people, a page at a time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from itstrat.store.reading import Reader, Row


@dataclass(frozen=True, slots=True)
class AuditFilter:
    """Which changes to show: of one table, by one person; None is all."""

    table: str | None = None
    who: str | None = None


def batches(plan: Reader, offset: int, limit: int) -> list[Row]:
    """Imports, newest first, with every column of import_batch; `total` repeats how many there are."""
    return plan.rows(
        "select *, count(*) over () as total from import_batch order by id desc limit $1 offset $2",
        limit,
        offset,
    )


def batch(plan: Reader, batch_id: int) -> Row | None:
    """One import, or None."""
    return plan.row("select * from import_batch where id = $1", batch_id)


def refused(plan: Reader, batch_id: int, offset: int, limit: int) -> list[Row]:
    """Refused rows of an import in the order of the file: line, column, value, message, source (the row as CSV)."""
    return plan.rows(
        'select distinct line, "column", value, message, source from issue where batch_id = $1 '
        "order by line limit $2 offset $3",
        batch_id,
        limit,
        offset,
    )


def changes(plan: Reader, wanted: AuditFilter, offset: int, limit: int) -> list[Row]:
    """The audit trail, newest first, as stored; `total` repeats how many changes fit."""
    return plan.rows(
        """
        select *, count(*) over () as total from audit
        where ($1::varchar is null or "table" = $1) and ($2::varchar is null or changed_by = $2)
        order by id desc limit $3 offset $4
        """,
        wanted.table,
        wanted.who,
        limit,
        offset,
    )


def audited(plan: Reader) -> tuple[list[str], list[str]]:
    """Tables and people that the audit trail speaks of, in alphabetical order."""
    tables = plan.rows('select distinct "table" as name from audit order by 1')
    people = plan.rows("select distinct changed_by as name from audit order by 1")
    return [row["name"] for row in tables], [row["name"] for row in people]
