"""The roadmap drawn: all of it where it fits a slide, else one component a page; and what is said of each initiative."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from itstrat.charts import roadmap as charts
from itstrat.charts.roadmap import Sheet
from itstrat.charts.roadmap_frames import COMPANY
from itstrat.numbers import day_label, plural
from itstrat.reports.roadmap_figures import HEADLINES
from itstrat.ui import drawn, layout, paging
from itstrat.ui.words import plain

if TYPE_CHECKING:
    import pandas as pd

    from itstrat.reports.roadmap import RoadmapReport
    from itstrat.reports.statement import Scope

_SLACK_ROWS = 25
_DAYS = ("Starts", "Finishes")
_PART = "roadmap_part"


def gantt(said: RoadmapReport, scope: Scope) -> None:
    """The chart, with the choice of its page where there is more than one."""
    pages = charts.pages(said.bars)
    shown = next(iter(pages))
    if len(pages) > 1:
        shown = _part(list(pages))
    sheet = Sheet(
        pages[shown], said.links, said.milestones[said.milestones["board"].astype(bool)], said.quarters
    )
    layout.chart(
        drawn.chart(charts.chart, sheet, scope, shown, as_of=scope.as_of, currency=said.currency),
        "roadmap",
        _message(said, shown, pages[shown]),
        f"Company objectives above, initiatives by component below; cost by fiscal quarter in {said.currency}, cash",
        f"Source: the plan's roadmap, as of {day_label(scope.as_of)}. Status is worked out from dates and progress.",
    )


def _part(names: list[str]) -> str:
    """Which page of the chart; the address alone says it where nothing but the chart is drawn."""
    if layout.board_view():
        asked = st.query_params.get(_PART, names[0])
        return asked if asked in names else names[0]
    return st.segmented_control(
        "Part of the roadmap",
        names,
        default=names[0],
        key=_PART,
        bind="query-params",
        required=True,
        wrap=True,
    )


def dates(said: RoadmapReport, _scope: Scope) -> None:
    """How far each can slip and what moves then, in words; below it everything that is open, with its reason."""
    layout.figures(said.figures[HEADLINES:])
    st.markdown(plain(said.chain))
    if said.slack.empty:
        layout.aside("No open initiative has dates yet.")
        return
    first = paging.first_row(len(said.slack), "slack_page", _SLACK_ROWS)
    rows = said.slack.iloc[first : first + _SLACK_ROWS]
    unbroken = {
        name: [(day_label(cell) if name in _DAYS else cell).replace(" ", "\u00a0") for cell in rows[name]]
        for name in (*_DAYS, "Can slip", "Status")
    }
    st.table(
        rows.assign(**unbroken).map(lambda cell: plain(str(cell))),
        hide_index=True,
        border="horizontal",
        alt="Open initiatives by how far they can slip, what moves then, and why they stand as they do",
    )


def _message(said: RoadmapReport, shown: str, bars: pd.DataFrame) -> str:
    asked, noun = bars[bars["lane"] != COMPANY], "initiative"
    if asked.empty:
        asked, noun = bars, "objective"
    where = "" if shown in (charts.EVERYTHING, charts.OBJECTIVES) else f"{shown}: "
    ahead = f"; next: {said.next[0]}" if said.next else ""
    return f"{where}{int(asked['start'].notna().sum())} of {plural(len(asked), noun)} have dates{ahead}"
