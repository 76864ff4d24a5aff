"""Frameworks and their controls as the plan holds them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itstrat.planning.control_codes import GROUPS

if TYPE_CHECKING:
    from itstrat.store.reading import Reader, Row


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
