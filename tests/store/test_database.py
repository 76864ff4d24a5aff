"""The plan file: who may open it, what a thread sees, what a failure leaves."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import duckdb
import pytest

from itstrat.errors import (
    DiskFullError,
    ItstratError,
    PlanBusyError,
    StaleEditError,
    UnknownRecordError,
)
from itstrat.settings import ROOT, Settings
from itstrat.store.database import Store
from tests.store.made import add_department

if TYPE_CHECKING:
    from pathlib import Path


def test_a_new_plan_has_every_table_and_no_rows(store: Store) -> None:
    """A plan starts empty, with the whole schema, each table saying what one row is."""
    with store.snapshot() as plan:
        said = plan.rows("select table_name, comment from duckdb_tables() where table_name <> 'data_version'")
        assert {row["table_name"] for row in said} >= {
            "company", "department", "person", "seat", "vendor", "contract", "asset", "asset_class", "ledger_line",
            "ledger_month", "budget_line", "system", "kpi", "kpi_value", "assumption", "import_batch", "issue", "audit",
        }  # fmt: skip
        assert [row["table_name"] for row in said if not row["comment"]] == []
        assert plan.value("select count(*) from asset") == 0


def test_no_thread_sees_the_rows_of_another(store: Store) -> None:
    """Eight threads read different departments at once; each gets its own, every time."""
    with store.tx("test") as edit:
        keys = [edit.insert("department", {"name": f"department {number}"}) for number in range(8)]

    def read(number: int) -> bool:
        with store.snapshot() as plan:
            found = plan.value("select name from department where id = $1", keys[number % 8])
        return bool(found == f"department {number % 8}")

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(read, range(800)))


def test_a_snapshot_shows_one_state_and_cannot_write(store: Store) -> None:
    """What is committed meanwhile is not seen, and nothing can be written through a snapshot."""
    with store.snapshot() as plan:
        assert plan.value("select count(*) from department") == 0
        writer = threading.Thread(target=add_department, args=(store, "Tax"))
        writer.start()
        writer.join()
        assert plan.value("select count(*) from department") == 0
        with pytest.raises(duckdb.Error, match="read-only"):
            plan.value("insert into department (id, name) values (1, 'x')")
    with store.snapshot() as plan:
        assert plan.value("select count(*) from department") == 1


def test_every_write_raises_the_data_version_and_a_failed_one_leaves_nothing(store: Store) -> None:
    """The data version counts committed writes; an error inside a transaction undoes all of it and is raised again."""
    before = store.data_version
    add_department(store, "Tax")
    assert store.data_version == before + 1
    with pytest.raises(ZeroDivisionError), store.tx("test") as edit:
        edit.insert("department", {"name": "Half"})
        _ = 1 / 0
    assert store.data_version == before + 1
    with store.snapshot() as plan:
        assert plan.value("select version from data_version") == before + 1
        assert plan.value("select count(*) from department where name = 'Half'") == 0


def test_edits_leave_who_what_when_before_and_after(store: Store) -> None:
    """An update leaves one audit row per changed column, with both values and the reason."""
    with store.tx("ada", "typo") as edit:
        key = edit.insert("department", {"name": "Taks"})
        assert edit.update("department", key, 1, {"name": "Tax", "head": None}) == 2
    with store.snapshot() as plan:
        trail = plan.rows("select * from audit order by id")
    assert [(row["action"], row["column"], row["before"], row["after"]) for row in trail] == [
        ("add", None, None, None),
        ("update", "name", "Taks", "Tax"),
    ]
    assert {(row["changed_by"], row["reason"]) for row in trail} == {("ada", "typo")}


def test_an_edit_of_an_older_version_is_refused_and_shows_both_values(store: Store) -> None:
    """Two people edit the same record: the later save on the older version changes nothing and names both values."""
    with store.tx("ada") as edit:
        key = edit.insert("department", {"name": "Tax"})
    with store.tx("ada") as edit:
        edit.update("department", key, 1, {"head": "Ada"})
    with pytest.raises(StaleEditError, match=r"yours Bob, saved Ada"), store.tx("bob") as edit:
        edit.update("department", key, 1, {"head": "Bob"})
    with store.snapshot() as plan:
        assert plan.value("select head from department where id = $1", key) == "Ada"


@pytest.mark.parametrize("column", ["id", "version", "deleted_at", "nothing", 'name" = null --'])
def test_only_columns_a_person_may_set_reach_the_text_of_a_statement(store: Store, column: str) -> None:
    """Names outside the whitelist are refused, whatever they contain."""
    with store.tx("test") as edit:
        key = edit.insert("department", {"name": "Tax"})
        with pytest.raises(UnknownRecordError):
            edit.update("department", key, 1, {column: "x"})


def test_a_second_process_is_told_who_holds_the_plan(store: Store) -> None:
    """Opening a plan that is in use fails with the holder's process number and what to do."""
    with pytest.raises(PlanBusyError, match=r"in use by process \d+ .*Close that program"):
        Store(store.settings)
    code = "import sys; from pathlib import Path; from itstrat.settings import Settings; from itstrat.store.database import Store; Store(Settings(Path(sys.argv[1])))"
    done = subprocess.run(
        [sys.executable, "-c", code, str(store.settings.database)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "PlanBusyError" in done.stderr
    assert f"in use by process {os.getpid()}" in done.stderr


def test_bulk_reads_outside_the_staging_folder_are_refused(store: Store, tmp_path: Path) -> None:
    """The engine reads no file but what was staged, so no text of a person can make it."""
    secret = tmp_path / "secret.csv"
    secret.write_text("a\n1\n", encoding="utf-8")
    with (
        store.snapshot() as plan,
        pytest.raises(duckdb.Error, match="file system operations are disabled|Permission"),
    ):
        plan.rows("select * from read_csv($1)", str(secret))


def test_a_full_disk_is_said_and_the_plan_goes_on(settings: Settings) -> None:
    """When the file may not grow, the write fails with a clear message, acknowledged rows stay and reading goes on."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.store.without_room", str(settings.database)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    assert "The disk is full" in done.stdout
    store = Store(settings)
    with store.snapshot() as plan:
        assert f"acknowledged {plan.value('select count(*) from department')}" in done.stdout
    store.close()


def test_too_little_room_is_noticed_before_anything_is_written(store: Store) -> None:
    """An import that needs more room than there is stops before it starts."""
    with pytest.raises(DiskFullError, match="nothing was changed"):
        store.require_room(1 << 60)


def test_a_clear_error_after_an_internal_one(store: Store) -> None:
    """Every error of the store is an ItstratError or DuckDB's own; none is swallowed by commit."""
    with pytest.raises((ItstratError, duckdb.Error)), store.tx("test") as edit:
        edit.execute("insert into company (id, name, fiscal_year_start) values (1, 'x', 13)")
    with store.snapshot() as plan:
        assert plan.value("select count(*) from company") == 0
