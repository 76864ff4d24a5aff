-- What follows from the ledger, the contracts and the CIO's rules and decisions. Derived: store.spend fills it anew.

create table rule_hit (
    field varchar not null,
    value varchar not null,
    rank integer not null,
    verdict varchar not null
);
comment on table rule_hit is 'One row per value of a ledger field that some rule covers: the winning rule''s rank and verdict.';

comment on column rule_hit.value is 'The field''s text as the ledger has it; for vendors the key.';

create table covered_month (
    vendor_id bigint not null,
    month date not null,
    explained_by varchar not null
);
comment on table covered_month is 'One row per vendor and month in which a contract or a budget line explains its charges.';

comment on column covered_month.explained_by is 'contract or budget.';

create table bought_line (
    identity uuid not null,
    occurrence integer not null,
    asset_id bigint not null
);
comment on table bought_line is 'One row per ledger line that is the purchase of an asset (same vendor, same money, within 45 days).';

create view ledger_judged as
select
    line.*,
    cast(date_trunc('month', line.posted_on) as date) as month,
    match.vendor_id,
    case
        when coalesce(own.decision, theirs.decision) = 'ignore' then 'not_it'
        when coalesce(own.decision, theirs.decision) is not null then 'it'
        when covered.explained_by is not null or bought.identity is not null then 'it'
        when by_vendor.rank is not null
            and by_vendor.rank <= least(coalesce(by_category.rank, 2147483647), coalesce(by_account.rank, 2147483647), coalesce(by_department.rank, 2147483647))
            then by_vendor.verdict
        when by_category.rank is not null
            and by_category.rank <= least(coalesce(by_account.rank, 2147483647), coalesce(by_department.rank, 2147483647))
            then by_category.verdict
        when by_account.rank is not null and by_account.rank <= coalesce(by_department.rank, 2147483647)
            then by_account.verdict
        when by_department.rank is not null then by_department.verdict
        else 'undecided'
    end as verdict,
    case
        when coalesce(own.decision, theirs.decision) = 'ignore' then 'decision'
        when bought.identity is not null then 'asset'
        when covered.explained_by is not null then covered.explained_by
        when coalesce(own.decision, theirs.decision) is not null then 'decision'
    end as explained_by
from ledger_line as line
-- Only equalities join here: with any other condition DuckDB compares every line with every row.
left join (select vendor_key, vendor_id from vendor_match where tier in ('alias', 'exact', 'fuzzy')) as match
    on match.vendor_key = line.vendor_key
left join covered_month as covered
    on covered.vendor_id = match.vendor_id
    and covered.month = cast(date_trunc('month', line.posted_on) as date)
left join bought_line as bought on bought.identity = line.identity and bought.occurrence = line.occurrence
left join spend_decision as own
    on own.identity = line.identity and own.occurrence = line.occurrence and own.deleted_at is null
left join spend_decision as theirs on theirs.vendor_key = line.vendor_key and theirs.deleted_at is null
left join rule_hit as by_vendor on by_vendor.field = 'vendor' and by_vendor.value = line.vendor_key
left join rule_hit as by_category on by_category.field = 'category' and by_category.value = line.category
left join rule_hit as by_account on by_account.field = 'account' and by_account.value = line.account
left join rule_hit as by_department on by_department.field = 'department' and by_department.value = line.department_text;
comment on view ledger_judged is 'One row per ledger line with its month, vendor, verdict (it, not_it, undecided) and explanation.';
