"""What follows from the ledger: which lines are IT, which are explained, and the aggregates that pages read."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from itstrat.store.matching import match_vendors, months_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from itstrat.store.edits import Edit
    from itstrat.store.matching import Cause
    from itstrat.store.reading import Reader

_DERIVED = Path(__file__).parent / "derived"


def settle(edit: Edit, months: Sequence[date] | None = None, cause: Cause | None = None) -> None:
    """Bring everything derived from the ledger up to date, inside the caller's transaction.

    `months` limits the aggregates to months whose lines changed; None means that what explains lines changed,
    so all of them. The months of a vendor text that means another vendor now are summed anew too. `cause` says which
    texts that may be: by itself `terms` without months, `lines` with months.
    """
    changed = match_vendors(edit, cause or ("terms" if months is None else "lines"))
    if months is not None and changed:
        months = sorted({*months, *months_of(edit, changed)})
    for table in ("rule_hit", "covered_month", "bought_line", "spend_class"):
        edit.execute(f"delete from {table}")  # noqa: S608 names from this line
        edit.execute(_sql(table))
    _refresh_aggregates(edit, months)


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
