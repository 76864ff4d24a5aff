"""What follows from the ledger: which lines are IT, which are explained, and the aggregates that pages read."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from itstrat.planning.vendors import Matcher

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from itstrat.store.edits import Edit
    from itstrat.store.reading import Reader

_DERIVED = Path(__file__).parent / "derived"


def settle(edit: Edit, months: Sequence[date] | None = None) -> None:
    """Bring everything derived from the ledger up to date, inside the caller's transaction.

    `months` limits the aggregates to months whose lines changed; None means that what explains lines changed,
    so all of them.
    """
    _match_new_keys(edit, everything=months is None)
    for table in ("rule_hit", "covered_month", "bought_line", "spend_class"):
        edit.execute(f"delete from {table}")  # noqa: S608 names from this line
        edit.execute(_sql(table))
    _refresh_aggregates(edit, months)


def unknown_keys(plan: Reader) -> list[str]:
    """Vendor texts of the ledger that nobody has matched yet, in alphabetical order."""
    rows = plan.rows(
        "select distinct vendor_key from ledger_line where vendor_key not in (select vendor_key from vendor_match) "
        "order by vendor_key"
    )
    return [row["vendor_key"] for row in rows]


def _match_new_keys(edit: Edit, *, everything: bool) -> None:
    if everything:
        # A person's word stays; the rest is matched anew because vendors may have come or gone.
        edit.execute("delete from vendor_match where tier <> 'alias'")
    keys = unknown_keys(edit)
    vendors = edit.rows("select id, vendor_key from vendor where deleted_at is null order by id")
    matches = Matcher((row["id"], row["vendor_key"]) for row in vendors).match_all(keys)
    edit.append(
        "vendor_match",
        [
            {
                "vendor_key": key,
                "vendor_id": found.vendor_id,
                "tier": found.tier,
                "score": found.score,
                "suggestion_id": found.suggestion_id,
                "decided_by": None,
                "decided_at": None,
            }
            for key, found in zip(keys, matches, strict=True)
        ],
    )


def _refresh_aggregates(edit: Edit, months: Sequence[date] | None) -> None:
    edit.execute(
        "delete from ledger_month where $1::date[] is null or list_contains($1::date[], month)", months
    )
    edit.execute(_sql("ledger_month"), months)
    years = _fiscal_years(edit, months)
    edit.execute(
        "delete from ledger_vendor where $1::smallint[] is null or list_contains($1::smallint[], fiscal_year)",
        years,
    )
    edit.execute(_sql("ledger_vendor"), years)


def _fiscal_years(plan: Reader, months: Sequence[date] | None) -> list[int] | None:
    if months is None:
        return None
    start = plan.value("select coalesce(max(fiscal_year_start), 1) from company")
    return sorted({month.year + (1 if start > 1 and month.month >= start else 0) for month in months})


@cache
def _sql(table: str) -> str:
    """The statement that fills a derived table."""
    return (_DERIVED / f"{table}.sql").read_text(encoding="utf-8")
