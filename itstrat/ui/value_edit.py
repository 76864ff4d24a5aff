"""The records of the value ledger edited in tables: what initiatives are to bring, and what came true of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itstrat.reports.value_figures import NAMES
from itstrat.store import benefit
from itstrat.store.roadmap import roadmap
from itstrat.ui import cells, layout, paging, plan, roadmap_edit, tabbed, value_signing
from itstrat.ui.cells import Cell

if TYPE_CHECKING:
    from collections.abc import Mapping

    from itstrat.reports.statement import Scope
    from itstrat.reports.value import ValueReport

_PER_MONTH = "Once it is fully there, before the share that comes true."


def show(said: ValueReport, scope: Scope) -> None:
    """One table at a time; a viewer looks, an editor edits."""
    tabbed.tables("value_table", {"Benefits": _benefits, "Realised values": _values}, said, scope)


def _benefits(said: ValueReport, scope: Scope) -> None:
    layout.aside(
        f"Amounts in {said.currency}. A benefit that is changed in what its owner signed for (kind, value, share, ramp, start) loses "
        "the signature."
    )
    shown = set(said.benefits["id"])
    rows = [row for row in plan.read(roadmap).benefits if row["id"] in shown]
    first = paging.first_row(len(rows), "benefits_page")
    cells.table(
        "benefit",
        _benefit_cells(_initiatives(scope)),
        benefit.BENEFIT,
        rows[first : first + paging.PAGE_ROWS],
        lambda row: f"{row['Initiative']}: {row['Benefit'] or row['Kind']}",
    )


def _values(said: ValueReport, _scope: Scope) -> None:
    layout.aside(f"What came true, by month, in {said.currency}; a month is named by its first day.")
    names = {row["id"]: value_signing.label(row) for row in plan.read(roadmap).benefits}
    shown = set(said.benefits["id"])
    rows = [
        row | {"benefit": names[row["benefit_id"]]}
        for row in plan.read(roadmap).values
        if row["benefit_id"] in shown
    ]
    first = paging.first_row(len(rows), "values_page")
    known = {name: key for key, name in names.items() if key in shown}
    cells.table(
        "realised value",
        _value_cells(known),
        benefit.VALUE,
        rows[first : first + paging.PAGE_ROWS],
        lambda row: f"{row['Benefit']}, {row['Month']:%Y-%m}",
    )


def _initiatives(scope: Scope) -> dict[str, int]:
    asked = scope.department_id
    return roadmap_edit.named(
        [row for row in plan.read(roadmap).initiatives if asked in (None, row["department_id"])]
    )


def _benefit_cells(initiatives: Mapping[str, int]) -> tuple[Cell, ...]:
    return (
        Cell("initiative_id", "Initiative", "record", known=initiatives, shown_by="initiative"),
        Cell("kind", "Kind", "choice", benefit.KINDS, NAMES),
        Cell("name", "Benefit", usual=""),
        Cell("monthly", "Value a month", "money", usual=0.0, least=None, help=_PER_MONTH),
        Cell("hours_monthly", "Hours a month", "number", help="Behind released time."),
        Cell("unit", "Unit", help="Of what is measured, such as hours."),
        Cell(
            "baseline",
            "Before, a month",
            "number",
            least=None,
            help="Measured before the initiative, in that unit.",
        ),
        Cell("start_on", "From", "day", help="Unknown is the month after the initiative's work."),
        Cell("ramp_months", "Ramp (months)", "whole", most=120.0),
        Cell("realisation", "Comes true", "percent", most=100.0),
        Cell("owner", "Owner"),
        Cell("note", "Note", "long text", usual=""),
    )


def _value_cells(benefits: Mapping[str, int]) -> tuple[Cell, ...]:
    return (
        Cell("benefit_id", "Benefit", "record", known=benefits, shown_by="benefit"),
        Cell("month", "Month", "day"),
        Cell("value", "Came true", "money", least=None),
        Cell("measured", "Measured", "number", least=None),
        Cell("note", "Note", "long text", usual=""),
    )
