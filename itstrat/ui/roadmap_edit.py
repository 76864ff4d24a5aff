"""The records of the roadmap edited in tables: initiatives, links, milestones, teams, caps; and dates approved."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from itstrat.errors import ItstratError
from itstrat.numbers import fiscal_year_label, plural
from itstrat.planning.assumptions import ASSUMPTIONS
from itstrat.reports import initiative_caps
from itstrat.store import initiative, links, milestone, team
from itstrat.store.roadmap import roadmap
from itstrat.ui import access, cells, faults, initiative_table, layout, paging, plan, roadmap_cells, tabbed

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from itstrat.reports.roadmap import RoadmapReport
    from itstrat.reports.statement import Scope
    from itstrat.store.reading import Row

_OFFERED, _REASON, _WHICH = "_approve_dates_offered", "approve_dates_reason", "approve_dates_which"


def show(said: RoadmapReport, scope: Scope) -> None:
    """One table at a time; a viewer looks, an editor edits."""
    parts: dict[str, Callable[[RoadmapReport, Scope], None]] = {
        "Initiatives": _initiatives,
        "Who waits for whom": _links,
        "Milestones": _milestones,
        "Teams": _teams,
        "Caps": _caps,
        "Approved dates": _approved,
    }
    tabbed.tables("roadmap_table", parts, said, scope)


def _initiatives(said: RoadmapReport, scope: Scope) -> None:
    layout.aside(
        f"Amounts in {said.currency}. The status is worked out unless it is set by hand with a reason."
    )
    initiative_table.show(scope)


def _links(said: RoadmapReport, _scope: Scope) -> None:
    del said
    layout.aside("A link that would close a circle is refused, and the circle is named.")
    rows = plan.read(roadmap).links
    columns = roadmap_cells.waits(named(plan.read(roadmap).initiatives))
    cells.table(
        "link", columns, links.LINK, _page(rows, "links_page"), lambda row: f"{row['First']} → {row['Then']}"
    )


def _milestones(said: RoadmapReport, _scope: Scope) -> None:
    del said
    columns = roadmap_cells.milestones(named(plan.read(roadmap).initiatives))
    rows = plan.read(roadmap).milestones
    cells.table(
        "milestone",
        columns,
        milestone.MILESTONE,
        _page(rows, "milestones_page"),
        lambda row: str(row["Milestone"]),
    )


def _teams(said: RoadmapReport, _scope: Scope) -> None:
    del said
    layout.aside("A team without a capacity limits nothing.")
    cells.table("team", roadmap_cells.TEAM, team.TEAM, plan.read(roadmap).teams, lambda row: str(row["Team"]))


def _caps(said: RoadmapReport, _scope: Scope) -> None:
    usual = ASSUMPTIONS[initiative_caps.INPUT].label
    layout.aside(
        f"The most that initiatives may cost in a fiscal year, in {said.currency}. For a year that is not listed counts the "
        f"input “{usual}”, if it is set."
    )
    cells.table("cap", roadmap_cells.CAP, team.CAP, plan.read(roadmap).caps,
                lambda row: fiscal_year_label(int(row["Fiscal year"])))  # fmt: skip


def _approved(said: RoadmapReport, _scope: Scope) -> None:
    """Dates taken as those approved, from which slippage counts."""
    shown = {one.id for one in said.initiatives}
    rows = [
        row
        for row in plan.read(roadmap).initiatives
        if row["id"] in shown and row["start_on"] and row["finish_on"] and _differs(row)
    ]
    if not rows:
        st.markdown("Every initiative with dates stands as it was approved.")
        return
    layout.aside(
        "Slippage is measured against the dates approved first. To approve new ones starts it at nothing again."
    )
    if not layout.editors_only():
        return
    offered = dict(zip(named(rows), ((row["id"], row["version"]) for row in rows), strict=True))
    st.session_state[_OFFERED] = offered
    chosen = st.multiselect("Initiatives whose present dates are approved", list(offered), key=_WHICH)
    with st.container(horizontal=True, vertical_alignment="bottom", key="approve_dates_ways"):
        st.text_input("Reason", key=_REASON, max_chars=200)
        st.button(
            "Approve these dates", key="approve_dates", type="primary", disabled=not chosen, on_click=_approve
        )


def _differs(row: Row) -> bool:
    return (row["start_on"], row["finish_on"]) != (row["approved_start_on"], row["approved_finish_on"])


@access.editor_action
def _approve() -> None:
    offered: dict[str, tuple[int, int]] = st.session_state[_OFFERED]
    labels = st.session_state[_WHICH]
    if not labels or not set(labels) <= offered.keys():
        raise ItstratError("Nothing was changed: choose initiatives of the list first.")
    initiative.approve_dates(
        plan.store(), dict(offered[label] for label in labels), access.who(), st.session_state[_REASON]
    )
    st.session_state[_WHICH], st.session_state[_REASON] = [], ""
    faults.notice(f"Approved: the dates of {plural(len(labels), 'initiative')}.", good=True)


def named(rows: Sequence[Row]) -> dict[str, int]:
    """Records by code and name; equal ones are told apart by their number."""
    found: dict[str, int] = {}
    for row in rows:
        label = f"{row['code']} {row['name']}" if row["code"] else str(row["name"])
        found[label if label not in found else f"{label} ({row['id']})"] = row["id"]
    return found


def _page(rows: Sequence[Row], key: str) -> Sequence[Row]:
    first = paging.first_row(len(rows), key)
    return rows[first : first + paging.PAGE_ROWS]
