"""The best schedule as it is said: a draft at once, what the solver proposed, its moves with reasons, and what fits not."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from itstrat.errors import ItstratError
from itstrat.numbers import month_label, percent, plural, signed_money
from itstrat.planning.schedule import Schedule, draft, optimise
from itstrat.planning.schedule_check import broken
from itstrat.planning.schedule_moves import left_out, moves, settled
from itstrat.reports.roadmap_basis import basis
from itstrat.reports.roadmap_problem import fitting, month_of, place_of, posed
from itstrat.store import schedules
from itstrat.store.reading import Row
from itstrat.store.schedules import Move, Proposal

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from decimal import Decimal

    from itstrat.planning.schedule_check import Broken
    from itstrat.planning.schedule_moves import Move as Moved
    from itstrat.planning.schedule_problem import Problem
    from itstrat.reports.roadmap_basis import Basis
    from itstrat.reports.roadmap_problem import Posed
    from itstrat.reports.statement import Scope
    from itstrat.store.database import Store

AIM = "value"
_COLUMNS = ["Initiative", "Starts now", "Would start", "Why"]
_TOLD = 3
# What else a schedule is made of, as a person says it.
_PARTS = {
    "initiative_link": "who waits for whom",
    "team": "teams",
    "budget_cap": "caps",
    "benefit": "benefits",
    "assumption": "inputs",
}


@dataclass(frozen=True, slots=True)
class Drafted:
    """A draft: `moves` has a row a move, `unfit` says in sentences what cannot fit, `assumed` what was taken for granted."""

    title: str
    moves: pd.DataFrame
    unfit: tuple[str, ...]
    assumed: tuple[str, ...]
    seconds: float


@dataclass(frozen=True, slots=True)
class Proposed:
    """The newest proposal as it is stored; `open` are its moves that nobody answered, as rows of the store.

    `outdated` says in a sentence what changed since the solver looked at the plan ("": nothing); `stale` are the ids of
    open moves that cannot be accepted any more, since their initiatives are among it.
    """

    title: str
    made_by: str
    status: str
    gap: float | None
    seconds: float | None
    moves: pd.DataFrame
    open: tuple[Row, ...]
    outdated: str
    stale: frozenset[int]


def drafted(store: Store, scope: Scope) -> Drafted | None:
    """A schedule that keeps every limit, at once; None where nothing is left to schedule. Raises CycleError."""
    seen = basis(store, scope)
    asked = fitting(seen)
    if not asked.problem.projects:
        return None
    made = draft(asked.problem)
    found, _ = _moves(asked, made)
    gain = made.worth - asked.problem.worth(asked.dated)
    return Drafted(
        title=_title(len(found), gain, len(made.unfit), seen.outline.currency),
        moves=_frame(asked, found),
        unfit=_unfit(asked.problem, made),
        assumed=asked.assumed,
        seconds=made.seconds,
    )


def proposed(basis: Basis) -> Proposed | None:
    """What the solver said last; None when it was never asked."""
    if basis.proposal is None:
        return None
    stored = basis.proposal
    still_open = tuple(move for move in basis.moves if move["answer"] is None)
    stale = frozenset(
        move["id"] for move in still_open if ("initiative", move["initiative_id"]) in basis.changed
    )
    rows = [
        {
            "Initiative": move["initiative"],
            "Starts now": _said(move["from_start_on"]),
            "Would start": _said(move["to_start_on"]),
            "Why": move["reason"],
            "Answer": "changed since" if move["id"] in stale else move["answer"] or "",
        }
        for move in basis.moves
    ]
    return Proposed(
        title="What the solver proposed last was taken back"
        if stored["taken_back"]
        else f"The solver proposes {plural(len(rows), 'move')}: {_quality(stored['status'], stored['gap'])}",
        made_by=stored["made_by"],
        status=stored["status"],
        gap=stored["gap"],
        seconds=stored["seconds"],
        moves=pd.DataFrame(rows, columns=[*_COLUMNS, "Answer"]),
        open=still_open,
        outdated=_outdated(basis),
        stale=stale,
    )


def _outdated(basis: Basis) -> str:
    if not basis.changed:
        return ""
    names = [row["name"] for row in basis.roadmap.initiatives if ("initiative", row["id"]) in basis.changed]
    tables = {table for table, _ in basis.changed}
    gone = (
        ["initiatives taken out"] if len(names) < sum(one == "initiative" for one, _ in basis.changed) else []
    )
    parts = [*names[:_TOLD], *([f"{len(names) - _TOLD} more"] if len(names) > _TOLD else []), *gone]
    parts += [said for table, said in _PARTS.items() if table in tables]
    return f"The plan changed since the solver looked at it ({', '.join(parts)}): ask it anew."


def solve(store: Store, scope: Scope, seconds: float) -> Proposal:
    """Ask the solver, which takes up to so many seconds. Raises CycleError, and ItstratError where nothing is left to do."""
    with store.snapshot() as plan:
        # Read before the plan itself: what comes in between is asked about once more rather than never.
        seen_until = schedules.newest_change(plan)
    seen = basis(store, scope)
    asked = fitting(seen)
    if not asked.problem.projects:
        raise ItstratError("Nothing is left to schedule: add initiatives with their length first.")
    found = optimise(asked.problem, seconds)
    made, starts = _moves(asked, found)
    wrong = [one for one in broken(asked.problem, starts) if one.rule != "mandatory"]
    if wrong:
        raise ItstratError(f"The solver's answer breaks a rule and is thrown away: {wrong[0].text}")
    return Proposal(
        aim=AIM,
        inputs_hash=hashlib.blake2b(repr(asked.problem).encode(), digest_size=16).hexdigest(),
        status=found.ending,
        gap=found.gap,
        seconds=round(found.seconds, 1),
        value=found.worth,
        seen_until=seen_until,
        moves=[
            Move(
                int(one.key),
                seen.by_id[int(one.key)]["start_on"],
                None if one.to is None else month_of(asked.problem, one.to),
                one.reason,
            )
            for one in made
        ],
    )


def refused_because(basis: Basis, accepted: Sequence[Row]) -> str:
    """What the plan would break if these moves alone were taken, in sentences; empty when nothing that is whole now.

    It is checked by the rules alone, against the plan as it is dated now.
    """
    asked = posed(basis, None)
    problem, then = asked.problem, dict(asked.dated)
    for move in accepted:
        key = str(move["initiative_id"])
        then.pop(key, None)
        if move["to_start_on"] is not None:
            then[key] = place_of(problem, move["to_start_on"])
    before = {(one.rule, one.keys) for one in broken(problem, asked.dated)}
    moved = {str(move["initiative_id"]) for move in accepted}
    found = [
        one.text
        for one in broken(problem, then)
        if (one.rule, one.keys) not in before and moved & set(one.keys)
    ]
    return " ".join(found[:_TOLD])


def strains(basis: Basis) -> list[Broken]:
    """The caps and teams that the plan as it is dated asks too much of. Raises CycleError."""
    asked = posed(basis, None)
    return [one for one in broken(asked.problem, asked.dated) if one.rule in {"cap", "capacity"}]


def _moves(asked: Posed, made: Schedule) -> tuple[tuple[Moved, ...], Mapping[str, int]]:
    """The moves against the plan as dated, without those that gain nothing, and the starts they lead to."""
    starts = settled(asked.problem, asked.dated, made.starts)
    return moves(asked.problem, asked.dated, starts), starts


def _title(count: int, gain: Decimal, unfit: int, currency: str) -> str:
    if unfit:
        return f"{plural(unfit, 'initiative')} that must be done cannot fit into caps, teams and deadlines"
    if not count:
        return "The plan as it is dated keeps every limit; the draft moves nothing"
    worth = f"worth {signed_money(gain, currency)} over the years planned"
    return f"A draft that keeps every limit: {plural(count, 'move')}, {worth}"


def _frame(asked: Posed, found: Sequence[Moved]) -> pd.DataFrame:
    rows = [
        {
            "Initiative": asked.problem.by_key[one.key].label,
            "Starts now": _said(None if one.was is None else month_of(asked.problem, one.was)),
            "Would start": _said(None if one.to is None else month_of(asked.problem, one.to)),
            "Why": one.reason,
            "Not sooner because": one.not_sooner,
        }
        for one in found
    ]
    return pd.DataFrame(rows, columns=[*_COLUMNS, "Not sooner because"])


def _unfit(problem: Problem, made: Schedule) -> tuple[str, ...]:
    why = left_out(problem, made.starts) if made.unfit else {}
    return tuple(f"{problem.by_key[key].label}: {why[key]}" for key in made.unfit)


def _quality(status: str, gap: float | None) -> str:
    if status == "optimal":
        return "no plan is more than 1% better"
    if gap is None:
        return "time ran out, and how far it is from the best is not known"
    return f"time ran out; at most {percent(gap)} is left to gain"


def _said(day: date | None) -> str:
    return "not on the plan" if day is None else f"{month_label(day)} {day.year}"
