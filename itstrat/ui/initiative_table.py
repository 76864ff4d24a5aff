"""Initiatives kept by hand: dates, work, money, and what binds them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itstrat.store import initiative
from itstrat.store.roadmap import roadmap
from itstrat.ui import cells, paging, plan, roadmap_cells

if TYPE_CHECKING:
    from itstrat.reports.statement import Scope


def show(scope: Scope) -> None:
    """The table with its form, for the department chosen in the sidebar or the whole company."""
    every = plan.read(roadmap)
    rows = [row for row in every.initiatives if scope.department_id in (None, row["department_id"])]
    departments = plan.department_ids()
    teams = {row["name"]: row["id"] for row in every.teams}
    first = paging.first_row(len(rows), "initiatives_page")
    cells.table(
        "initiative",
        roadmap_cells.initiatives(departments, teams),
        initiative.INITIATIVE,
        rows[first : first + paging.PAGE_ROWS],
        lambda row: str(row["Initiative"]),
    )
