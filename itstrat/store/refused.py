"""Refused rows of an import: kept as issues, counted and summed by the engine, however many there are."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from itstrat.errors import Issue
from itstrat.store.kinds import MONEY

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from itstrat.store.edits import Edit
    from itstrat.store.imports import Staged
    from itstrat.store.reading import Row
    from itstrat.store.records import Taken

SHOWN = 1000
_NOTHING = Decimal("0.00")
_IN_FILE = 'line, "column", value, message, source, amount'
_KEEP = 'insert into issue select $1, $2, line, "column", value, message, source from read_parquet($3)'
_COUNT = "select count(*) as rows, coalesce(sum(amount), 0) as amount from read_parquet($1)"
_FIRST = f"select {_IN_FILE} from read_parquet($1) order by line limit {SHOWN}"  # noqa: S608 our own words only


@dataclass(frozen=True, slots=True)
class Refused:
    """How many rows were refused, their money, and the first of them by line."""

    rows: int
    amount: Decimal
    first: list[Issue]


def keep(edit: Edit, staged: Staged, batch_id: int, doubles: Sequence[Row]) -> Refused:
    """Keep the rows that the reading side refused, and `doubles` beside them, as issues of the batch.

    A file of the wrong kind refuses millions of rows, so that none but the first are held in memory.
    """
    edit.append("issue", [_issue_row(row, staged.file, batch_id) for row in doubles])
    count, amount = len(doubles), sum((row["amount"] or _NOTHING for row in doubles), _NOTHING)
    first = list(doubles)
    if staged.refused is not None:
        in_file = _in_file(edit, staged, staged.refused, batch_id)
        count, amount = count + in_file.rows, amount + in_file.amount
        first += edit.rows(_FIRST, str(staged.refused))
    ordered = sorted(first, key=lambda row: int(row["line"]))[:SHOWN]
    said = [Issue(staged.file, row["line"], row["column"], row["value"], row["message"]) for row in ordered]
    return Refused(count, amount, said)


def _in_file(edit: Edit, staged: Staged, path: Path, batch_id: int) -> Refused:
    edit.execute(_KEEP, batch_id, staged.file, str(path))
    found = edit.row(_COUNT, str(path)) or {}
    return Refused(int(found["rows"]), found["amount"], [])


def doubles(staged: Staged, rows: Sequence[Row], taken: Taken) -> list[Row]:
    """The staged rows that the store refused, each under the header that the file has for the column meant."""
    money = MONEY.get(staged.kind, "")
    found = []
    for position, (column, value, reason) in taken.refused.items():
        row = rows[position]
        field = "name" if column == "kpi_id" else column.removesuffix("_id")
        found.append(
            {
                "line": row["line"],
                "column": staged.headers.get(field, field.replace("_", " ")),
                "value": str(row.get(field) or value),
                "message": reason,
                "source": row.get("row") or "",
                "amount": row.get(money),
            }
        )
    return found


def _issue_row(row: Row, file: str, batch_id: int) -> Row:
    kept = {name: value for name, value in row.items() if name != "amount"}
    return {"batch_id": batch_id, "file": file} | kept
