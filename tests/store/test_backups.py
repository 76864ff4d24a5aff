"""Copies of the plan: made, put back, upgraded; and what is said of a file that is none."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import duckdb
import pytest

from itstrat.errors import (
    ItstratError,
    PlanBusyError,
    PlanDamagedError,
    PlanTooNewError,
)
from itstrat.store import backup, migrate
from itstrat.store.database import Store
from tests.store.made import add_department

if TYPE_CHECKING:
    from pathlib import Path

    from itstrat.settings import Settings

_NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


def test_a_backup_does_not_let_go_of_the_plan(store: Store) -> None:
    """Copying the plan while it is open keeps the lock: a second process is still refused."""
    add_department(store, "Tax")
    store.back_up("itstrat-test")
    with pytest.raises(PlanBusyError):
        Store(store.settings)
    code = "import duckdb, sys; duckdb.connect(sys.argv[1])"
    done = subprocess.run(
        [sys.executable, "-c", code, str(store.settings.database)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert "Could not set lock" in done.stderr


def test_backup_and_restore_bring_back_the_same_counts_and_sums(store: Store) -> None:
    """A backup taken while the plan is open, restored later, holds what the plan held, to the cent."""
    with store.tx("test") as edit:
        edit.insert("asset", {"name": "Laptop", "cost": "1200.10"})
        edit.insert("asset", {"name": "Dock", "cost": "99.90"})
    with store.snapshot() as plan:
        facts = backup.fingerprint(plan)
    made = store.back_up("itstrat-test")
    with store.tx("test") as edit:
        edit.insert("asset", {"name": "Mistake", "cost": "1"})
    with pytest.raises(PlanBusyError):
        backup.restore(made, store.settings.database, _NOW)
    store.close()
    backup.restore(made, store.settings.database, _NOW)
    again = Store(store.settings)
    try:
        with again.snapshot() as plan:
            assert backup.fingerprint(plan) == facts
            assert facts["asset"][:2] == ["2", "1300.00"]
    finally:
        again.close()


def test_a_backup_that_does_not_hold_the_facts_is_removed_and_said(store: Store) -> None:
    """Verification compares counts and sums; a difference is an error and the copy is not kept."""
    target = store.settings.backups / "itstrat-bad.duckdb"
    backup.copy(store.settings.database, target)
    with pytest.raises(PlanDamagedError, match="table asset"):
        backup.verify(target, {"asset": ["1", "5.00"]})
    assert not target.exists()


@pytest.mark.skipif(sys.platform == "win32", reason="the size of a file is limited by POSIX means")
def test_a_copy_without_room_leaves_nothing(store: Store) -> None:
    """Half a copy would keep the room that is lacking, and every import after it would fail as well."""
    import resource  # there is none on Windows

    least, most = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 16, most))
    try:
        with pytest.raises(ItstratError, match="could not be copied"):
            store.back_up("itstrat-test")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (least, most))
    assert list(store.settings.backups.iterdir()) == []


def test_what_a_killed_copy_left_goes_with_the_next_backup(store: Store) -> None:
    """It is no backup, and nobody else would remove it."""
    store.settings.backups.mkdir(exist_ok=True)
    left = store.settings.backups / "itstrat-killed.duckdb.part"
    left.write_bytes(b"half")
    store.back_up("itstrat-test")
    assert not left.exists()


def test_only_the_wanted_number_of_backups_stays(store: Store) -> None:
    """The oldest backups go once there are more than the setting says."""
    for number in range(store.settings.backups_kept + 2):
        store.back_up(f"itstrat-{number:02}")
    kept = sorted(path.name for path in store.settings.backups.glob("itstrat-*.duckdb"))
    assert len(kept) == store.settings.backups_kept
    assert kept[-1] == f"itstrat-{store.settings.backups_kept + 1:02}.duckdb"


def test_restoring_something_else_is_refused_and_the_plan_stays(settings: Settings, tmp_path: Path) -> None:
    """A file that is no plan is not put in the plan's place."""
    store = Store(settings)
    add_department(store, "Tax")
    store.close()
    bad = tmp_path / "holiday.duckdb"
    bad.write_bytes(b"not a database")
    with pytest.raises(PlanDamagedError, match="not a plan"):
        backup.restore(bad, settings.database, _NOW)
    again = Store(settings)
    with again.snapshot() as plan:
        assert plan.value("select count(*) from department") == 1
    again.close()


