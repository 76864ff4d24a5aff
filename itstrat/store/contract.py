"""Contracts as the plan holds them, and the decision about the next renewal, which a person may change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itstrat.errors import ItstratError
from itstrat.store.amending import amend, require_reason

if TYPE_CHECKING:
    from collections.abc import Sequence

    from itstrat.store.amending import Change
    from itstrat.store.database import Store
    from itstrat.store.reading import Reader, Row

DECISIONS = ("keep", "renegotiate", "reduce", "cancel")


def contracts(plan: Reader, department_id: int | None) -> list[Row]:
    """One row per live contract of the department (None: all), exact, with the names of vendor and department."""
    return plan.rows(_CONTRACTS, department_id)


def save_decisions(store: Store, changes: Sequence[Change], who: str, reason: str) -> None:
    """Save what was decided about renewals; None opens the question again.

    Raises ItstratError for an unknown decision, NotAllowedError for any other column, StaleEditError when somebody
    saved the contract in the meantime. All changes are kept, or none.
    """
    for change in changes:
        decision = change.after.get("decision")
        if decision is not None and decision not in DECISIONS:
            raise ItstratError(f"A decision is one of {', '.join(DECISIONS)}, not {decision}.")
    with store.tx(who, require_reason(reason)) as edit:
        amend(edit, "contract", ("decision",), changes)


_CONTRACTS = """
select contract.* exclude (deleted_at), vendor.name as vendor, department.name as department
from contract
left join vendor on vendor.id = contract.vendor_id
left join department on department.id = contract.department_id
where contract.deleted_at is null and ($1::bigint is null or contract.department_id = $1)
order by contract.id
"""
