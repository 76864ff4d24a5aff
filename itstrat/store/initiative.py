"""Initiatives of the roadmap: dates, work and money."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itstrat.errors import ItstratError
from itstrat.store.amending import require_reason
from itstrat.store.entering import (
    Noun,
    choice,
    day,
    flag,
    key,
    money,
    number,
    share,
    text,
    whole,
)
from itstrat.store.links import refuse_circle

if TYPE_CHECKING:
    from collections.abc import Mapping

    from itstrat.store.database import Store
    from itstrat.store.reading import Reader, Row

COMPONENTS = ("Security", "Strategy", "Productivity", "Support", "Infrastructure", "Experience")
RUN_GROW = ("run", "grow", "transform")
STATUSES = ("done", "on track", "at risk", "off track", "planned")
_LONGEST = 36_500


def _possible(record: Row) -> None:
    start, finish = record["start_on"], record["finish_on"]
    if start and finish and finish < start:
        raise ItstratError(f"An initiative cannot finish on {finish}, before its start on {start}.")
    if record["status_override"] and not (record["status_reason"] or "").strip():
        raise ItstratError("A status set by hand needs a reason, which is shown beside it.")


INITIATIVE = Noun(
    table="initiative",
    said="An initiative",
    columns={
        "code": text, "name": text, "component": choice(COMPONENTS), "department_id": key, "owner": text,
        "team_id": key, "effort": number("0", "9999999"), "start_on": day, "finish_on": day,
        "duration_days": whole(1, _LONGEST), "progress": share, "progress_on": day, "one_off": money,
        "run_monthly": money, "capital": flag, "mandatory": flag, "deadline_on": day, "option_group": text,
        "run_grow": choice(RUN_GROW), "status_override": choice(STATUSES), "status_reason": text, "note": text,
    },
    required=("name",),
    never_unknown=("one_off", "run_monthly", "capital", "mandatory", "note"),
    whole=_possible,
    # A longer initiative can make a circle of links impossible that was possible before.
    after=refuse_circle,
)  # fmt: skip


def initiatives(plan: Reader, department_id: int | None = None) -> list[Row]:
    """One row a live initiative, by start (those without at the end).

    Columns: id, version, those of INITIATIVE, approved_start_on, approved_finish_on, department and team (their names).
    """
    return plan.rows(_INITIATIVES, department_id)


def approve_dates(store: Store, seen: Mapping[int, int], who: str, reason: str) -> None:
    """Take the dates of initiatives (id -> version seen) as those approved: slippage counts from them from now on.

    Raises ItstratError for one without both dates, StaleEditError.
    """
    with store.tx(who, require_reason(reason)) as edit:
        for initiative_id, version in seen.items():
            record = edit.record("initiative", initiative_id)
            if record["start_on"] is None or record["finish_on"] is None:
                raise ItstratError(f"{record['name']} has no start and finish that could be approved.")
            dates = {"approved_start_on": record["start_on"], "approved_finish_on": record["finish_on"]}
            edit.update("initiative", initiative_id, version, dates)


_INITIATIVES = """
select initiative.* exclude (deleted_at), department.name as department, team.name as team
from initiative
left join department on department.id = initiative.department_id and department.deleted_at is null
left join team on team.id = initiative.team_id and team.deleted_at is null
where initiative.deleted_at is null and ($1::bigint is null or initiative.department_id = $1)
order by initiative.start_on nulls last, initiative.id
"""
