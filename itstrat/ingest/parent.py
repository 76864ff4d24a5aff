"""Files of others are read in a child process with limits; this side starts it, listens, and ends it when it must.

Limits: 2 GiB of memory, processor and wall-clock time in proportion to the file, and the size of what it may write.
On Windows only the wall clock limits the child.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import stat
import subprocess
import sys
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from itstrat.errors import DiskFullError, ItstratError, QuestionError, UnusableFileError

if TYPE_CHECKING:
    from collections.abc import Callable

    from itstrat.ingest.options import Options

    Progress = Callable[[int, int, int], None]

MEMORY = 2 << 30
_ROOT = Path(__file__).resolve().parents[2]
_MIB = 1 << 20
_KEPT = ("SYSTEMROOT", "TEMP", "TMP", "TMPDIR")


@dataclass(frozen=True, slots=True)
class Converted:
    """A file turned into Parquet parts. `rows` = records + refused rows.

    `columns` are the file's header cells; `mapping` header -> field; `options` what the person answered, as JSON.
    `sheets` are those of a workbook that hold such a table. `skipped` names the first thousand lines that are no data, `skipped_reasons` counts them all.
    """

    kind: str
    format: str
    file: str
    sha256: str
    described: dict[str, str]
    sheets: list[str]
    header_line: int
    columns: list[str]
    mapping: dict[str, str]
    date_orders: dict[str, str]
    decimals: dict[str, str]
    options: dict[str, Any]
    records: tuple[Path, ...]
    refused: Path | None
    rows: int
    refused_rows: int
    skipped: list[dict[str, Any]]
    skipped_reasons: dict[str, int]
    notes: list[str]

    def headers(self) -> dict[str, str]:
        """Field -> the header under which the file has it; of a joined text the first."""
        by_part = sorted(self.mapping.items(), key=lambda pair: pair[1], reverse=True)
        return {target.partition(".")[0]: header for header, target in by_part}


@dataclass(frozen=True, slots=True)
class Preview:
    """How a file would be understood. It can be imported when `problem` is empty and `questions` is too.

    `samples`: header -> a few values; `mapping`: header -> field as guessed; `missing`: required fields without a
    column; `sheets`: those of a workbook that hold such a table; `questions`: {about: 'date_order' | 'decimal', column, text}; `rows`: the first records, each cell as text;
    `refused`: {line, column, value, message}; `skipped`: {line, reason}; `signature` finds a remembered mapping.
    """

    kind: str
    format: str
    file: str
    described: dict[str, str]
    sheets: list[str]
    header_line: int
    columns: list[str]
    samples: dict[str, list[str]]
    mapping: dict[str, str]
    date_orders: dict[str, str]
    decimals: dict[str, str]
    options: dict[str, Any]
    signature: str
    missing: list[str]
    problem: str
    questions: list[dict[str, str]]
    rows: list[dict[str, Any]]
    refused: list[dict[str, Any]]
    skipped: list[dict[str, Any]]
    notes: list[str]


def inspect(path: Path, kind: str, options: Options) -> Preview:
    """A look at the file. UnusableFileError when it holds no table; what it lacks otherwise is in the Preview."""
    return Preview(**_run(path, {"action": "inspect", "kind": kind, "options": options.to_json()}, None))


def convert(
    path: Path, kind: str, options: Options, folder: Path, progress: Progress | None = None
) -> Converted:
    """The file as Parquet parts in `folder`. `progress` gets (rows, bytes read, bytes in all) a few times a second.

    QuestionError when the person must answer something first, UnusableFileError when the file cannot be used,
    DiskFullError when there is no room for the parts.
    """
    request = {
        "action": "convert",
        "kind": kind,
        "options": options.to_json(),
        "folder": str(folder.resolve()),
    }
    said = _run(path, request, progress)
    said["records"] = tuple(map(Path, said["records"]))
    said["refused"] = Path(said["refused"]) if said["refused"] else None
    return Converted(**said)


def limits(path: Path) -> dict[str, int]:
    """Bytes of memory, seconds, and bytes of one written file that reading this file may take."""
    try:
        found = path.stat()
    except OSError as error:
        raise UnusableFileError(f"{path.name} cannot be opened: {error.strerror or error}.") from error
    if not stat.S_ISREG(found.st_mode):
        # A pipe would never end, a device is no file of anybody's.
        raise UnusableFileError(f"{path.name} is a folder, a pipe or a device, not a file.")
    size = found.st_size
    packed = path.suffix.lower() in {".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".parquet"}
    return {
        "memory": MEMORY,
        "seconds": 60 + size * (20 if packed else 2) // _MIB,
        "file": 256 * _MIB + 4 * size,
    }


def _run(path: Path, request: dict[str, Any], progress: Progress | None) -> dict[str, Any]:
    allowed = limits(path)
    request |= {"path": str(path.resolve()), "limits": allowed}
    child = subprocess.Popen(
        [sys.executable, "-E", "-s", "-X", "utf8", "-m", "itstrat.ingest.child"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=_ROOT,
        env=_environment(),
        start_new_session=True,
        text=True,
        encoding="utf-8",
    )
    too_slow = threading.Event()

    def stop() -> None:
        too_slow.set()
        _kill(child)

    clock = threading.Timer(allowed["seconds"], stop)
    clock.daemon = True
    clock.start()
    try:
        said = _listen(child, request, progress)
    finally:
        clock.cancel()
        _kill(child)
        child.wait()
        if child.stdout is not None:
            child.stdout.close()
    if "result" in said:
        result: dict[str, Any] = said["result"]
        return result
    raise _fault(path, said, child.returncode, allowed["seconds"], too_slow=too_slow.is_set())


def _listen(
    child: subprocess.Popen[str], request: dict[str, Any], progress: Progress | None
) -> dict[str, Any]:
    """The child's last message that is no progress; empty when it died without one."""
    said: dict[str, Any] = {}
    if child.stdin is None or child.stdout is None:
        return said
    with contextlib.suppress(BrokenPipeError):
        child.stdin.write(json.dumps(request))
        child.stdin.close()
    for line in child.stdout:
        message = json.loads(line)
        if "progress" not in message:
            said = message
        elif progress is not None:
            progress(*message["progress"])
    child.wait()
    return said


