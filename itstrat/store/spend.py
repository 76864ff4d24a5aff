"""What follows from the ledger: which lines are IT, which are explained, and the aggregates that pages read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itstrat.planning.vendors import Matcher

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from itstrat.store.edits import Edit
    from itstrat.store.reading import Reader


def settle(edit: Edit, months: Sequence[date] | None = None) -> None:
    """Bring everything derived from the ledger up to date, inside the caller's transaction.

    `months` limits the aggregates to months whose lines changed; None means that what explains lines changed,
    so all of them.
    """
    _match_new_keys(edit, everything=months is None)
    _refresh_rule_hits(edit)
    _refresh_explanations(edit)
    _refresh_classes(edit)
    _refresh_aggregates(edit, months)


def unknown_keys(plan: Reader) -> list[str]:
    """Vendor texts of the ledger that nobody has matched yet, in alphabetical order."""
    rows = plan.rows(
        "select distinct vendor_key from ledger_line where vendor_key not in (select vendor_key from vendor_match) "
        "order by vendor_key"
    )
    return [row["vendor_key"] for row in rows]


def _match_new_keys(edit: Edit, *, everything: bool) -> None:
    if everything:
        # A person's word stays; the rest is matched anew because vendors may have come or gone.
        edit.execute("delete from vendor_match where tier <> 'alias'")
    keys = unknown_keys(edit)
    vendors = edit.rows("select id, vendor_key from vendor where deleted_at is null order by id")
    matches = Matcher((row["id"], row["vendor_key"]) for row in vendors).match_all(keys)
    edit.append(
        "vendor_match",
        [
            {
                "vendor_key": key,
                "vendor_id": found.vendor_id,
                "tier": found.tier,
                "score": found.score,
                "suggestion_id": found.suggestion_id,
                "decided_by": None,
                "decided_at": None,
            }
            for key, found in zip(keys, matches, strict=True)
        ],
    )


def _refresh_rule_hits(edit: Edit) -> None:
    edit.execute("delete from rule_hit")
    edit.execute("""
        insert into rule_hit
        with value as (
            select 'vendor' as field, vendor_key as value, vendor_key as text from vendor_match
            union select distinct 'category', category, category from ledger_line where category is not null
            union select distinct 'account', account, account from ledger_line where account is not null
            union select distinct 'department', department_text, department_text from ledger_line
            where department_text is not null
        )
        select value.field, value.value, min(rule.rank), arg_min(rule.verdict, rule.rank)
        from value
        join it_rule as rule on rule.field = value.field and rule.deleted_at is null
            and lower(value.text) like '%' || lower(rule.pattern) || '%'
        group by value.field, value.value
    """)


def _refresh_explanations(edit: Edit) -> None:
    edit.execute("delete from covered_month")
    edit.execute("""
        insert into covered_month
        with bounds as (
            select cast(date_trunc('month', min(posted_on)) as date) as first,
                   cast(date_trunc('month', max(posted_on)) as date) as last
            from ledger_line
        ), calendar as (
            select cast(unnest(generate_series(first, last, interval 1 month)) as date) as month from bounds
            where first is not null
        ), span as (
            select vendor_id, coalesce(start_on, date '0001-01-01') as first,
                   case when auto_renew is distinct from false then date '9999-12-31'
                        else cast(coalesce(end_on, start_on + to_months(initial_months), date '9999-12-31') as date)
                   end as last
            from contract where deleted_at is null and vendor_id is not null
        ), start as (
            select coalesce(max(fiscal_year_start), 1) as month from company
        ), budgeted as (
            select distinct vendor_id,
                extract(year from line.month)
                + case when start.month > 1 and extract(month from line.month) >= start.month then 1 else 0 end as year
            from budget_line as line, start
            where vendor_id is not null and deleted_at is null and edition = 'approved'
        ), found as (
            select vendor_id, calendar.month, 1 as rank
            from span join calendar
                on calendar.month >= date_trunc('month', span.first) and calendar.month <= span.last
            union all
            select vendor_id, calendar.month, 2
            from calendar, start, budgeted
            where budgeted.year = extract(year from calendar.month)
                + case when start.month > 1 and extract(month from calendar.month) >= start.month then 1 else 0 end
        )
        select vendor_id, month, case when min(rank) = 1 then 'contract' else 'budget' end
        from found group by vendor_id, month
    """)
    edit.execute("delete from bought_line")
    edit.execute("""
        insert into bought_line
        with bill as (
            select vendor_id, purchased_on, cost as amount, min(id) as asset_id from asset
            where vendor_id is not null and purchased_on is not null and cost > 0 and deleted_at is null
            group by vendor_id, purchased_on, cost
            union
            select vendor_id, purchased_on, cast(sum(cost) as decimal(18,2)), min(id) from asset
            where vendor_id is not null and purchased_on is not null and cost > 0 and deleted_at is null
            group by vendor_id, purchased_on, order_number
        )
        select line.identity, line.occurrence, min(bill.asset_id)
        from ledger_line as line
        join vendor_match as match on match.vendor_key = line.vendor_key and match.tier in ('alias', 'exact', 'fuzzy')
        join bill on bill.vendor_id = match.vendor_id and bill.amount = line.amount
            and line.posted_on between bill.purchased_on - 45 and bill.purchased_on + 45
        group by line.identity, line.occurrence
    """)


def _refresh_classes(edit: Edit) -> None:
    edit.execute("delete from spend_class")
    edit.execute("""
        insert into spend_class
        with known as (
            select vendor_id, lower(category) as category, technology_class from contract where deleted_at is null
            union all
            select asset.vendor_id, null, class.technology_class
            from asset join asset_class as class on class.id = asset.class_id where asset.deleted_at is null
        )
        select vendor_id, category, min(technology_class)
        from known
        where technology_class is not null
        group by grouping sets ((vendor_id, category), (vendor_id), (category))
        having count(distinct technology_class) = 1
            and (case when grouping(vendor_id) = 0 then vendor_id is not null else category is not null end)
            and (grouping(vendor_id) = 1 or grouping(category) = 1 or category is not null)
    """)


def _refresh_aggregates(edit: Edit, months: Sequence[date] | None) -> None:
    changed = list(months) if months is not None else None
    edit.execute(
        "delete from ledger_month where $1::date[] is null or list_contains($1::date[], month)", changed
    )
    edit.execute(
        """
        insert into ledger_month by name
        select month, department_id, category, capital, verdict, explained_by, technology_class,
               count(*) as lines, sum(amount) as amount
        from ledger_classed
        where $1::date[] is null or list_contains($1::date[], cast(date_trunc('month', posted_on) as date))
        group by month, department_id, category, capital, verdict, explained_by, technology_class
        order by month
        """,
        changed,
    )
    years = _fiscal_years(edit, changed)
    edit.execute(
        "delete from ledger_vendor where $1::smallint[] is null or list_contains($1::smallint[], fiscal_year)",
        years,
    )
    edit.execute(
        """
        insert into ledger_vendor
        with judged as (
            select *, cast(extract(year from posted_on)
                + case when start.month > 1 and extract(month from posted_on) >= start.month then 1 else 0 end
                as smallint) as fiscal_year
            from ledger_judged, (select coalesce(max(fiscal_year_start), 1) as month from company) as start
        )
        select fiscal_year, department_id, vendor_key, verdict, explained_by,
               count(*), sum(amount), min(posted_on), max(posted_on)
        from judged
        where $1::smallint[] is null or list_contains($1::smallint[], fiscal_year)
        group by fiscal_year, department_id, vendor_key, verdict, explained_by
        order by fiscal_year, department_id
        """,
        years,
    )


def _fiscal_years(plan: Reader, months: Sequence[date] | None) -> list[int] | None:
    if months is None:
        return None
    start = plan.value("select coalesce(max(fiscal_year_start), 1) from company")
    return sorted({month.year + (1 if start > 1 and month.month >= start else 0) for month in months})
