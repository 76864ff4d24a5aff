"""Import batches: a file's staged rows go into the plan in one transaction, reconciled, and can be taken out again."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq

from itstrat.errors import Issue
from itstrat.store import ledger, spend
from itstrat.store.classes import adopt_models
from itstrat.store.kinds import MONEY, TARGETS
from itstrat.store.metrics import take_metrics
from itstrat.store.records import Taken, take

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from itstrat.store.database import Store
    from itstrat.store.edits import Edit
    from itstrat.store.reading import Row

ISSUES_SHOWN = 1000
_NOTHING = Decimal("0.00")


@dataclass(frozen=True, slots=True)
class Staged:
    """One converted file. `rows` counts data rows: staged records and refused ones.

    `records` are Parquet parts with a `line` column, one column per field and, but for ledgers, the `row` as it stood;
    `refused` is a Parquet file with
    line, column, value, message, source and amount. `options` (JSON) is what it takes to convert the kept file again.
    """

    kind: str
    format: str
    file: str
    sha256: str
    kept_as: str | None
    options: str
    records: tuple[Path, ...]
    refused: Path | None
    rows: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a file: rows = accepted + refused + unchanged; updated is a part of accepted.

    `issues` holds the first thousand; all of them are stored with the batch. `batch_id` is None when nothing was kept.
    """

    batch_id: int | None
    rows: int
    accepted: int
    updated: int
    unchanged: int
    refused: int
    amount_accepted: Decimal
    amount_unchanged: Decimal
    amount_refused: Decimal
    issues: list[Issue]


def apply(
    store: Store,
    staged: Staged,
    who: str,
    *,
    dry_run: bool = False,
    strict: bool = False,
    batch_id: int | None = None,
) -> Outcome:
    """Put a staged file into the plan, whole or, with `dry_run`, not at all; the outcome is the same either way.

    With `strict` nothing goes in when any row is refused. With `batch_id` the rows join a batch that exists.
    Raises DiskFullError before or while writing when there is no room.
    """
    store.require_room(3 * sum(part.stat().st_size for part in staged.records) + (64 << 20))
    with store.tx(who, f"import of {staged.file}") as edit:
        key = batch_id or edit.new_ids(1)[0]
        edit.batch_id = key
        outcome = _apply(edit, staged, key)
        if strict and outcome.refused:
            outcome = _all_refused(outcome)
            edit.discard()
        elif dry_run:
            edit.discard()
        elif batch_id is None:
            _record(edit, staged, key, outcome)
    if edit.discarded:
        return replace(outcome, batch_id=None)
    store.checkpoint_when_due()
    return outcome


def _all_refused(outcome: Outcome) -> Outcome:
    return replace(
        outcome,
        accepted=0,
        updated=0,
        unchanged=0,
        refused=outcome.rows,
        amount_accepted=_NOTHING,
        amount_unchanged=_NOTHING,
        amount_refused=outcome.amount_accepted + outcome.amount_unchanged + outcome.amount_refused,
    )


def remembers(store: Store, kind: str) -> bool:
    """Whether any mapping was confirmed for this kind of file."""
    with store.snapshot() as plan:
        return bool(
            plan.value("select count(*) from column_map where kind = $1 and deleted_at is null", kind)
        )


def remembered_mapping(store: Store, kind: str, signature: str) -> dict[str, str] | None:
    """Header to field, as a person confirmed it for files with these headers."""
    with store.snapshot() as plan:
        found = plan.value(
            "select mapping from column_map where kind = $1 and signature = $2 and deleted_at is null "
            "order by id desc limit 1",
            kind,
            signature,
        )
    return json.loads(found) if found else None


def remember_mapping(store: Store, kind: str, signature: str, mapping: Mapping[str, str], who: str) -> None:
    """Keep a confirmed mapping for the next file with these headers."""
    text = json.dumps(dict(mapping), sort_keys=True)
    with store.tx(who, "column mapping confirmed") as edit:
        held = edit.row(
            "select id, version from column_map where kind = $1 and signature = $2 and deleted_at is null",
            kind,
            signature,
        )
        if held:
            edit.update("column_map", held["id"], held["version"], {"mapping": text})
        else:
            edit.insert("column_map", {"kind": kind, "signature": signature, "mapping": text})


