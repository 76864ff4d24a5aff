"""Where the controls of one framework stand: per part its levels, what is met, how much is known, and how that came."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cached_property
from statistics import median_high
from typing import TYPE_CHECKING

import pandas as pd

from itstrat.planning.assessment import ControlState
from itstrat.planning.calendar import add_months, month_end
from itstrat.planning.compliance import Compliance, compliance
from itstrat.planning.control_codes import FUNCTIONS
from itstrat.planning.maturity import Maturity, maturity
from itstrat.store.reading import Row

if TYPE_CHECKING:
    from collections.abc import Iterable

    from itstrat.reports.security_facts import Facts

TIER, TIERS = "tier", ("Partial", "Informed", "Repeatable", "Adaptive")
ALL = "All parts"
UNNAMED = "No part"
_TREND_POINTS, _MOST_LEVELS = 12, 20
_BOUNDS = re.compile(r"\s*(\d+)\s*(?:-|–|to)\s*(\d+)\s*")


@dataclass(frozen=True)
class Standing:
    """The framework (None where the plan has none), its controls, and their states today and a year ago.

    `everywhere` are today's states of the controls of all frameworks, by control.
    """

    framework: Row | None
    controls: Sequence[Row]
    states: Sequence[ControlState]
    year_ago: Sequence[ControlState]
    everywhere: Mapping[int, ControlState]
    as_of: date

    @cached_property
    def parts(self) -> dict[str, list[int]]:
        """The places of each part's controls, parts in the order of the framework."""
        places: dict[str, list[int]] = {}
        for place, row in enumerate(self.controls):
            places.setdefault(row["part"] or UNNAMED, []).append(place)
        return places

    @cached_property
    def scale(self) -> str:
        """The scale that most levels stand on; levels of another one are not compared with it."""
        count = Counter(one.scale or TIER for one in self.states if one.level is not None)
        return count.most_common(1)[0][0] if count else TIER

    @cached_property
    def met(self) -> Compliance:
        """The compliance of the whole framework."""
        return compliance(self.states)

    @cached_property
    def reached(self) -> Maturity:
        """The maturity of the whole framework."""
        return maturity(self.on_scale(self.states))

    def of(self, part: str) -> list[ControlState]:
        """Today's states of a part."""
        return [self.states[place] for place in self.parts[part]]

    def on_scale(self, states: Iterable[ControlState]) -> list[ControlState]:
        """The states without the levels of another scale; whether an item is at its target stays."""
        return [
            one if one.level is None or (one.scale or TIER) == self.scale else replace(one, level=None)
            for one in states
        ]

    @property
    def has_functions(self) -> bool:
        """Whether its parts are functions of the CSF, so that risks can be told by part."""
        return any(part in FUNCTIONS.values() for part in self.parts)


def standing(facts: Facts, framework: Row | None, as_of: date, evidence_months: int) -> Standing:
    """The states on the day; evidence counts for so many months where an assessment does not say."""
    controls = facts.controls.get(framework["id"], ()) if framework else ()
    key = framework["id"] if framework else 0
    everywhere = (facts.states(one["id"], as_of, evidence_months) for one in facts.frameworks)
    return Standing(
        framework=framework,
        controls=controls,
        states=facts.states(key, as_of, evidence_months),
        year_ago=facts.states(key, add_months(as_of, -12), evidence_months),
        everywhere={one.control_id: one for states in everywhere for one in states},
        as_of=as_of,
    )


def levels(stood: Standing) -> tuple[int, tuple[str, ...]]:
    """The lowest level of the scale, and the names of all its levels; blank where they have none."""
    if stood.scale == TIER:
        return 1, TIERS
    told = _BOUNDS.fullmatch(stood.scale)
    seen = [one for state in stood.states for one in (state.level, state.target) if one is not None]
    low, high = (
        map(int, told.groups()) if told else (0, int(max(seen, default=Decimal(1)).to_integral_value()))
    )
    return low, ("",) * (min(high, low + _MOST_LEVELS) - low + 1)


def by_part(stood: Standing, goal: Decimal) -> pd.DataFrame:
    """One row a part, as the chart of the baseline takes it, without money.

    part, items, at_target, level (the median; between two levels where it straddles them), low, high (quartiles), least,
    target (the level that at least half of its items want), year_ago, unknown, compliance, compliance_high, goal,
    coverage, stale. Compliance is unknown where no item has an answer that counts.
    """
    rows = [_row(stood, part, goal) for part in stood.parts]
    columns = ["part", "items", "at_target", "level", "low", "high", "least", "target", "year_ago", "unknown"]
    columns += ["compliance", "compliance_high", "goal", "coverage", "stale"]
    return pd.DataFrame(rows, columns=columns, dtype=object)


