"""Audited writes: who changed what, when, from which value to which."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pyarrow as pa

from itstrat.errors import StaleEditError, UnknownRecordError
from itstrat.store.reading import Reader, Row

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import duckdb

_OWN = frozenset({"id", "version", "deleted_at"})


class Edit(Reader):
    """One open write transaction, given out by Store.tx. Its audit rows are written with it."""

    def __init__(
        self,
        cursor: duckdb.DuckDBPyConnection,
        version: int,
        columns: Mapping[str, frozenset[str]],
        who: str,
        reason: str,
        batch_id: int | None,
    ) -> None:
        """Write through `cursor` as `who`."""
        super().__init__(cursor, version)
        self._columns = columns
        self._audit: list[Row] = []
        self.who, self.reason, self.batch_id = who, reason, batch_id
        self.at = datetime.now(UTC).replace(tzinfo=None)
        self.discarded = False

    def discard(self) -> None:
        """Let the transaction end without keeping anything: it was only to be seen what would happen."""
        self.discarded = True

    def execute(self, sql: str, *parameters: object) -> int:
        """Run one statement as it stands, without audit; for aggregates and bulk loads. Gives the rows changed."""
        changed = self._cursor.execute(sql, parameters).fetchall()
        return int(changed[0][0]) if changed and isinstance(changed[0][0], int) else 0

    def insert(self, table: str, values: Mapping[str, object]) -> int:
        """Add one record; gives its id."""
        names = self._known(table, values)
        places = ", ".join(f"${number}" for number in range(1, len(names) + 1))
        listed = ", ".join(map(_quoted, names))
        sql = (
            f"insert into {_quoted(table)} (id, {listed}) values (nextval('plan_id'), {places}) returning id"  # noqa: S608
        )
        key = int(self.value(sql, *(values[name] for name in names)))
        self.note(table, key, "add")
        return key

    def append(self, table_name: str, rows: Sequence[Mapping[str, object]]) -> None:
        """Add many rows as they stand, ids included, without audit."""
        if rows:
            # from_pylist takes its columns from the first row alone, and rows may lack what is unknown.
            names = {name: None for row in rows for name in row}
            table = pa.Table.from_pylist([names | dict(row) for row in rows])
            with self.staged("appended", table):
                self.execute(f"insert into {_quoted(table_name)} by name select * from appended")  # noqa: S608

    @contextmanager
    def staged(self, name: str, rows: pa.Table) -> Iterator[None]:
        """Make an Arrow table readable in SQL under `name` for a while."""
        self._cursor.register(name, rows)
        try:
            yield
        finally:
            self._cursor.unregister(name)

    def new_ids(self, count: int) -> list[int]:
        """As many fresh ids, ascending."""
        return [row["id"] for row in self.rows("select nextval('plan_id') as id from range($1)", count)]

    def update(self, table: str, key: int, version: int, changes: Mapping[str, object]) -> int:
        """Save changed columns of one record; gives its new version.

        Raises StaleEditError when the stored version is not `version`, UnknownRecordError when there is no record.
        """
        stored = self.record(table, key)
        names = [name for name in self._known(table, changes) if stored[name] != changes[name]]
        if stored["version"] != version:
            raise StaleEditError(table, key, dict(changes), {name: stored[name] for name in changes})
        if not names:
            return version
        settings = ", ".join(f"{_quoted(name)} = ${number}" for number, name in enumerate(names, start=2))
        sql = f"update {_quoted(table)} set {settings}, version = version + 1 where id = $1"  # noqa: S608
        self.execute(sql, key, *(changes[name] for name in names))
        for name in names:
            self.note(table, key, "update", name, stored[name], changes[name])
        return version + 1

    def retire(self, table: str, key: int, version: int) -> None:
        """Take one record out of the plan; its history stays.

        Raises StaleEditError or UnknownRecordError as `update` does.
        """
        self._mark(table, key, version, "retire", self.at)

    def bring_back(self, table: str, key: int, version: int) -> None:
        """Put a retired record back.

        Raises StaleEditError or UnknownRecordError as `update` does.
        """
        self._mark(table, key, version, "bring back", None)

    def record(self, table: str, key: int) -> Row:
        """One record with every column, retired or not.

        Raises UnknownRecordError when there is none.
        """
        self._known(table, ())
        found = self.row(f"select * from {_quoted(table)} where id = $1", key)  # noqa: S608
        if found is None:
            raise UnknownRecordError(f"There is no {table.replace('_', ' ')} number {key}; reload the page.")
        return found

    def note(
        self,
        table: str,
        key: int,
        action: str,
        column: str | None = None,
        before: object = None,
        after: object = None,
    ) -> None:
        """Add one audit row, written with the transaction."""
        self._audit.append(
            {
                "changed_at": self.at,
                "changed_by": self.who,
                "batch_id": self.batch_id,
                "table": table,
                "key": key,
                "action": action,
                "column": column,
                "before": _text(before),
                "after": _text(after),
                "reason": self.reason,
            }
        )

    def changed(self, table: str) -> dict[int, set[str]]:
        """By record of the table, the columns that this edit has changed so far."""
        found: dict[int, set[str]] = {}
        for row in self._audit:
            if row["table"] == table and row["action"] == "update":
                found.setdefault(row["key"], set()).add(row["column"])
        return found

    def write_audit(self) -> None:
        """Write the collected audit rows; called once, by Store.tx."""
        ids = self.new_ids(len(self._audit))
        self.append("audit", [{"id": key} | row for key, row in zip(ids, self._audit, strict=True)])
        self._audit.clear()

    def _mark(self, table: str, key: int, version: int, action: str, deleted_at: datetime | None) -> None:
        stored = self.record(table, key)
        if stored["version"] != version:
            raise StaleEditError(table, key, {"deleted_at": deleted_at}, {"deleted_at": stored["deleted_at"]})
        sql = f"update {_quoted(table)} set deleted_at = $2, version = version + 1 where id = $1"  # noqa: S608
        self.execute(sql, key, deleted_at)
        self.note(table, key, action)

    def _known(self, table: str, names: Mapping[str, object] | tuple[str, ...]) -> list[str]:
        """The names, once they are known to be columns a person may set: nothing else reaches the SQL text."""
        unknown = set(names) - (self._columns.get(table, frozenset()) - _OWN)
        if table not in self._columns or unknown:
            raise UnknownRecordError(f"{table} has no column {', '.join(sorted(unknown)) or 'at all'}.")
        return list(names)


def _quoted(name: str) -> str:
    return f'"{name}"'


def _text(value: object) -> str | None:
    return None if value is None else str(value)
