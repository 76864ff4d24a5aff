"""Records from files: matched to what the plan holds, added or updated, every change audited."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pyarrow as pa

from itstrat.store.naming import ids_by_name, spoken

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from itstrat.store.edits import Edit
    from itstrat.store.reading import Row

Key = tuple[tuple[str, ...], tuple[object, ...]]


@dataclass(frozen=True, slots=True)
class Target:
    """How the records of one kind of file become rows of one table.

    `names` says which staged columns hold the name of another table's record. A row speaks of the record that has
    the same values in the first of `keys` whose columns the row fills, or in `fallback` when it fills none.
    Where `repeats`, the same key may stand several times in one file; otherwise a second row is refused.
    `defaults` stand in for blanks of a new record, `stamps` are set to the day it was added, and the first column of
    `named_by` that is filled names a new record without a name.
    """

    table: str
    columns: tuple[str, ...]
    fallback: tuple[str, ...]
    keys: tuple[tuple[str, ...], ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    repeats: bool = False
    defaults: Mapping[str, object] = field(default_factory=dict)
    stamps: tuple[str, ...] = ()
    named_by: tuple[str, ...] = ()


@dataclass(slots=True)
class Taken:
    """What became of the staged rows, by their position; `refused` maps one to (column, value, reason).

    `ids` maps the position of a row that is not refused to the id of its record; `notes` say in sentences what of a row
    could not be kept, `counts` what only some kinds of file have to tell.
    """

    added: list[int] = field(default_factory=list)
    updated: list[int] = field(default_factory=list)
    unchanged: list[int] = field(default_factory=list)
    refused: dict[int, tuple[str, str, str]] = field(default_factory=dict)
    ids: dict[int, int] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    counts: Mapping[str, object] = field(default_factory=dict)


def take(
    edit: Edit, target: Target, staged: Sequence[Row], barred: Callable[[Row], str] | None = None
) -> Taken:
    """Add or update one record for each staged row; `barred` says why a record may not stand as it would, or "".

    A blank cell never erases a known value.
    """
    resolved = _resolve_names(edit, target, staged)
    taken = Taken()
    if not target.repeats:
        taken.refused = _doubles(target, staged, resolved)
    stored = edit.rows(f'select * from "{target.table}" order by id')  # noqa: S608 names from the declarations
    records = _matched(target, resolved, stored, taken.refused)
    new: list[Row] = []
    changed: list[tuple[Row, Row]] = []
    for position, values in enumerate(resolved):
        if position in taken.refused:
            continue
        record = records.get(position)
        changes = _changes(record, _told(target, staged[position], values)) if record else values
        if changes and barred and (reason := barred(dict.fromkeys(target.columns) | (record or {}) | values)):
            column = target.fallback[0]
            taken.refused[position] = (column, str(values.get(column) or ""), reason)
        elif record is None:
            new.append(_named(target, values))
            taken.added.append(position)
        elif changes:
            changed.append((record, changes))
            taken.updated.append(position)
        else:
            taken.unchanged.append(position)
        if record is not None and position not in taken.refused:
            taken.ids[position] = record["id"]
    taken.ids |= dict(zip(taken.added, _add(edit, target, new), strict=True))
    _update(edit, target, changed)
    return taken


def _named(target: Target, values: Row) -> Row:
    names = (values[column] for column in ("name", *target.named_by) if values.get(column))
    return values | {"name": next(names)} if target.named_by else values


def _doubles(
    target: Target, staged: Sequence[Row], resolved: Sequence[Row]
) -> dict[int, tuple[str, str, str]]:
    """Rows whose key stands in the file already: which of the two is right is not ours to guess."""
    refused = {}
    first: dict[Key, int] = {}
    for position, values in enumerate(resolved):
        key = _keys(target, values)[0]
        if key not in first:
            first[key] = position
            continue
        columns, found = key
        line = staged[first[key]]["line"]
        label = " and ".join(name.removesuffix("_id").replace("_", " ") for name in columns)
        reason = f"the same {label} stands on line {line} already; keep the row that is right"
        refused[position] = (columns[0], str(found[0] or ""), reason)
    return refused


def _matched(
    target: Target, resolved: Sequence[Row], stored: Sequence[Row], refused: Mapping[int, object]
) -> dict[int, Row]:
    """The stored record that each row speaks of, by the row's position.

    The best key goes first for all rows; what it leaves is tried by the next key on records nobody claimed, and
    only where that key is unmistakable: a serial number "N/A" must not join two machines.
    """
    index: dict[Key, list[Row]] = {}
    for record in stored:
        for key in _keys(target, record, everything=True):
            index.setdefault(key, []).append(record)
    found: dict[int, Row] = {}
    claimed: set[int] = set()
    for turn in range(max(len(target.keys), 1)):
        for position, values in enumerate(resolved):
            keys = _keys(target, values)
            if position in found or position in refused or turn >= len(keys):
                continue
            free = [record for record in index.get(keys[turn], ()) if record["id"] not in claimed]
            if free and (turn == 0 or len(index[keys[turn]]) == 1):
                found[position] = free[0]
                claimed.add(free[0]["id"])
    return found


def _keys(target: Target, values: Row, *, everything: bool = False) -> list[Key]:
    """The complete keys of a row, best first; the fallback where there is none, or `everything` is asked."""
    keys = [
        (columns, tuple(_comparable(values[column]) for column in columns))
        for columns in target.keys
        if all(values.get(column) not in {None, ""} for column in columns)
    ]
    if everything or not keys:
        keys.append((target.fallback, tuple(_comparable(values.get(column)) for column in target.fallback)))
    return keys


def _resolve_names(edit: Edit, target: Target, staged: Sequence[Row]) -> list[Row]:
    """Each row with ids in the place of names; a name nobody knows yet becomes a record of its own."""
    ids: dict[str, dict[str, int]] = {}
    for column, table in target.names.items():
        ids[column] = ids_by_name(
            edit, table, {row[column]: row for row in reversed(staged) if row.get(column)}
        )
    resolved = []
    for row in staged:
        values = dict(target.defaults) | {
            name: row[name] for name in target.columns if row.get(name) is not None
        }
        for column in target.names:
            if column in row:
                values[f"{column}_id"] = ids[column].get(spoken(target.names[column], row[column]))
        resolved.append(values)
    return resolved


def _comparable(value: object) -> object:
    return value.strip().casefold() if isinstance(value, str) else value


def _told(target: Target, row: Row, values: Row) -> Row:
    """What the row itself says: defaults must not overwrite what is known."""
    return {
        name: value
        for name, value in values.items()
        if name not in target.defaults or row.get(name) is not None
    }


def _changes(before: Row, values: Row) -> Row:
    changes = {name: value for name, value in values.items() if value is not None and value != before[name]}
    if before["deleted_at"] is not None:
        changes["deleted_at"] = None
    return changes


def _add(edit: Edit, target: Target, rows: Sequence[Row]) -> list[int]:
    """The ids of the records added, in their order."""
    ids = edit.new_ids(len(rows))
    stamps = dict.fromkeys(target.stamps, edit.at.date())
    edit.append(
        target.table,
        [{"id": key, "version": 1} | stamps | row for key, row in zip(ids, rows, strict=True)],
    )
    for key in ids:
        edit.note(target.table, key, "add")
    return ids


def _update(edit: Edit, target: Target, changed: Sequence[tuple[Row, Row]]) -> None:
    """All updates column by column, each column in one statement."""
    by_column: dict[str, list[tuple[int, object]]] = {}
    for before, changes in changed:
        for name, value in changes.items():
            by_column.setdefault(name, []).append((before["id"], value))
            if name == "deleted_at":
                edit.note(target.table, before["id"], "bring back")
            else:
                edit.note(target.table, before["id"], "update", name, before[name], value)
    for name, pairs in by_column.items():
        _set(edit, target.table, f'"{name}" = change.value', pairs)
    _set(edit, target.table, "version = version + 1", [(before["id"], None) for before, _ in changed])


def _set(edit: Edit, table: str, assignment: str, pairs: Sequence[tuple[int, object]]) -> None:
    if pairs:
        rows = pa.table({"id": [key for key, _ in pairs], "value": [value for _, value in pairs]})
        with edit.staged("change", rows):
            edit.execute(f'update "{table}" set {assignment} from change where change.id = "{table}".id')  # noqa: S608
