"""What must be complied with: law, contract, insurer, client; with the controls it asks for and its day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itstrat.store import control_links
from itstrat.store.entering import Noun, choice, day, text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from itstrat.store.database import Store
    from itstrat.store.reading import Reader, Row

KINDS = ("law", "contract", "insurer", "client")
OBLIGATION = Noun(
    table="obligation",
    said="An obligation",
    columns={"name": text, "kind": choice(KINDS), "party": text, "due_on": day, "owner": text, "note": text},
    required=("name",),
    never_unknown=("note",),
)


def obligations(plan: Reader) -> list[Row]:
    """One row a live obligation, the soonest due first: id, version, the columns of OBLIGATION.

    control_ids and codes list the live controls it asks for, in the order of their framework.
    """
    return plan.rows(_OBLIGATIONS)


def set_controls(store: Store, key: int, control_ids: Iterable[int], who: str, reason: str) -> None:
    """Say which controls it asks for, exactly. Raises UnknownRecordError."""
    control_links.save_links(store, "obligation", key, control_ids, who, reason)


_OBLIGATIONS = """
with linked as (
    select link.obligation_id, list(control.id order by control.framework_id, control.rank, control.id) as control_ids,
        list(control.code order by control.framework_id, control.rank, control.id) as codes
    from obligation_control as link
    join control on control.id = link.control_id and control.deleted_at is null
    where link.deleted_at is null group by link.obligation_id
)
select obligation.* exclude (deleted_at),
    coalesce(linked.control_ids, []) as control_ids, coalesce(linked.codes, []) as codes
from obligation
left join linked on linked.obligation_id = obligation.id
where obligation.deleted_at is null
order by obligation.due_on nulls last, lower(obligation.name), obligation.id
"""
