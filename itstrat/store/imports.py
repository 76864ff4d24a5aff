"""Import batches: a file's staged rows go into the plan in one transaction, reconciled, and can be taken out again."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow.parquet as pq

from itstrat.errors import Issue, UnusableFileError
from itstrat.store import ledger, refused, spend
from itstrat.store.classes import adopt_models
from itstrat.store.kinds import MONEY
from itstrat.store.taking import taken_from

if TYPE_CHECKING:
    from collections.abc import Sequence

    from itstrat.store.database import Store
    from itstrat.store.edits import Edit
    from itstrat.store.reading import Row

MOST_RECORDS = 250_000
_NOTHING = Decimal("0.00")


@dataclass(frozen=True, slots=True)
class Staged:
    """One converted file. `rows` counts data rows: staged records and refused ones.

    `records` are Parquet parts with a `line` column, one column per field and, but for ledgers, the `row` as it stood;
    `refused` is a Parquet file with
    line, column, value, message, source and amount. `options` (JSON) is what it takes to convert the kept file again;
    `headers` says how the file spells each field; `left_out` counts, by reason, the rows that were no data.
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
    headers: Mapping[str, str] = field(default_factory=dict)
    left_out: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a file: rows = accepted + refused + unchanged; updated is a part of accepted.

    `issues` holds the first thousand; all of them are stored with the batch. `batch_id` is None when nothing was kept.
    `notes` say what of accepted rows could not be kept; `counts` is what only some kinds of file have to tell.
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
    notes: list[str] = field(default_factory=list)
    counts: Mapping[str, object] = field(default_factory=dict)


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
    doubles: list[Row] = []
    notes: list[str] = []
    counts: Mapping[str, object] = {}
    if staged.kind == "ledger":
        loaded = ledger.load(edit, batch_id, staged.records) if staged.records else None
        accepted, updated, unchanged = (loaded.added, 0, loaded.unchanged) if loaded else (0, 0, 0)
        amounts = (loaded.amount_added, loaded.amount_unchanged) if loaded else (_NOTHING, _NOTHING)
        if loaded and loaded.months:
            spend.settle(edit, loaded.months)
    else:
        rows = _records(staged)
        taken = taken_from(edit, staged, rows)
        counts = taken.counts
        doubles, notes = refused.doubles(staged, rows, taken), taken.notes
        if staged.kind in {"assets", "asset-classes"}:
            adopt_models(edit)
        accepted, updated = len(taken.added) + len(taken.updated), len(taken.updated)
        unchanged = len(taken.unchanged)
        money = MONEY.get(staged.kind)
        amounts = _sum(rows, taken.added + taken.updated, money), _sum(rows, taken.unchanged, money)
        if accepted:
            spend.settle(edit)
    out = refused.keep(edit, staged, batch_id, doubles)
    return Outcome(
        batch_id=batch_id,
        rows=staged.rows,
        accepted=accepted,
        updated=updated,
        unchanged=unchanged,
        refused=out.rows,
        amount_accepted=amounts[0],
        amount_unchanged=amounts[1],
        amount_refused=out.amount,
        issues=out.first,
        notes=notes,
        counts=counts,
    )


def _records(staged: Staged) -> list[Row]:
    """All records of a file that is no ledger: they are matched one by one, so there is a limit to them."""
    count = sum(pq.ParquetFile(part).metadata.num_rows for part in staged.records)
    if count > MOST_RECORDS:
        raise UnusableFileError(
            f"{staged.file} holds {count:,} records of {staged.kind}; {MOST_RECORDS:,} go in at a time. "
            "Split the file, or import it as the kind it is."
        )
    return [row for part in staged.records for row in pq.read_table(part).to_pylist()]


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
