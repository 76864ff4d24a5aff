"""How fast a ledger goes in, end to end: file in, plan answered, as `python -m itstrat import` does it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from dataclasses import dataclass

import psutil  # type: ignore[import-untyped]

from benchmarks import plans
from itstrat.settings import ROOT


@dataclass(frozen=True, slots=True)
class Imported:
    """`seconds` from the start of the command to its end; `peak` is bytes resident in it and its children together."""

    rows: int
    file_bytes: int
    seconds: float
    peak: int


def imported(rows: int) -> Imported:
    """Import a ledger of that many lines into a plan of its own, which stays as `plans.filled(rows)`.

    Fails when a line was refused.
    """
    file, plan = plans.ledger_file(rows), plans.to_fill(rows)
    begun = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, "-m", "itstrat", "import", "ledger", str(file), "--date-order", "ymd", "--json"],
        cwd=ROOT,
        env=os.environ | {"ITSTRAT_DATABASE": str(plan.database)},
        stdout=subprocess.PIPE,
        text=True,
    ) as command:
        watch = Watch(command.pid)
        said, _ = command.communicate()
    seconds = time.perf_counter() - begun
    assert command.returncode == 0, said
    assert json.loads(said)["accepted"] == rows
    return Imported(rows, file.stat().st_size, seconds, watch.peak)


class Watch:
    """Looks ten times a second at what a process and its children hold; shared pages count for each of them."""

    def __init__(self, process: int) -> None:
        """Watch from now until the process ends."""
        self.peak = 0
        threading.Thread(target=self._look, args=[psutil.Process(process)], daemon=True).start()

    def _look(self, process: psutil.Process) -> None:
        while (held := resident(process)) is not None:
            self.peak = max(self.peak, held)
            time.sleep(0.1)


def resident(process: psutil.Process) -> int | None:
    """Bytes of memory a process and its children hold now; None once it is gone."""
    try:
        return sum(int(each.memory_info().rss) for each in (process, *process.children(recursive=True)))
    except psutil.Error:
        return (
            resident(process) if process.is_running() and process.status() != psutil.STATUS_ZOMBIE else None
        )
