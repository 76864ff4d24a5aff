-- Which of the six technology classes a ledger line belongs to. Derived: store.spend fills it anew with the rest.

create table spend_class (
    vendor_id bigint,
    category varchar,
    technology_class varchar not null
);
comment on table spend_class is 'One row per vendor and category, per vendor (category null) and per category (vendor null) whose contracts and assets are all of one class.';

alter table ledger_month add column technology_class varchar;
comment on column ledger_month.technology_class is 'internet, phone, infrastructure, users, support or consultants; null is unknown, and always null for lines that are not IT.';

create view ledger_classed as
select
    judged.*,
    case when judged.verdict = 'it' then coalesce(
        bought_class.technology_class, by_both.technology_class, by_vendor.technology_class, by_category.technology_class
    ) end as technology_class
from ledger_judged as judged
left join bought_line as bought
    on judged.explained_by = 'asset' and bought.identity = judged.identity and bought.occurrence = judged.occurrence
left join asset on asset.id = bought.asset_id
left join asset_class as bought_class on bought_class.id = asset.class_id
left join spend_class as by_both on by_both.vendor_id = judged.vendor_id and by_both.category = lower(judged.category)
left join spend_class as by_vendor on by_vendor.vendor_id = judged.vendor_id and by_vendor.category is null
left join spend_class as by_category on by_category.vendor_id is null and by_category.category = lower(judged.category);
comment on view ledger_classed is 'One row per ledger line as in ledger_judged, with its technology class: that of the asset bought, else of the vendor in this category, the vendor, the category.';
