"""Contracts as the plan holds them: their terms, and the decision about the next renewal, which a person may change."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from itstrat.errors import ItstratError
from itstrat.planning.terms import BILLING_MONTHS
from itstrat.store import spend, vendor
from itstrat.store.amending import amend, insert, require_reason
from itstrat.store.asset import TECHNOLOGY_CLASSES
from itstrat.store.entering import choice, day, flag, key, money, number, share, text, whole

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from itstrat.store.amending import Change
    from itstrat.store.database import Store
    from itstrat.store.entering import Check
    from itstrat.store.reading import Reader, Row

DECISIONS = ("keep", "renegotiate", "reduce", "cancel")
BILLING = (*BILLING_MONTHS, "once")
_MONTHS, _NOTICE, _SEATS = whole(0, 600), whole(0, 3650), whole(0, 100_000_000)
TERMS: Mapping[str, Check] = {
    "technology_class": choice(TECHNOLOGY_CLASSES), "owner": text, "start_on": day, "initial_months": _MONTHS,
    "renewal_months": _MONTHS, "end_on": day, "notice_days": _NOTICE, "notice_months": _MONTHS, "auto_renew": flag,
    "amount": money, "billing": choice(BILLING), "unit_price": money, "uplift": number("-0.5", "1"),
    "uplift_cap": share, "seats_paid": _SEATS, "seats_assigned": _SEATS, "seats_idle": _SEATS,
    "decision": choice(DECISIONS),
}  # fmt: skip
_NAMED: Mapping[str, Check] = {"name": text, "department_id": key, "vendor_id": key}
# What the ledger is explained by: any other term leaves its lines as they are.
_EXPLAINS = {"vendor_id", "technology_class", "start_on", "end_on", "initial_months", "auto_renew"}
# What tells whether a text that is like the vendor's name is charged its bills.
_TELLS_BILLS = {"amount", "billing"}


def contracts(plan: Reader, department_id: int | None) -> list[Row]:
    """One row per live contract of the department (None: all), exact, with the names of vendor and department."""
    return plan.rows(_CONTRACTS, department_id)


def save_contracts(store: Store, changes: Sequence[Change], who: str, reason: str) -> None:
    """Save changed terms and decisions, and what follows from them for the ledger; None is unknown again.

    Raises ItstratError for what cannot be, NotAllowedError for any column that is not a term, StaleEditError when
    somebody saved the contract in the meantime. All changes are kept, or none.
    """
    for change in changes:
        _check(TERMS, change.after)
    with store.tx(who, require_reason(reason)) as edit:
        for change in changes:
            _refuse_impossible(edit.record("contract", change.key), change.after)
        amend(edit, "contract", tuple(TERMS), changes)
        if any(_EXPLAINS & change.after.keys() for change in changes):
            spend.settle(edit)
        elif any(_TELLS_BILLS & change.after.keys() for change in changes):
            spend.settle(edit, [])


def add_contract(store: Store, values: Mapping[str, Any], who: str, reason: str) -> int:
    """Enter a contract; gives its id. `vendor` is a name, of a new vendor too; the other values are columns.

    Raises ItstratError without a name, for what cannot be, and for one the vendor has already; NotAllowedError for
    other columns.
    """
    given = {column: value for column, value in values.items() if column != "vendor"}
    checks = {**_NAMED, **TERMS}
    _check(checks, given)
    name = str(given.get("name") or "").strip()
    if not name:
        raise ItstratError("A contract needs a name.")
    _refuse_impossible({}, given)
    with store.tx(who, require_reason(reason)) as edit:
        vendor_id = vendor.named(edit, values.get("vendor"))
        if edit.value(_SAME, vendor_id, name):
            raise ItstratError(f"There is a contract {name} of this vendor already; change that one.")
        record = insert(edit, "contract", tuple(checks), given | {"name": name, "vendor_id": vendor_id})
        spend.settle(edit)
        return record


def retire_contract(store: Store, record: int, version: int, who: str, reason: str) -> None:
    """Take a contract out of the plan; what it explained of the ledger is open again. Raises StaleEditError."""
    with store.tx(who, require_reason(reason)) as edit:
        edit.retire("contract", record, version)
        spend.settle(edit)


def _check(checks: Mapping[str, Check], values: Mapping[str, object]) -> None:
    for column, value in values.items():
        if value is not None and column in checks and (why := checks[column](value)):
            raise ItstratError(f"The {column.removesuffix('_on').replace('_', ' ')} of a contract {why}.")


def _refuse_impossible(stored: Row, after: Mapping[str, Any]) -> None:
    """Refuse what contradicts itself, where it is entered: what a file brought so may stay until it is looked at."""
    record = stored | dict(after)
    starts, ends = record.get("start_on"), record.get("end_on")
    if after.keys() & {"start_on", "end_on"} and starts and ends and ends < starts:
        raise ItstratError(f"A contract cannot end on {ends}, before its start on {starts}.")
    assigned, idle = record.get("seats_assigned"), record.get("seats_idle")
    told = after.keys() & {"seats_assigned", "seats_idle"}
    if told and assigned is not None and idle is not None and idle > assigned:
        raise ItstratError(f"Of {assigned} assigned seats {idle} cannot be idle.")


_CONTRACTS = """
select contract.* exclude (deleted_at), vendor.name as vendor, department.name as department
from contract
left join vendor on vendor.id = contract.vendor_id
left join department on department.id = contract.department_id
where contract.deleted_at is null and ($1::bigint is null or contract.department_id = $1)
order by contract.id
"""

_SAME = """
select exists (select 1 from contract where deleted_at is null and vendor_id is not distinct from $1
    and lower(name) = lower($2))
"""
