"""Ledger lines in bulk: overlapping exports never double a line, and nothing is kept in memory."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from itstrat.store.naming import ids_by_name

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from itstrat.store.edits import Edit

_OPTIONAL = {
    "description": "varchar",
    "category": "varchar",
    "account": "varchar",
    "department_text": "varchar",
    "capital": "boolean",
    "transaction_number": "varchar",
}


@dataclass(frozen=True, slots=True)
class Loaded:
    """How many lines came in and how many were there already, with their money, and the months that changed."""

    added: int
    unchanged: int
    amount_added: Decimal
    amount_unchanged: Decimal
    months: list[date]


def load(edit: Edit, batch_id: int, parts: Sequence[Path]) -> Loaded:
    """Add the staged lines that the ledger does not hold yet, in date order.

    A line is known by its identity and its occurrence among equal lines, counted within a file: a file that shows
    two equal payments holds two, and importing it again, or one that overlaps it, adds none.
    """
    _stage(edit, parts)
    departments = [
        row["department_text"]
        for row in edit.rows(
            "select distinct department_text from incoming where department_text is not null"
        )
    ]
    ids_by_name(edit, "department", {name: {} for name in sorted(departments)})
    before = edit.row("select count(*) as lines, coalesce(sum(amount), 0) as amount from incoming") or {}
    added = (
        edit.row("""
        select count(*) as lines, coalesce(sum(amount), 0) as amount from incoming
        where occurrence > coalesce((select held from known where known.identity = incoming.identity), 0)
    """)
        or {}
    )
    months = edit.rows("""
        select distinct cast(date_trunc('month', posted_on) as date) as month from incoming
        where occurrence > coalesce((select held from known where known.identity = incoming.identity), 0)
    """)
    if added["lines"]:
        _insert(edit, batch_id)
    edit.execute("drop table incoming")
    edit.execute("drop table known")
    return Loaded(
        added=added["lines"],
        unchanged=before["lines"] - added["lines"],
        amount_added=added["amount"],
        amount_unchanged=before["amount"] - added["amount"],
        months=sorted(row["month"] for row in months),
    )


def _stage(edit: Edit, parts: Sequence[Path]) -> None:
    files = [str(part) for part in parts]
    present = {
        row["column_name"]
        for row in edit.rows("describe select * from read_parquet($1, union_by_name = true)", files)
    }
    # Names and types come from the declaration above, never from the file.
    optional = ", ".join(
        name if name in present else f"cast(null as {kind}) as {name}" for name, kind in _OPTIONAL.items()
    )
    edit.execute(
        f"""
        create or replace temp table incoming as
        with staged as (
            select line, posted_on, vendor_text, vendor_key, amount, {optional}, cast(identity as uuid) as identity
            from read_parquet($1, union_by_name = true)
        ), repeated as (
            select identity from staged group by identity having count(*) > 1
        )
        select *, 1 as occurrence from staged where identity not in (select identity from repeated)
        union all
        select *, cast(row_number() over (partition by identity order by line) as integer) as occurrence
        from staged where identity in (select identity from repeated)
        """,  # noqa: S608
        files,
    )
    edit.execute("""
        create or replace temp table known as
        select identity, cast(max(occurrence) as integer) as held from ledger_line
        where identity in (select identity from incoming) group by identity
    """)


def _insert(edit: Edit, batch_id: int) -> None:
    edit.execute(
        """
        insert into ledger_line
        select nextval('plan_id'), $1, line, posted_on, vendor_text, vendor_key, amount, description, category,
               account, department_text,
               (select min(id) from department
                where lower(trim(name)) = lower(trim(department_text)) and deleted_at is null),
               capital, transaction_number, identity, occurrence
        from incoming
        where occurrence > coalesce((select held from known where known.identity = incoming.identity), 0)
        order by posted_on
        """,
        batch_id,
    )
