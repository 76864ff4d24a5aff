"""When the support of products ends, and which of them a person said an asset or a system is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itstrat.errors import ItstratError
from itstrat.store.amending import require_reason
from itstrat.store.entering import Noun, day, flag, text

if TYPE_CHECKING:
    from itstrat.store.database import Store
    from itstrat.store.reading import Reader, Row

SUBJECTS = ("asset", "system")


def _in_order(record: Row) -> None:
    end, extended = record["support_end_on"], record["extended_end_on"]
    if end and extended and extended < end:
        raise ItstratError(f"Extended support cannot end on {extended}, before support does on {end}.")


CYCLE = Noun(
    table="product_cycle",
    said="A product cycle",
    columns={
        "vendor": text, "product": text, "cycle": text, "label": text, "released_on": day, "support_end_on": day,
        "extended_end_on": day, "supported": flag, "source": text,
    },
    required=("product", "cycle"),
    whole=_in_order,
)  # fmt: skip


def cycles(plan: Reader) -> list[Row]:
    """One row a live product cycle, by product, the newest first: id, version, the columns of CYCLE.

    support_end_on None and supported None: nobody said; supported alone: the source names no day.
    """
    return plan.rows(_CYCLES)


def subjects(plan: Reader) -> list[Row]:
    """One row a live asset (but retired ones) or system, with the words by which its product is found.

    subject, subject_id, name, model, class, manufacturer, vendor, purpose, department, support_end_on and os_end_on
    (as the asset says itself); decided (whether a person decided), match_id, match_version, cycle_id (the decision;
    None with decided: none of those known).
    """
    return plan.rows(_SUBJECTS)


def decide(store: Store, subject: str, subject_id: int, cycle_id: int | None, who: str, reason: str) -> None:
    """Say which cycle an asset or system is (None: none of those known); an earlier decision gives way.

    Raises ItstratError for another subject, UnknownRecordError for a record that does not exist.
    """
    if subject not in SUBJECTS:
        raise ItstratError(f"Support is decided for {' or '.join(SUBJECTS)}, not {subject}.")
    with store.tx(who, require_reason(reason)) as edit:
        edit.record(subject, subject_id)
        if cycle_id is not None:
            edit.record("product_cycle", cycle_id)
        held = edit.row(
            "select id, version from cycle_match where subject = $1 and subject_id = $2 and deleted_at is null",
            subject,
            subject_id,
        )
        if held:
            edit.update("cycle_match", held["id"], held["version"], {"cycle_id": cycle_id})
        else:
            edit.insert("cycle_match", {"subject": subject, "subject_id": subject_id, "cycle_id": cycle_id})


def undecide(store: Store, match_id: int, version: int, who: str, reason: str) -> None:
    """Take a decision back: the words decide again. Raises StaleEditError, UnknownRecordError."""
    with store.tx(who, require_reason(reason)) as edit:
        edit.retire("cycle_match", match_id, version)


_CYCLES = """
select * exclude (deleted_at) from product_cycle where deleted_at is null
order by lower(product), released_on desc nulls last, cycle desc, id
"""

_SUBJECTS = """
with subject as (
    select 'asset' as subject, asset.id as subject_id, asset.name, asset.model, class.name as class,
        asset.manufacturer, vendor.name as vendor, null as purpose, department.name as department,
        asset.support_end_on, asset.os_end_on
    from asset
    left join asset_class as class on class.id = asset.class_id
    left join vendor on vendor.id = asset.vendor_id
    left join department on department.id = asset.department_id
    where asset.deleted_at is null and asset.status is distinct from 'retired' and asset.retired_on is null
    union all
    select 'system', system.id, system.name, null, null, null, vendor.name, system.purpose, null, null, null
    from system left join vendor on vendor.id = system.vendor_id
    where system.deleted_at is null
)
select subject.*, match.id is not null as decided, match.id as match_id, match.version as match_version, match.cycle_id
from subject
left join cycle_match as match
    on match.subject = subject.subject and match.subject_id = subject.subject_id and match.deleted_at is null
order by subject.subject, lower(subject.name), subject.subject_id
"""