def counts(facts: Facts, stood: Standing) -> pd.DataFrame:
    """Every framework by part and status: framework, part, status, items (of which at least one)."""
    rows = [
        (framework["code"], part, status, items)
        for framework in facts.frameworks
        for part, states in _states_by_part(facts.controls.get(framework["id"], ()), stood).items()
        for status, items in sorted(Counter(one.status for one in states).items())
    ]
    return pd.DataFrame(rows, columns=["framework", "part", "status", "items"], dtype=object)


def coverage(facts: Facts, stood: Standing) -> pd.DataFrame:
    """Every framework by part, and as a whole (part ALL): what is met, with its range, and how much is known.

    framework, part, items, not_applicable, unknown, stale, coverage, strict, with_credit, highest.
    """
    rows = []
    for framework in facts.frameworks:
        parts = _states_by_part(facts.controls.get(framework["id"], ()), stood)
        whole = [one for states in parts.values() for one in states]
        for part, states in ({ALL: whole} | parts if whole else {}).items():
            found = compliance(states)
            head = (framework["code"], part, found.total, found.not_applicable, found.unknown, found.stale)
            rows.append((*head, found.coverage, found.strict, found.with_credit, found.highest))
    columns = ["framework", "part", "items", "not_applicable", "unknown", "stale", "coverage"]
    return pd.DataFrame(rows, columns=[*columns, "strict", "with_credit", "highest"], dtype=object)


def distribution(stood: Standing) -> pd.DataFrame:
    """How the levels of each part lie, lowest first: part, level, items; level None is not known."""
    rows: list[tuple[str, Decimal | None, int]] = []
    for part in stood.parts:
        found = maturity(stood.on_scale(stood.of(part)))
        rows += [(part, level, items) for level, items in found.counts.items()]
        if blank := found.items - sum(found.counts.values()):
            rows.append((part, None, blank))
    return pd.DataFrame(rows, columns=["part", "level", "items"], dtype=object)


def trend(facts: Facts, stood: Standing, evidence_months: int) -> pd.DataFrame:
    """The last assessments by month's end: part, assessed_on, share (at or above target), share_high."""
    key = stood.framework["id"] if stood.framework else 0
    ids = [row["id"] for row in stood.controls]
    days = [day for day in facts.history.days(ids) if day <= stood.as_of]
    ends = sorted({min(month_end(day), stood.as_of) for day in days})[-_TREND_POINTS:]
    rows = []
    for end in ends:
        states = stood.on_scale(facts.states(key, end, evidence_months))
        for part, places in stood.parts.items():
            found = maturity(states[place] for place in places)
            nothing = found.unknown == found.items
            rows.append((part, end, None if nothing else found.share, found.highest))
    return pd.DataFrame(rows, columns=["part", "assessed_on", "share", "share_high"], dtype=object)


def _states_by_part(controls: Sequence[Row], stood: Standing) -> dict[str, list[ControlState]]:
    found: dict[str, list[ControlState]] = {}
    for row in controls:
        found.setdefault(row["part"] or UNNAMED, []).append(stood.everywhere[row["id"]])
    return found


def _row(stood: Standing, part: str, goal: Decimal) -> tuple[object, ...]:
    now = maturity(stood.on_scale(stood.of(part)))
    before = maturity(stood.on_scale(stood.year_ago[place] for place in stood.parts[part]))
    met = compliance(stood.of(part))
    targets = [one.target for one in stood.on_scale(stood.of(part)) if one.target is not None]
    return (
        part,
        now.items,
        now.at_target,
        _middle(now),
        now.quartile_low,
        now.quartile_high,
        now.minimum,
        median_high(targets) if targets else None,
        _middle(before),
        now.unknown / now.items if now.items else None,
        met.strict if met.coverage else None,
        met.highest if met.coverage else None,
        goal if met.applicable else None,
        met.coverage,
        met.stale,
    )


def _middle(found: Maturity) -> Decimal | None:
    """Where the median stands: on a level, or between the two that it straddles."""
    if found.median_low is None or found.median_high is None:
        return None
    return (found.median_low + found.median_high) / 2
