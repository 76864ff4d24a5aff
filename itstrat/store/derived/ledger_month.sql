-- $1: months to sum anew, or null for all.
insert into ledger_month by name
select month, department_id, category, capital, verdict, explained_by, technology_class,
       count(*) as lines, cast(sum(amount) as decimal(18,2)) as amount
from ledger_classed
where $1::date[] is null or list_contains($1::date[], cast(date_trunc('month', posted_on) as date))
group by month, department_id, category, capital, verdict, explained_by, technology_class
order by month
