"""End of support: what is past it, what will be soon, and which cycle a thing is where only a person can tell."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from itstrat.errors import ItstratError
from itstrat.numbers import count_label
from itstrat.store import product_cycle
from itstrat.ui import access, faults, layout, plan, said_rows, searching

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from itstrat.reports.security import SecurityReport
    from itstrat.reports.statement import Scope
    from itstrat.store.database import Store

_NAMES = {
    "name": "Name",
    "subject": "Kind",
    "department": "Department",
    "cycle": "Product and cycle",
    "state": "Support",
    "until": "Until",
    "matched": "Match",
    "reason": "Why",
}
_CHOICES = {
    "late": "Past or within a year",
    "decide": "To decide",
    "unmatched": "No cycle known",
    "all": "All",
}
_NONE, _BY_WORDS = "None of those known", "As its words say"
_THINGS, _CYCLES = "_support_things", "_support_cycles"


def show(said: SecurityReport, scope: Scope) -> None:
    """Counts, the things chosen, and for an editor the decision about one."""
    if said.support.empty:
        st.markdown("There is no asset and no system yet.")
        layout.link("data")
        return
    counted = dict(zip(said.support_counts["state"], said.support_counts["things"], strict=True))
    st.markdown(
        f"{counted['past']} past support, {counted['extended only']} on extended support only, {counted['ends soon']} "
        f"end within a year. {counted['matched']} are matched to a product cycle, {counted['ambiguous']} fit several, "
        f"{counted['unmatched']} fit none that is known."
    )
    rows = _chosen(said.support)
    if rows.empty:
        st.markdown("Nothing fits this choice.")
    else:
        told = said_rows.rows(rows, _NAMES)
        layout.paged_table(
            lambda offset, limit: told.iloc[offset : offset + limit], len(told), "support",
            alt="Assets and systems with their product cycle and the end of its support",
        )  # fmt: skip
    if layout.editors_only():
        _decide(rows, scope)


def _chosen(every: pd.DataFrame) -> pd.DataFrame:
    masks = {
        "late": every["state"].isin(["past", "extended only", "ends soon"]),
        "decide": every["matched"] == "ambiguous",
        "unmatched": every["matched"] == "unmatched",
        "all": every["matched"] != "",
    }
    with st.container(horizontal=True, vertical_alignment="bottom", key="support_choice"):
        chosen = st.segmented_control(
            "Show", list(_CHOICES), default="late", key="support_shown", required=True, wrap=True,
            format_func=lambda name: f"{_CHOICES[name]} ({count_label(int(masks[name].sum()))})",
        )  # fmt: skip
        words = st.text_input("Find", placeholder="name, department, product", key="support_words")
    return searching.fitting(every[masks[chosen]], ["name", "department", "cycle"], words)


def _decide(rows: pd.DataFrame, scope: Scope) -> None:
    """One of the things shown, and the cycle it is; those that its words may mean stand first."""
    if rows.empty:
        return
    things = {f"{row['name']} ({row['subject']} {row['subject_id']})": row for row in rows.to_dict("records")}
    with st.container(horizontal=True, vertical_alignment="bottom", key="decide_ways"):
        which = st.selectbox("Asset or system", list(things), index=None, key="decide_which")
        known = plan.report(_cycles, scope)
        cycles = _offered(things[which], known) if which else {}
        st.selectbox("It is", list(cycles), index=None, key="decide_cycle", disabled=not which)
        st.text_input("Reason", key="decide_reason", max_chars=200)
        st.button("Decide", key="decide", on_click=_decided, disabled=not which)
    st.session_state[_THINGS], st.session_state[_CYCLES] = things, cycles


def _offered(thing: Mapping[Any, Any], known: Mapping[str, int]) -> dict[str, int | None]:
    first = {name: record for record, name in thing["candidates"]}
    taken = {_BY_WORDS: None} if thing["matched"] == "decided" else {}
    return {**taken, **first, _NONE: None, **known}


def _cycles(store: Store, _scope: Scope) -> dict[str, int]:
    with store.snapshot() as reader:
        found = product_cycle.cycles(reader)
    return {f"{row['product']} {row['label'] or row['cycle']}": row["id"] for row in found}


@access.editor_action
def _decided() -> None:
    things, cycles = st.session_state[_THINGS], st.session_state[_CYCLES]
    thing, cycle = things.get(st.session_state["decide_which"]), st.session_state["decide_cycle"]
    if thing is None or cycle not in cycles:
        raise ItstratError("Nothing was changed: choose an asset or a system, and what it is.")
    store, who, reason = plan.store(), access.who(), st.session_state["decide_reason"]
    if cycle == _BY_WORDS:
        product_cycle.undecide(store, int(thing["match_id"]), int(thing["match_version"]), who, reason)
    else:
        product_cycle.decide(store, thing["subject"], int(thing["subject_id"]), cycles[cycle], who, reason)
    st.session_state["decide_which"], st.session_state["decide_reason"] = None, ""
    faults.notice(f"Decided: {thing['name']} is {cycle}.", good=True)
