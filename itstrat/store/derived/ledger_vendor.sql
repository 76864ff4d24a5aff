-- $1: fiscal years to sum anew, or null for all.
insert into ledger_vendor
with judged as (
    select *, cast(extract(year from posted_on)
        + case when start.month > 1 and extract(month from posted_on) >= start.month then 1 else 0 end
        as smallint) as fiscal_year
    from ledger_judged, (select coalesce(max(fiscal_year_start), 1) as month from company) as start
)
select fiscal_year, department_id, vendor_key, verdict, explained_by,
       count(*), cast(sum(amount) as decimal(18,2)), min(posted_on), max(posted_on)
from judged
where $1::smallint[] is null or list_contains($1::smallint[], fiscal_year)
group by fiscal_year, department_id, vendor_key, verdict, explained_by
order by fiscal_year, department_id
