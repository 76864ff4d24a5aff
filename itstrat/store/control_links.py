"""Which controls an obligation asks for, a risk is treated by, an upgrade brings: one link a pair."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itstrat.store.amending import require_reason

if TYPE_CHECKING:
    from collections.abc import Iterable

    from itstrat.store.database import Store
    from itstrat.store.edits import Edit

# The table of links of each owner's table.
LINKS = {"obligation": "obligation_control", "risk": "risk_control", "upgrade": "upgrade_control"}


def set_links(edit: Edit, owner: str, owner_id: int, control_ids: Iterable[int]) -> bool:
    """Link the record of table `owner` to exactly these controls; whether that changed anything."""
    table = LINKS[owner]
    wanted = set(control_ids)
    held = {
        row["control_id"]: row
        for row in edit.rows(
            f'select id, version, control_id from {table} where "{owner}_id" = $1 and deleted_at is null',  # noqa: S608
            owner_id,
        )
    }
    for gone in sorted(held.keys() - wanted):
        edit.retire(table, held[gone]["id"], held[gone]["version"])
    for new in sorted(wanted - held.keys()):
        edit.insert(table, {f"{owner}_id": owner_id, "control_id": new})
    return held.keys() != wanted


def save_links(
    store: Store, owner: str, owner_id: int, control_ids: Iterable[int], who: str, reason: str
) -> None:
    """As `set_links`, as a save of its own. Raises ItstratError without a reason, UnknownRecordError."""
    with store.tx(who, require_reason(reason)) as edit:
        edit.record(owner, owner_id)
        set_links(edit, owner, owner_id, control_ids)
