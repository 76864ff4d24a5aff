"""What the plan does not know, as rows with the money behind them: the facts that data quality is measured on."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date, datetime

    import pandas as pd

    from itstrat.store.reading import Reader


def asset_facts(plan: Reader) -> pd.DataFrame:
    """Assets that are not retired, each with its money: what it cost, else what its class costs today.

    Columns: money, class_id, purchased_on, department_id, cost, order_number, life_months.
    """
    return plan.frame(_ASSETS)


def contract_facts(plan: Reader, as_of: date) -> pd.DataFrame:
    """Contracts that run on as_of: money (a year's amount), the terms a forecast needs, and whether a vendor charged.

    Columns: money, amount, billing, end_on (the end, else what the start and the term say), notice, uplift, owner,
    start_on, charged (a ledger line of the vendor exists).
    """
    return plan.frame(_CONTRACTS, as_of)


def budget_facts(plan: Reader, first: date, last: date) -> pd.DataFrame:
    """Approved budget of these months: money, department_id, category, capital."""
    return plan.frame(_BUDGET, first, last)


def ledger_facts(plan: Reader, first: date, last: date) -> pd.DataFrame:
    """IT spend and undecided lines of these months, added up by what is known of them.

    Columns: money, department_id, category, capital, verdict, explained_by.
    """
    return plan.frame(_LEDGER, first, last)


def open_by_month(plan: Reader, first: date, last: date) -> pd.DataFrame:
    """Money by month: month, unexplained (IT that nothing explains), undecided; 0 in a month without either."""
    return plan.frame(_OPEN, first, last)


def imported_at(plan: Reader) -> dict[str, datetime]:
    """When each kind of file was last imported, leaving out what was undone."""
    sql = "select kind, max(imported_at) as at from import_batch where undone_at is null group by kind"
    return {row["kind"]: row["at"] for row in plan.rows(sql)}


def has_headcount_plan(plan: Reader) -> bool:
    """Whether any department says how many people are planned, or people are planned by month."""
    return bool(plan.value(_HEADCOUNT_PLAN))


_HEADCOUNT_PLAN = """
select exists (select 1 from department where headcount_planned is not null and deleted_at is null)
    or exists (select 1 from hiring where deleted_at is null)
"""

_ASSETS = """
select coalesce(asset.cost, class.price_today) as money, asset.class_id, asset.purchased_on, asset.department_id,
    asset.cost, asset.order_number, class.useful_life_months as life_months
from asset left join asset_class as class on class.id = asset.class_id
where asset.deleted_at is null and asset.status is distinct from 'retired'
order by asset.id
"""

_CONTRACTS = """
with charged as (
    select distinct match.vendor_id from ledger_vendor
    join vendor_match as match on match.vendor_key = ledger_vendor.vendor_key
        and match.tier in ('alias', 'exact', 'fuzzy')
)
select amount * case billing when 'monthly' then 12 when 'quarterly' then 4 else 1 end as money, amount, billing,
    coalesce(end_on, cast(start_on + to_months(initial_months) as date)) as end_on,
    coalesce(notice_days, notice_months) as notice, uplift, owner, start_on, charged.vendor_id is not null as charged
from contract left join charged on charged.vendor_id = contract.vendor_id
where deleted_at is null and (start_on is null or start_on <= $1)
    and not (auto_renew is not distinct from false and end_on is not null and end_on < $1)
order by contract.id
"""

_BUDGET = """
select sum(amount) as money, department_id, nullif(category, '') as category, capital from budget_line
where edition = 'approved' and deleted_at is null and month between $1 and $2
group by all
"""

_LEDGER = """
select sum(amount) as money, department_id, category, capital, verdict, explained_by from ledger_month
where verdict <> 'not_it' and month between $1 and $2
group by all
"""

_OPEN = """
select month, coalesce(sum(amount) filter (where verdict = 'it' and explained_by is null), 0) as unexplained,
    coalesce(sum(amount) filter (where verdict = 'undecided'), 0) as undecided
from ledger_month where month between $1 and $2
group by month order by month
"""
