"""The page Roadmap behind its chart: what moves what, moving a bar, the best schedule, the records, files."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from itstrat.reports import initiatives_file, msproject_file
from itstrat.store.roadmap import roadmap
from itstrat.ui import (
    exports,
    layout,
    plan,
    roadmap_edit,
    roadmap_move,
    roadmap_schedule,
    roadmap_view,
    saves,
    tabbed,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from itstrat.reports.roadmap import RoadmapReport
    from itstrat.reports.statement import Scope


def show(said: RoadmapReport, scope: Scope) -> None:
    """The tabs; the open one is in the address, and only that one is worked out."""
    parts: dict[str, Callable[[RoadmapReport, Scope], None]] = {
        "Dates and slack": roadmap_view.dates,
        "Move a bar": roadmap_move.show,
        "Best schedule": roadmap_schedule.show,
        "Edit": roadmap_edit.show,
        "Files": _files,
        "Saved changes": saves.show,
    }
    tabbed.show("roadmap_tab", parts, said, scope)


def _files(said: RoadmapReport, _scope: Scope) -> None:
    """The whole roadmap, as a table that goes in again and for Microsoft Project."""
    st.markdown(
        "The table has the columns of the import on page Data: take it out, change it, put it in again. The XML file opens "
        "in Microsoft Project, with all links and lags."
    )
    if not said.initiatives:
        layout.aside("There is no initiative yet.")
        return
    every = plan.read(roadmap)
    with st.container(horizontal=True, key="roadmap_files"):
        st.download_button(
            "CSV", lambda: exports.csv(initiatives_file.frame(every)), "initiatives.csv", "text/csv",
            key="initiatives_csv", on_click="ignore",
        )  # fmt: skip
        st.download_button(
            "Microsoft Project XML", lambda: msproject_file.written(every, plan.plan_outline().company), "roadmap.xml", "application/xml",
            key="roadmap_xml", on_click="ignore",
        )  # fmt: skip
    layout.link("data", "Import on Data →")
