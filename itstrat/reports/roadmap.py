"""The roadmap: the company's objectives above, IT's initiatives below, how each stands, what it costs, what moves what."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from itstrat.numbers import day_label, plural
from itstrat.reports import roadmap_findings, roadmap_rows
from itstrat.reports.objective_facts import supported
from itstrat.reports.roadmap_basis import Basis, basis
from itstrat.reports.roadmap_figures import figures, upcoming
from itstrat.reports.roadmap_rows import InitiativeSaid
from itstrat.reports.roadmap_schedule import Proposed, proposed
from itstrat.reports.statement import Decision, Figure, Finding

if TYPE_CHECKING:
    from itstrat.reports.statement import Scope
    from itstrat.store.database import Store

_NEXT = 3


@dataclass(frozen=True, slots=True)
class RoadmapReport:
    """What the page Roadmap shows. Money is Decimal in `currency`.

    `bars`, `links`, `milestones` (all, with `board`) and `quarters` are what charts.roadmap draws; `initiatives` say each
    initiative in full, `slack` how far each can slip and what moves then. `chain` is the critical path in a sentence, `next`
    the next three milestones as sentences, `schedule` what the solver proposed last (None: it was never asked).
    """

    title: str
    currency: str
    figures: tuple[Figure, ...]
    findings: tuple[Finding, ...]
    decisions: tuple[Decision, ...]
    initiatives: tuple[InitiativeSaid, ...]
    bars: pd.DataFrame
    links: pd.DataFrame
    milestones: pd.DataFrame
    quarters: pd.DataFrame
    slack: pd.DataFrame
    chain: str
    next: tuple[str, ...]
    schedule: Proposed | None


def report(store: Store, scope: Scope) -> RoadmapReport:
    """The roadmap of the scope's department on its day; links, and so the critical path, are those of the whole plan."""
    seen = basis(store, scope)
    said, goals = roadmap_rows.initiatives(seen), supported(seen)
    return RoadmapReport(
        title=roadmap_findings.title(seen, said),
        currency=seen.outline.currency,
        figures=figures(seen, said),
        findings=roadmap_findings.findings(seen, said, goals),
        decisions=roadmap_findings.decisions(seen, said),
        initiatives=said,
        bars=roadmap_rows.bars(seen, goals),
        links=roadmap_rows.links(seen),
        milestones=roadmap_rows.milestones(seen),
        quarters=seen.costs.frame(),
        slack=roadmap_rows.slack(said),
        chain=_chain(seen),
        next=tuple(f"{day_label(row['due_on'])}: {row['name']}" for row in upcoming(seen)[:_NEXT]),
        schedule=proposed(seen),
    )


def _chain(seen: Basis) -> str:
    """The critical path in words."""
    if seen.path is None:
        return seen.circle
    if not seen.links:
        return "No initiative waits for another, so there is no critical path: each can be moved on its own."
    names = [seen.by_id[int(key)]["name"] for key in seen.path.chain]
    return (
        f"The critical path takes {plural(seen.path.makespan, 'day')}: {' → '.join(names)}. "
        "A day lost on any of these is lost at the end; all others have the room stated below, as the plan is dated."
    )
