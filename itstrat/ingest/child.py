"""The process in which files of others are read: `python -m itstrat.ingest.child`.

Takes one request as JSON on standard input and answers in JSON lines: {"progress": [rows, bytes, bytes in all]} any
number of times, then one {"result": ...} or {"error": kind, "message": sentence}. It sets its own limits first, so a
file that would fill the memory ends this process and nothing else. On Windows, which has no such limits, only the
parent's clock applies.
"""

from __future__ import annotations

import errno
import gc
import json
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from itstrat.errors import QuestionError, UnusableFileError

if TYPE_CHECKING:
    from collections.abc import Mapping

_SAY_EVERY = 0.2


def main() -> None:
    """Do the one request on standard input."""
    request = json.load(sys.stdin)
    _limit(request["limits"])
    # Rows are made and dropped by the hundred thousand and never refer to each other.
    gc.disable()
    try:
        _say({"result": _answer(request)})
    except QuestionError as error:
        _say({"error": "question", "message": str(error)})
    except UnusableFileError as error:
        _say({"error": "unusable", "message": str(error)})
    except (MemoryError, ImportError, SystemError):
        # A library that finds no room for itself says so as ImportError or SystemError.
        _say({"error": "memory", "message": ""})
    except OSError as error:
        kind = "disk" if error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG} else "unusable"
        _say({"error": kind, "message": str(error)})
    except Exception as error:  # noqa: BLE001  a defect of ours is told in the parent's sentence
        _say({"error": "failed", "message": f"{type(error).__name__}: {error}"})


def _limit(limits: Mapping[str, int]) -> None:
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415  there is none on Windows

    for name, key in (
        (resource.RLIMIT_AS, "memory"),
        (resource.RLIMIT_CPU, "seconds"),
        (resource.RLIMIT_FSIZE, "file"),
    ):
        most = resource.getrlimit(name)[1]
        wanted = limits[key] if most == resource.RLIM_INFINITY else min(limits[key], most)
        resource.setrlimit(name, (wanted, most))


def _answer(request: Mapping[str, Any]) -> dict[str, Any]:
    # Loaded under the limits set above.
    from itstrat.ingest.convert import convert  # noqa: PLC0415
    from itstrat.ingest.options import Options  # noqa: PLC0415
    from itstrat.ingest.preview import preview  # noqa: PLC0415

    path, options = Path(request["path"]), Options.from_json(request["options"])
    if request["action"] == "inspect":
        return preview(path, request["kind"], options)
    return convert(path, request["kind"], options, Path(request["folder"]), _Progress())


class _Progress:
    """Says how far the conversion is, a few times a second."""

    def __init__(self) -> None:
        self._next = 0.0

    def __call__(self, rows: int, done: int, total: int) -> None:
        now = time.monotonic()
        if now >= self._next:
            self._next = now + _SAY_EVERY
            _say({"progress": [rows, done, total]})


def _say(message: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(message, ensure_ascii=True) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
