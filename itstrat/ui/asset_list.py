"""The list of assets with when and why each is replaced: chosen by state, class and words, read page by page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from itstrat.numbers import count_label
from itstrat.reports import replacements
from itstrat.reports.replacements import Chosen
from itstrat.ui import layout, plan

if TYPE_CHECKING:
    import pandas as pd

    from itstrat.reports.assets import AssetsReport
    from itstrat.reports.statement import Scope

_NAMES = {
    "overdue": "Overdue",
    "planned": "Planned",
    "unplanned": "No rule",
    "unknown age": "Unknown age",
    "not needed": "Spare or retired",
}
_EMPTY = {
    "overdue": "Nothing is overdue.",
    "planned": "Nothing is planned.",
    "unplanned": "Every asset has a rule or a date of its own.",
    "unknown age": "The age of every asset is known.",
    "not needed": "Nothing is spare or retired.",
}


def show(said: AssetsReport, scope: Scope) -> None:
    """The choice and, fifty at a time, the assets chosen."""
    wanted = _choice(said)
    ids = replacements.chosen_ids(plan.store(), said.needed, wanted, scope.department_id)
    if not ids:
        st.markdown(
            _EMPTY[wanted.state] if not (wanted.words or wanted.part) else "No asset fits this choice."
        )
        return

    def rows(offset: int, limit: int) -> pd.DataFrame:
        return plan.report(replacements.listed, scope, tuple(ids[offset : offset + limit]), said.currency)

    layout.paged_table(
        rows,
        len(ids),
        f"asset_list_{wanted.state}",
        money=[f"Cost ({said.currency})"],
        alt=f"{_NAMES[wanted.state]}: assets with replacement date, winning reason and cost",
    )


def _choice(said: AssetsReport) -> Chosen:
    states = [state for state in replacements.STATES if said.counts[state]] or ["overdue"]
    with st.container(horizontal=True, vertical_alignment="bottom", key="asset_choice"):
        state = st.segmented_control(
            "State",
            states,
            default=states[0],
            format_func=lambda one: f"{_NAMES[one]} ({count_label(said.counts[one])})",
            key="asset_state",
            required=True,
            wrap=True,
        )
        part = st.selectbox(
            "Class",
            sorted(said.needed["class"].dropna().unique()),
            index=None,
            placeholder="All classes",
            key="asset_class",
        )
        words = st.text_input(
            "Find", placeholder="name, tag, serial, model, person, place", key="asset_words"
        )
    return Chosen(state or states[0], words, part or "")
