"""Frameworks and their controls as the plan holds them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itstrat.planning.control_codes import GROUPS
from itstrat.store.amending import require_reason
from itstrat.store.entering import Noun, save, text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from itstrat.store.amending import Change
    from itstrat.store.database import Store
    from itstrat.store.reading import Reader, Row

FRAMEWORK = Noun(
    table="framework",
    said="A framework",
    columns={"name": text, "edition": text},
    required=("name",),
)
CONTROL = Noun(
    table="control",
    said="A control",
    columns={"title": text, "part": text},
    required=(),
)


def frameworks(plan: Reader) -> list[Row]:
    """One row a live framework, the first imported first.

    id, version, code, name, edition, source, withdrawn, items (that are assessed one by one), assessed (items with
    any assessment).
    """
    return plan.rows(_FRAMEWORKS, sorted(GROUPS))


def controls(plan: Reader, framework_id: int | None = None) -> list[Row]:
    """One row a live item that is assessed, in the order of its framework; functions and families are not among them.

    id, version, framework_id, framework (its code), code, title, parent_code, category (the parent's title), level,
    part (CSF function or family), rank.
    """
    return plan.rows(_CONTROLS, sorted(GROUPS), framework_id)


def items(plan: Reader, framework_id: int) -> list[Row]:
    """One row a live item at any level, in order: id, version, code, title, parent_code, level, part, rank."""
    return plan.rows(_ITEMS, framework_id)


def save_frameworks(store: Store, changes: Sequence[Change], who: str, reason: str) -> None:
    """Save changed names and editions: all, or none. Raises ItstratError for what cannot be, StaleEditError."""
    save(store, FRAMEWORK, changes, who, reason)


def save_controls(store: Store, changes: Sequence[Change], who: str, reason: str) -> None:
    """Save changed titles and parts: all, or none. Raises ItstratError for what cannot be, StaleEditError."""
    save(store, CONTROL, changes, who, reason)


def retire_framework(store: Store, key: int, version: int, who: str, reason: str) -> None:
    """Take a framework with its controls out of the plan; what was assessed stays in the history.

    Raises StaleEditError, UnknownRecordError.
    """
    with store.tx(who, require_reason(reason)) as edit:
        edit.retire("framework", key, version)
        for row in edit.rows(
            "select id, version from control where framework_id = $1 and deleted_at is null", key
        ):
            edit.retire("control", row["id"], row["version"])


_FRAMEWORKS = """
select framework.* exclude (deleted_at),
    count(*) filter (where control.id is not null and not list_contains($1::varchar[], control.level)) as items,
    count(*) filter (where not list_contains($1::varchar[], control.level) and control.id in (
        select control_id from assessment where deleted_at is null)) as assessed
from framework
left join control on control.framework_id = framework.id and control.deleted_at is null
where framework.deleted_at is null
group by all
order by framework.id
"""

_CONTROLS = """
select control.* exclude (deleted_at), framework.code as framework, parent.title as category
from control
join framework on framework.id = control.framework_id and framework.deleted_at is null
left join control as parent
    on parent.framework_id = control.framework_id and parent.code = control.parent_code and parent.deleted_at is null
where control.deleted_at is null and not list_contains($1::varchar[], control.level)
    and ($2::bigint is null or control.framework_id = $2)
order by control.framework_id, control.rank, control.id
"""

_ITEMS = """
select * exclude (deleted_at) from control where deleted_at is null and framework_id = $1 order by rank, id
"""
