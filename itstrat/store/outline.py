"""What the plan is about, in outline: whose it is, its departments, the time it spans, what is filled."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from itstrat.store.reading import Reader


@dataclass(frozen=True, slots=True)
class Outline:
    """`first_on` and `last_on` bound the ledger and the budget; None on an empty plan.

    `departments` maps id to name, in order of names; `filled` counts the live records of each part.
    """

    company: str
    currency: str
    fiscal_year_start: int
    departments: dict[int, str]
    first_on: date | None
    last_on: date | None
    filled: dict[str, int]


def outline(plan: Reader) -> Outline:
    """The outline of the plan; an empty plan has no company name, US dollars and the calendar year."""
    return plan.once("outline", _read)


def _read(plan: Reader) -> Outline:
    company = plan.row("select * from company where deleted_at is null order by id limit 1") or {}
    span = plan.row(_SPAN) or {}
    return Outline(
        company=company.get("name", ""),
        currency=company.get("currency", "USD"),
        fiscal_year_start=company.get("fiscal_year_start", 1),
        departments={row["id"]: row["name"] for row in plan.rows(_DEPARTMENTS)},
        first_on=span.get("first_on"),
        last_on=span.get("last_on"),
        filled={row["part"]: row["records"] for row in plan.rows(_FILLED)},
    )


_DEPARTMENTS = "select id, name from department where deleted_at is null order by lower(name), id"

_SPAN = """
with span as (
    select min(month) as first_on, max(month) as last_on from ledger_month
    union all
    select min(month), max(month) from budget_line where deleted_at is null
)
select min(first_on) as first_on, max(last_on) as last_on from span
"""

_FILLED = """
select 'department' as part, count(*) as records from department where deleted_at is null
union all select 'person', count(*) from person where deleted_at is null
union all select 'seat', count(*) from seat where deleted_at is null
union all select 'system', count(*) from system where deleted_at is null
union all select 'kpi', count(*) from kpi where deleted_at is null
union all select 'asset', count(*) from asset where deleted_at is null
union all select 'contract', count(*) from contract where deleted_at is null
union all select 'budget_line', count(*) from budget_line where deleted_at is null
union all select 'assessment', count(*) from assessment where deleted_at is null
union all select 'obligation', count(*) from obligation where deleted_at is null
union all select 'risk', count(*) from risk where deleted_at is null
union all select 'upgrade', count(*) from upgrade where deleted_at is null
union all select 'product_cycle', count(*) from product_cycle where deleted_at is null
union all select 'ledger_line', count(*) from ledger_line
"""
