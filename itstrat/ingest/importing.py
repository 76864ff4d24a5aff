"""A file into the plan: converted in the child process, staged for the store, its mapping remembered, the file kept."""

from __future__ import annotations

import errno
import json
import re
import shutil
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from itstrat.errors import DiskFullError, QuestionError, UnusableFileError
from itstrat.ingest import parent
from itstrat.ingest.kinds import fold
from itstrat.ingest.mapping import signature
from itstrat.ingest.sheets import ALL
from itstrat.store import imports
from itstrat.store.imports import Outcome
from itstrat.store.outline import outline

if TYPE_CHECKING:
    from collections.abc import Callable

    from itstrat.ingest.options import Options
    from itstrat.store.database import Store

    Progress = Callable[[int, int, int], None]

_NAME = 80
_CHANGED = (
    "{} was changed or removed while it was read. Nothing was imported; try again when its writer is done."
)


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What became of one file: how it was understood (`converted`) and what the plan took of it (`outcome`)."""

    converted: parent.Converted
    outcome: Outcome

    def to_json(self) -> dict[str, Any]:
        """Counts, sums as text with two decimals, skipped lines and issues, ready for json.dumps.

        Controls add items (assessed one by one), withdrawn (left out) and by_level (live items of every level).
        """
        converted, outcome = self.converted, self.outcome
        return {
            "file": converted.file,
            "kind": converted.kind,
            "sheet": converted.described.get("sheet"),
            "format": converted.format,
            "batch_id": outcome.batch_id,
            "rows": outcome.rows,
            "accepted": outcome.accepted,
            "refused": outcome.refused,
            "unchanged": outcome.unchanged,
            "updated": outcome.updated,
            "amount_accepted": f"{outcome.amount_accepted:.2f}",
            "amount_refused": f"{outcome.amount_refused:.2f}",
            "amount_unchanged": f"{outcome.amount_unchanged:.2f}",
            "skipped": converted.skipped,
            "skipped_reasons": converted.skipped_reasons,
            "notes": converted.notes + outcome.notes,
            "issues": [
                {"line": each.line, "column": each.column, "value": each.value, "message": each.message}
                for each in outcome.issues
            ],
            **outcome.counts,
        }


def inspect_file(store: Store, path: Path, kind: str, options: Options) -> parent.Preview:
    """A look at the file with the mapping remembered for its headers; a new answer in `options` wins over it."""
    options = _in_plan_terms(store, options)
    seen = parent.inspect(path, kind, options)
    remembered = imports.remembered_mapping(store, kind, seen.signature)
    if not remembered or remembered.items() <= options.mapping.items():
        return seen
    return parent.inspect(path, kind, replace(options, mapping=remembered | options.mapping))


def import_file(
    store: Store,
    path: Path,
    kind: str,
    options: Options,
    who: str,
    *,
    dry_run: bool = False,
    strict: bool = False,
    progress: Progress | None = None,
    name: str | None = None,
) -> ImportResult:
    """Read a file and put its rows into the plan, whole, or, with `strict`, only when no row is refused.

    `name` is what the file is called when `path` is a copy. A mapping given in `options` is remembered for files with
    the same headers once it worked. The file itself is kept below settings.imports. With `dry_run` nothing changes.
    QuestionError when something must be answered first, UnusableFileError when the file cannot be used.
    """
    options = _with_remembered(store, path, kind, _in_plan_terms(store, options))
    with tempfile.TemporaryDirectory(dir=store.staging) as folder:
        before = _state(path)
        converted = parent.convert(path, kind, options, Path(folder), progress)
        if _state(path) != before:
            raise UnusableFileError(_CHANGED.format(path.name))
        converted = replace(converted, file=Path(name).name if name else converted.file)
        kept, new = _keep(store, path, converted, dry_run=dry_run)
        outcome = None
        try:
            outcome = imports.apply(store, _staged(converted, kept), who, dry_run=dry_run, strict=strict)
        finally:
            if new is not None and (outcome is None or outcome.batch_id is None):
                new.unlink(missing_ok=True)
    if options.mapping and outcome.batch_id is not None:
        imports.remember_mapping(store, kind, signature(converted.columns), options.mapping, who)
    return ImportResult(converted, outcome)


def import_sheets(
    store: Store, path: Path, kind: str, options: Options, who: str, **how: Any
) -> list[ImportResult]:
    """`import_file` once, or for the sheet `all` once for every sheet that holds such a table, in their order.

    A sheet that is really called so is the one meant. An UnusableFileError about one sheet names it, and those before
    it that went in.
    """
    wanted: list[str | None] = [options.sheet]
    if options.sheet is not None and fold(options.sheet) == ALL:
        there = inspect_file(store, path, kind, replace(options, sheet=None)).sheets
        if not any(fold(name) == ALL for name in there):
            wanted = [*there] or [None]
    results: list[ImportResult] = []
    for sheet in wanted:
        try:
            results.append(import_file(store, path, kind, replace(options, sheet=sheet), who, **how))
        except (UnusableFileError, QuestionError) as fault:
            if not results:
                raise
            done = ", ".join(f"'{name}'" for name in wanted[: len(results)])
            raise UnusableFileError(
                f"Sheet '{sheet}': {fault} The sheets before it, {done}, were read."
            ) from fault
    return results


def _in_plan_terms(store: Store, options: Options) -> Options:
    """The options with the currency and the fiscal year of the plan, where they do not say otherwise."""
    with store.snapshot() as plan:
        seen = outline(plan)
    return replace(
        options,
        currency=options.currency or seen.currency,
        fiscal_year_start=options.fiscal_year_start or seen.fiscal_year_start,
    )


def _with_remembered(store: Store, path: Path, kind: str, options: Options) -> Options:
    """The options with the mapping that a person confirmed for these headers, where they say nothing else."""
    if not imports.remembers(store, kind):
        return options
    seen = parent.inspect(path, kind, options)
    remembered = imports.remembered_mapping(store, kind, seen.signature) or {}
    return replace(options, mapping=remembered | options.mapping)


def _staged(converted: parent.Converted, kept: str | None) -> imports.Staged:
    understood = {
        "columns": converted.columns,
        "date_orders": converted.date_orders,
        "decimals": converted.decimals,
    }
    return imports.Staged(
        kind=converted.kind,
        format=converted.format,
        file=converted.file,
        sha256=converted.sha256,
        kept_as=kept,
        options=json.dumps(converted.options | understood),
        records=converted.records,
        refused=converted.refused,
        rows=converted.rows,
        headers=converted.headers(),
        left_out=converted.skipped_reasons,
    )


def kept_name(sha256: str, file: str) -> str:
    """The name under which a file is kept: the start of its hash and a harmless form of its own name."""
    plain = re.sub(r"[^A-Za-z0-9._-]+", "-", Path(file.replace("\\", "/")).name).strip(".-") or "file"
    return f"{sha256[:16]}-{plain[-_NAME:]}"


def _state(path: Path) -> tuple[int, int] | None:
    """What tells that a file was written to or removed."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_size, found.st_mtime_ns


def _keep(
    store: Store, path: Path, converted: parent.Converted, *, dry_run: bool
) -> tuple[str | None, Path | None]:
    """(name below settings.imports, the file if it is new there)."""
    if dry_run:
        return None, None
    folder = store.settings.imports
    folder.mkdir(parents=True, exist_ok=True)
    kept = folder / kept_name(converted.sha256, converted.file)
    if kept.exists():
        return kept.name, None
    waiting = kept.with_name(kept.name + ".part")
    try:
        shutil.copyfile(path, waiting)
        waiting.replace(kept)
    except OSError as error:
        waiting.unlink(missing_ok=True)
        if error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}:
            raise DiskFullError(f"There is no room to keep {path.name}. Nothing was imported.") from error
        raise UnusableFileError(_CHANGED.format(path.name)) from error
    return kept.name, kept
