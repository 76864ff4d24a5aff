"""The page Objectives behind its chart: who supports what, the money, the forecast, the records."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from itstrat.charts import objectives as charts
from itstrat.numbers import day_label, is_known
from itstrat.store import objective
from itstrat.store.roadmap import roadmap
from itstrat.ui import (
    cells,
    drawn,
    layout,
    objective_forecast,
    paging,
    plan,
    roadmap_cells,
    roadmap_edit,
    saves,
    tabbed,
)
from itstrat.ui.words import plain

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd

    from itstrat.reports.objectives import ObjectivesReport
    from itstrat.reports.statement import Scope

_ROWS = 25


def coverage(said: ObjectivesReport, scope: Scope) -> None:
    """The objectives with what IT puts into each and how its initiatives stand."""
    shown = drawn.chart(charts.objectives, said.coverage, scope, currency=said.currency)
    layout.chart(
        shown,
        "objectives",
        shown.alt.rstrip("."),
        f"Cost of its initiatives over the quarters of the roadmap, {said.currency}; one that serves two counts at both",
        f"Source: objectives and roadmap, as of {day_label(scope.as_of)}",
    )


def show(said: ObjectivesReport, scope: Scope) -> None:
    """The tabs; the open one is in the address, and only that one is worked out."""
    parts: dict[str, Callable[[ObjectivesReport, Scope], None]] = {
        "Measures and money": _measures,
        "Who supports what": _support,
        "Forecast": objective_forecast.show,
        "Edit": _edit,
        "Saved changes": saves.show,
    }
    tabbed.show("objectives_tab", parts, said, scope)


def _measures(said: ObjectivesReport, _scope: Scope) -> None:
    years = [name for name in said.table.columns if name[:2] == "FY" and name[2:].isdigit()]
    layout.table(
        said.table.assign(**{name: said.table[name].astype(float) for name in years}), "objective_table", money=years,
        alt="Objectives with owner, dates, measure from baseline to target, status, and cost by fiscal year",
    )  # fmt: skip


def _support(said: ObjectivesReport, _scope: Scope) -> None:
    _sentences(
        said.initiatives, "Initiatives by the objective they support, with status and reason", "support_page"
    )
    st.subheader("How much each initiative adds to what the company wants", anchor=False)
    layout.aside(
        "Sum of weight × strength over 5 × sum of weights; an unknown strength may be anything from 0 to 5. Without weights all "
        "objectives count alike."
    )
    layout.table(
        said.aligned.assign(Cost=said.aligned["Cost"].astype(float)), "aligned", money=["Cost"],
        alt="Initiatives by how much they add to the objectives",
    )  # fmt: skip


def _edit(said: ObjectivesReport, scope: Scope) -> None:
    del said
    parts: dict[str, Callable[[Scope], None]] = {
        "Objectives": _objectives,
        "Who supports what": _supports,
        "Drivers of the forecast": _drivers,
    }
    tabbed.tables("objective_edit", parts, scope)


def _objectives(_scope: Scope) -> None:
    rows = plan.read(roadmap).objectives
    cells.table(
        "objective", roadmap_cells.OBJECTIVE, objective.OBJECTIVE, rows, lambda row: str(row["Objective"])
    )


def _supports(_scope: Scope) -> None:
    every = plan.read(roadmap)
    columns = roadmap_cells.supports(
        roadmap_edit.named(every.objectives), roadmap_edit.named(every.initiatives)
    )
    first = paging.first_row(len(every.supports), "supports_page")
    rows = every.supports[first : first + paging.PAGE_ROWS]
    cells.table(
        "support", columns, objective.SUPPORT, rows, lambda row: f"{row['Objective']} ← {row['Initiative']}"
    )


def _drivers(_scope: Scope) -> None:
    layout.aside("What an objective sets otherwise than the preset of its type, or beside it.")
    every = plan.read(roadmap)
    names = {row["id"]: row["name"] for row in every.objectives}
    rows = [row | {"objective": names[row["objective_id"]]} for row in every.drivers]
    columns = roadmap_cells.drivers(roadmap_edit.named(every.objectives))
    cells.table("driver", columns, objective.DRIVER, rows, lambda row: f"{row['Objective']}: {row['Input']}")


def _sentences(rows: pd.DataFrame, alt: str, key: str) -> None:
    """Rows with sentences that must wrap."""
    if rows.empty:
        layout.aside("Nothing supports an objective yet.")
        return
    first = paging.first_row(len(rows), key, _ROWS)
    shown = rows.iloc[first : first + _ROWS]
    said = shown.assign(
        Finishes=[day_label(day) for day in shown["Finishes"]],
        **{
            "Strength (0 to 5)": [
                "unknown" if not is_known(one) else f"{one:.0f}" for one in shown["Strength (0 to 5)"]
            ]
        },
    )
    st.table(said.map(lambda cell: plain(str(cell))), hide_index=True, border="horizontal", alt=alt)
