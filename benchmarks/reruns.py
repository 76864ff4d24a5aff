"""What a change in the sidebar costs the server: another department on a short and on a long ledger, another day."""

from __future__ import annotations

from contextlib import AsyncExitStack
from datetime import timedelta
from typing import TYPE_CHECKING

from benchmarks.plans import DAY, DEPARTMENTS
from benchmarks.sample import Sample
from benchmarks.session import Session, session

if TYPE_CHECKING:
    from collections.abc import Sequence

    from benchmarks.serving import Measured


async def reruns(servers: Sequence[Measured]) -> dict[str, dict[str, Sample]]:
    """By server: `opened` (the server's first page), `first` (each department asked for the first time), `again`.

    A department's reports are computed when it is asked for the first time after a change of the plan, and kept. The
    servers are asked one after the other, in another order each round; the first round only warms up.
    """
    async with AsyncExitStack() as stack:
        tabs = [await stack.enter_async_context(session(server.port)) for server in servers]
        found: dict[str, dict[str, Sample]] = {}
        for server, tab in zip(servers, tabs, strict=True):
            found[server.name] = {"opened": Sample(server.name, (await tab.open(""),))}
            await tab.open(server.page)
        for told in ("first", "again"):
            times = await _rounds(tabs)
            for server, each in zip(servers, times, strict=True):
                found[server.name][told] = Sample(server.name, tuple(each[1:]))
    return found


async def days(server: Measured, count: int) -> tuple[Sample, Sample]:
    """So many days chosen on the server's page, each for the first time and then again; one more before warms up.

    What the page says of a day is computed when it is asked for the first time, and kept.
    """
    asked = [DAY + timedelta(days=number) for number in range(count + 1)]
    async with session(server.port) as tab:
        await tab.open("")
        await tab.open(server.page)
        first, again = [[await tab.look_on(day) for day in asked] for _ in range(2)]
    return (
        Sample(f"{server.name}, first time asked", tuple(first[1:])),
        Sample(f"{server.name}, asked again", tuple(again[1:])),
    )


async def _rounds(tabs: Sequence[Session]) -> list[list[float]]:
    times: list[list[float]] = [[] for _ in tabs]
    for number, department in enumerate(DEPARTMENTS):
        for step in range(len(tabs)):
            which = (number + step) % len(tabs)
            times[which].append(await tabs[which].choose(department))
    return times
