"""Moving a bar: the effect on successors, money and objectives is seen first; an editor saves it, with a reason."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import streamlit as st

from itstrat.errors import ItstratError
from itstrat.numbers import day_label, plural
from itstrat.reports import roadmap_move
from itstrat.store import initiative
from itstrat.store.amending import Change
from itstrat.store.roadmap import roadmap
from itstrat.ui import access, faults, layout, plan, roadmap_edit
from itstrat.ui.words import plain

if TYPE_CHECKING:
    from datetime import date

    from itstrat.reports.roadmap import RoadmapReport
    from itstrat.reports.roadmap_move import Moved
    from itstrat.reports.statement import Scope
    from itstrat.store.reading import Row

_WHICH, _START, _DAYS, _PUSH, _REASON = "move_which", "move_start", "move_days", "move_push", "move_reason"
_MONTH = 30


def show(said: RoadmapReport, scope: Scope) -> None:
    """What moving means, and the way to the dialog."""
    st.markdown(
        "Choose an initiative, a start and a length: whom it pushes, what each fiscal year costs then and which "
        "objectives it touches is shown before anything is saved. “Saved changes” takes a move back."
    )
    if not said.initiatives:
        layout.aside("There is no initiative yet; add one under Edit.")
        return
    if st.button("Move an initiative", key="move_open", type="primary"):
        _dialog(said, scope)


@st.dialog("Move an initiative", width="large")
def _dialog(said: RoadmapReport, scope: Scope) -> None:
    shown = {one.id for one in said.initiatives}
    rows = sorted(
        (row for row in plan.read(roadmap).initiatives if row["id"] in shown),
        key=lambda row: row["progress"] == 1,
    )
    offered = dict(zip(roadmap_edit.named(rows), rows, strict=True))
    label = st.selectbox("Initiative", list(offered), key=_WHICH)
    row = offered[label]
    # Keys of its own for each initiative: another one begins with its own dates.
    with st.container(horizontal=True):
        start = st.date_input(
            "Starts", value=row["start_on"] or scope.as_of, key=f"{_START}_{row['id']}", format="YYYY-MM-DD"
        )
        days = st.number_input(
            "Length (days)", 1, roadmap_move.LONGEST, _length(row), key=f"{_DAYS}_{row['id']}"
        )
    push = st.checkbox("Move what waits for it as well", value=True, key=_PUSH)
    try:
        found = plan.report(roadmap_move.moved, scope, row["id"], start, int(days), push=push)
    except ItstratError as fault:
        st.error(plain(str(fault)), icon=":material/error:")
        return
    _effect(row, found, said, start + timedelta(days=int(days) - 1))
    if layout.editors_only():
        same = (start, days) == (row["start_on"], _length(row)) and row["finish_on"] is not None
        _save_bar(row, found, moved=not same)


def _length(row: Row) -> int:
    if row["start_on"] and row["finish_on"]:
        return int((row["finish_on"] - row["start_on"]).days) + 1
    return int(row["duration_days"] or _MONTH)


def _effect(row: Row, found: Moved, said: RoadmapReport, finish: date) -> None:
    st.markdown(plain(f"{row['name']} would end on {day_label(finish)}, now {day_label(row['finish_on'])}."))
    if len(found.pushes):
        st.markdown(plain(f"It pushes {plural(len(found.pushes), 'initiative')}:"))
        days = {
            name: [day_label(day) for day in found.pushes[name]] for name in ("Starts now", "Would start")
        }
        st.table(found.pushes.assign(**days).map(lambda cell: plain(str(cell))), hide_index=True, border="horizontal",
                 alt="Initiatives that the move pushes")  # fmt: skip
    else:
        layout.aside("Nothing that waits for it has to move.")
    st.markdown(f"Cost of all initiatives by fiscal year, {said.currency}:")
    amounts = {name: [f"{amount:,.0f}" for amount in found.years[name]] for name in ("Now", "After")}
    change = [f"{amount:+,.0f}".replace("-", "−") if amount else "0" for amount in found.years["Difference"]]
    st.table(found.years.assign(**amounts, Difference=change), hide_index=True, border="horizontal",
             alt="Cost by fiscal year now and after the move")  # fmt: skip
    for warning in found.warnings:
        st.markdown(f":orange[▲] {plain(warning)}")
    if not found.warnings:
        st.markdown(":blue[✓] No link, cap, team or objective suffers.")


def _save_bar(row: Row, found: Moved, *, moved: bool) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom", key="move_saving"):
        st.text_input("Reason", key=_REASON, max_chars=200)
        st.button(
            f"Save {plural(len(found.dates), 'move')}", key="move_save", type="primary", disabled=not moved, on_click=_save,
            args=(row["name"], found),
        )  # fmt: skip
    # Asked of the notice: saved, nothing differs any more, and a button switched off does not say that it was pressed.
    if faults.good_news():
        st.rerun()
    faults.show_notice()


@access.editor_action
def _save(name: str, found: Moved) -> None:
    changes = [
        Change(key, found.versions[key], {"start_on": first, "finish_on": last})
        for key, (first, last) in found.dates.items()
    ]
    initiative.INITIATIVE.save(plan.store(), changes, access.who(), st.session_state[_REASON])
    others = f", and {plural(len(changes) - 1, 'initiative')} with it" if len(changes) > 1 else ""
    faults.notice(f"Moved: {name}{others}.", good=True)
