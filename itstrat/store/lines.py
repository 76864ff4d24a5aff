"""Single lines of the ledger, a page at a time, and the vendor texts that still wait for a decision."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from decimal import Decimal

    from itstrat.store.reading import Reader, Row

Shown = Literal["it", "unexplained", "undecided", "not_it", "all"]
Waiting = Literal["all", "unexplained", "undecided", "suggested"]


@dataclass(frozen=True, slots=True)
class LineFilter:
    """Which lines to show: those of whole months from first to last that fit every other field that is not None.

    `vendor_key` is contained in the line's. `shown` is `it`, `not_it` or `undecided` as judged, `unexplained` (IT that nothing explains) or `all`.
    """

    first: date
    last: date
    department_id: int | None = None
    shown: Shown = "it"
    category: str | None = None
    vendor_key: str | None = None


def count(plan: Reader, lines: LineFilter) -> tuple[int, Decimal]:
    """How many lines fit, and their sum."""
    # The monthly aggregate answers at once, but does not know vendors.
    sql = _COUNT_MONTHS if lines.vendor_key is None else _COUNT_LINES
    found = plan.row(sql, *_parameters(lines)) or {}
    return found["lines"], found["amount"]


def page(plan: Reader, lines: LineFilter, offset: int, limit: int) -> list[Row]:
    """The lines that fit, largest first, from `offset` on.

    Columns: posted_on, vendor, amount, description, category, department, capital, verdict, explained_by,
    transaction_number, and identity and occurrence to decide a line by.
    """
    return plan.rows(_PAGE, *_parameters(lines), limit, offset)


def categories(plan: Reader, first: date, last: date) -> list[str]:
    """Categories of the lines of these months, in alphabetical order."""
    sql = "select distinct category from ledger_month where month between $1 and $2 and category is not null order by 1"
    return [row["category"] for row in plan.rows(sql, first, last)]


def waiting(
    plan: Reader, fiscal_year: int, department_id: int | None, show: Waiting, offset: int, limit: int
) -> list[Row]:
    """Vendor texts of a fiscal year that nothing explains or nobody has judged, largest money first.

    Rows: vendor_key, state (unexplained or undecided), lines, amount, first_on, last_on, suggestion and score (a known
    vendor it may be, else None); `texts` and `total` repeat in each row how many there are, and their sum.
    """
    return plan.rows(_WAITING, fiscal_year, department_id, show, limit, offset)


def _parameters(lines: LineFilter) -> tuple[object, ...]:
    return lines.first, lines.last, lines.department_id, lines.shown, lines.category, lines.vendor_key


_COUNT_MONTHS = """
select cast(coalesce(sum(lines), 0) as bigint) as lines, coalesce(sum(amount), 0) as amount from ledger_month
where month between $1 and $2 and $6::varchar is null
    and ($3::bigint is null or department_id = $3)
    and case $4 when 'all' then true when 'unexplained' then verdict = 'it' and explained_by is null
        else verdict = $4 end
    and ($5::varchar is null or category = $5)
"""

_COUNT_LINES = """
select count(*) as lines, coalesce(sum(amount), 0) as amount from ledger_judged
where posted_on >= $1 and posted_on < $2::date + interval 1 month and position($6 in vendor_key) > 0
    and ($3::bigint is null or department_id = $3)
    and case $4 when 'all' then true when 'unexplained' then verdict = 'it' and explained_by is null
        else verdict = $4 end
    and ($5::varchar is null or category = $5)
"""

_PAGE = """
with wanted as (
    select * from ledger_judged
    where posted_on >= $1 and posted_on < $2::date + interval 1 month
        and ($6::varchar is null or position($6 in vendor_key) > 0)
        and ($3::bigint is null or department_id = $3)
        and case $4 when 'all' then true when 'unexplained' then verdict = 'it' and explained_by is null
            else verdict = $4 end
        and ($5::varchar is null or category = $5)
    order by amount desc, posted_on, identity, occurrence limit $7 offset $8
)
select wanted.posted_on, wanted.vendor_text as vendor, wanted.amount, wanted.description, wanted.category,
    coalesce(department.name, wanted.department_text) as department, wanted.capital, wanted.verdict,
    wanted.explained_by, wanted.transaction_number, cast(wanted.identity as varchar) as identity, wanted.occurrence
from wanted left join department on department.id = wanted.department_id
order by wanted.amount desc, wanted.posted_on, wanted.identity, wanted.occurrence
"""

_WAITING = """
with found as (
    select vendor_key, case when verdict = 'it' then 'unexplained' else 'undecided' end as state,
        cast(sum(lines) as bigint) as lines, sum(amount) as amount, min(first_on) as first_on, max(last_on) as last_on
    from ledger_vendor
    where fiscal_year = $1 and ($2::bigint is null or department_id = $2)
        and (verdict = 'undecided' or (verdict = 'it' and explained_by is null))
    group by all
), listed as (
    select found.*, match.suggestion_id, case when match.suggestion_id is not null then match.score end as score,
        count(*) over () as texts, sum(found.amount) over () as total
    from found left join vendor_match as match
        on match.vendor_key = found.vendor_key and match.tier = 'review'
    where case $3 when 'all' then true when 'suggested' then match.suggestion_id is not null
        else found.state = $3 end
    order by found.amount desc, found.vendor_key, found.state limit $4 offset $5
)
select listed.vendor_key, listed.state, listed.lines, listed.amount, listed.first_on, listed.last_on,
    vendor.name as suggestion, listed.score, listed.texts, listed.total
from listed left join vendor on vendor.id = listed.suggestion_id
order by listed.amount desc, listed.vendor_key, listed.state
"""
