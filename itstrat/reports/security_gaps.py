"""What is left to do: the register of gaps, the evidence that got too old, and where required and risk stand apart."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from itstrat.planning import quadrant
from itstrat.planning.assessment import ControlState
from itstrat.planning.quadrant import Gap, Place
from itstrat.reports.security_facts import Facts
from itstrat.reports.security_state import Standing
from itstrat.store.reading import Row

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from decimal import Decimal

_DONE = ("implemented", "not applicable")


@dataclass(frozen=True, slots=True, eq=False)
class Register:
    """The open gaps of a framework in the order in which to look at them, with their controls by id.

    `waiting` are the obligations that each control, of whatever framework, keeps from being fulfilled.
    """

    places: list[Place]
    controls: dict[int, Row]
    states: dict[int, ControlState]
    waiting: dict[int, list[Row]]
    facts: Facts
    standing: Standing

    @property
    def required(self) -> set[int]:
        """The controls with a gap that an obligation asks to be closed."""
        return {one.control_id for one in self.places if one.required}

    @property
    def overdue(self) -> list[Place]:
        """The gaps whose day has passed."""
        return [one for one in self.places if one.is_overdue(self.standing.as_of)]

    @property
    def stale(self) -> list[ControlState]:
        """The controls whose evidence is too old to count, the oldest first."""
        old = [one for one in self.states.values() if one.stale]
        return sorted(old, key=lambda one: (one.fresh_until or self.standing.as_of, one.control_id))


def register(facts: Facts, stood: Standing, expected: Mapping[int, Decimal | None]) -> Register:
    """The gaps of the framework: what is below target or not done; `expected` is the loss a year by risk.

    A gap is required where an obligation asks for the control and it is not implemented.
    """
    controls = {row["id"]: row for row in stood.controls}
    states = {one.control_id: one for one in stood.states}
    treats, closes = _linked(facts.risks), _linked(facts.upgrades)
    waiting = waiting_for(facts, stood)
    gaps = [
        Gap(
            control_id=one.control_id,
            required=one.control_id in waiting,
            due_on=_due(one, waiting.get(one.control_id, ())),
            risks=frozenset(treats.get(one.control_id, ())),
            upgrades=frozenset(closes.get(one.control_id, ())),
        )
        for one in stood.states
        if one.is_open
    ]
    costs = {one.id: one.first_year_cash for one in facts.candidates}
    found = quadrant.register(quadrant.places(gaps, expected, costs), stood.as_of)
    return Register(found, controls, states, waiting, facts, stood)


def waiting_for(facts: Facts, stood: Standing) -> dict[int, list[Row]]:
    """The obligations that each control, of whatever framework, keeps from being fulfilled, the soonest due first.

    A control that is done, though below its target, keeps none.
    """
    waiting: dict[int, list[Row]] = {}
    for one in facts.obligations:
        for control in one["control_ids"]:
            if control in stood.everywhere and stood.everywhere[control].status not in _DONE:
                waiting.setdefault(control, []).append(one)
    return waiting


def gaps(found: Register) -> pd.DataFrame:
    """One row a gap, overdue before required before risk.

    control_id, control, title, part, status, level, target, owner, due_on, overdue, required_by, risk_left (expected a
    year), cost (of the first year, with the cheapest upgrade), upgrade, assessed_on, fresh_until (when its evidence gets
    too old).
    """
    names = {row["id"]: row["name"] for row in found.facts.upgrades}
    as_of = found.standing.as_of
    rows = []
    for place in found.places:
        control, state = found.controls[place.control_id], found.states[place.control_id]
        rows.append(
            {
                "control_id": control["id"],
                "control": control["code"],
                "title": control["title"],
                "part": control["part"],
                "status": state.status,
                "level": state.level,
                "target": state.target,
                "owner": state.owner,
                "due_on": place.due_on,
                "overdue": place.is_overdue(as_of),
                "required_by": ", ".join(one["name"] for one in found.waiting.get(control["id"], ())),
                "risk_left": place.risk_left,
                "cost": place.cost,
                "upgrade": "" if place.upgrade is None else names[place.upgrade],
                "fresh_until": state.fresh_until,
                "assessed_on": state.assessed_on,
            }
        )
    return pd.DataFrame(rows, columns=_GAPS, dtype=object)


def required_or_not(found: Register) -> pd.DataFrame:
    """The gaps as the chart takes them: name, required, risk_left, cost_to_close."""
    rows = []
    for place in found.places:
        control = found.controls[place.control_id]
        name = f"{control['code']} {control['title'] or ''}".strip()
        rows.append((name, place.required, place.risk_left, place.cost))
    return pd.DataFrame(rows, columns=["name", "required", "risk_left", "cost_to_close"], dtype=object)


def old_evidence(found: Register) -> pd.DataFrame:
    """One row a control whose answer no longer counts, the oldest first.

    control_id, control, title, part, owner, assessed_on, evidence_on, fresh_until, days_over. Evidence without a day of
    its own is of the day of the assessment.
    """
    rows = []
    for state in found.stale:
        control = found.controls[state.control_id]
        until = state.fresh_until
        over = (found.standing.as_of - until).days if until else None
        facts = (control["id"], control["code"], control["title"], control["part"], state.owner)
        rows.append((*facts, state.assessed_on, state.evidence_on or state.assessed_on, until, over))
    return pd.DataFrame(rows, columns=_OLD, dtype=object)


def never_assessed(stood: Standing) -> int:
    """Controls about which nobody has ever said anything."""
    return sum(one.assessed_on is None for one in stood.states)


def _due(state: ControlState, asked: Sequence[Row]) -> date | None:
    """The first of its own day and those of the obligations that wait for it."""
    days = [state.due_on, *(one["due_on"] for one in asked)]
    return min((day for day in days if day is not None), default=None)


def _linked(rows: Sequence[Row]) -> dict[int, list[int]]:
    """Records by the control they are linked to."""
    linked: dict[int, list[int]] = {}
    for row in rows:
        for control in row["control_ids"]:
            linked.setdefault(control, []).append(row["id"])
    return linked


_OLD = [
    "control_id", "control", "title", "part", "owner", "assessed_on", "evidence_on", "fresh_until", "days_over",
]  # fmt: skip
_GAPS = [
    "control_id", "control", "title", "part", "status", "level", "target", "owner", "due_on", "overdue", "required_by",
    "risk_left", "cost", "upgrade", "fresh_until", "assessed_on",
]  # fmt: skip
