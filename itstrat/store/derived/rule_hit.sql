-- The rule that wins for each value of a ledger field. % in a pattern stands for any text.
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
