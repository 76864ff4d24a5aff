"""The tables of the page Objectives: each objective, who supports it, and how much each initiative adds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pandas as pd

from itstrat.numbers import percent
from itstrat.planning.alignment import alignment
from itstrat.planning.money import ZERO
from itstrat.planning.objectives import OBJECTIVES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from itstrat.planning.alignment import Alignment
    from itstrat.reports.objective_facts import Supported
    from itstrat.reports.roadmap_basis import Basis

_STATES = {
    "done": "done",
    "on track": "on_track",
    "at risk": "at_risk",
    "off track": "off_track",
    "planned": "planned",
    "unscheduled": "planned",
    "progress unknown": "unknown",
    "unknown": "unknown",
}


@dataclass(frozen=True, slots=True)
class ObjectiveSaid:
    """One objective. `reached` is how far the measure went from baseline to target, 0 to 1; None is unknown.

    `cost` is that of its initiatives by fiscal year ("FY27"); one that supports two objectives counts at both.
    `drivers` are the inputs of the forecast that it sets otherwise than its type.
    """

    id: int
    number: int
    name: str
    type: str | None
    owner: str | None
    start: date | None
    due: date | None
    measure: str | None
    unit: str | None
    baseline: Decimal | None
    now: Decimal | None
    target: Decimal | None
    reached: Decimal | None
    status: str
    coverage: str
    cost: dict[str, Decimal]
    initiatives: tuple[int, ...]
    threatened_by: tuple[str, ...]
    drivers: dict[str, Decimal]


def coverage(seen: Basis, goals: Sequence[Supported], said: Sequence[ObjectiveSaid]) -> pd.DataFrame:
    """What charts.objectives draws; money is None while no initiative has dates."""
    rows = []
    for goal, one in zip(goals, said, strict=True):
        counts = dict.fromkeys(dict.fromkeys(_STATES.values()), 0)
        for key in one.initiatives:
            counts[_STATES[goal.states[key]]] += 1
        money = sum(one.cost.values(), ZERO) if seen.costs.by_month else None
        rows.append(
            {"number": one.number, "name": one.name, "money": money, "coverage": one.coverage} | counts
        )
    return pd.DataFrame(rows, dtype=object)


def table(said: Sequence[ObjectiveSaid]) -> pd.DataFrame:
    """One row an objective: what is measured, from where to where, its status and its money by fiscal year."""
    years = list(dict.fromkeys(year for one in said for year in one.cost))
    rows = [
        {
            "No": one.number,
            "Objective": one.name,
            "Type": OBJECTIVES[one.type].label if one.type else None,
            "Owner": one.owner,
            "Starts": one.start,
            "Due": one.due,
            "Measure": one.measure,
            "Baseline": one.baseline,
            "Now": one.now,
            "Target": one.target,
            "Unit": one.unit,
            "Reached": None if one.reached is None else percent(one.reached),
            "Status": one.status,
            "Initiatives": len(one.initiatives),
        }
        | {year: one.cost[year] for year in years}
        for one in said
    ]
    frame = pd.DataFrame(rows)
    return frame.assign(**{name: pd.to_datetime(frame[name]) for name in ("Starts", "Due") if rows})


def initiatives(seen: Basis, goals: Sequence[Supported]) -> pd.DataFrame:
    """One row an objective and initiative of the scope that supports it: how much, how it stands and why, until when."""
    shown = {row["id"] for row in seen.rows}
    rows = [
        {
            "Objective": goal.row["name"],
            "Initiative": seen.by_id[key]["name"],
            "Strength (0 to 5)": strength,
            "Status": goal.states[key],
            "Why": seen.statuses[key].reason,
            "Finishes": seen.by_id[key]["finish_on"],
        }
        for goal in goals
        for key, strength in goal.strengths.items()
        if key in shown
    ]
    columns = ["Objective", "Initiative", "Strength (0 to 5)", "Status", "Why", "Finishes"]
    return pd.DataFrame(rows, columns=columns)


def aligned(seen: Basis, goals: Sequence[Supported]) -> pd.DataFrame:
    """One row an initiative: the share of what is wanted that it adds to, and its cost; the least aligned first."""
    weights = {str(goal.row["id"]): goal.row["weight"] for goal in goals}
    rows = []
    for row in seen.rows:
        strengths = {
            str(goal.row["id"]): goal.strengths[row["id"]] for goal in goals if row["id"] in goal.strengths
        }
        found = alignment(weights, strengths) if weights else None
        spent = seen.costs.by_month.get(row["id"])
        cost = None if spent is None else sum(spent.values(), ZERO)
        low = found.low if found else Decimal(-1)
        rows.append((low, {"Initiative": row["name"], "Adds to what is wanted": _share(found), "Cost": cost}))
    ordered = [said for _, said in sorted(rows, key=lambda pair: pair[0])]
    return pd.DataFrame(ordered, columns=["Initiative", "Adds to what is wanted", "Cost"])


def _share(found: Alignment | None) -> str:
    if found is None:
        return "unknown"
    return (
        percent(found.share) if found.share is not None else f"{percent(found.low)} to {percent(found.high)}"
    )