def _apply(edit: Edit, staged: Staged, batch_id: int) -> Outcome:
    refused = _refused(staged)
    if staged.kind == "ledger":
        loaded = ledger.load(edit, batch_id, staged.records) if staged.records else None
        accepted, updated, unchanged = (loaded.added, 0, loaded.unchanged) if loaded else (0, 0, 0)
        amounts = (loaded.amount_added, loaded.amount_unchanged) if loaded else (_NOTHING, _NOTHING)
        if loaded and loaded.months:
            spend.settle(edit, loaded.months)
    else:
        rows = [row for part in staged.records for row in pq.read_table(part).to_pylist()]
        taken = take_metrics(edit, rows) if staged.kind == "kpis" else take(edit, TARGETS[staged.kind], rows)
        refused += _doubles(staged, rows, taken)
        if staged.kind in {"assets", "asset-classes"}:
            adopt_models(edit)
        accepted, updated = len(taken.added) + len(taken.updated), len(taken.updated)
        unchanged = len(taken.unchanged)
        money = MONEY.get(staged.kind)
        amounts = _sum(rows, taken.added + taken.updated, money), _sum(rows, taken.unchanged, money)
        if accepted:
            spend.settle(edit)
    if refused:
        edit.append("issue", [{"batch_id": batch_id} | _without_amount(row) for row in refused])
    return Outcome(
        batch_id=batch_id,
        rows=staged.rows,
        accepted=accepted,
        updated=updated,
        unchanged=unchanged,
        refused=len(refused),
        amount_accepted=amounts[0],
        amount_unchanged=amounts[1],
        amount_refused=sum((row["amount"] or _NOTHING for row in refused), _NOTHING),
        issues=[
            Issue(staged.file, row["line"], row["column"], row["value"], row["message"])
            for row in sorted(refused, key=lambda row: int(row["line"]))[:ISSUES_SHOWN]
        ],
    )


def _refused(staged: Staged) -> list[Row]:
    if staged.refused is None:
        return []
    table: pa.Table = pq.read_table(staged.refused)
    return [{"file": staged.file} | row for row in table.to_pylist()]


def _doubles(staged: Staged, rows: Sequence[Row], taken: Taken) -> list[Row]:
    money = MONEY.get(staged.kind, "")
    return [
        {
            "file": staged.file,
            "line": rows[position]["line"],
            "column": column,
            "value": value,
            "message": reason,
            "source": rows[position].get("row") or "",
            "amount": rows[position].get(money),
        }
        for position, (column, value, reason) in taken.refused.items()
    ]


def _without_amount(row: Row) -> Row:
    return {name: value for name, value in row.items() if name != "amount"}


def _sum(rows: Sequence[Row], positions: Sequence[int], money: str | None) -> Decimal:
    if money is None:
        return _NOTHING
    return sum((rows[position].get(money) or _NOTHING for position in positions), _NOTHING)


def _record(edit: Edit, staged: Staged, batch_id: int, outcome: Outcome) -> None:
    edit.append(
        "import_batch",
        [
            {
                "id": batch_id,
                "kind": staged.kind,
                "format": staged.format,
                "file": staged.file,
                "sha256": staged.sha256,
                "kept_as": staged.kept_as,
                "options": staged.options,
                "imported_by": edit.who,
                "imported_at": edit.at,
                "rows": outcome.rows,
                "accepted": outcome.accepted,
                "updated": outcome.updated,
                "unchanged": outcome.unchanged,
                "refused": outcome.refused,
                "amount_accepted": outcome.amount_accepted,
                "amount_unchanged": outcome.amount_unchanged,
                "amount_refused": outcome.amount_refused,
            }
        ],
    )
    edit.note("import_batch", batch_id, "import")
