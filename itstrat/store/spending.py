"""Spend as the pages read it: sums of the monthly and the yearly aggregate, exact, small however long the ledger.

Every reader takes `department_id` (None: all departments) and gives plain rows with Decimal amounts. IT spend is what
the verdict `it` says; `department_id` null in the ledger belongs to no department and counts only among all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from datetime import date

    from itstrat.store.reading import Reader, Row

Part = Literal["department", "category", "class"]


def ledger_span(plan: Reader) -> tuple[date | None, date | None]:
    """First and last month that the ledger covers; (None, None) when it is empty."""
    found = plan.row("select min(month) as first, max(month) as last from ledger_month") or {}
    return found.get("first"), found.get("last")


def last_posted_on(plan: Reader) -> date | None:
    """Day of the newest line of the ledger."""
    found: date | None = plan.value(
        "select max(last_on) from ledger_vendor where fiscal_year = (select max(fiscal_year) from ledger_vendor)"
    )
    return found


def by_month(plan: Reader, first: date, last: date, department_id: int | None) -> list[Row]:
    """One row per month from first to last, in order: month, actual, budget.

    `actual` is None outside the months the ledger covers and 0 where it covers the month without IT lines; `budget`
    is None in a month without a budget line.
    """
    return plan.rows(_BY_MONTH, first, last, department_id, *ledger_span(plan))


def by_part(plan: Reader, part: Part, first: date, last: date, department_id: int | None) -> list[Row]:
    """IT spend and budget of the months from first to last: name, actual, budget; largest actual first.

    `name` is None where the ledger or the budget does not say; an amount is None where there are no lines.
    """
    return plan.rows(_BY_PART, part, first, last, department_id)


def by_vendor(
    plan: Reader, fiscal_year: int, first: date, last: date, department_id: int | None, top: int
) -> list[Row]:
    """IT spend by vendor from the fiscal year's first day to `last`, largest first: name, actual, budget.

    `vendors` and `total` repeat in every row how many vendors were charged, and how much in all. A vendor text nobody
    matched stands under its own key. Lines after `last` are taken off again, so a `last` near the ledger's end is fast.
    """
    return plan.rows(_BY_VENDOR, fiscal_year, first, last, department_id, top)


def by_kind_of_money(
    plan: Reader, fiscal_year_start: int, first: date, last: date, department_id: int | None
) -> list[Row]:
    """IT spend by fiscal year: fiscal_year, capital (None: not classified), amount; in order of years."""
    return plan.rows(_BY_CAPITAL, fiscal_year_start, first, last, department_id)


def by_state(plan: Reader, first: date, last: date, department_id: int | None) -> dict[str, Row]:
    """Lines and amount by what explains them: contract, asset, budget, decision, unexplained, undecided, not_it.

    A state without lines is missing.
    """
    return {row["state"]: row for row in plan.rows(_BY_STATE, first, last, department_id)}


_BY_MONTH = """
with asked as (
    select cast(unnest(generate_series($1::date, $2::date, interval 1 month)) as date) as month
), spent as (
    select month, sum(amount) as amount from ledger_month
    where verdict = 'it' and month between $1 and $2 and ($3::bigint is null or department_id = $3)
    group by month
), planned as (
    select month, sum(amount) as amount from budget_line
    where edition = 'approved' and deleted_at is null and month between $1 and $2
        and ($3::bigint is null or department_id = $3)
    group by month
)
select asked.month,
    case when asked.month between $4::date and $5::date then coalesce(spent.amount, 0) end as actual,
    planned.amount as budget
from asked
left join spent on spent.month = asked.month
left join planned on planned.month = asked.month
order by asked.month
"""

_BY_PART = """
with spent as (
    select case $1 when 'department' then cast(department_id as varchar) when 'category' then category
        else technology_class end as part, sum(amount) as amount
    from ledger_month
    where verdict = 'it' and month between $2 and $3 and ($4::bigint is null or department_id = $4)
    group by part
), planned as (
    select case $1 when 'department' then cast(line.department_id as varchar)
        when 'category' then nullif(line.category, '')
        else coalesce(by_both.technology_class, by_vendor.technology_class, by_category.technology_class)
        end as part, sum(line.amount) as amount
    from budget_line as line
    left join spend_class as by_both
        on by_both.vendor_id = line.vendor_id and by_both.category = lower(line.category)
    left join spend_class as by_vendor on by_vendor.vendor_id = line.vendor_id and by_vendor.category is null
    left join spend_class as by_category
        on by_category.vendor_id is null and by_category.category = lower(line.category)
    where line.edition = 'approved' and line.deleted_at is null and line.month between $2 and $3
        and ($4::bigint is null or line.department_id = $4)
    group by part
)
select case when $1 = 'department' then department.name else coalesce(spent.part, planned.part) end as name,
    spent.amount as actual, planned.amount as budget
from spent full join planned on planned.part is not distinct from spent.part
left join department on $1 = 'department' and cast(department.id as varchar) = coalesce(spent.part, planned.part)
order by spent.amount desc nulls last, name
"""

_BY_VENDOR = """
with charged as (
    select vendor_key, sum(amount) as amount from (
        select vendor_key, sum(amount) as amount from ledger_vendor
        where fiscal_year = $1 and verdict = 'it' and ($4::bigint is null or department_id = $4)
        group by vendor_key
        union all
        select vendor_key, -sum(amount) from ledger_judged
        where posted_on > $3 and posted_on <= $2 + interval 1 year - interval 1 day and verdict = 'it'
            and ($4::bigint is null or department_id = $4)
        group by vendor_key
    ) as part
    group by vendor_key
), named as (
    select case when match.tier in ('alias', 'exact', 'fuzzy') then match.vendor_id end as vendor_id,
        case when match.tier in ('alias', 'exact', 'fuzzy') then '' else charged.vendor_key end as vendor_key,
        sum(charged.amount) as amount
    from charged left join vendor_match as match on match.vendor_key = charged.vendor_key
    group by all
    having sum(charged.amount) <> 0
), largest as (
    select *, count(*) over () as vendors, sum(amount) over () as total from named
    order by amount desc, vendor_key, vendor_id limit $5
), planned as (
    select vendor_id, sum(amount) as amount from budget_line
    where edition = 'approved' and deleted_at is null and month between $2 and $3 and vendor_id is not null
        and ($4::bigint is null or department_id = $4)
    group by vendor_id
)
select coalesce(vendor.name, largest.vendor_key) as name, largest.amount as actual, planned.amount as budget,
    largest.vendors, largest.total
from largest
left join vendor on vendor.id = largest.vendor_id
left join planned on planned.vendor_id = largest.vendor_id
order by largest.amount desc, name
"""

_BY_CAPITAL = """
with spent as (
    select month, capital, sum(amount) as amount from ledger_month
    where verdict = 'it' and month between $2 and $3 and ($4::bigint is null or department_id = $4)
    group by month, capital
)
select cast(extract(year from month)
        + case when $1 > 1 and extract(month from month) >= $1 then 1 else 0 end as integer) as fiscal_year,
    capital, sum(amount) as amount
from spent
group by all
order by fiscal_year, capital
"""

_BY_STATE = """
select case when verdict = 'it' then coalesce(explained_by, 'unexplained') else verdict end as state,
    cast(sum(lines) as bigint) as lines, sum(amount) as amount
from ledger_month
where month between $1 and $2 and ($3::bigint is null or department_id = $3)
group by state
"""
