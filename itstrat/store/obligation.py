"""What must be complied with: law, contract, insurer, client; with the controls it asks for and its day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itstrat.store import control_links
from itstrat.store.entering import Noun, choice, day, enter, retire, save, text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from itstrat.store.amending import Change
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


def add_obligation(store: Store, values: Mapping[str, object], who: str, reason: str) -> int:
    """Enter an obligation (its name at least); gives its id. Raises ItstratError for what cannot be."""
    return enter(store, OBLIGATION, values, who, reason)


def save_obligations(store: Store, changes: Sequence[Change], who: str, reason: str) -> None:
    """Save changed obligations: all, or none. Raises ItstratError for what cannot be, StaleEditError."""
    save(store, OBLIGATION, changes, who, reason)


def retire_obligation(store: Store, key: int, version: int, who: str, reason: str) -> None:
    """Take an obligation out of the plan: its controls are then risk reduction by choice. Raises StaleEditError."""
    retire(store, OBLIGATION, key, version, who, reason)


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
