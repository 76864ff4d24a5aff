-- The months in which a contract, else a budget line that names the vendor, explains a vendor's charges.
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
