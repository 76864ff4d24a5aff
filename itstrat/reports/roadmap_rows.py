"""The rows of the page Roadmap: bars, links, milestones, and each initiative with what the methods say of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pandas as pd

from itstrat.numbers import day_label, plural
from itstrat.reports.roadmap_basis import dated

if TYPE_CHECKING:
    from collections.abc import Sequence

    from itstrat.planning.dated_links import Room
    from itstrat.reports.objective_facts import Supported
    from itstrat.reports.roadmap_basis import Basis
    from itstrat.store.reading import Row

_BARS = (
    "id", "lane", "name", "start", "finish", "approved_finish", "progress", "status", "critical", "objectives",
    "mandatory",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class InitiativeSaid:
    """One initiative. All days are first or last days of work; what is not known is None.

    `es`, `ef`, `ls`, `lf` are the earliest and latest start and finish by the links alone, counted from the plan's first
    start; `slack_days` and `critical` follow from them. `room_days` is how far it can slip as the plan is dated, and `then`
    says what moves after that. `slippage_days` is against the finish first approved.
    """

    id: int
    code: str | None
    name: str
    component: str | None
    owner: str | None
    start: date | None
    finish: date | None
    es: date | None
    ef: date | None
    ls: date | None
    lf: date | None
    slack_days: int | None
    critical: bool
    room_days: int | None
    then: str
    status: str
    status_reason: str
    slippage_days: int | None
    progress: Decimal | None
    cost_by_quarter: Mapping[str, Decimal]
    objectives: tuple[str, ...]


def initiatives(basis: Basis) -> tuple[InitiativeSaid, ...]:
    """Every initiative of the scope, by start."""
    names = {row["id"]: row["code"] or row["name"] for row in basis.roadmap.objectives}
    goals: dict[int, list[str]] = {}
    for one in basis.roadmap.supports:
        if one["strength"] != 0:
            goals.setdefault(one["initiative_id"], []).append(names[one["objective_id"]])
    return tuple(_initiative(basis, row, tuple(goals.get(row["id"], ()))) for row in basis.rows)


def _initiative(basis: Basis, row: Row, goals: tuple[str, ...]) -> InitiativeSaid:
    key = row["id"]
    timing = basis.path.timings[str(key)] if basis.path else None
    room, standing = basis.rooms.get(str(key)), basis.statuses[key]

    def day(place: int | None) -> date | None:
        return None if place is None else basis.origin + timedelta(days=place)

    return InitiativeSaid(
        id=key,
        **{name: row[name] for name in ("code", "name", "component", "owner", "progress")},
        start=row["start_on"],
        finish=row["finish_on"],
        es=day(timing.earliest_start if timing else None),
        ef=day(timing.earliest_finish - 1 if timing else None),
        ls=day(timing.latest_start if timing else None),
        lf=day(timing.latest_finish - 1 if timing else None),
        slack_days=timing.slack if timing else None,
        critical=basis.critical(key),
        room_days=room.days if room else None,
        then=_then(basis, row, room) if room else "",
        status=standing.state,
        status_reason=standing.reason,
        slippage_days=standing.slip_days,
        cost_by_quarter=basis.costs.by_quarter(key),
        objectives=goals,
    )


def _then(basis: Basis, row: Row, room: Room) -> str:
    """What moves once the room is used up."""
    if room.holder == "successor":
        return f"{basis.by_id[int(room.successor)]['name']} moves too"
    if room.holder == "deadline":
        return f"it misses its deadline, {day_label(row['deadline_on'])}"
    return "the plan ends later"


def bars(basis: Basis, goals: Sequence[Supported]) -> pd.DataFrame:
    """What charts.roadmap draws as bars: objectives, then the initiatives of the scope."""
    serves: dict[int, list[int]] = {}
    for goal in goals:
        for key in goal.strengths:
            serves.setdefault(key, []).append(goal.number)
    rows: list[tuple[Any, ...]] = [
        (
            goal.row["id"], "Company", goal.row["name"], goal.row["start_on"], goal.row["due_on"], None,
            goal.reached, _drawn(goal.state), False, (goal.number,), False,
        )
        for goal in goals
    ]  # fmt: skip
    rows += [
        (
            row["id"], row["component"], row["name"], *_span(row), row["approved_finish_on"], row["progress"],
            _drawn(basis.statuses[row["id"]].state), basis.critical(row["id"]), tuple(serves.get(row["id"], ())),
            row["mandatory"],
        )
        for row in basis.rows
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=list(_BARS), dtype=object)


def _span(row: Row) -> tuple[date | None, date | None]:
    """Start and finish of what is scheduled; half a date does not schedule anything."""
    return (row["start_on"], row["finish_on"]) if dated(row) else (None, None)


def _drawn(state: str) -> str:
    """What is not scheduled stands in a lane of its own, so its sign is that of what is planned."""
    return {"unscheduled": "planned", "progress unknown": "unknown"}.get(state, state)


def links(basis: Basis) -> pd.DataFrame:
    """Who waits for whom, as far as the waiting one is of the scope."""
    shown = {row["id"] for row in basis.rows}
    rows: list[tuple[Any, ...]] = [
        (row["before_id"], row["after_id"], row["kind"], row["lag_days"])
        for row in basis.roadmap.links
        if row["after_id"] in shown
    ]
    return pd.DataFrame(rows, columns=["before_id", "after_id", "kind", "lag_days"], dtype=object)


def milestones(basis: Basis) -> pd.DataFrame:
    """Milestones of the scope's initiatives and of the whole plan, the earliest first."""
    shown = {row["id"] for row in basis.rows}
    rows: list[tuple[Any, ...]] = [
        (row["initiative_id"], row["name"], row["due_on"], row["approved_on"], row["done_on"] is not None, row["board"])
        for row in basis.roadmap.milestones
        if row["initiative_id"] is None or row["initiative_id"] in shown
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=["id", "name", "on", "was", "done", "board"], dtype=object)


def slack(said: Sequence[InitiativeSaid]) -> pd.DataFrame:
    """How far each initiative can slip and what moves then; what is done or not scheduled is left out. Tightest first."""
    open_ones = [one for one in said if one.room_days is not None and one.status != "done"]
    rows: list[dict[str, Any]] = [
        {
            "Initiative": one.name,
            "Starts": one.start,
            "Finishes": one.finish,
            "Can slip": _room(one.room_days or 0),
            "Then": one.then,
            "On the critical path": "yes" if one.critical else "",
            "Status": one.status,
            "Why": one.status_reason,
        }
        for one in sorted(open_ones, key=lambda one: one.room_days or 0)
    ]
    columns = [
        "Initiative", "Starts", "Finishes", "Can slip", "Then", "On the critical path", "Status", "Why",
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=columns)


def _room(count: int) -> str:
    if count < 0:
        return f"late already by {plural(-count, 'day')}"
    return "not at all" if count == 0 else plural(count, "day")
