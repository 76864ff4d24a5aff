"""Everything that is measured, in one run."""

from __future__ import annotations

import asyncio
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright

from benchmarks import bare, browser, crowd, forecasting, importing, machine, plans, reruns, serving
from benchmarks.sample import Sample
from tests.browser.chromium import launched

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser


@dataclass(frozen=True, slots=True)
class Depth:
    """How much is measured: a short and a long ledger (lines), how often, how many viewers for how many seconds."""

    ledgers: tuple[int, int]
    choices: int
    starts: int
    crowds: tuple[int, ...]
    seconds: float


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

    Without a Chromium `choices`, `starts` and `what_ifs` are empty. `load` is that before the run and after it.
    """

    depth: Depth
    imports: list[importing.Imported]
    opened: list[Sample]
    first: list[Sample]
    again: list[Sample]
    bare: list[bare.Bare]
    choices: list[Sample]
    starts: tuple[Sample, ...]
    what_ifs: list[Sample]
    forecasts: list[Sample]
    crowds: list[Sample]
    memory: Memory
    load: tuple[float, float]


def measure(depth: Depth, say: Callable[[str], None]) -> Measured:
    """Import, rerun, start and crowd; `say` is told what is being done."""
    before = machine.load()
    imports = [_imported(rows, say) for rows in depth.ledgers]
    say("bare queries")
    queries = bare.bare(depth.ledgers)
    say("starts")
    with _chromium() as chromium:
        starts = browser.cold_starts(chromium, depth.starts) if chromium else ()
        what_ifs = [browser.what_ifs(chromium, depth.choices)] if chromium else []
    say("forecasts")
    forecasts = forecasting.forecasts(depth.starts)
    with ExitStack() as stack:
        dashboards = [stack.enter_context(serving.dashboard(rows)) for rows in depth.ledgers]
        servers = [*dashboards, stack.enter_context(serving.empty_page())]
        started = dashboards[-1].resident()
        say("changes of department")
        found = asyncio.run(reruns.reruns(servers))
        one_viewer = dashboards[-1].resident()
        say("changes of department in Chromium")
        with _chromium() as chromium:
            choices = browser.choices(chromium, servers, depth.choices) if chromium else []
        crowds = [_crowded(dashboards[-1], sessions, depth, say) for sessions in depth.crowds]
        memory = Memory(started, one_viewer, dashboards[-1].resident())
    by = {told: [found[server.name][told] for server in servers] for told in ("opened", "first", "again")}
    return Measured(
        depth=depth,
        imports=imports,
        **by,
        bare=queries,
        choices=choices,
        starts=starts,
        what_ifs=what_ifs,
        forecasts=forecasts,
        crowds=crowds,
        memory=memory,
        load=(before, machine.load()),
    )


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
