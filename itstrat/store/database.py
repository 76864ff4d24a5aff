"""The plan file: opened once per process, read in snapshots, written in short transactions under one lock."""

from __future__ import annotations

import shutil
import threading
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

import duckdb

from itstrat.errors import DiskFullError, PlanDamagedError
from itstrat.store import backup, migrate, spool
from itstrat.store.edits import Edit
from itstrat.store.faults import explained, means_no_room
from itstrat.store.holding import Hold
from itstrat.store.reading import Reader

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from itstrat.settings import Settings

_CONFIG: dict[str, Any] = {
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "allow_community_extensions": False,
    "allow_unsigned_extensions": False,
    "allow_persistent_secrets": False,
    "python_enable_replacements": False,
    # Checkpoints are the weak moment of a power cut, so they happen only after a copy: see Store.checkpoint.
    "wal_autocheckpoint": "1TB",
    "auto_checkpoint_skip_wal_threshold": 1_000_000_000_000,
    # Order is asked for where it matters; keeping it everywhere would cost memory in large imports.
    "preserve_insertion_order": False,
    "memory_limit": "900MB",
    "max_temp_directory_size": "50GB",
}
_CHECKPOINT_BYTES = 256 << 20


class Store:
    """One plan file, held by this process from `open` to `close`.

    Any thread may call any method. Every snapshot has a cursor of its own, so no thread sees another's rows.
    """

    def __init__(self, settings: Settings) -> None:
        """Hold, open and upgrade the plan file.

        Raises PlanBusyError, PlanTooNewError or PlanDamagedError, each saying what to do.
        """
        self.settings = settings
        self._hold = Hold(settings.database)
        self._write = threading.RLock()
        self._closed = False
        self._known: tuple[int, dict[str, Any]] = (-1, {})
        try:
            spool.sweep(settings)
            self._bring_up_to_date()
            self._root = self._open()
            self.data_version = self._stored_version()
            self.columns = _columns(self._root)
        except BaseException:
            self._hold.release()
            raise

    @property
    def staging(self) -> Path:
        """Folder from which bulk loads are read; the only one the engine may touch."""
        return self.settings.spool / "staging"

    @contextmanager
    def snapshot(self) -> Iterator[Reader]:
        """One consistent view of the plan; nothing can be written through it."""
        try:
            cursor = self._root.cursor()
            try:
                cursor.execute("begin transaction read only")
                version = int(cursor.execute("select version from data_version").fetchall()[0][0])
                yield Reader(cursor, version, self._known_of(version))
            finally:
                with suppress(duckdb.Error):
                    cursor.execute("rollback")
                cursor.close()
        except duckdb.FatalException as fault:
            self._recover()
            raise explained(fault) from fault

    @contextmanager
    def tx(self, who: str, reason: str = "", *, batch_id: int | None = None) -> Iterator[Edit]:
        """One audited write: all of it is kept, or none. Raises the data version.

        Raises DiskFullError when there is no room (nothing was kept; the plan stays usable).
        """
        with self._write:
            cursor = self._root.cursor()
            try:
                cursor.execute("begin transaction")
                edit = Edit(cursor, self.data_version, self.columns, who, reason, batch_id)
                yield edit
                if edit.discarded:
                    cursor.execute("rollback")
                    return
                edit.write_audit()
                cursor.execute("update data_version set version = version + 1")
                cursor.execute("commit")
                self.data_version += 1
            except duckdb.FatalException as fault:
                self._recover()
                raise explained(fault) from fault
            except BaseException as fault:
                with suppress(duckdb.Error):
                    cursor.execute("rollback")
                if isinstance(fault, duckdb.Error) and means_no_room(fault):
                    raise explained(fault) from fault
                raise
            finally:
                with suppress(duckdb.Error):
                    cursor.close()

    def checkpoint(self) -> None:
        """Copy the plan aside, then fold the write-ahead log into it. A busy reader postpones the folding."""
        with self._write:
            if not self._wal.exists():
                return
            backup.copy(self.settings.database, self.settings.backups / "before-checkpoint.duckdb")
            cursor = self._root.cursor()
            with suppress(duckdb.TransactionException):
                cursor.execute("checkpoint")
            cursor.close()

    def checkpoint_when_due(self) -> None:
        """Checkpoint once the write-ahead log has grown large."""
        if self._wal.exists() and self._wal.stat().st_size > _CHECKPOINT_BYTES:
            self.checkpoint()

    def back_up(self, name: str) -> Path:
        """A verified copy of the plan as it is now, in the backups folder; older ones beyond the kept number go.

        Writers wait while the files are copied; readers do not.
        """
        target = self.settings.backups / f"{name}.duckdb"
        with self._write:
            with self.snapshot() as plan:
                facts = backup.fingerprint(plan)
            backup.copy(self.settings.database, target)
        backup.verify(target, facts)
        backup.prune(self.settings.backups, self.settings.backups_kept)
        return target

    def require_room(self, needed: int) -> None:
        """Raise DiskFullError, before anything is written, unless `needed` bytes are free beside the plan file."""
        free = shutil.disk_usage(self.settings.database.parent).free
        if free < needed:
            raise DiskFullError(
                f"There is not enough room beside {self.settings.database.name}: {needed >> 20} MB are needed and "
                f"{free >> 20} MB are free. Make room, then try again; nothing was changed."
            )

    def close(self) -> None:
        """Fold the log in and give the plan file back. Closing twice does no harm."""
        with self._write:
            if self._closed:
                return
            self._closed = True
            self.checkpoint()
            self._root.close()
            self._hold.release()

    @property
    def _wal(self) -> Path:
        return self.settings.database.with_name(self.settings.database.name + ".wal")

    def _open(self) -> duckdb.DuckDBPyConnection:
        root = self._connect(self.settings.database)
        root.execute("pragma disable_checkpoint_on_shutdown")
        # A path cannot be a parameter of SET; ours has no user text but the folder, with its quotes doubled.
        root.execute("set allowed_directories = ['" + str(self.staging).replace("'", "''") + "']")
        root.execute("set enable_external_access = false")
        root.execute("set lock_configuration = true")
        return root

    def _connect(self, path: Path) -> duckdb.DuckDBPyConnection:
        try:
            return duckdb.connect(
                str(path), config=_CONFIG | {"temp_directory": str(self.settings.spool / "spill")}
            )
        except duckdb.Error as fault:
            if means_no_room(fault):
                raise explained(fault) from fault
            raise PlanDamagedError(
                f"{path} cannot be opened: {str(fault).splitlines()[0]} "
                f"Newest backup: {backup.newest(self.settings.backups) or 'none'}. "
                "Put it back with: python -m itstrat restore FILE"
            ) from fault

    def _bring_up_to_date(self) -> None:
        """Make or upgrade the file beside itself and swap it in when complete, so that no half-made file is left."""
        database = self.settings.database
        steps = migrate.migrations()
        if database.exists():
            with self._connect(database) as root:
                root.execute("pragma disable_checkpoint_on_shutdown")
                steps = migrate.pending(root, steps)
            if not steps:
                return
            backup.copy(database, self.settings.backups / f"before-schema-{steps[-1].version:03}.duckdb")
            with self._connect(database) as root:
                root.execute("checkpoint")
        made = database.with_name(database.name + ".new")
        for leftover in (made, made.with_name(made.name + ".wal")):
            leftover.unlink(missing_ok=True)
        if database.exists():
            backup.copy(database, made)
        with self._connect(made) as root:
            migrate.upgrade(root, steps)
            root.execute("checkpoint")
        made.replace(database)

    def _known_of(self, version: int) -> dict[str, Any]:
        # Two threads may both start a version's dictionary; the later one stands, and what the other read is read again.
        if self._known[0] != version:
            self._known = version, {}
        return self._known[1]

    def _stored_version(self) -> int:
        return int(self._root.execute("select version from data_version").fetchall()[0][0])

    def _recover(self) -> None:
        # After a fatal error DuckDB refuses every call until all handles are closed and the file is opened anew.
        with self._write:
            with suppress(duckdb.Error):
                self._root.execute("select 1")
                return
            with suppress(duckdb.Error):
                self._root.close()
            self._root = self._open()
            self.data_version = self._stored_version()


def _columns(connection: duckdb.DuckDBPyConnection) -> dict[str, frozenset[str]]:
    rows = connection.execute(
        "select table_name, list(column_name) from duckdb_columns() where schema_name = 'main' group by table_name"
    ).fetchall()
    return {table: frozenset(columns) for table, columns in rows}
