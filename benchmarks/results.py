"""The results as they are told in RESULTS.md."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.machine import machine
from benchmarks.sample import table
from benchmarks.serving import told

if TYPE_CHECKING:
    from datetime import date

    from benchmarks.bare import Bare
    from benchmarks.importing import Imported
    from benchmarks.measure import Measured

_MB = 2**20
_SLOWEST = 5
_GOAL_LINES = 1_000_000


def results(found: Measured, day: date, *, quick: bool) -> str:
    """RESULTS.md. Times are in milliseconds unless said otherwise."""
    short, long = map(told, found.depth.ledgers)
    parts = [
        "# What it costs",
        f"Measured on {day} by `python -m benchmarks{' --quick' if quick else ''}`: {machine()} "
        f"Load average before the run {found.load[0]:.1f}, after it {found.load[1]:.1f}: with other work going on "
        "times are worse than they need be. The spread is the middle half's width over the median; times are in ms.",
        _goals(found),
        "## A change of department on page Spend, at the server",
        "From the request on the websocket to the last frame of the answer, one session, the servers asked in turn in one "
        "run. A department's reports are computed when it is first asked for after a change of the plan, for everybody.",
        "First time a department is asked for:",
        table(found.first),
        "Asked for again:",
        table(found.again),
        f"A new server's first page, Overview with every report it needs: {_opened(found)}.",
        "## The same without pages and server",
        f"The reports of the change computed in this process, and their queries alone, on copies of both plans. Queries "
        f"take {_ratio(found.bare[1].queries.median, found.bare[0].queries.median)} times as long on {long} as on {short}.",
        table([sample for each in found.bare for sample in (each.reports, each.queries)]),
        f"The dearest queries on {long} lines:",
        _dearest(found.bare[1]),
        "## The same in Chromium",
        "From the click on a department to the last change of the settled page.",
        table(found.choices) if found.choices else "Not measured: no Chromium was found.",
        "## Import",
        "`python -m itstrat import ledger FILE --json` from its start to its end, into a plan with 300 contracts and six "
        "years of budget. Memory is that of the command and its children together, looked at every 0.1 s.",
        _imports(found.imports),
        "## Start",
        "From the start of `python -m itstrat run` on the demo plan to its word that it is ready, and to Overview painted "
        "in a Chromium without a cache.",
        table(list(found.starts)) if found.starts else "Not measured: no Chromium was found.",
        "## Budget",
        "Sixty months in the P&L view with 10,000 simulated paths, in this process: everything for a plan never seen before, "
        "then the answer to hires moved, from kept parts. And in Chromium, on the demo plan: from a key on an input in the "
        "sidebar to the last change of the settled page.",
        table([*found.forecasts, *found.what_ifs]),
        "## Many viewers",
        f"On the {long} ledger: everybody chooses a department at random every 5 s, for {found.depth.seconds:.0f} s.",
        table(found.crowds),
        f"The server of the {long} ledger holds {found.memory.started / _MB:,.0f} MB when it has started, "
        f"{found.memory.one_viewer / _MB:,.0f} MB after one viewer saw every department, and "
        f"{found.memory.crowds / _MB:,.0f} MB after all crowds.",
    ]
    return "\n\n".join(parts) + "\n"


def _goals(found: Measured) -> str:
    """What was to be reached, and whether it was."""
    short, long = map(told, found.depth.ledgers)
    first, again = ([sample.median for sample in each] for each in (found.first, found.again))
    ledger = min(found.imports, key=lambda each: abs(each.rows - _GOAL_LINES))
    rows = [
        (f"Change of department, first time asked, {long} over {short} lines", first[1] / first[0], 1.2, "{:.2f} times"),
        ("The same, asked again", again[1] / again[0], 1.2, "{:.2f} times"),
        (f"Change of department on {long} lines, first time asked, server, median", first[1] * 1000, 60, "{:.0f} ms"),
        ("The same, asked again", again[1] * 1000, 60, "{:.0f} ms"),
        (f"Import of {told(ledger.rows)} lines, which is 60,000 a second", ledger.seconds, ledger.rows / 60_000, "{:.1f} s"),
        (f"Import of {told(ledger.rows)} lines, memory", ledger.peak / _MB, 1500, "{:,.0f} MB"),
        *((f"{sample.name}, median", sample.median * 1000, 200, "{:.0f} ms") for sample in found.what_ifs),
        *(
            (f"Forecast, {sample.name}", sample.median, most, "{:.2f} s")
            for sample, most in zip(found.forecasts[-4::2], (1, 2), strict=True)
        ),
        *((f"{sample.name}, p95", sample.p95 * 1000, 300, "{:.0f} ms") for sample in found.crowds[-1:]),
        *((f"{sample.name} after a cold start, median", sample.median, 4, "{:.1f} s") for sample in found.starts[1:]),
    ]  # fmt: skip
    lines = ["| Goal | At most | Measured | Reached |", "| --- | ---: | ---: | --- |"]
    lines += [
        f"| {goal} | {form.format(most)} | {form.format(value)} | {'yes' if value <= most else 'no'} |"
        for goal, value, most, form in rows
    ]
    return "\n".join(lines)


def _opened(found: Measured) -> str:
    return ", ".join(f"{sample.name} {sample.median * 1000:,.0f} ms" for sample in found.opened)


def _dearest(each: Bare) -> str:
    lines = ["| ms | Query |", "| ---: | --- |"]
    lines += [
        f"| {seconds * 1000:.1f} | `{' '.join(sql.split())[:100].replace('|', '')}` |"
        for sql, seconds in each.slowest[:_SLOWEST]
    ]
    return "\n".join(lines)


def _imports(imports: list[Imported]) -> str:
    lines = [
        "| Lines | File MB | Seconds | Lines a second | Peak MB |",
        "| ---: | ---: | ---: | ---: | ---: |",
    ]
    lines += [
        f"| {each.rows:,} | {each.file_bytes / 1e6:,.0f} | {each.seconds:,.1f} | {each.rows / each.seconds:,.0f} "
        f"| {each.peak / _MB:,.0f} |"
        for each in imports
    ]
    return "\n".join(lines)


def _ratio(one: float, other: float) -> str:
    return f"{one / other:.2f}"
