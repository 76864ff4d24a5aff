"""What is past the end of its support, on which assets and systems, and of what nobody knows it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import pandas as pd

from itstrat.planning.cycle_matching import CycleMatch, CycleMatcher, Subject
from itstrat.planning.end_of_support import Cycle, Support, counts, support, support_of_any
from itstrat.store.reading import Row

if TYPE_CHECKING:
    from itstrat.reports.security_facts import Facts

_TEXTS = ("manufacturer", "name", "model", "vendor", "purpose")
# The worst first: what an asset says itself and what its product's cycle says are both true.
_WORST = ("past", "extended only", "ends soon", "supported", "unknown")


@dataclass(frozen=True, slots=True, eq=False)
class Supported:
    """Every asset and system with its match and the worst of what is said about its support."""

    things: list[tuple[Row, CycleMatch, Support]]
    cycles: Mapping[int, Cycle]

    @property
    def past(self) -> int:
        """Things whose support has ended."""
        return sum(one.state == "past" for _, _, one in self.things)

    @property
    def ambiguous(self) -> int:
        """Things that fit several cycles and wait for a person."""
        return sum(match.state == "ambiguous" for _, match, _ in self.things)

    @property
    def unmatched(self) -> int:
        """Things that fit no cycle known."""
        return sum(match.state == "unmatched" for _, match, _ in self.things)


def supported(facts: Facts, as_of: date) -> Supported:
    """Where support stands on the day."""
    decided = {
        (row["subject"], row["subject_id"]): row["cycle_id"] for row in facts.subjects if row["decided"]
    }
    matcher = CycleMatcher(facts.cycles, decided)
    cycles = {one.id: one for one in facts.cycles}
    things = []
    for row in facts.subjects:
        texts = tuple(row[name] for name in _TEXTS)
        match = matcher.match(Subject(row["subject"], row["subject_id"], texts))
        things.append((row, match, _worst(row, match, cycles, as_of)))
    return Supported(things, cycles)


def things(found: Supported) -> pd.DataFrame:
    """One row an asset or system, the first whose support ended first, those of which nobody knows it last.

    subject, subject_id, name, department, cycle (product and cycle, as matched), state, until, matched (matched, decided,
    ambiguous, unmatched), reason, candidates ((id, name) of the cycles to choose from), match_id, match_version.
    """
    rows = [
        {
            "subject": row["subject"],
            "subject_id": row["subject_id"],
            "name": row["name"],
            "department": row["department"],
            "cycle": name_of(cycle) if (cycle := found.cycles.get(match.cycle_id or 0)) else None,
            "state": stands.state,
            "until": stands.until,
            "matched": "decided" if match.decided else match.state,
            "reason": match.reason,
            "candidates": tuple(
                (one, name_of(found.cycles[one])) for one in match.candidates if one in found.cycles
            ),
            "match_id": row["match_id"],
            "match_version": row["match_version"],
        }
        for row, match, stands in found.things
    ]
    rows.sort(key=lambda row: (_WORST.index(row["state"]), row["until"] or date.max, row["name"].casefold()))
    columns = ["subject", "subject_id", "name", "department", "cycle", "state", "until", "matched", "reason"]
    return pd.DataFrame(rows, columns=[*columns, "candidates", "match_id", "match_version"], dtype=object)


def by_state(found: Supported) -> pd.DataFrame:
    """How many things stand where, the worst first, and how they were matched: state, things."""
    rows = list(counts(one for _, _, one in found.things).items())
    matched = sum(match.state == "matched" for _, match, _ in found.things)
    rows += [("matched", matched), ("ambiguous", found.ambiguous), ("unmatched", found.unmatched)]  # type: ignore[list-item]
    return pd.DataFrame(rows, columns=["state", "things"], dtype=object)


def name_of(cycle: Cycle) -> str:
    """A cycle as a person calls it."""
    return f"{cycle.product} {cycle.label or cycle.cycle}"


def _worst(row: Row, match: CycleMatch, cycles: Mapping[int, Cycle], as_of: date) -> Support:
    """What is known of the cycle, or of all it may be, beside the days that the asset states itself."""
    cycle = cycles.get(match.cycle_id or 0)
    may_be = [cycles[one] for one in match.candidates if one in cycles]
    said = [support(cycle, as_of) if cycle else support_of_any(may_be, as_of)]
    own = [row[name] for name in ("support_end_on", "os_end_on") if row[name] is not None]
    said += [support(Cycle(0, "", "", support_end_on=day), as_of) for day in own]
    return min(said, key=lambda one: (_WORST.index(one.state), one.until or date.max))
