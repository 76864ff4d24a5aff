"""What the plan records that a forecast of the budget stands on."""

from __future__ import annotations

from dataclasses import fields
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from itstrat.planning.benefits import Benefit
from itstrat.planning.calendar import add_months, month_start, month_starts
from itstrat.planning.initiative_lines import Initiative
from itstrat.planning.plan_facts import Licence, PlanFacts
from itstrat.planning.terms import ContractTerms
from itstrat.store import asset, contract
from itstrat.store.spending import ledger_span

if TYPE_CHECKING:
    from datetime import date

    import pandas as pd

    from itstrat.store.reading import Reader, Row

_TERMS = tuple(field.name for field in fields(ContractTerms))


def facts(plan: Reader, as_of: date, department_id: int | None = None) -> PlanFacts:
    """The records behind a forecast seen on as_of, of one department or all (None).

    People are the departments' headcount, else the persons employed on that day, in FTE. `unexplained` is IT money
    that no contract and no asset explains, without what was decided to be one-off: nothing else carries it forward.
    """
    agreed = contract.contracts(plan, department_id)
    moves = {row["month"]: row for row in plan.rows(_HIRING, month_start(as_of), department_id)}
    return PlanFacts(
        people=plan.value(_PEOPLE, as_of, department_id),
        hires={month: row["hires"] for month, row in moves.items()},
        leavers={month: row["leavers"] for month, row in moves.items()},
        contracts={row["id"]: ContractTerms(**{name: row[name] for name in _TERMS}) for row in agreed},
        contract_names={row["id"]: row["name"] for row in agreed},
        licences=tuple(
            Licence(row["id"], row["unit_price"], row["seats_paid"], row["seats_assigned"])
            for row in agreed
            if row["seats_paid"] is not None
        ),
        assets=_assets(plan, department_id),
        classes=asset.rules(plan),
        initiatives=initiatives(plan, department_id),
        unexplained=unexplained(plan, as_of, department_id),
    )


def booked(plan: Reader, first: date, last: date, department_id: int | None) -> list[Row]:
    """IT spend of the months from first to last: month, category, capital, explained_by, amount (exact)."""
    return plan.rows(_BOOKED, first, last, department_id)


def budgeted(plan: Reader, first: date, last: date, department_id: int | None) -> list[Row]:
    """The approved budget of the months from first to last: month, category, capital, amount (exact)."""
    return plan.rows(_BUDGETED, first, last, department_id)


def last_charged(plan: Reader, first: date, until: date) -> dict[int, date | None]:
    """By contract with a vendor: the last day of these on which the ledger has a line of that vendor; None: none."""
    return {row["id"]: row["posted_on"] for row in plan.rows(_LAST_CHARGED, first, until)}


def planned_people(plan: Reader, department_id: int | None) -> Decimal | None:
    """People the departments plan to be in two years, in FTE; None when none of them says."""
    found: Decimal | None = plan.value(
        "select sum(headcount_planned) from department "
        "where deleted_at is null and ($1::bigint is null or id = $1)",
        department_id,
    )
    return found


def _assets(plan: Reader, department_id: int | None) -> pd.DataFrame:
    found = asset.facts(plan, department_id)
    names = plan.frame("select id, name from asset where deleted_at is null")
    return found.merge(names, on="id", how="left")


def initiatives(
    plan: Reader, department_id: int | None = None, *, done: bool = False
) -> tuple[Initiative, ...]:
    """What initiatives cost and save, by start; also those that are done where asked.

    The forecast asks for those not done: the bills of what is done are in the ledger and among the contracts.
    """
    saved: dict[int, list[Benefit]] = {}
    for row in plan.rows(_SIGNED):
        one = Benefit(
            str(row["id"]),
            "cash",
            row["monthly"],
            row["start_on"],
            row["ramp_months"],
            row["realisation"],
            confirmed=True,
        )
        saved.setdefault(row["initiative_id"], []).append(one)
    return tuple(
        Initiative(
            source_id=row["id"],
            label=row["name"],
            starts_on=row["start_on"],
            months=row["months"] or 1,
            one_off=row["one_off"],
            run_monthly=row["run_monthly"],
            savings=tuple(saved.get(row["id"], ())),
            capital=row["capital"],
        )
        for row in plan.rows(_INITIATIVES, department_id, done)
    )


