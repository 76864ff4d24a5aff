"""How far the plan is filled: of each of its parts, the records there are and how many say what they need to say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from itstrat.store.reading import Reader


@dataclass(frozen=True, slots=True)
class Part:
    """`complete` of `records` say everything the plan asks of them."""

    records: int
    complete: int


def progress(plan: Reader, first: date, last: date) -> dict[str, Part]:
    """Every part by its name; for the budget, its records are the twelve months from first to last."""
    return {row["part"]: Part(row["records"], row["complete"]) for row in plan.rows(_PARTS, first, last)}


_PARTS = """
select 'company' as part, count(*) as records, count(*) as complete from company where deleted_at is null
union all
select 'system', count(*), count(*) filter (purpose is not null and it_owner is not null and criticality is not null)
from system where deleted_at is null
union all
select 'seat', count(*), count(*) filter (person_id is not null or arrangement = 'vacant')
from seat where deleted_at is null
union all
select 'headcount', count(headcount_planned), count(headcount) filter (headcount_planned is not null)
from department where deleted_at is null
union all
select 'assessment', count(distinct control_id), count(distinct control_id) filter (status is not null or level is not null)
from assessment where deleted_at is null
union all
select 'risk', count(*), count(*) filter (frequency is not null and loss_low is not null and loss_high is not null)
from risk where deleted_at is null
union all
select 'department', count(*), count(*) filter (head is not null and headcount is not null)
from department where deleted_at is null
union all
select 'kpi', count(*), count(*) filter (owner is not null and target is not null and direction is not null)
from kpi where deleted_at is null
union all
select 'person', count(*), count(*) filter (department_id is not null) from person where deleted_at is null
union all
select 'asset', count(*), count(*) filter (
    asset.status in ('spare', 'retired') or asset.replace_on is not null
    or (class.useful_life_months is not null
        and (asset.purchased_on is not null or (asset.warranty_end_on is not null and asset.warranty_months is not null))))
from asset left join asset_class as class on class.id = asset.class_id where asset.deleted_at is null
union all
select 'asset_class', count(*), count(useful_life_months) from asset_class where deleted_at is null
union all
select 'contract', count(*), count(*) filter (
    amount is not null and billing is not null and auto_renew is not null and owner is not null
    and (notice_days is not null or notice_months is not null)
    and (end_on is not null or initial_months is not null or renewal_months is not null or auto_renew))
from contract where deleted_at is null
union all
select 'budget', case when count(*) > 0 then 12 else 0 end, count(distinct month) filter (month between $1 and $2)
from budget_line where deleted_at is null and edition = 'approved'
union all
select 'ledger', coalesce(cast(sum(lines) as bigint), 0),
    coalesce(cast(sum(lines) filter (verdict = 'not_it' or (verdict = 'it' and explained_by is not null)) as bigint), 0)
from ledger_month
union all
select 'objective', count(*), count(*) filter (owner is not null and due_on is not null and target is not null)
from objective where deleted_at is null
union all
select 'initiative', count(*), count(*) filter (
    component is not null and owner is not null and start_on is not null and finish_on is not null)
from initiative where deleted_at is null
union all
select 'it_rule', count(*), count(*) from it_rule where deleted_at is null
"""
