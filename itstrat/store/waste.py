"""Candidates for spend worth a second look: everything that could qualify and little else, however long the ledger.

What qualifies is judged by planning.duplicates and planning.waste on these frames.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    import pandas as pd

    from itstrat.store.reading import Reader, Row


def alike_lines(plan: Reader, first: date, last: date) -> pd.DataFrame:
    """IT lines of vendors that were paid one amount twice within five days or under one invoice number.

    Whole groups with their credits, so that the usual pace can be told: id, posted_on, vendor_key, vendor, amount,
    transaction_number, department.
    """
    return plan.frame(_ALIKE, first, last)


def contract_charges(plan: Reader, first: date, last: date) -> pd.DataFrame:
    """What contracts charged: contract_id, month, price, quantity (1), of vendors with one live contract.

    Only months with one single charge, so that a bill in parts or by usage is not taken for a price.
    """
    return plan.frame(_CHARGES, first, last)


def regular_charges(plan: Reader, first: date, last: date) -> pd.DataFrame:
    """Charges by day of vendors without a live contract, which nobody decided about, on three or more days.

    Columns: vendor_key, posted_on, amount, contract_id (always null), department (where most of it was booked).

    Vendors that charge quicker than every six days, or whose upper quarter of charges is over twice the lower, are
    left out: that is buying, not subscribing.
    """
    return plan.frame(_REGULAR, first, last)


def live_contracts(plan: Reader, as_of: date) -> list[Row]:
    """Contracts that run on as_of: id, name, vendor, department, start_on, billing, amount, uplift_cap, seats_paid.

    `last_on` is the vendor's last charge up to as_of, of the contract's category where the vendor has several
    contracts; None without one.
    """
    return plan.rows(_CONTRACTS, as_of)


# What is IT is judged once and first: few lines are left to look for pairs in.
_ALIKE = """
with judged as materialized (
    select id, posted_on, vendor_key, vendor_id, vendor_text, amount, abs(amount) as size, transaction_number,
        department_id
    from ledger_judged where posted_on between $1 and $2 and verdict = 'it' and amount <> 0
), repeated as (
    select vendor_key, size from judged where amount > 0 group by vendor_key, size having count(*) > 1
), spaced as (
    select vendor_key, size, upper(regexp_replace(transaction_number, '[^0-9A-Za-z]', '', 'g')) as invoice,
        posted_on - lag(posted_on) over (partition by vendor_key, size order by posted_on, id) as gap
    from judged semi join repeated using (vendor_key, size)
    where amount > 0
), near as (
    select vendor_key, size from spaced group by vendor_key, size
    having min(gap) <= 5 or count(nullif(invoice, '')) > count(distinct nullif(invoice, ''))
)
select judged.id, judged.posted_on, judged.vendor_key, coalesce(vendor.name, judged.vendor_text) as vendor,
    judged.amount, judged.transaction_number, department.name as department
from judged semi join near using (vendor_key, size)
left join vendor on vendor.id = judged.vendor_id
left join department on department.id = judged.department_id
"""

_CHARGES = """
with sole as (
    select vendor_id, min(id) as contract_id from contract
    where deleted_at is null and vendor_id is not null
    group by vendor_id having count(*) = 1
), known as (
    select match.vendor_key, sole.contract_id from sole
    join vendor_match as match on match.vendor_id = sole.vendor_id and match.tier in ('alias', 'exact', 'fuzzy')
)
select known.contract_id, cast(date_trunc('month', line.posted_on) as date) as month,
    max(line.amount) as price, 1 as quantity
from ledger_line as line join known on known.vendor_key = line.vendor_key
where line.posted_on between $1 and $2 and line.amount > 0
group by all
having count(*) = 1
"""

# Days are counted roughly first, at half the pace asked, since counting them exactly takes several times as long.
_REGULAR = """
with managed as (
    select match.vendor_key from vendor_match as match
    join contract on contract.vendor_id = match.vendor_id and contract.deleted_at is null
    where match.tier in ('alias', 'exact', 'fuzzy')
), free as (
    select vendor_key, posted_on, amount from ledger_line anti join managed using (vendor_key)
    where posted_on between $1 and $2 and amount > 0
), seldom as (
    select vendor_key from free group by vendor_key
    having max(posted_on) - min(posted_on) >= 3 * (approx_count_distinct(posted_on) - 1)
), paced as (
    select vendor_key from free semi join seldom using (vendor_key)
    group by vendor_key
    having count(distinct posted_on) >= 3
        and max(posted_on) - min(posted_on) >= 6 * (count(distinct posted_on) - 1)
        and quantile_cont(amount, 0.75) <= 2 * quantile_cont(amount, 0.25)
)
select judged.vendor_key, judged.posted_on, sum(judged.amount) as amount, cast(null as bigint) as contract_id,
    mode(department.name) as department
from ledger_judged as judged
left join department on department.id = judged.department_id
where judged.posted_on between $1 and $2 and judged.vendor_key in (select vendor_key from paced)
    and judged.amount > 0 and judged.verdict <> 'not_it' and judged.explained_by is distinct from 'decision'
group by judged.vendor_key, judged.posted_on
"""

_CONTRACTS = """
with live as (
    select *, count(*) over (partition by vendor_id) as of_vendor from contract
    where deleted_at is null and vendor_id is not null
), charged as (
    select match.vendor_id, lower(line.category) as category, max(line.posted_on) as last_on
    from ledger_line as line
    join vendor_match as match on match.vendor_key = line.vendor_key and match.tier in ('alias', 'exact', 'fuzzy')
    join (select distinct vendor_id from live) as asked on asked.vendor_id = match.vendor_id
    where line.posted_on <= $1 and line.amount > 0
    group by all
)
select live.id, live.name, vendor.name as vendor, department.name as department, live.start_on, live.billing,
    live.amount, live.uplift_cap, live.seats_paid,
    max(charged.last_on) filter (where live.of_vendor = 1 or charged.category = lower(live.category)) as last_on
from live
join vendor on vendor.id = live.vendor_id
left join department on department.id = live.department_id
left join charged on charged.vendor_id = live.vendor_id
where (live.start_on is null or live.start_on <= $1)
    and not (live.auto_renew is not distinct from false and live.end_on is not null and live.end_on < $1)
group by all
order by live.id
"""
