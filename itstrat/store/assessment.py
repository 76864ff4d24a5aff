"""What was found of each control on which day: the newest counts, the older are its history."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from itstrat.errors import ItstratError
from itstrat.store.entering import Noun, choice, day, key, number, text, whole

if TYPE_CHECKING:
    from datetime import date

    from itstrat.store.reading import Reader, Row

STATUSES = ("implemented", "partly", "planned", "not implemented", "not applicable", "unknown")
TIER = "tier"
_TIERS = {Decimal(tier) for tier in range(1, 5)}


def _on_its_scale(record: Row) -> None:
    """A number that is no tier must say on which scale it stands: it is never taken for one."""
    if (record["scale"] or TIER) != TIER:
        return
    for column in ("level", "target"):
        if record[column] is not None and record[column] not in _TIERS:
            raise ItstratError(
                f"The {column} {record[column]} is no tier from 1 to 4; say on which scale it stands, such as 0-10."
            )


ASSESSMENT = Noun(
    table="assessment",
    said="An assessment",
    columns={
        "control_id": key, "part": text, "assessed_on": day, "assessor": text, "level": number("0", "999"),
        "target": number("0", "999"), "scale": text, "status": choice(STATUSES), "evidence": text, "evidence_on": day,
        "cadence_months": whole(1, 120), "owner": text, "due_on": day, "note": text,
    },
    required=("control_id", "assessed_on"),
    never_unknown=("part", "scale", "note"),
    whole=_on_its_scale,
)  # fmt: skip


def assessments(plan: Reader, framework_id: int | None = None) -> list[Row]:
    """Every live assessment of live controls, oldest first: the columns of ASSESSMENT, id and version.

    `part` is blank where the whole control was assessed; level and target are Decimal on `scale`.
    """
    return plan.rows(_ASSESSMENTS, framework_id)


def assessed(plan: Reader, on: date, framework_id: int | None = None) -> list[Row]:
    """One row a control and part: its newest assessment on or before the day, as `assessments` gives it, with code."""
    return plan.rows(_ASSESSED, on, framework_id)


def history(plan: Reader, control_id: int) -> list[Row]:
    """All live assessments of one control, newest first, as `assessments` gives them."""
    return plan.rows(_HISTORY, control_id)


_LIVE = """
select assessment.* exclude (deleted_at), control.code
from assessment
join control on control.id = assessment.control_id and control.deleted_at is null
where assessment.deleted_at is null
"""

_ASSESSMENTS = (
    _LIVE + " and ($1::bigint is null or control.framework_id = $1) order by assessed_on, assessment.id"
)

_ASSESSED = (
    _LIVE
    + """
    and assessed_on <= $1 and ($2::bigint is null or control.framework_id = $2)
qualify row_number() over (
    partition by assessment.control_id, assessment.part order by assessed_on desc, assessment.id desc) = 1
order by control.framework_id, control.rank, assessment.part
"""
)

_HISTORY = _LIVE + " and control_id = $1 order by assessed_on desc, assessment.id desc"
