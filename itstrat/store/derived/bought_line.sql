-- Ledger lines that buy an asset, or all assets of one order: same vendor, same money, within 45 days.
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
