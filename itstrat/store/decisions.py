"""What the CIO decides about spend: once, for this and later imports."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from itstrat.errors import ItstratError, StaleEditError
from itstrat.planning.vendors import normalise
from itstrat.store import spend

if TYPE_CHECKING:
    from datetime import date

    from itstrat.store.database import Store
    from itstrat.store.edits import Edit
    from itstrat.store.reading import Reader, Row

Kind = Literal["assign", "ignore", "one_off"]


@dataclass(frozen=True, slots=True)
class Subject:
    """What a decision is about: every line of a vendor text, or one line."""

    vendor_key: str | None = None
    identity: str | None = None
    occurrence: int | None = None

    def __post_init__(self) -> None:
        if (self.vendor_key is None) == (self.identity is None) or (self.identity is None) != (
            self.occurrence is None
        ):
            raise ValueError(
                "A decision is about a vendor text, or about one line by identity and occurrence."
            )


@dataclass(frozen=True, slots=True)
class Decision:
    """`assign`: it is IT, paid to `vendor` (a name; a new one is added) or under `contract_id`.

    `ignore`: it is not IT, for a `reason`. `one_off`: it is IT and will not come again.
    """

    kind: Kind
    vendor: str | None = None
    contract_id: int | None = None
    reason: str = ""


def decide(store: Store, subject: Subject, decision: Decision, who: str, version: int = 0) -> None:
    """Keep a decision and settle the ledger by it. `version` is that of the decision it replaces; 0: there is none.

    Raises ItstratError when the decision lacks what it needs, StaleEditError when somebody decided otherwise first.
    """
    _require_complete(decision)
    with store.tx(who, decision.reason or f"spend decision: {decision.kind}") as edit:
        vendors = edit.value("select count(*) from vendor")
        values: Row = {
            "decision": decision.kind,
            "vendor_id": _vendor(edit, decision),
            "contract_id": decision.contract_id,
            "reason": decision.reason or None,
        }
        standing = _standing(edit, subject)
        if standing is None:
            edit.insert("spend_decision", values | _key(subject))
        elif version != standing["version"]:
            raise StaleEditError("spend_decision", standing["id"], values, standing)
        else:
            edit.update("spend_decision", standing["id"], version, values)
        if subject.vendor_key is not None:
            _name(edit, subject.vendor_key, values["vendor_id"])
        new_vendor = edit.value("select count(*) from vendor") != vendors
        # A vendor the plan did not know may match other texts too, so then everything is looked at again.
        if new_vendor:
            spend.settle(edit)
        else:
            spend.settle(edit, _months(edit, subject), "decision")


def undecide(store: Store, subject: Subject, version: int, who: str) -> None:
    """Take a decision back; the vendor text is matched and the lines are judged as if it had never been made.

    Raises StaleEditError when it was changed since, ItstratError when there is none.
    """
    with store.tx(who, "spend decision taken back") as edit:
        standing = _standing(edit, subject)
        if standing is None:
            raise ItstratError("There is no decision to take back; reload the page.")
        edit.retire("spend_decision", standing["id"], version)
        if subject.vendor_key is not None:
            _name(edit, subject.vendor_key, None)
        spend.settle(edit, _months(edit, subject), "decision")


def decided(plan: Reader) -> list[Row]:
    """The live decisions, newest first: what they are about, decision, vendor, contract, reason, version, by whom.

    The columns vendor_key, identity (as text) and occurrence make a Subject; `text` says it to a person.
    """
    return plan.rows(_DECIDED)


def choices(plan: Reader) -> tuple[list[str], dict[int, str]]:
    """What a line can be assigned to: names of the vendors, and contracts by id as `vendor: contract`."""
    vendors = plan.rows("select distinct name from vendor where deleted_at is null order by lower(name)")
    contracts = plan.rows(
        "select contract.id, vendor.name || ': ' || contract.name as name from contract "
        "join vendor on vendor.id = contract.vendor_id "
        "where contract.deleted_at is null order by lower(vendor.name), lower(contract.name), contract.id"
    )
    return [row["name"] for row in vendors], {row["id"]: row["name"] for row in contracts}


def _require_complete(decision: Decision) -> None:
    if decision.kind == "assign" and not (decision.vendor or "").strip() and decision.contract_id is None:
        raise ItstratError("Nothing was decided: say which vendor or contract the lines belong to.")
    if decision.kind == "ignore" and not decision.reason.strip():
        raise ItstratError(
            "Nothing was decided: say why the lines are not IT, so that others understand it later."
        )


def _vendor(edit: Edit, decision: Decision) -> int | None:
    if decision.kind != "assign":
        return None
    if decision.contract_id is not None:
        vendor_id: int | None = edit.record("contract", decision.contract_id)["vendor_id"]
        return vendor_id
    name = (decision.vendor or "").strip()
    key = normalise(name) or name.lower()
    known: int | None = edit.value(
        "select id from vendor where deleted_at is null and (name = $1 or vendor_key = $2) order by name <> $1, id",
        name,
        key,
    )
    return known or edit.insert("vendor", {"name": name, "vendor_key": key})


def _standing(edit: Edit, subject: Subject) -> Row | None:
    """The live decision about the subject; there is never more than one, else its lines would count twice."""
    return edit.row(
        "select * from spend_decision where deleted_at is null "
        "and vendor_key is not distinct from $1::varchar and identity is not distinct from $2::uuid "
        "and occurrence is not distinct from $3::integer",
        subject.vendor_key,
        subject.identity,
        subject.occurrence,
    )


def _key(subject: Subject) -> dict[str, object]:
    return {
        "vendor_key": subject.vendor_key,
        "identity": subject.identity,
        "occurrence": subject.occurrence,
    }


def _name(edit: Edit, vendor_key: str, vendor_id: object) -> None:
    """Make the text an alias of the vendor or, without one, let it be matched again."""
    edit.execute("delete from vendor_match where vendor_key = $1", vendor_key)
    if vendor_id is not None:
        edit.execute(
            "insert into vendor_match (vendor_key, vendor_id, tier, score, decided_by, decided_at) "
            "values ($1, $2, 'alias', 100, $3, $4)",
            vendor_key,
            vendor_id,
            edit.who,
            edit.at,
        )


def _months(edit: Edit, subject: Subject) -> list[date]:
    rows = edit.rows(
        "select distinct cast(date_trunc('month', posted_on) as date) as month from ledger_line "
        "where vendor_key = $1::varchar or (identity = $2::uuid and occurrence = $3::integer)",
        subject.vendor_key,
        subject.identity,
        subject.occurrence,
    )
    return [row["month"] for row in rows]


_DECIDED = """
with last_touch as (
    select key, max_by(changed_by, id) as by, max(changed_at) as at from audit
    where "table" = 'spend_decision' group by key
)
select decision.id, decision.version, decision.vendor_key, cast(decision.identity as varchar) as identity,
    decision.occurrence, decision.decision, vendor.name as vendor, contract.name as contract, decision.reason,
    coalesce(decision.vendor_key, line.vendor_text || ', ' || cast(line.posted_on as varchar)) as text,
    last_touch.by as decided_by, last_touch.at as decided_at
from spend_decision as decision
left join vendor on vendor.id = decision.vendor_id
left join contract on contract.id = decision.contract_id
left join ledger_line as line on line.identity = decision.identity and line.occurrence = decision.occurrence
left join last_touch on last_touch.key = decision.id
where decision.deleted_at is null
order by decision.id desc
"""
