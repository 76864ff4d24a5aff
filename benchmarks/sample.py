"""Measured times, and how they are told."""

from __future__ import annotations

import statistics
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

MB = 2**20
HEAD = "| What | n | min | median | p95 | max | spread |\n| --- | ---: | ---: | ---: | ---: | ---: | ---: |"


@dataclass(frozen=True, slots=True)
class Sample:
    """Times of one thing, in seconds. The spread is the middle half's width over the median: how noisy it was."""

    name: str
    seconds: tuple[float, ...]

    @property
    def median(self) -> float:
        """The middle time."""
        return statistics.median(self.seconds)

    @property
    def p95(self) -> float:
        """The time that nineteen of twenty keep; with one time, that one."""
        if len(self.seconds) == 1:
            return self.seconds[0]
        return statistics.quantiles(self.seconds, n=20, method="inclusive")[-1]

    @property
    def spread(self) -> float:
        """Third quartile less first, over the median; with one time, nothing."""
        if len(self.seconds) == 1:
            return 0.0
        first, _, third = statistics.quantiles(self.seconds, n=4, method="inclusive")
        return (third - first) / self.median

    def row(self) -> str:
        """A row under HEAD, in milliseconds."""
        told = (min(self.seconds), self.median, self.p95, max(self.seconds))
        times = " | ".join(f"{value * 1000:,.1f}" for value in told)
        return f"| {self.name} | {len(self.seconds)} | {times} | {self.spread:.0%} |"


def table(samples: Iterable[Sample]) -> str:
    """All of them, in milliseconds."""
    return "\n".join((HEAD, *(sample.row() for sample in samples)))


def timed(runs: int, work: Callable[[int], object]) -> tuple[float, ...]:
    """Seconds of so many runs of `work`, which is told the number of its run."""
    times = []
    for run in range(runs):
        started = time.perf_counter()
        work(run)
        times.append(time.perf_counter() - started)
    return tuple(times)
