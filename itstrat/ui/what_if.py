"""What-if beside the approved plan: what was changed, before and after, and the ways to keep it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import streamlit as st

from itstrat.charts import scenarios as charts
from itstrat.errors import ItstratError, StaleEditError
from itstrat.planning.assumptions import ASSUMPTIONS
from itstrat.reports import budget
from itstrat.store import assumptions, scenarios
from itstrat.ui import access, drawn, faults, inputs, layout, plan
from itstrat.ui.words import amount, plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from itstrat.reports.budget import BudgetReport
    from itstrat.reports.statement import Figure, Scope
    from itstrat.ui.input_words import Changed

_PLAN_REASON, _NAME, _SCENARIO_REASON = "what_if_reason", "scenario_name", "scenario_reason"


def banner() -> None:
    """Where inputs were changed: that this is not the plan, which inputs, the way back and the ways to keep them."""
    # The place stands without it too: else all below would be in another place, and be built anew by the browser.
    with st.container():
        if changed := inputs.changes():
            _banner(changed)


def _banner(changed: Sequence[Changed]) -> None:
    said = " · ".join(f"{one.label} {one.before} → **{one.after}**" for one in changed)
    with st.container(border=True, key="what_if", horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(f"▲ **What-if, not the approved plan.** {said}")
        if layout.board_view():
            return
        with st.container(horizontal=True, width="content", key="what_if_ways"):
            st.button("Back to the plan", key="back_to_plan", on_click=inputs.back_to_plan)
            if access.role() == "editor":
                _keep()


def compared(before: Sequence[Figure], after: Sequence[Figure]) -> list[Figure]:
    """The figures of the what-if, each with the plan's value beside it where the two differ."""
    planned = {figure.label: figure for figure in before}
    shown = []
    for figure in after:
        old = planned.get(figure.label)
        if old is not None and old.value != figure.value:
            beside = f"approved plan {amount(old.value, old.unit)}"
            figure = replace(figure, note=f"{beside} · {figure.note}" if figure.note else beside)  # noqa: PLW2901
        shown.append(figure)
    return shown


def beside(before: BudgetReport, after: BudgetReport, scope: Scope) -> None:
    """The plan and the what-if side by side, while there is one: fiscal years as a chart, figures as a table."""
    with st.container():  # stands without a what-if too, as the banner's does
        if inputs.changes():
            _beside(before, after, scope)


def _beside(before: BudgetReport, after: BudgetReport, scope: Scope) -> None:
    with st.grid(min_column_width=layout.HALF_WIDTH):
        _years(before, after, scope)
        with st.container(key="figures_beside"):
            st.subheader("Every figure, before and after", anchor=False)
            layout.aside("With the plan's inputs, and with those of the sidebar")
            # One element: a table of Streamlit's builds every cell anew at every move of an input.
            st.markdown(_figures(before, after))


def _years(before: BudgetReport, after: BudgetReport, scope: Scope) -> None:
    """The chart; nothing where no year is another one, as when only the reserve is moved."""
    frame = budget.before_after(before, after)
    if not (frame["before"] != frame["after"]).any():
        return
    rows = str(frame.to_numpy().tolist())
    shown = drawn.chart(
        charts.before_after, frame, scope, rows, width=layout.HALF_WIDTH, currency=after.currency
    )
    layout.chart(
        shown,
        "before_after",
        shown.alt.rstrip("."),
        f"Planned spend by fiscal year, {after.currency}",
        "Source: the forecast with the plan's inputs and with those of the sidebar",
    )


def _figures(before: BudgetReport, after: BudgetReport) -> str:
    """The figures both have, as a table in markdown."""
    planned = {figure.label: figure for figure in before.figures}
    both = [(planned[figure.label], figure) for figure in after.figures if figure.label in planned]
    rows = [(now.label, amount(old.value, old.unit), amount(now.value, now.unit)) for old, now in both]
    said: list[tuple[str, ...]] = [("Figure", "Approved plan", "What-if"), (":--", "--:", "--:")]
    said += [tuple(plain(cell) for cell in row) for row in rows]
    return "\n".join(f"| {' | '.join(row)} |" for row in said)


def _keep() -> None:
    with st.popover("Save to the plan", key="save_plan_box"):
        st.text_input("Reason for the change", key=_PLAN_REASON, max_chars=200)
        st.button("Save to the plan", key="save_plan", type="primary", on_click=_save_to_plan)
    with st.popover("Save as a scenario", key="save_scenario_box"):
        st.text_input("Name", key=_NAME, max_chars=60)
        st.text_input("Reason", key=_SCENARIO_REASON, max_chars=200)
        st.button("Save as a scenario", key="save_scenario", type="primary", on_click=_save_as_scenario)


@access.editor_action
def _save_to_plan() -> None:
    changed, wanted = inputs.changes(), inputs.chosen()
    values = {one.name: ASSUMPTIONS[one.name].write(wanted.value(one.name)) for one in changed}
    try:
        assumptions.save_inputs(
            plan.store(),
            access.who(),
            st.session_state.get(_PLAN_REASON, ""),
            assumptions.PLAN,
            values,
            inputs.versions(),
        )
    except StaleEditError as stale:
        raise ItstratError(
            f"Nothing was saved. {stale} The sidebar keeps yours; the plan beside it is the saved one."
        ) from stale
    st.session_state[_PLAN_REASON] = ""
    faults.notice(
        f"Saved to the plan: {', '.join(f'{one.label} {one.after}' for one in changed)}.", good=True
    )


@access.editor_action
def _save_as_scenario() -> None:
    name = st.session_state.get(_NAME, "").strip()
    values = {key: ASSUMPTIONS[key].write(value) for key, value in inputs.chosen().changed}
    scenarios.create_scenario(
        plan.store(), access.who(), st.session_state.get(_SCENARIO_REASON, ""), name, values
    )
    st.session_state[_NAME] = st.session_state[_SCENARIO_REASON] = ""
    faults.notice(f"Saved as the scenario {name}. It stands beside the plan in the tab Scenarios.", good=True)
