"""What came into the plan and how far it can be trusted."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

import pandas as pd

from itstrat.numbers import percent, plural
from itstrat.planning.money import cents
from itstrat.reports.confidence import letter
from itstrat.reports.data_quality import DataQuality, data_quality
from itstrat.reports.statement import Figure, Finding
from itstrat.store import batches
from itstrat.store.batches import AuditFilter
from itstrat.store.outline import outline

if TYPE_CHECKING:
    from datetime import date

    from itstrat.reports.statement import Scope
    from itstrat.store.database import Store
    from itstrat.store.reading import Row


_PERSONAL = ("person", "seat")
_HIDDEN = "not shown"


@dataclass(frozen=True, slots=True)
class DataReport:
    """What the top of the page Data shows. `drivers` and `gaps` are those of DataQuality.

    `reasons` say why the grade is not better; `empty` is True for a plan that holds nothing at all.
    """

    title: str
    currency: str
    figures: tuple[Figure, ...]
    findings: tuple[Finding, ...]
    grade: str
    reasons: tuple[str, ...]
    drivers: pd.DataFrame
    drivers_title: str
    gaps: pd.DataFrame
    empty: bool


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a list as it is shown, the ids of its rows, and how many rows there are in all."""

    frame: pd.DataFrame
    ids: tuple[int, ...]
    total: int


def report(store: Store, scope: Scope) -> DataReport:
    """The data of the whole plan on the scope's day."""
    with store.snapshot() as plan:
        seen = outline(plan)
        found = data_quality(plan, scope.as_of)
        made = [row for row in batches.batches(plan, 0, 1000) if row["undone_at"] is None]
    empty = not any(seen.filled.values())
    return DataReport(
        title=_title(found, empty=empty),
        currency=seen.currency,
        figures=_figures(found, made, scope.as_of),
        findings=tuple(Finding("note", reason, "data") for reason in found.grade.reasons if not empty),
        grade=found.grade.letter,
        reasons=found.grade.reasons,
        drivers=found.drivers,
        drivers_title=_drivers_title(found.drivers),
        gaps=found.gaps,
        empty=empty,
    )


def imports_made(store: Store, _scope: Scope, offset: int, limit: int) -> Page:
    """Imports, newest first, with what became of their rows and money."""
    with store.snapshot() as plan:
        rows = batches.batches(plan, offset, limit)
    frame = pd.DataFrame(
        [
            {
                "Number": row["id"],
                "File": row["file"],
                "Kind": row["kind"],
                "Format": row["format"],
                "By": row["imported_by"],
                "When (UTC)": f"{row['imported_at']:%Y-%m-%d %H:%M}",
                "Rows": row["rows"],
                "Accepted": row["accepted"],
                "of them updated": row["updated"],
                "Unchanged": row["unchanged"],
                "Refused": row["refused"],
                "Money accepted": row["amount_accepted"],
                "Money refused": row["amount_refused"],
                "Undone": row["undone_by"] or "",
            }
            for row in rows
        ]
    )
    return Page(frame, tuple(row["id"] for row in rows), rows[0]["total"] if rows else 0)


def refused_rows(store: Store, _scope: Scope, batch_id: int, offset: int, limit: int) -> Page:
    """Refused rows of one import: Line, Column, Value, Reason, and the row itself as the file had it."""
    with store.snapshot() as plan:
        kept = batches.batch(plan, batch_id)
        rows = batches.refused(plan, batch_id, offset, limit)
    frame = pd.DataFrame(
        [
            {
                "Line": row["line"],
                "Column": row["column"],
                "Value": row["value"],
                "Reason": row["message"],
                "Row": row["source"],
            }
            for row in rows
        ]
    )
    return Page(frame, (), kept["refused"] if kept else 0)


def history(
    store: Store,
    _scope: Scope,
    table: str | None,
    who: str | None,
    offset: int,
    limit: int,
    *,
    personal: bool = False,
) -> Page:
    """The audit trail, newest first: who changed what, when, from which value to which, and why.

    Values of records about people are left out unless `personal` is asked for.
    """
    with store.snapshot() as plan:
        rows = batches.changes(plan, AuditFilter(table, who), offset, limit)
    frame = pd.DataFrame(
        [
            {
                "When (UTC)": f"{row['changed_at']:%Y-%m-%d %H:%M}",
                "Who": row["changed_by"],
                "What": row["table"].replace("_", " "),
                "Number": row["key"],
                "Change": row["action"],
                "Column": (row["column"] or "").replace("_", " "),
                "Before": row["before"] if personal or row["table"] not in _PERSONAL else _HIDDEN,
                "After": row["after"] if personal or row["table"] not in _PERSONAL else _HIDDEN,
                "Why": row["reason"],
                "Import": row["batch_id"],
            }
            for row in rows
        ]
    )
    return Page(frame, (), rows[0]["total"] if rows else 0)


def audited(store: Store, _scope: Scope) -> tuple[list[str], list[str]]:
    """Tables and people that the audit trail can be narrowed to."""
    with store.snapshot() as plan:
        return batches.audited(plan)


def _title(found: DataQuality, *, empty: bool) -> str:
    if empty:
        return "The plan is empty: import what you have"
    if found.known_share is None:
        return f"The plan's data is graded {found.grade.letter}: there is no IT spend yet to explain"
    share = percent(Decimal(str(found.known_share)))
    return f"The plan's data is graded {found.grade.letter}: {share} of the last twelve months' IT spend is explained"


def _drivers_title(drivers: pd.DataFrame) -> str:
    """The weakest measure of all drivers."""
    weakest = [
        (row[measure], measure, row["driver"])
        for row in drivers.to_dict("records")
        for measure in ("completeness", "validity", "freshness", "coverage")
        if row[measure] is not None
    ]
    if not weakest:
        return "Nothing can be measured yet"
    share, measure, driver = min(weakest)
    return f"Weakest: {measure} of {driver.lower()}, {percent(Decimal(str(share)))} of its money"


def _figures(found: DataQuality, made: list[Row], as_of: date) -> tuple[Figure, ...]:
    refused, rows = (sum(row[name] for row in made) for name in ("refused", "rows"))
    share = found.known_share
    return (
        Figure(
            label="Explained spend",
            value=None if share is None else cents(Decimal(str(share)) * 100),
            unit="%",
            period="last twelve months",
            as_of=as_of,
            source="Company ledger",
            confidence=letter(share),
            definition=_EXPLAINED_SPEND,
            target=Decimal(90),
            note=f"grade {found.grade.letter}",
        ),
        _counted("Imports", len(made), "files", _IMPORTS, as_of, plural(rows, "row")),
        _counted("Refused rows", refused, "rows", _REFUSED, as_of, ""),
    )


def _counted(label: str, count: int, unit: str, definition: str, as_of: date, note: str) -> Figure:
    return Figure(
        label=label,
        value=Decimal(count),
        unit=unit,
        period="imports not undone",
        as_of=as_of,
        source="Imports",
        confidence="A",
        definition=definition,
        note=note,
    )


_EXPLAINED_SPEND = (
    "Share of the IT money of the last twelve months that a contract, an asset purchase, a budget line or a decision "
    "explains, credits by their size."
)
_IMPORTS = "Files imported and not undone since. A file imported twice changes nothing."
_REFUSED = (
    "Rows of imported files that could not be used. They are kept with their reason, and can be downloaded, mended and "
    "imported again."
)
