"""Who holds the plan file: one process at a time, by a lock on a file beside it.

DuckDB's own lock is lost when any handle on the plan file is closed in the same process, so the guard is a file of its own.
"""

from __future__ import annotations

import errno
import json
import os
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from itstrat.errors import ItstratError, PlanBusyError

if TYPE_CHECKING:
    from typing import IO

if sys.platform == "win32":
    import msvcrt

    def _lock(handle: IO[str]) -> None:
        # One byte far behind the text, so that others can still read who holds the file.
        handle.seek(1 << 20)
        msvcrt.locking(handle.fileno(), msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _lock(handle: IO[str]) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


class Hold:
    """The right to open one plan file, kept for the life of the process or until `release`."""

    def __init__(self, database: Path) -> None:
        """Take the right.

        Raises PlanBusyError, naming the holder, when another process has it, and ItstratError when its folder
        cannot be written to.
        """
        self._path = lock_file(database)
        try:
            if database.is_dir():
                raise IsADirectoryError(errno.EISDIR, "it is a folder")
            database.parent.mkdir(parents=True, exist_ok=True)
            self._handle = self._path.open("a+", encoding="utf-8")
        except OSError as fault:
            raise ItstratError(
                f"The plan cannot be kept at {database}: {fault.strerror}. "
                "Name a file in a folder that you may write to: ITSTRAT_DATABASE=FOLDER/plan.duckdb"
            ) from fault
        try:
            _lock(self._handle)
        except OSError:
            self._handle.close()
            raise PlanBusyError(
                f"{database} is in use by {holder(database)}. "
                "Close that program, or use the dashboard that it shows; "
                "imports, backups and reports can be given to it while it runs."
            ) from None
        self._handle.seek(0)
        self._handle.truncate()
        json.dump(_self_description(), self._handle)
        self._handle.flush()

    def release(self) -> None:
        """Give the right back; the lock file stays, empty."""
        self._handle.seek(0)
        self._handle.truncate()
        self._handle.close()


def lock_file(database: Path) -> Path:
    """The file whose lock stands for the right to open the plan file."""
    return database.with_name(database.name + ".lock")


def held(database: Path) -> bool:
    """Whether some process holds the plan file right now."""
    try:
        with lock_file(database).open("a+", encoding="utf-8") as handle:
            _lock(handle)
    except OSError:
        return True
    return False


def holder(database: Path) -> str:
    """Who holds the plan file, in words; "another process" when it left no name."""
    try:
        said = json.loads(lock_file(database).read_text(encoding="utf-8"))
        return f"process {said['pid']} ({said['command']}, since {said['since']} UTC)"
    except (OSError, ValueError, KeyError):
        return "another process"


def ends_by_itself(database: Path) -> bool:
    """Whether the holder is a command of ours, which will be done some time; a dashboard is not."""
    try:
        return bool(json.loads(lock_file(database).read_text(encoding="utf-8")).get("ends", False))
    except (OSError, ValueError):
        return False


def _self_description() -> dict[str, object]:
    program = Path(sys.argv[0] or sys.executable)
    command = " ".join([program.name, *sys.argv[1:3]])
    ends = (program.parent.name, program.name) == ("itstrat", "__main__.py")
    return {
        "pid": os.getpid(),
        "command": command,
        "since": f"{datetime.now(UTC):%Y-%m-%d %H:%M}",
        "ends": ends,
    }
