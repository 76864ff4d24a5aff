"""Copies of the plan file: made while it is in use, verified, kept, put back.

The plan file is never opened by this process except through the engine: closing another handle on it would drop the
engine's lock. So a child process copies, and a child process verifies.
"""

from __future__ import annotations

import json
import subprocess
import sys
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from itstrat.errors import DiskFullError, ItstratError, PlanDamagedError
from itstrat.store.holding import Hold

if TYPE_CHECKING:
    from itstrat.store.reading import Reader

Facts = dict[str, list[str]]

_COPY = """
import os, shutil, sys
for source, target in zip(sys.argv[1::2], sys.argv[2::2]):
    shutil.copyfile(source, target + ".part")
    with open(target + ".part", "rb+") as handle:
        os.fsync(handle.fileno())
for target in sys.argv[2::2]:
    os.replace(target + ".part", target)
"""


def copy(database: Path, target: Path) -> None:
    """Copy the plan file and its write-ahead log. The caller keeps writers away meanwhile.

    Raises DiskFullError or ItstratError; nothing of a copy that failed is left.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    _with_log(target)[1].unlink(missing_ok=True)
    pairs = [
        str(path)
        for source, copied in zip(_with_log(database), _with_log(target), strict=True)
        if source.exists()
        for path in (source, copied)
    ]
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", _COPY, *pairs], capture_output=True, text=True, check=False
    )
    if done.returncode:
        # What was begun would keep the room that is lacking.
        for begun in (f"{path}.part" for path in pairs[1::2]):
            with suppress(OSError):
                Path(begun).unlink()
        last = done.stderr.strip().splitlines()[-1] if done.stderr else "the copying program was stopped"
        kind = DiskFullError if "No space left" in last else ItstratError
        raise kind(f"The plan could not be copied to {target}: {last}. The plan itself is unharmed.")


def fingerprint(plan: Reader) -> Facts:
    """Rows and money of every table: two plans with the same fingerprint hold the same facts."""
    tables = plan.rows(
        "select table_name, list(column_name order by column_index) filter (where data_type like 'DECIMAL%') as money "
        "from duckdb_columns() where schema_name = 'main' group by table_name order by table_name"
    )
    facts: Facts = {}
    for table in tables:
        sums = "".join(f', coalesce(sum("{column}"), 0)' for column in table["money"] or ())
        found = plan.row(f'select count(*){sums} from "{table["table_name"]}"') or {}  # noqa: S608 names from the catalogue
        facts[table["table_name"]] = [str(value) for value in found.values()]
    return facts


def verify(target: Path, facts: Facts) -> None:
    """Open the copy in a process of its own and compare its fingerprint.

    Raises PlanDamagedError, naming the first table that differs, and removes the copy.
    """
    command = [sys.executable, "-m", "itstrat.store.verify", str(target)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    found: Facts = json.loads(done.stdout) if done.returncode == 0 else {}
    for table, expected in facts.items():
        if found.get(table) != expected:
            for path in _with_log(target):
                path.unlink(missing_ok=True)
            raise PlanDamagedError(
                f"The copy {target.name} does not hold what the plan holds (table {table}); it was removed. "
                "Check the disk, then make a new backup."
            )


def restore(source: Path, database: Path, now: datetime) -> Path:
    """Put a verified copy in the place of the plan file; gives the path where the replaced plan went.

    The copy is made whole beside the plan before the plan makes way. Raises PlanBusyError while a process holds the
    plan, ItstratError when the source is not a plan, or is the plan itself, DiskFullError without room for two.
    """
    if not source.is_file():
        raise ItstratError(
            f"There is no backup at {source}. Backups: {', '.join(listed(database)) or 'none'}"
        )
    if database.exists() and source.samefile(database):
        raise ItstratError(
            f"{source} is the plan itself; name a backup: {', '.join(listed(database)) or 'none'}"
        )
    hold = Hold(database)
    try:
        done = subprocess.run(
            [sys.executable, "-m", "itstrat.store.verify", str(source)],
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise PlanDamagedError(
                f"{source} is not a plan that this itstrat can open; choose another backup."
            )
        made = database.with_name(database.name + ".new")
        copy(source, made)
        aside = database.parent / "backups" / f"replaced-{now:%Y%m%d-%H%M%S}.duckdb"
        aside.parent.mkdir(parents=True, exist_ok=True)
        _move(database, aside)
        _move(made, database)
        return aside
    finally:
        hold.release()


def _move(database: Path, target: Path) -> None:
    for path, moved in zip(_with_log(database), _with_log(target), strict=True):
        if path.exists():
            path.replace(moved)


def listed(database: Path) -> list[str]:
    """Names of the backups there are, newest first."""
    return [path.name for path in _newest_first(database.parent / "backups")]


def newest(folder: Path) -> Path | None:
    """The newest backup, or None."""
    return next(iter(_newest_first(folder)), None)


def prune(folder: Path, kept: int) -> None:
    """Remove the oldest of the backups made by command beyond the number to keep, and what a killed copy left."""
    for begun in folder.glob("*.part"):
        begun.unlink()
    for path in [path for path in _newest_first(folder) if path.stem.startswith("itstrat-")][kept:]:
        for part in _with_log(path):
            part.unlink(missing_ok=True)


def name_for(now: datetime) -> str:
    """The name of a backup made at an instant (UTC), one name a second."""
    return f"itstrat-{now.astimezone(UTC):%Y%m%d-%H%M%S}"


def _with_log(database: Path) -> tuple[Path, Path]:
    return database, database.with_name(database.name + ".wal")


def _newest_first(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.duckdb"), key=lambda path: path.stat().st_mtime, reverse=True)
