"""The company's objectives: how far each is reached, what IT does for it and for how much, and what threatens it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pandas as pd

from itstrat.numbers import fiscal_year_label, plural
from itstrat.planning.money import cents
from itstrat.reports import objective_frames
from itstrat.reports.confidence import letter
from itstrat.reports.objective_facts import Supported, supported, without_objective
from itstrat.reports.objective_frames import ObjectiveSaid
from itstrat.reports.roadmap_basis import Basis, basis
from itstrat.reports.statement import Figure, Finding

if TYPE_CHECKING:
    from collections.abc import Sequence

    from itstrat.reports.statement import Grade, Scope
    from itstrat.store.database import Store

_TOLD = 3


@dataclass(frozen=True, slots=True)
class ObjectivesReport:
    """What the page Objectives shows.

    `coverage` is what charts.objectives draws, `initiatives` has a row for each objective and initiative that supports it,
    `aligned` one for each initiative with its share of what is wanted.
    """

    title: str
    currency: str
    figures: tuple[Figure, ...]
    findings: tuple[Finding, ...]
    objectives: tuple[ObjectiveSaid, ...]
    coverage: pd.DataFrame
    table: pd.DataFrame
    initiatives: pd.DataFrame
    aligned: pd.DataFrame


def report(store: Store, scope: Scope) -> ObjectivesReport:
    """All objectives of the company; money and initiatives are those of the scope's department."""
    seen = basis(store, scope)
    goals = supported(seen)
    said = tuple(_objective(seen, goal) for goal in goals)
    return ObjectivesReport(
        title=_title(said),
        currency=seen.outline.currency,
        figures=_figures(seen, said),
        findings=_findings(seen, said),
        objectives=said,
        coverage=objective_frames.coverage(seen, goals, said),
        table=objective_frames.table(said),
        initiatives=objective_frames.initiatives(seen, goals),
        aligned=objective_frames.aligned(seen, goals),
    )


def _objective(seen: Basis, goal: Supported) -> ObjectiveSaid:
    row, scope = goal.row, {one["id"] for one in seen.rows}
    ids = [key for key in goal.strengths if key in scope]
    years = sorted({seen.calendar.fiscal_year(quarter) for quarter in seen.costs.quarters})
    late = [key for key in ids if goal.states[key] in {"off track", "at risk"}]
    return ObjectiveSaid(
        **{
            name: row[name]
            for name in ("id", "name", "type", "owner", "measure", "unit", "baseline", "target")
        },
        number=goal.number,
        start=row["start_on"],
        due=row["due_on"],
        now=row["current"],
        reached=goal.reached,
        status=goal.state,
        coverage=goal.coverage,
        cost={fiscal_year_label(year): seen.costs.year(year, ids) for year in years},
        initiatives=tuple(ids),
        threatened_by=tuple(f"{seen.by_id[key]['name']} ({goal.states[key]})" for key in late),
        drivers={
            one["input"]: one["value"] for one in seen.roadmap.drivers if one["objective_id"] == row["id"]
        },
    )


def _title(said: Sequence[ObjectiveSaid]) -> str:
    if not said:
        return "The plan names no objective of the company yet"
    bare = [one for one in said if not one.initiatives]
    late = [one for one in said if one.threatened_by]
    parts = []
    if late:
        verb = "is" if len(late) == 1 else "are"
        parts.append(f"{len(late)} of {plural(len(said), 'objective')} {verb} threatened by late initiatives")
    if bare:
        parts.append(f"nothing supports {bare[0].name if len(bare) == 1 else plural(len(bare), 'objective')}")
    joined = "; ".join(parts) or f"{plural(len(said), 'objective')}, each supported and none threatened"
    return joined[:1].upper() + joined[1:]


def _figures(seen: Basis, said: Sequence[ObjectiveSaid]) -> tuple[Figure, ...]:
    late, bare = sum(bool(one.threatened_by) for one in said), sum(not one.initiatives for one in said)
    year = fiscal_year_label(seen.scope.fiscal_year)
    known = [one.reached for one in said if one.reached is not None]
    mean = sum(known, Decimal(0)) / len(known) * 100 if known else None
    loose = without_objective(seen)
    tied = seen.costs.year(seen.scope.fiscal_year) - seen.costs.year(
        seen.scope.fiscal_year, [row["id"] for row in loose]
    )
    of = f"of {plural(len(said), 'objective')}"

    def figure(label: str, value: Decimal | int | None, unit: str, period: str, **more: Any) -> Figure:
        shown = None if value is None or not said else Decimal(value)
        known = more if shown is not None else more | {"status": "unknown"}
        return Figure(
            label, shown, unit, period, seen.as_of, "Objectives", _grade(said), _MEANS[label], **known
        )

    return (
        figure("Objectives threatened", late, "", of, status="at risk" if late else "on track"),
        figure("Objectives unsupported", bare, "", of, status="at risk" if bare else "on track"),
        figure("Way to the targets", None if mean is None else cents(mean), "%", "mean of all", note=f"{len(known)} measured"),
        figure("Cost for objectives", tied if seen.rows else None, seen.outline.currency, year,
               note=f"{plural(len(loose), 'initiative')} for none"),
    )  # fmt: skip


def _grade(said: Sequence[ObjectiveSaid]) -> Grade:
    return letter(sum(one.reached is not None for one in said) / len(said) if said else None)


def _findings(seen: Basis, said: Sequence[ObjectiveSaid]) -> tuple[Finding, ...]:
    found = [
        Finding("at risk", f"Nothing on the roadmap supports “{one.name}”.", "objectives")
        for one in said
        if not one.initiatives
    ]
    for one in said:
        if one.threatened_by:
            names = ", ".join(one.threatened_by[:_TOLD])
            found.append(
                Finding(
                    "off track" if one.status == "off track" else "at risk",
                    f"“{one.name}” is threatened by {names}.",
                    "roadmap",
                    len(one.threatened_by),
                )
            )
    loose = [row["name"] for row in without_objective(seen)]
    if said and loose:
        supports = "supports" if len(loose) == 1 else "support"
        text = f"{plural(len(loose), 'initiative')} {supports} no objective: {', '.join(loose[:_TOLD])}."
        found.append(Finding("note", text, "roadmap", len(loose)))
    broad = [row["name"] for row in seen.rows if _serves(said, row["id"]) == len(said) > 1]
    if broad:
        text = f"Said to support every objective, which says nothing: {', '.join(broad[:_TOLD])}."
        found.append(Finding("note", text, "objectives", len(broad)))
    rank = {"off track": 0, "at risk": 1, "note": 2, "good": 3}
    return tuple(sorted(found, key=lambda one: rank[one.severity]))


def _serves(said: Sequence[ObjectiveSaid], initiative_id: int) -> int:
    return sum(initiative_id in one.initiatives for one in said)


_MEANS = {
    "Objectives threatened": "Objectives of which an initiative is at risk or off track.",
    "Objectives unsupported": "Objectives that no initiative of the roadmap supports.",
    "Way to the targets": "How far the measures went from their baselines to their targets, as the mean of the objectives whose "
    "baseline, present value and target are known; each between 0 and 100%.",
    "Cost for objectives": "Cost in the fiscal year of initiatives that support at least one objective, each counted once.",
}
