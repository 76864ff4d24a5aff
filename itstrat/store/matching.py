"""Which vendor each text of the ledger means: names first, then the money that the text was charged."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import pyarrow as pa

from itstrat.planning.vendor_bills import Agreed, Bills
from itstrat.planning.vendors import Matcher

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from itstrat.planning.vendors import VendorMatch
    from itstrat.store.edits import Edit
    from itstrat.store.reading import Reader

Cause = Literal["terms", "lines", "decision"]
_ANEW: dict[Cause, str] = {
    "terms": "tier <> 'alias'",
    "lines": "tier in ('fuzzy', 'review')",
    "decision": "false",
}


def unknown_keys(plan: Reader) -> list[str]:
    """Vendor texts of the ledger that nobody has matched yet, in alphabetical order."""
    rows = plan.rows(
        "select distinct vendor_key from ledger_line where vendor_key not in (select vendor_key from vendor_match) "
        "order by vendor_key"
    )
    return [row["vendor_key"] for row in rows]


def match_vendors(edit: Edit, cause: Cause) -> list[str]:
    """Match the texts that nobody decided; gives those that mean another vendor than they did.

    A person's word stays. New texts are always looked at. When `terms` changed, vendors or contracts may have come or
    gone, so all are; when `lines` did, they may confirm or contradict a likeness, so those that are alike are: it never
    matters in which order files came.
    """
    anew = _ANEW[cause]
    before = edit.rows(f"select vendor_key, vendor_id from vendor_match where {anew}")  # noqa: S608 words from above
    edit.execute(f"delete from vendor_match where {anew}")  # noqa: S608
    keys = unknown_keys(edit)
    vendors = edit.rows("select id, vendor_key from vendor where deleted_at is null order by id")
    by_name = Matcher((row["id"], row["vendor_key"]) for row in vendors).match_all(keys)
    bills = _bills(edit, dict(zip(keys, by_name, strict=True)))
    found = {key: bills.judged(key, match) for key, match in zip(keys, by_name, strict=True)}
    edit.append("vendor_match", [_row(key, match) for key, match in found.items()])
    return [
        row["vendor_key"]
        for row in before
        if row["vendor_key"] in found and found[row["vendor_key"]].vendor_id != row["vendor_id"]
    ]


def months_of(plan: Reader, keys: list[str]) -> list[date]:
    """The months with a line of any of these vendor texts."""
    rows = plan.rows(
        "select distinct cast(date_trunc('month', posted_on) as date) as month from ledger_line "
        "where list_contains($1::varchar[], vendor_key)",
        keys,
    )
    return [row["month"] for row in rows]


def _bills(edit: Edit, matches: dict[str, VendorMatch]) -> Bills:
    """The contracts, and the charges of the texts whose likeness a contract may confirm or contradict."""
    agreed = [
        Agreed(**row)
        for row in edit.rows(
            "select vendor_id, amount, billing from contract where deleted_at is null and vendor_id is not null"
        )
    ]
    sold = edit.rows(
        "select distinct vendor_id from asset where deleted_at is null and vendor_id is not null"
    )
    contracted = {each.vendor_id for each in agreed}
    asked = {
        key: match.tier == "fuzzy"
        for key, match in matches.items()
        if contracted.intersection(match.candidates)
    }
    charges: dict[str, list[tuple[date, Decimal]]] = {}
    if asked:
        texts = pa.table({"vendor_key": list(asked), "near": list(asked.values())})
        with edit.staged("asked", texts):
            for row in edit.rows(_CHARGES):
                charges.setdefault(row["vendor_key"], []).append((row["posted_on"], row["amount"]))
    return Bills(agreed, {row["vendor_id"] for row in sold}, charges)


def _row(key: str, match: VendorMatch) -> dict[str, object]:
    return {
        "vendor_key": key,
        "vendor_id": match.vendor_id,
        "tier": match.tier,
        "score": match.score,
        "suggestion_id": match.suggestion_id,
        "decided_by": None,
        "decided_at": None,
    }


# Three yearly bills fit into 25 months. More than sixty charges in that time are at no contract's pace: of a text that
# only waits nothing is asked then, of a near name the newest sixty. The order does not depend on the import's.
_CHARGES = """
with charge as (
    select vendor_key, posted_on, amount, identity, occurrence from ledger_line semi join asked using (vendor_key)
    where amount > 0 and posted_on > (select max(posted_on) from ledger_line) - interval 25 months
), wanted as (
    select vendor_key from charge join asked using (vendor_key)
    group by vendor_key having count(*) <= 60 or bool_or(near)
)
select vendor_key, posted_on, amount from charge semi join wanted using (vendor_key)
qualify row_number() over (partition by vendor_key order by posted_on desc, identity, occurrence) <= 60
order by vendor_key, posted_on, identity, occurrence
"""