def unexplained(plan: Reader, as_of: date, department_id: int | None = None) -> tuple[Decimal, ...]:
    """The `unexplained` of `facts` by month, from the ledger's first to the last closed one; 0 where there is none."""
    first, last = ledger_span(plan)
    if first is None or last is None:
        return ()
    months = month_starts(first, min(last, add_months(month_start(as_of), -1)))
    if not months:
        return ()
    asked: tuple[Any, ...] = (months[0], months[-1], department_id)
    amounts = {row["month"]: row["amount"] for row in plan.rows(_NO_DRIVER, *asked)}
    once = {row["month"]: row["amount"] for row in plan.rows(_ONE_OFF, *asked)}
    zero = Decimal("0.00")
    return tuple(amounts.get(month, zero) - once.get(month, zero) for month in months)


_PEOPLE = """
select coalesce(
    (select sum(headcount) from department where deleted_at is null and ($2::bigint is null or id = $2)),
    (select sum(coalesce(fte, 1)) from person where deleted_at is null and ($2::bigint is null or department_id = $2)
        and (started_on is null or started_on <= $1) and (ended_on is null or ended_on >= $1))
)
"""

_HIRING = """
select month, sum(hires) as hires, sum(leavers) as leavers from hiring
where deleted_at is null and month >= $1 and ($2::bigint is null or department_id = $2)
group by month order by month
"""

_INITIATIVES = """
select
    id, name, case when finish_on is not null then start_on end as start_on, one_off, run_monthly, capital,
    date_diff('month', start_on, finish_on) + 1 as months
from initiative
where deleted_at is null and (progress is distinct from 1 or $2) and ($1::bigint is null or department_id = $1)
order by start_on, id
"""

# Only cash lowers the budget, and only once its owner has signed for it.
_SIGNED = """
select id, initiative_id, monthly, realisation, ramp_months, date_trunc('month', start_on)::date as start_on
from benefit where deleted_at is null and kind = 'cash' and confirmed_by is not null and monthly > 0
order by initiative_id, id
"""

_BOOKED = """
select month, nullif(category, '') as category, capital, explained_by, sum(amount) as amount from ledger_month
where verdict = 'it' and month between $1 and $2 and ($3::bigint is null or department_id = $3)
group by all order by all
"""

_BUDGETED = """
select month, nullif(category, '') as category, capital, sum(amount) as amount from budget_line
where edition = 'approved' and deleted_at is null and month between $1 and $2
    and ($3::bigint is null or department_id = $3)
group by all order by all
"""

_NO_DRIVER = """
select month, sum(amount) as amount from ledger_month
where verdict = 'it' and coalesce(explained_by, '') not in ('contract', 'asset') and month between $1 and $2
    and ($3::bigint is null or department_id = $3)
group by month
"""

_ONE_OFF = """
with one_off as (
    select vendor_key, identity from spend_decision where decision = 'one_off' and deleted_at is null
)
select line.month, sum(line.amount) as amount
from ledger_judged as line
left join spend_decision as own
    on own.identity = line.identity and own.occurrence = line.occurrence and own.deleted_at is null
left join spend_decision as theirs on theirs.vendor_key = line.vendor_key and theirs.deleted_at is null
where line.verdict = 'it' and coalesce(line.explained_by, '') not in ('contract', 'asset')
    and coalesce(own.decision, theirs.decision) = 'one_off'
    and (line.vendor_key in (select vendor_key from one_off) or line.identity in (select identity from one_off))
    and line.month between $1 and $2 and ($3::bigint is null or line.department_id = $3)
group by line.month
"""

_LAST_CHARGED = """
with charged as (
    select match.vendor_id, max(line.posted_on) as posted_on
    from ledger_line as line
    join vendor_match as match on match.vendor_key = line.vendor_key and match.tier in ('alias', 'exact', 'fuzzy')
    where line.posted_on between $1 and $2
    group by match.vendor_id
)
select contract.id, charged.posted_on
from contract left join charged on charged.vendor_id = contract.vendor_id
where contract.deleted_at is null and contract.vendor_id is not null
"""
