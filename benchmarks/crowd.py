"""Many viewers at once, from a process of their own: `python -m benchmarks.crowd PORT PAGE SESSIONS SECONDS`.

Prints the seconds of every answer as JSON.
"""

from __future__ import annotations

import asyncio
import json
import random
import subprocess
import sys
import time

from benchmarks.plans import DEPARTMENTS
from benchmarks.sample import Sample
from benchmarks.session import session
from itstrat.settings import ROOT

EVERY = 5.0


def crowd(port: int, page: str, sessions: int, seconds: float) -> Sample:
    """Answers to viewers who each choose another department every five seconds."""
    asked = [sys.executable, "-m", "benchmarks.crowd", str(port), page, str(sessions), str(seconds)]
    done = subprocess.run(asked, cwd=ROOT, capture_output=True, check=True, text=True)
    return Sample(f"{sessions} sessions", tuple(json.loads(done.stdout)))


async def _all(port: int, page: str, sessions: int, seconds: float) -> list[float]:
    """Everybody is in before anybody chooses."""
    everybody_in = asyncio.Barrier(sessions)
    one_by_one = asyncio.Lock()
    viewers = (_viewer(port, page, number, seconds, everybody_in, one_by_one) for number in range(sessions))
    return [taken for times in await asyncio.gather(*viewers) for taken in times]


async def _viewer(
    port: int, page: str, number: int, seconds: float, everybody_in: asyncio.Barrier, one_by_one: asyncio.Lock
) -> list[float]:
    """The moments are drawn from the viewer's number: the same at every run."""
    chance, times = random.Random(number), []
    async with session(port) as tab:
        async with one_by_one:
            await tab.open("")
            await tab.open(page)
        await everybody_in.wait()
        due, until = time.monotonic() + chance.uniform(0, EVERY), time.monotonic() + seconds
        while due < until:
            await asyncio.sleep(due - time.monotonic())
            times.append(await tab.choose(chance.choice(DEPARTMENTS)))
            due = max(due + EVERY, time.monotonic())
    return times


if __name__ == "__main__":
    told_port, told_page, told_sessions, told_seconds = sys.argv[1:]
    print(json.dumps(asyncio.run(_all(int(told_port), told_page, int(told_sessions), float(told_seconds)))))
