-- The technology class of a vendor in a category, of a vendor, of a category: only where all agree.
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
