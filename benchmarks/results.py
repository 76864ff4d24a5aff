"""The results as they are told in RESULTS.md."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from benchmarks.goals import goals
from benchmarks.machine import machine
from benchmarks.roadmapping import SOLVED
from benchmarks.sample import MB, table
from benchmarks.serving import told
from itstrat.planning.schedule import SECONDS

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from benchmarks.bare import Bare
    from benchmarks.measure import Measured
    from benchmarks.roadmapping import Optimised

_SLOWEST = 5


def results(found: Measured, day: date, *, quick: bool) -> str:
    """RESULTS.md of what was measured. Times are in milliseconds unless said otherwise."""
    head = (
        "# What it costs",
        f"{_measured(found, day)} by `python -m benchmarks{' --quick' if quick else ''}`: {machine()} With "
        "other work going on times are worse than they need be. The spread is the middle half's width over the median; times "
        "are in ms.",
        goals(found),
    )
    parts = (
        (found.first, _at_the_server),
        (found.bare, _bare),
        (found.first, _in_chromium),
        (found.imports, _imports),
        (found.starts, _starts),
        (found.forecasts, _budget),
        (found.security, _security),
        (found.roadmap, _roadmap),
        (found.crowds, _crowds),
    )
    return "\n\n".join((*head, *(said for told, section in parts if told for said in section(found)))) + "\n"


def updated(before: str, found: Measured, day: date) -> str:
    """RESULTS.md as it was, with the goals and sections of a run of some parts in place of theirs.

    What was never measured before comes last.
    """
    head, *sections = _sections(before)
    new_head, *measured = _sections(results(found, day, quick=False))
    dated = {
        _title(one): f"{_title(one)}\n\n{_measured(found, day)}.{one[len(_title(one)) :]}" for one in measured
    }
    kept = [dated.pop(_title(one), one) for one in sections]
    parts = (_goals_updated(head, new_head), *kept, *dated.values())
    return "\n\n".join(part.strip() for part in parts) + "\n"


def _goals_updated(head: str, new_head: str) -> str:
    """The head as it was, its table with the goals of another head in it."""
    again = {_name(line): line for line in new_head.splitlines() if line.startswith("| ")}
    kept = [again.pop(_name(line), line) for line in head.strip().splitlines()]
    return "\n".join((*kept, *again.values()))


def _sections(text: str) -> list[str]:
    return re.split(r"^(?=## )", text, flags=re.MULTILINE)


def _title(section: str) -> str:
    return section.partition("\n")[0]


def _name(row: str) -> str:
    return row.partition(" | ")[0]


def _measured(found: Measured, day: date) -> str:
    before, after = found.load
    return f"Measured on {day} with a load average of {before:.1f} before and {after:.1f} after"


def _at_the_server(found: Measured) -> Iterable[str]:
    yield "## A change of department on page Spend, at the server"
    yield (
        "From the request on the websocket to the last frame of the answer, one session, the servers asked in turn in one "
        "run. A department's reports are computed when it is first asked for after a change of the plan, for everybody."
    )
    yield from ("First time a department is asked for:", table(found.first))
    yield from ("Asked for again:", table(found.again))
    yield f"Overview of a day nobody asked for before, with every report it needs: {_opened(found)}."


def _bare(found: Measured) -> Iterable[str]:
    short, long = map(told, found.depth.ledgers)
    yield "## The same without pages and server"
    yield (
        "The reports of the change computed in this process, and their queries alone, on copies of both plans. Queries "
        f"take {_ratio(found.bare[1].queries.median, found.bare[0].queries.median)} times as long on {long} as on {short}."
    )
    yield table([sample for each in found.bare for sample in (each.reports, each.queries)])
    yield from (f"The dearest queries on {long} lines:", _dearest(found.bare[1]))


def _in_chromium(found: Measured) -> Iterable[str]:
    yield "## The same in Chromium"
    yield "From the click on a department to the last change of the settled page."
    yield table(found.choices) if found.choices else "Not measured: no Chromium was found."


def _starts(found: Measured) -> Iterable[str]:
    yield "## Start"
    yield (
        "From the start of `python -m itstrat run` on the demo plan to its word that it is ready, and to Overview painted in "
        "a Chromium without a cache that opens the address it printed."
    )
    yield table(found.starts)


def _budget(found: Measured) -> Iterable[str]:
    yield "## Budget"
    yield (
        "Sixty months in the P&L view with 10,000 simulated paths, in this process: everything for a plan never seen before, "
        "then the answer to hires moved, from kept parts. And in Chromium, on the demo plan: from a key on an input in the "
        "sidebar to the last change of the settled page."
    )
    yield table([*found.forecasts, *found.what_ifs])


def _security(found: Measured) -> Iterable[str]:
    yield "## Security"
    yield (
        "In this process: the simulated years, the comparison of all sets of upgrades, and the whole report of page Security on "
        "a plan with both, read for the first time and for another budget. And at the server, without a browser: from the choice of "
        "another day in the sidebar to the last frame of the answer."
    )
    yield table([*found.security, *found.security_days])


def _roadmap(found: Measured) -> Iterable[str]:
    yield "## Roadmap"
    yield (
        "In this process: the whole report of page Roadmap, drafts of a bare problem and of the plan with their reasons. And at "
        "the server, without a browser: from the choice of another day in the sidebar to the last frame of the answer."
    )
    yield table([*found.roadmap, *found.roadmap_days])
    yield f"The solver, given {SECONDS:.0f} s, ends when no plan can be more than 1% better:"
    lines = [f"| {SOLVED} initiatives | Seconds | Gap |", "| --- | ---: | ---: |"]
    lines += [f"| {each.name} | {each.seconds:.1f} | {_gap(each)} |" for each in found.optimised]
    yield "\n".join(lines)


def _crowds(found: Measured) -> Iterable[str]:
    long = told(found.depth.ledgers[-1])
    yield "## Many viewers"
    yield (
        f"On the {long} ledger: everybody chooses a department at random every 5 s, for {found.depth.seconds:.0f} s. Somebody "
        "has seen every department before."
    )
    yield table(found.crowds)
    if found.memory:
        yield (
            f"The server of the {long} ledger holds {found.memory.started / MB:,.0f} MB when its first page is made, "
            f"{found.memory.one_viewer / MB:,.0f} MB after one viewer saw every department, and "
            f"{found.memory.crowds / MB:,.0f} MB after all crowds."
        )


def _opened(found: Measured) -> str:
    return ", ".join(f"{sample.name} {sample.median * 1000:,.0f} ms" for sample in found.opened)


def _dearest(each: Bare) -> str:
    lines = ["| ms | Query |", "| ---: | --- |"]
    lines += [
        f"| {seconds * 1000:.1f} | `{' '.join(sql.split())[:100].replace('|', '')}` |"
        for sql, seconds in each.slowest[:_SLOWEST]
    ]
    return "\n".join(lines)


def _imports(found: Measured) -> Iterable[str]:
    yield "## Import"
    yield (
        "`python -m itstrat import ledger FILE --json` from its start to its end, into a plan with 300 contracts and six "
        "years of budget. Memory is that of the command and its children together, looked at every 0.1 s."
    )
    lines = [
        "| Lines | File MB | Seconds | Lines a second | Peak MB |",
        "| ---: | ---: | ---: | ---: | ---: |",
    ]
    lines += [
        f"| {each.rows:,} | {each.file_bytes / 1e6:,.0f} | {each.seconds:,.1f} | {each.rows / each.seconds:,.0f} "
        f"| {each.peak / MB:,.0f} |"
        for each in found.imports
    ]
    yield "\n".join(lines)


def _gap(each: Optimised) -> str:
    return "unknown" if each.gap is None else f"{each.gap:.1%}"


def _ratio(one: float, other: float) -> str:
    return f"{one / other:.2f}"
