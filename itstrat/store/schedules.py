"""Schedules the solver proposed, and the answers to their moves: kept, because a run cannot be repeated exactly."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from itstrat.errors import ItstratError
from itstrat.planning.work_dates import begun_for, begun_with
from itstrat.store.amending import require_reason

if TYPE_CHECKING:
    from collections.abc import Mapping

    from itstrat.store.database import Store
    from itstrat.store.edits import Edit
    from itstrat.store.reading import Reader, Row

ANSWERS = ("accepted", "refused")


@dataclass(frozen=True, slots=True)
class Move:
    """One initiative that a proposal starts on another day; to_start_on None leaves it out."""

    initiative_id: int
    from_start_on: date | None
    to_start_on: date | None
    reason: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the solver said: `aim` value or draft, `inputs_hash` of what it was asked, gap as a share (None: unknown).

    `seen_until` is the `newest_change` before it read the plan.
    """

    aim: str
    inputs_hash: str
    status: str
    gap: float | None
    seconds: float | None
    value: Decimal | None
    moves: Sequence[Move]
    seen_until: int | None = None


def proposals(plan: Reader) -> list[Row]:
    """Every proposal, newest first: id, version, made_at, made_by, aim, inputs_hash, status, gap, seconds, value, seen_until.

    `taken_back` says that the save that brought its moves was undone: it had some, and none is left.
    """
    return plan.rows(_PROPOSALS)


def moves(plan: Reader, proposal_id: int) -> list[Row]:
    """A proposal's moves: id, version, initiative_id, initiative, from_start_on, to_start_on, reason, answer, answered_by."""
    return plan.rows(_MOVES, proposal_id)


def newest_change(plan: Reader) -> int:
    """The id of the newest change of the plan; 0 when there was none."""
    return plan.value("select coalesce(max(id), 0) from audit") or 0


def changed_since(plan: Reader, proposal: Row) -> set[tuple[str, int]]:
    """(table, id) of what a schedule is made of and was changed since the proposal's solver looked.

    To answer a move, or to take an answer back, is no such change.
    """
    seen = proposal["id"] if proposal["seen_until"] is None else proposal["seen_until"]
    return {(row["table"], row["key"]) for row in plan.rows(_CHANGED, seen)}


def keep_proposal(store: Store, proposal: Proposal, who: str) -> int:
    """Keep a proposal with its moves, none of them answered yet; gives its id."""
    with store.tx(who, f"schedule proposed ({proposal.aim})") as edit:
        about = {
            name: getattr(proposal, name)
            for name in ("aim", "inputs_hash", "status", "gap", "seconds", "value", "seen_until")
        }
        key = edit.insert("schedule_proposal", about | {"made_at": edit.at, "made_by": who})
        for move in proposal.moves:
            edit.insert(
                "schedule_move",
                {
                    "proposal_id": key,
                    "initiative_id": move.initiative_id,
                    "from_start_on": move.from_start_on,
                    "to_start_on": move.to_start_on,
                    "reason": move.reason,
                },
            )
        return key


def answer_moves(store: Store, answers: Mapping[int, str], who: str, reason: str) -> None:
    """Accept or refuse moves (id -> "accepted" or "refused") in one save.

    An accepted move lets its initiative begin with the proposed month and take as long as before, in no more months;
    one that is left out loses its dates and keeps its length. Raises ItstratError when a move was answered already, or
    when its initiative was changed since the solver looked at it.
    """
    with store.tx(who, require_reason(reason)) as edit:
        for key, answer in answers.items():
            move = edit.record("schedule_move", key)
            if answer not in ANSWERS or move["answer"] is not None:
                raise ItstratError(
                    "A move is accepted or refused, once; reload the page to see what was answered."
                )
            edit.update("schedule_move", key, move["version"], {"answer": answer, "answered_by": who})
            if answer == "accepted":
                record = edit.record("initiative", move["initiative_id"])
                _require_unchanged(edit, move, record)
                edit.update("initiative", record["id"], record["version"], _moved(record, move))


def _require_unchanged(edit: Edit, move: Row, record: Row) -> None:
    proposal = edit.record("schedule_proposal", move["proposal_id"])
    # An answer to another proposal is no change since, and may have moved it all the same.
    elsewhere = record["start_on"] != move["from_start_on"]
    if elsewhere or ("initiative", record["id"]) in changed_since(edit, proposal):
        raise ItstratError(
            f"{record['name']} was changed since the schedule was proposed; ask for a new schedule, or refuse this move."
        )


def _moved(record: Row, move: Row) -> Row:
    start, finish = record["start_on"], record["finish_on"]
    days = (finish - start).days + 1 if start and finish else record["duration_days"]
    to = move["to_start_on"]
    if to is None:
        return {"start_on": None, "finish_on": None, "duration_days": days}
    if days is None:
        raise ItstratError(f"How long {record['name']} takes is unknown, so it cannot be given dates.")
    first, last = begun_with(to, start, finish) if start and finish else begun_for(to, days)
    return {"start_on": first, "finish_on": last}


# Answers are told by the moves that are changed in the same save.
_CHANGED = """
with answered as (
    select distinct changed_at from audit where id > $1 and "table" = 'schedule_move' and action = 'update'
)
select distinct change."table", change.key
from audit as change
left join assumption on change."table" = 'assumption' and assumption.id = change.key
where change.id > $1 and change.changed_at not in (select changed_at from answered)
    and (change."table" in ('initiative', 'initiative_link', 'team', 'budget_cap', 'benefit')
        or (assumption.scenario = 'plan' and assumption.name in ('discount_rate', 'initiative_cap')))
"""

_PROPOSALS = """
select * exclude (deleted_at), coalesce((
        select bool_and(deleted_at is not null) from schedule_move where proposal_id = schedule_proposal.id
    ), false) as taken_back
from schedule_proposal where deleted_at is null order by id desc
"""

_MOVES = """
select schedule_move.* exclude (deleted_at), initiative.name as initiative
from schedule_move join initiative on initiative.id = initiative_id
where schedule_move.deleted_at is null and proposal_id = $1 order by schedule_move.id
"""
