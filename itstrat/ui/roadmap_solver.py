"""The solver at work beside the pages: one run a plan, in a thread of this process, its answer kept in the plan."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from itstrat.errors import ItstratError
from itstrat.planning.schedule import SECONDS
from itstrat.reports import roadmap_schedule
from itstrat.store import schedules
from itstrat.ui import faults

if TYPE_CHECKING:
    from itstrat.reports.statement import Scope
    from itstrat.store.database import Store


@dataclass(slots=True)
class Run:
    """One run: who asked, since when, and once `ended` what went wrong (empty: its proposal is in the plan)."""

    who: str
    began: float = field(default_factory=time.monotonic)
    ended: float | None = None
    fault: str = ""

    @property
    def seconds(self) -> float:
        """How long it takes, or took."""
        return (self.ended or time.monotonic()) - self.began


_runs: dict[str, Run] = {}
_lock = threading.Lock()


def run_of(store: Store) -> Run | None:
    """The run of this plan, at work or ended; None when there was none since the program began."""
    return _runs.get(str(store.settings.database))


def start(store: Store, scope: Scope, who: str) -> None:
    """Ask the solver in the background. Raises ItstratError while it is at work already."""
    key = str(store.settings.database)
    with _lock:
        before = _runs.get(key)
        if before is not None and before.ended is None:
            raise ItstratError(
                f"The solver is at work already, asked by {before.who}; its answer comes to everybody."
            )
        run = _runs[key] = Run(who)
    threading.Thread(target=_solve, args=(store, scope, run), name="roadmap-solver", daemon=True).start()


def _solve(store: Store, scope: Scope, run: Run) -> None:
    try:
        schedules.keep_proposal(store, roadmap_schedule.solve(store, scope, SECONDS), run.who)
    except Exception as fault:  # noqa: BLE001 - told to whoever looks; nobody waits for this thread
        run.fault = faults.sentence(fault)
    finally:
        run.ended = time.monotonic()
