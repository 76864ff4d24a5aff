"""What was to be reached, against what was measured."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from benchmarks.roadmapping import SOLVED
from benchmarks.sample import MB
from benchmarks.serving import told
from itstrat.planning.schedule import SECONDS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from benchmarks.measure import Measured

_GOAL_LINES = 1_000_000


def goals(found: Measured) -> str:
    """A table of what was to be reached, and whether it was; of what was measured alone."""
    lines = ["| Goal | At most | Measured | Reached |", "| --- | ---: | ---: | --- |"]
    lines += [
        f"| {goal} | {form.format(most)} | {form.format(value)} | {'yes' if value <= most else 'no'} |"
        for goal, value, most, form in _asked(found)
    ]
    return "\n".join(lines)


def _asked(found: Measured) -> Iterable[tuple[str, float, float, str]]:
    """Goal, value, the most it may be, and how both are written."""
    if found.first:
        short, long = map(told, found.depth.ledgers)
        first, again = ([sample.median for sample in each] for each in (found.first, found.again))
        change = "Change of department"
        yield (
            f"{change}, first time asked, {long} over {short} lines",
            first[1] / first[0],
            1.2,
            "{:.2f} times",
        )
        yield "The same, asked again", again[1] / again[0], 1.2, "{:.2f} times"
        yield f"{change} on {long} lines, first time asked, server, median", first[1] * 1000, 60, "{:.0f} ms"
        yield f"{change} on {long} lines, asked again, server, median", again[1] * 1000, 60, "{:.0f} ms"
    if found.imports:
        ledger = min(found.imports, key=lambda each: abs(each.rows - _GOAL_LINES))
        lines = f"Import of {told(ledger.rows)} lines"
        yield f"{lines}, which is 60,000 a second", ledger.seconds, ledger.rows / 60_000, "{:.1f} s"
        yield f"{lines}, memory", ledger.peak / MB, 1500, "{:,.0f} MB"
    for sample in found.what_ifs:
        yield f"{sample.name}, median", sample.median * 1000, 200, "{:.0f} ms"
    for sample, most in zip(found.forecasts[-4::2], (1.0, 2.0), strict=False):
        yield f"Forecast, {sample.name}", sample.median, most, "{:.2f} s"
    for sample, most in zip(found.security, (0.5, 1.0), strict=False):
        yield f"{sample.name}, median", sample.median, most, "{:.2f} s"
    for sample in (*found.security_days, *found.roadmap_days):
        yield f"{sample.name}, server, median", sample.median * 1000, 80, "{:.0f} ms"
    yield from _scheduled(found)
    for sample in found.crowds[-1:]:
        yield f"{sample.name}, p95", sample.p95 * 1000, 300, "{:.0f} ms"
    for sample in found.starts[1:]:
        yield f"{sample.name} after a cold start, median", sample.median, 4, "{:.1f} s"


def _scheduled(found: Measured) -> Iterable[tuple[str, float, float, str]]:
    for sample in found.roadmap[2:]:
        yield f"{sample.name}, median", sample.median, 0.5, "{:.2f} s"
    if found.optimised:
        worst = max(math.inf if each.gap is None else each.gap for each in found.optimised)
        longest = max(each.seconds for each in found.optimised)
        yield f"Solver with {SOLVED} initiatives, the largest gap", worst * 100, 1, "{:.1f}%"
        yield "The same, the longest time", longest, SECONDS, "{:.1f} s"
