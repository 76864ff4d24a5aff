"""Everything that is measured, in one run."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from playwright.sync_api import sync_playwright

from benchmarks import (
    bare,
    browser,
    crowd,
    forecasting,
    importing,
    machine,
    plans,
    reruns,
    roadmapping,
    securing,
    serving,
)
from benchmarks.sample import Sample
from tests.browser.chromium import launched

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

    from playwright.sync_api import Browser

    from itstrat.store.database import Store


@dataclass(frozen=True, slots=True)
class Depth:
    """How much is measured: a short and a long ledger (lines), how often, how many viewers for how many seconds."""

    ledgers: tuple[int, int]
    choices: int
    starts: int
    crowds: tuple[int, ...]
    seconds: float


PARTS = ("imports", "starts", "budget", "security", "roadmap", "changes", "sessions")
FULL = Depth((1_000_000, 10_000_000), choices=30, starts=5, crowds=(20, 50, 100), seconds=60)
QUICK = Depth((100_000, 1_000_000), choices=10, starts=2, crowds=(20,), seconds=20)


@dataclass(frozen=True, slots=True)
class Memory:
    """Bytes the server of the long ledger held: when it had started, after one viewer, after all crowds."""

    started: int
    one_viewer: int
    crowds: int


@dataclass(frozen=True, slots=True)
class Measured:
    """What a run found. Lists by ledger or server hold the short ledger first, then the long one, the empty page last.

    What the run did not measure, or could not without a Chromium, is empty. `load` is that before the run and after it.
    """

    depth: Depth
    load: tuple[float, float]
    imports: Sequence[importing.Imported] = ()
    opened: Sequence[Sample] = ()
    first: Sequence[Sample] = ()
    again: Sequence[Sample] = ()
    bare: Sequence[bare.Bare] = ()
    choices: Sequence[Sample] = ()
    starts: Sequence[Sample] = ()
    what_ifs: Sequence[Sample] = ()
    forecasts: Sequence[Sample] = ()
    security: Sequence[Sample] = ()
    security_days: Sequence[Sample] = ()
    roadmap: Sequence[Sample] = ()
    roadmap_days: Sequence[Sample] = ()
    optimised: Sequence[roadmapping.Optimised] = ()
    crowds: Sequence[Sample] = ()
    memory: Memory | None = None


def measure(depth: Depth, say: Callable[[str], None], parts: Collection[str] = PARTS) -> Measured:
    """Measure these of PARTS; `say` is told what is being done."""
    before = machine.load()
    plans_made = [
        _imported(rows, say)
        for rows in depth.ledgers
        if "imports" in parts or not plans.filled(rows).database.exists()
    ]
    found: dict[str, Any] = {"imports": plans_made if "imports" in parts else ()}
    if "starts" in parts:
        say("starts")
        with _chromium() as chromium:
            found["starts"] = browser.cold_starts(chromium, depth.starts) if chromium else ()
    if "budget" in parts:
        say("forecasts")
        found["forecasts"] = forecasting.forecasts(depth.starts)
        with _chromium() as chromium:
            found["what_ifs"] = browser.what_ifs(chromium, depth.choices) if chromium else ()
    if "security" in parts:
        say("the security baseline")
        found["security"] = securing.securing(depth.starts)
        found["security_days"] = _days(securing.PAGE, "security", securing.fill, depth)
    if "roadmap" in parts:
        say("the roadmap")
        found["roadmap"] = roadmapping.schedules(depth.starts)
        found["roadmap_days"] = _days(roadmapping.PAGE, "roadmap", roadmapping.fill, depth)
        found["optimised"] = roadmapping.optimised(depth.starts)
    if "changes" in parts:
        found |= _changes(depth, say)
    if "sessions" in parts:
        found |= _sessions(depth, say)
    return Measured(depth, (before, machine.load()), **found)


def _days(name: str, page: str, fill: Callable[[Store], None], depth: Depth) -> Sequence[Sample]:
    """Days chosen on a page of a plan that `fill` fills: asked for the first time, and again."""
    with serving.made(name, page, fill) as server:
        return asyncio.run(reruns.days(server, depth.choices))


def _changes(depth: Depth, say: Callable[[str], None]) -> dict[str, Any]:
    """Changes of department: their queries, at the server and in Chromium."""
    say("bare queries")
    queries = bare.bare(depth.ledgers)
    with ExitStack() as stack:
        dashboards = [stack.enter_context(serving.dashboard(rows)) for rows in depth.ledgers]
        servers = [*dashboards, stack.enter_context(serving.empty_page())]
        say("changes of department")
        found = asyncio.run(reruns.reruns(servers))
        say("changes of department in Chromium")
        with _chromium() as chromium:
            choices = browser.choices(chromium, servers, depth.choices) if chromium else ()
    by = {told: [found[server.name][told] for server in servers] for told in ("opened", "first", "again")}
    return {"bare": queries, "choices": choices, **by}


def _sessions(depth: Depth, say: Callable[[str], None]) -> dict[str, Any]:
    """Crowds on the long ledger, every department of which somebody has seen before."""
    with serving.dashboard(depth.ledgers[-1]) as server:
        started = server.resident()
        asyncio.run(reruns.reruns([server]))
        one_viewer = server.resident()
        crowds = [_crowded(server, sessions, depth, say) for sessions in depth.crowds]
        return {"crowds": crowds, "memory": Memory(started, one_viewer, server.resident())}


def _imported(rows: int, say: Callable[[str], None]) -> importing.Imported:
    plans.ledger_file(rows)
    plans.without_ledger()
    say(f"import of {rows:,} lines")
    return importing.imported(rows)


@contextmanager
def _chromium() -> Iterator[Browser | None]:
    """A Chromium, or None where there is none. Nothing asynchronous can run beside it."""
    with sync_playwright() as playwright:
        running = launched(playwright)
        yield running
        if running:
            running.close()


def _crowded(server: serving.Measured, sessions: int, depth: Depth, say: Callable[[str], None]) -> Sample:
    say(f"{sessions} sessions")
    return crowd.crowd(server.port, server.page, sessions, depth.seconds)
