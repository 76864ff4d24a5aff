"""The register of risks, in money where it is known, and the loss that the board accepts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itstrat.errors import ItstratError
from itstrat.planning.control_codes import FUNCTIONS
from itstrat.store import control_links
from itstrat.store.entering import Noun, choice, day, money, number, text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from itstrat.store.database import Store
    from itstrat.store.reading import Reader, Row

PARTS = tuple(FUNCTIONS.values())
TREATMENTS = ("reduce", "accept", "transfer", "avoid")
_LOSS = number("0.01", "9999999999999")


def _interval(record: Row) -> None:
    low, high, most = record["loss_low"], record["loss_high"], record["loss_most"]
    if low is not None and high is not None and high < low:
        raise ItstratError(f"The loss cannot reach from {low} down to {high}: the higher end comes second.")
    if low is not None and most is not None and most < low:
        raise ItstratError(f"The most it can cost, {most}, is less than the lower end of its loss, {low}.")


def _one_a_function(plan: Reader) -> None:
    twice = plan.row(_TWICE)
    if twice:
        raise ItstratError(
            f"There is an appetite for {twice['part'] or 'the whole'} already; change that one."
        )


RISK = Noun(
    table="risk",
    said="A risk",
    columns={
        "code": text, "name": text, "part": choice(PARTS), "owner": text, "frequency": number("0", "999999"),
        "loss_low": _LOSS, "loss_high": _LOSS, "loss_most": _LOSS, "likelihood": text, "impact": text,
        "treatment": choice(TREATMENTS), "reviewed_on": day, "note": text,
    },
    required=("name",),
    never_unknown=("note",),
    whole=_interval,
)  # fmt: skip
APPETITE = Noun(
    table="appetite",
    said="An appetite",
    columns={"part": choice(("", *PARTS)), "amount": money, "approved_on": day, "approved_by": text},
    required=("amount",),
    never_unknown=("part",),
    after=_one_a_function,
)


def risks(plan: Reader) -> list[Row]:
    """One row a live risk, by code and name: id, version, the columns of RISK.

    frequency is events a year; loss_low and loss_high bound 90% of the losses of one event; each None when unknown.
    control_ids and codes list the live controls that treat it. has_estimate says that all three are known.
    """
    return plan.rows(_RISKS)


def appetites(plan: Reader) -> list[Row]:
    """One row a CSF function, and the whole (part "") first: id, version, the columns of APPETITE."""
    return plan.rows(_APPETITES)


def set_controls(store: Store, key: int, control_ids: Iterable[int], who: str, reason: str) -> None:
    """Say which controls treat it, exactly. Raises UnknownRecordError."""
    control_links.save_links(store, "risk", key, control_ids, who, reason)


_RISKS = """
with linked as (
    select link.risk_id, list(control.id order by control.framework_id, control.rank, control.id) as control_ids,
        list(control.code order by control.framework_id, control.rank, control.id) as codes
    from risk_control as link
    join control on control.id = link.control_id and control.deleted_at is null
    where link.deleted_at is null group by link.risk_id
)
select risk.* exclude (deleted_at),
    risk.frequency is not null and risk.loss_low is not null and risk.loss_high is not null as has_estimate,
    coalesce(linked.control_ids, []) as control_ids, coalesce(linked.codes, []) as codes
from risk
left join linked on linked.risk_id = risk.id
where risk.deleted_at is null
order by risk.code nulls last, lower(risk.name), risk.id
"""

_APPETITES = """
select * exclude (deleted_at) from appetite where deleted_at is null
order by list_position(['', 'Govern', 'Identify', 'Protect', 'Detect', 'Respond', 'Recover'], part), id
"""

_TWICE = """
select part from appetite where deleted_at is null group by part having count(*) > 1 order by part limit 1
"""
