"""The best schedule: a draft at once for anybody, the solver's answer for an editor to take, move by move."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import streamlit as st

from itstrat.errors import ItstratError
from itstrat.numbers import percent, plural
from itstrat.planning.schedule import SECONDS
from itstrat.reports import roadmap_basis, roadmap_schedule
from itstrat.store import schedules
from itstrat.ui import access, faults, layout, plan, roadmap_solver
from itstrat.ui.words import plain

if TYPE_CHECKING:
    import pandas as pd

    from itstrat.reports.roadmap import RoadmapReport
    from itstrat.reports.roadmap_schedule import Proposed
    from itstrat.reports.statement import Scope

_CHOSEN, _REASON, _OFFERED, _SEEN = "moves_chosen", "moves_reason", "_moves_offered", "_solver_seen"


def show(said: RoadmapReport, seen: Scope) -> None:
    """The draft, the solver at work, and what it proposed last; always the whole company's."""
    everybody = replace(seen, department_id=None)
    _draft(everybody, said.currency)
    st.subheader("Ask the solver", anchor=False)
    layout.aside(
        f"It searches up to {SECONDS:.0f} seconds for the plan worth most within caps, teams, links and deadlines, and says "
        "how far from the best it may still be. Nothing moves before you accept it."
    )
    if layout.editors_only():
        run = roadmap_solver.run_of(plan.store())
        busy = run is not None and run.ended is None
        st.button(
            "Optimise", key="optimise", type="primary", disabled=busy, on_click=_optimise, args=(everybody,)
        )
    _progress()
    if said.schedule is not None:
        _proposal(said.schedule, everybody, said.currency)


def _draft(seen: Scope, currency: str) -> None:
    found = plan.report(roadmap_schedule.drafted, seen)
    if found is None:
        st.markdown("Nothing is left to schedule.")
        return
    st.subheader(plain(found.title), anchor=False)
    for sentence in found.unfit:
        st.markdown(f":red[■] {plain(sentence)}")
    _table(found.moves, "What the draft would move, and why")
    layout.aside(f"Made in {found.seconds:.2f} s, amounts in {currency}. {' '.join(found.assumed)}")


@access.editor_action
def _optimise(seen: Scope) -> None:
    st.session_state[_SEEN] = False
    roadmap_solver.start(plan.store(), seen, access.who())


@st.fragment(run_every=1.0)
def _progress() -> None:
    """How long the solver has been at work; once it ended, the page is drawn anew with its answer."""
    run = roadmap_solver.run_of(plan.store())
    if run is None:
        return
    if run.ended is None:
        st.session_state[_SEEN] = False
        share = min(run.seconds / SECONDS, 1.0)
        st.progress(
            share,
            text=f"At work for {run.seconds:.0f} of at most {SECONDS:.0f} seconds, asked by {plain(run.who)}",
        )
    elif not st.session_state.get(_SEEN, True):
        st.session_state[_SEEN] = True
        st.rerun()
    elif run.fault:
        st.error(plain(run.fault), icon=":material/error:")


def _proposal(found: Proposed, seen: Scope, currency: str) -> None:
    st.subheader(plain(found.title), anchor=False)
    gap = "unknown" if found.gap is None else percent(found.gap)
    took = "" if found.seconds is None else f" in {found.seconds:.1f} s"
    layout.aside(f"Asked by {found.made_by}: {found.status}{took}, gap {gap}; amounts in {currency}")
    if found.open and found.outdated:
        st.warning(plain(found.outdated), icon=":material/update:")
    _table(found.moves, "The moves the solver proposes, why, and what was answered")
    if not found.open or access.role() != "editor":
        return
    offered = {f"{move['initiative']} ({place + 1})": move["id"] for place, move in enumerate(found.open)}
    st.session_state[_OFFERED] = offered
    # A key for each set of open moves: a browser goes on showing what was chosen of another set.
    key = f"{_CHOSEN}_{hash((*offered.values(), found.stale)):x}"
    fresh = [label for label, move in offered.items() if move not in found.stale]
    chosen = st.multiselect("Moves", list(offered), default=fresh, key=key)
    with st.container(horizontal=True, vertical_alignment="bottom", key="moves_ways"):
        st.text_input("Reason", key=_REASON, max_chars=200)
        for answer, word in (("accepted", "Accept"), ("refused", "Refuse")):
            st.button(
                f"{word} {plural(len(chosen), 'move')}", key=f"moves_{answer}", disabled=not chosen,
                type="primary" if answer == "accepted" else "secondary", on_click=_answer, args=(answer, key, seen),
            )  # fmt: skip


@access.editor_action
def _answer(answer: str, key: str, seen: Scope) -> None:
    """Accepted moves are checked by the rules alone, as if no other were taken, before they are saved."""
    offered: dict[str, int] = st.session_state[_OFFERED]
    labels = st.session_state[key]
    if not labels or not set(labels) <= offered.keys():
        raise ItstratError("Nothing was changed: choose moves of the list first.")
    ids = {offered[label] for label in labels}
    if answer == "accepted":
        now = roadmap_basis.basis(plan.store(), seen)
        because = roadmap_schedule.refused_because(now, [move for move in now.moves if move["id"] in ids])
        if because:
            raise ItstratError(f"Nothing was moved: these moves alone would break the plan. {because}")
    schedules.answer_moves(plan.store(), dict.fromkeys(ids, answer), access.who(), st.session_state[_REASON])
    st.session_state[_REASON] = ""
    faults.notice(f"{plural(len(ids), 'move')} {answer}.", good=True)


def _table(rows: pd.DataFrame, alt: str) -> None:
    if rows.empty:
        layout.aside("No move.")
        return
    st.table(rows.map(lambda cell: plain(str(cell))), hide_index=True, border="horizontal", alt=alt)
