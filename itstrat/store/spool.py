"""Work handed to the process that holds the plan: a folder of jobs, each with its answer.

A command that finds the plan held writes a job; the holder's clerk does it and writes the answer. Both sides write
under another name first and rename, so that neither ever reads half a file.
"""

from __future__ import annotations

import json
import logging
import os
import shutil
import sys
import threading
import time
import uuid
from typing import TYPE_CHECKING, Any

from itstrat.errors import ItstratError, PlanBusyError
from itstrat.store.holding import ends_by_itself, held, holder

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from itstrat.settings import Settings

Answer = dict[str, Any]

_PICKED_UP_WITHIN = 15.0
# What reading a job raises that no command of ours wrote: no JSON, nested without end, no object, no process.
_NONSENSE = (OSError, ValueError, KeyError, TypeError, RecursionError, OverflowError)
_LOG = logging.getLogger(__name__)


class PlanFreeError(PlanBusyError):
    """The plan was given back before anybody took the job: whoever asked can do it now."""


def sweep(settings: Settings) -> None:
    """Remove what a killed process left half done, and make the folder for bulk loads. Only the holder may."""
    for left in (settings.spool / "staging", settings.spool / "spill"):
        shutil.rmtree(left, ignore_errors=True)
    (settings.spool / "staging").mkdir(parents=True, exist_ok=True)
    for job in (settings.spool / "jobs").glob("*/*.json"):
        if not _awaited(job):
            shutil.rmtree(job.parent, ignore_errors=True)


def hand_over(
    settings: Settings, verb: str, request: Answer, hear: Callable[[Answer], None] | None = None
) -> Answer:
    """Give one job to the holder of the plan and wait for its answer; `hear` gets its progress.

    Raises PlanBusyError when the holder does not take jobs, PlanFreeError when it gave the plan back first, and
    ItstratError with the holder's words when it refused.
    """
    folder = settings.spool / "jobs" / f"{time.time_ns()}-{uuid.uuid4().hex[:8]}"
    folder.mkdir(parents=True, mode=0o700)
    try:
        _write(folder / "job.json", {"verb": verb, "request": request, "pid": os.getpid()})
        answer = _wait(settings, folder, hear)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    if "error" in answer:
        raise ItstratError(answer["error"])
    result: Answer = answer["result"]
    return result


class Clerk:
    """Does the jobs in the holder's process, one at a time, until stopped.

    `handlers` maps a verb to a function of the request and of a function that reports progress.
    """

    def __init__(
        self, settings: Settings, handlers: Mapping[str, Callable[[Answer, Callable[[Answer], None]], Answer]]
    ) -> None:
        """Start working in a thread of its own."""
        self._jobs = settings.spool / "jobs"
        self._handlers = handlers
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._work, name="itstrat-clerk", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Finish the job at hand, then stop."""
        self._stopped.set()
        self._thread.join()

    def _work(self) -> None:
        while not self._stopped.wait(0.2):
            for job in sorted(self._jobs.glob("*/job.json")):
                self._do(job)

    def _do(self, path: Path) -> None:
        folder = path.parent
        try:
            job = json.loads(path.read_text(encoding="utf-8"))
            if not _alive(int(job["pid"])):
                raise ProcessLookupError(job["pid"])
            path.rename(folder / "taken.json")
        except _NONSENSE:
            # Its writer gave up or was killed, or wrote nonsense; either way nobody waits for an answer.
            shutil.rmtree(folder, ignore_errors=True)
            return
        answer: Answer
        try:
            answer = {"result": self._handle(job, folder)}
        except ItstratError as fault:
            answer = {"error": str(fault)}
        except Exception as fault:  # noqa: BLE001 whoever waits must get an answer
            _LOG.exception("job %s failed", job.get("verb"))
            answer = {"error": f"The dashboard could not do it: {fault}. Its log says more."}
        try:
            _write(folder / "answer.json", answer)
        except OSError:
            _LOG.warning("nobody waits any more for the answer to %s", job.get("verb"))

    def _handle(self, job: Answer, folder: Path) -> Answer:
        handler = self._handlers.get(job["verb"])
        if handler is None:
            raise ItstratError(
                f"The running dashboard does not do '{job['verb']}'. Stop it, then run the command again."
            )

        def say(progress: Answer) -> None:
            if folder.exists():
                _write(folder / "progress.json", progress)

        return handler(job["request"], say)


def _wait(settings: Settings, folder: Path, hear: Callable[[Answer], None] | None) -> Answer:
    deadline = time.monotonic() + _PICKED_UP_WITHIN
    told = False
    while True:
        if (folder / "answer.json").exists():
            answer: Answer = json.loads((folder / "answer.json").read_text(encoding="utf-8"))
            return answer
        if (folder / "job.json").exists():
            if not held(settings.database):
                raise PlanFreeError(f"{settings.database} is free again; run the command again.")
            if ends_by_itself(settings.database):
                if hear and not told:
                    hear({"waiting_for": holder(settings.database)})
                told = True
            elif time.monotonic() > deadline:
                raise PlanBusyError(
                    f"{settings.database} is in use by {holder(settings.database)}, which does not take work from "
                    "others. Close it, then run the command again."
                )
        elif not held(settings.database):
            raise PlanBusyError("The dashboard stopped before it had finished; run the command again.")
        if hear and (folder / "progress.json").exists():
            hear(json.loads((folder / "progress.json").read_text(encoding="utf-8")))
        time.sleep(0.1)


def _awaited(job: Path) -> bool:
    """Whether the process that wrote this job still waits; when in doubt it does."""
    try:
        return _alive(int(json.loads(job.read_text(encoding="utf-8"))["pid"]))
    except _NONSENSE:
        return True


def _alive(pid: int) -> bool:
    """Whether that process runs; on Windows, where asking would end it, it is taken to."""
    if sys.platform == "win32":
        return True
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _write(path: Path, content: Answer) -> None:
    part = path.with_suffix(".part")
    with part.open("w", encoding="utf-8") as handle:
        json.dump(content, handle, default=str)
        handle.flush()
        os.fsync(handle.fileno())
    part.replace(path)