def _kill(child: subprocess.Popen[str]) -> None:
    """End the child and whatever it started."""
    if child.poll() is not None:
        return
    with contextlib.suppress(ProcessLookupError, PermissionError):
        if hasattr(os, "killpg"):
            os.killpg(child.pid, signal.SIGKILL)
        else:
            child.kill()


def _fault(path: Path, said: dict[str, Any], code: int, seconds: int, *, too_slow: bool) -> ItstratError:
    """The error that a child's end means, as a sentence."""
    message = said.get("message", "")
    match said.get("error"):
        case "question":
            return QuestionError(message)
        case "unusable":
            return UnusableFileError(message)
        case "disk":
            return DiskFullError(f"There is no room to unpack {path.name} ({message}). Nothing was imported.")
        case _:
            pass
    if too_slow or code == -getattr(signal, "SIGXCPU", 24):
        return UnusableFileError(
            f"Reading {path.name} took more than {seconds} seconds. Nothing was imported."
        )
    what = "workbook" if path.suffix.lower() in {".xlsx", ".xlsm", ".xls", ".xlsb", ".ods"} else "file"
    if said.get("error") == "failed":
        return UnusableFileError(
            f"This {what}, {path.name}, could not be read: the reader failed ({message}). Nothing was imported."
        )
    # Libraries in C that find no memory end the process without a word, by a signal or not.
    return UnusableFileError(
        f"This {what}, {path.name}, expands to more than {MEMORY >> 30} GiB in memory. Nothing was imported. "
        "Delete stray cells far from the table, or save the sheet as CSV."
    )


def _environment() -> dict[str, str]:
    """Only what a Python needs to start, and settings that keep its address space small."""
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    return kept | {"ARROW_DEFAULT_MEMORY_POOL": "system", "MALLOC_ARENA_MAX": "2", "LANG": "C.UTF-8"}
