"""What can be asked of whoever holds the plan: done here when it is free, handed to the running dashboard when not."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from itstrat.errors import PlanBusyError
from itstrat.ingest import demo
from itstrat.ingest.importing import import_sheets
from itstrat.ingest.options import Options
from itstrat.reports.printed import printed
from itstrat.reports.statement import within_reach
from itstrat.store import backup, checks, spool
from itstrat.store.database import Store

if TYPE_CHECKING:
    from itstrat.settings import Settings

Answer = dict[str, Any]
Say = Callable[[Answer], None]
Job = Callable[[Store, Answer, Say], Answer]


def do(settings: Settings, verb: str, request: Answer, say: Say) -> Answer:
    """Do one job of JOBS on the plan and give its answer; `say` gets its progress.

    Another command at work is waited for; `say` gets {waiting_for}. Raises what the job raises, and PlanBusyError when
    the plan is held by something that takes no work.
    """
    while True:
        try:
            store = Store(settings)
            break
        except PlanBusyError:
            with suppress(spool.PlanFreeError):
                return spool.hand_over(settings, verb, request, say)
    try:
        return JOBS[verb](store, request, say)
    finally:
        store.close()


def clerk(store: Store) -> spool.Clerk:
    """Take work from other processes as long as this one holds the plan."""

    def bound(job: Job) -> Callable[[Answer, Say], Answer]:
        return lambda request, say: job(store, request, say)

    return spool.Clerk(store.settings, {verb: bound(job) for verb, job in JOBS.items()})


def _import(store: Store, request: Answer, say: Say) -> Answer:
    """{kind, file, options, who, dry_run, strict} -> {results}: the import's result as JSON, one for each sheet taken."""
    results = import_sheets(
        store,
        Path(request["file"]),
        request["kind"],
        Options.from_json(request["options"]),
        request["who"],
        dry_run=request["dry_run"],
        strict=request["strict"],
        progress=lambda rows, read, total: say({"rows": rows, "read": read, "total": total}),
    )
    return {"results": [each.to_json() for each in results]}


def _back_up(store: Store, _request: Answer, _say: Say) -> Answer:
    """{} -> the path of the verified copy."""
    return {"path": str(store.back_up(backup.name_for(datetime.now(UTC))))}


def _report(store: Store, request: Answer, _say: Say) -> Answer:
    """{name, as_of, fiscal_year, department, settings, scenario} -> the report as JSON."""
    as_of = date.fromisoformat(request["as_of"])
    wanted = (request["fiscal_year"], request["department"], request["settings"], request["scenario"])
    return printed(store, request["name"], as_of, *wanted)


def _demo(store: Store, request: Answer, say: Say) -> Answer:
    """{as_of, who} -> the files loaded."""
    return {
        "files": demo.load(store, within_reach(date.fromisoformat(request["as_of"])), request["who"], say)
    }


def _check(store: Store, _request: Answer, _say: Say) -> Answer:
    """{} -> what does not add up, as sentences."""
    with store.snapshot() as plan:
        return {"problems": checks.problems(plan)}


JOBS: dict[str, Job] = {
    "import": _import,
    "backup": _back_up,
    "report": _report,
    "demo": _demo,
    "check": _check,
}
