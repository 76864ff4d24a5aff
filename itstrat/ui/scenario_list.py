"""Named scenarios beside the approved plan: one table, one chart, the same random numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from itstrat.charts import scenarios as charts
from itstrat.errors import ItstratError
from itstrat.numbers import fiscal_year_label
from itstrat.store import assumptions, scenarios
from itstrat.ui import access, drawn, faults, input_words, inputs, layout, plan

if TYPE_CHECKING:
    import pandas as pd

    from itstrat.planning.assumptions import Inputs
    from itstrat.reports.budget import BudgetReport
    from itstrat.reports.statement import Scope
    from itstrat.store.database import Store
    from itstrat.store.reading import Row

_OFFERED = "_scenarios"
_PLAN, _WHAT_IF = "Approved plan", "What-if"


def show(said: BudgetReport, scope: Scope) -> None:
    """The chart, its years as a table, what each scenario changes, and what may be done with one."""
    kept = plan.report(_kept, scope)
    st.session_state[_OFFERED] = {row["name"]: (row, wanted) for row, wanted in kept}
    beside = [(_PLAN, inputs.planned()), *((row["name"], wanted) for row, wanted in kept)]
    # Five ranges a year can be told apart; the what-if is shown while there is room for it.
    if inputs.changes() and len(kept) < scenarios.MOST:
        beside.append((_WHAT_IF, inputs.chosen()))
    if len(beside) == 1:
        st.markdown("There is no scenario yet. Move inputs in the sidebar and save them as a scenario.")
        return
    _compared(tuple(beside), said, scope)
    if kept:
        _changed_by(kept, said.currency)
        _choice()


def _kept(store: Store, _scope: Scope) -> list[tuple[Row, Inputs]]:
    with store.snapshot() as reader:
        return [(row, assumptions.saved_inputs(reader, row["name"])) for row in scenarios.scenarios(reader)]


def _compared(beside: tuple[tuple[str, Inputs], ...], said: BudgetReport, scope: Scope) -> None:
    frame = plan.budget_compare(scope, beside)
    shown = drawn.chart(charts.scenarios, frame, scope, str(beside), currency=said.currency)
    layout.chart(
        shown,
        "scenarios",
        shown.alt.rstrip("."),
        f"Expected spend and its 8-in-10 range by fiscal year, {said.currency}; every one meets the same luck",
        "Source: the plan's forecast with each scenario's inputs",
    )
    layout.table(
        _years(frame, said.currency),
        "scenario_years",
        money=[f"{name} ({said.currency})" for name in ("Expected", "Low", "High", "Plan", "Difference")],
        alt="Scenarios by fiscal year with expected spend, range and difference from the approved plan",
    )


def _years(frame: pd.DataFrame, currency: str) -> pd.DataFrame:
    said = frame.assign(fiscal_year=[fiscal_year_label(int(year)) for year in frame["fiscal_year"]])
    money = {
        name: f"{name.capitalize()} ({currency})"
        for name in ("expected", "low", "high", "plan", "difference")
    }
    return said.rename(columns={"scenario": "Scenario", "fiscal_year": "Fiscal year"} | money)


def _changed_by(kept: list[tuple[Row, Inputs]], currency: str) -> None:
    for row, wanted in kept:
        changes = input_words.differences(inputs.planned(), wanted, currency)
        said = " · ".join(f"{one.label} {one.before} → {one.after}" for one in changes)
        layout.aside(f"{row['name']}: {said or 'as the plan'}. Saved by {row['saved_by']}.")


def _choice() -> None:
    names = list(st.session_state[_OFFERED])
    with st.container(horizontal=True, vertical_alignment="bottom", key="scenario_choice"):
        chosen = st.selectbox("One scenario", names, index=None, key="scenario_which")
        st.button("Look at it", key="scenario_look", disabled=chosen is None, on_click=_look)
        if access.role() != "editor":
            return
        with st.popover("Rename", disabled=chosen is None, key="scenario_rename_box"):
            st.text_input("New name", key="scenario_new_name", max_chars=60)
            st.button("Rename", key="scenario_rename", on_click=_rename)
        with st.popover("Take out", disabled=chosen is None, key="scenario_retire_box"):
            st.text_input("Reason", key="scenario_retire_reason", max_chars=200)
            st.button("Take out", key="scenario_retire", on_click=_retire)


def _look() -> None:
    """Callback: the scenario's inputs go into the sidebar, for this person only."""
    if (name := st.session_state["scenario_which"]) in st.session_state[_OFFERED]:
        inputs.take(st.session_state[_OFFERED][name][1])


@access.editor_action
def _rename() -> None:
    row = _chosen()
    name = st.session_state["scenario_new_name"].strip()
    scenarios.rename_scenario(plan.store(), access.who(), row["id"], row["version"], name)
    st.session_state["scenario_new_name"] = ""
    st.session_state["scenario_which"] = None
    faults.notice(f"{row['name']} is now {name}.", good=True)


@access.editor_action
def _retire() -> None:
    row = _chosen()
    reason = st.session_state["scenario_retire_reason"]
    scenarios.retire_scenario(plan.store(), access.who(), reason, row["id"], row["version"])
    st.session_state["scenario_retire_reason"] = ""
    st.session_state["scenario_which"] = None
    faults.notice(f"Taken out: {row['name']}.", good=True)


def _chosen() -> Row:
    """The scenario chosen, as it was when the page was drawn; a browser can send any name."""
    offered: dict[str, Any] = st.session_state[_OFFERED]
    name = st.session_state["scenario_which"]
    if name not in offered:
        raise ItstratError("Nothing was changed: choose a scenario first.")
    row: Row = offered[name][0]
    return row