def test_a_restore_that_fails_leaves_the_plan(settings: Settings) -> None:
    """The copy is made whole before the plan makes way: without it the plan stands where it stood."""
    store = Store(settings)
    add_department(store, "Tax")
    made = store.back_up("itstrat-test")
    store.close()
    settings.database.with_name(f"{settings.database.name}.new.part").mkdir()
    with pytest.raises(ItstratError, match="could not be copied"):
        backup.restore(made, settings.database, _NOW)
    again = Store(settings)
    with again.snapshot() as plan:
        assert plan.value("select name from department") == "Tax"
    again.close()


def test_the_plan_is_no_backup_of_itself(settings: Settings) -> None:
    """Named by mistake, it is not moved out of its own way."""
    Store(settings).close()
    with pytest.raises(ItstratError, match="the plan itself"):
        backup.restore(settings.database, settings.database, _NOW)
    assert settings.database.exists()


def test_a_newer_plan_is_not_put_in_the_plans_place(settings: Settings, tmp_path: Path) -> None:
    """A backup that this program could not open is refused before the plan makes way."""
    store = Store(settings)
    with store.tx("future") as edit:
        edit.execute("insert into schema_version values (999, 'future', 'x', now()::timestamp, '9.9')")
    store.close()
    newer = settings.database.rename(tmp_path / "newer.duckdb")
    Store(settings).close()
    with pytest.raises(PlanDamagedError, match="can open"):
        backup.restore(newer, settings.database, _NOW)
    Store(settings).close()


def test_the_database_of_another_program_is_left_as_it_is(settings: Settings) -> None:
    """Named by mistake, it gets no tables of ours."""
    settings.database.parent.mkdir(parents=True, exist_ok=True)
    with duckdb.connect(str(settings.database)) as other:
        other.execute("create table customer (name varchar)")
    with pytest.raises(PlanDamagedError, match="another program"):
        Store(settings)
    with duckdb.connect(str(settings.database)) as other:
        assert other.execute("select table_name from duckdb_tables()").fetchall() == [("customer",)]


def test_an_older_file_is_upgraded_after_a_backup(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Opening a file of an older schema copies it aside, then adds the steps it lacks and keeps its rows."""
    steps = migrate.migrations()
    monkeypatch.setattr(migrate, "migrations", lambda: steps[:1])
    old = Store(settings)
    add_department(old, "Tax")
    old.close()
    monkeypatch.setattr(migrate, "migrations", lambda: steps)
    new = Store(settings)
    with new.snapshot() as plan:
        assert plan.value("select max(version) from schema_version") == steps[-1].version
        assert plan.value("select name from department") == "Tax"
    new.close()
    assert (settings.backups / f"before-schema-{steps[-1].version:03}.duckdb").exists()


def test_a_newer_file_is_refused_with_what_to_do(settings: Settings) -> None:
    """A file with steps that this program does not know is left alone."""
    store = Store(settings)
    with store.tx("future") as edit:
        edit.execute("insert into schema_version values (999, 'future', 'x', now()::timestamp, '9.9')")
    store.close()
    with pytest.raises(PlanTooNewError, match="schema 999.*Install that version"):
        Store(settings)


def test_a_damaged_file_says_how_to_put_the_newest_backup_back(settings: Settings) -> None:
    """A file that cannot be opened is not touched; the message names the newest backup and the command."""
    settings.database.parent.mkdir(parents=True, exist_ok=True)
    settings.database.write_bytes(b"garbage" * 4096)
    with pytest.raises(PlanDamagedError, match="Newest backup: none.*itstrat restore"):
        Store(settings)
