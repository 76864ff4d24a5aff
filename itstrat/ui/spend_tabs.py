"""The lower part of the page Spend: breakdowns, what is unexplained, what deserves a second look, lines, rules.

Only the open tab is computed.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import streamlit as st

from itstrat.charts import spend as charts
from itstrat.numbers import day_label, is_known, money_label, month_year
from itstrat.reports import breakdowns, spend_lists
from itstrat.ui import drawn, layout, plan, spend_inputs, spend_lines, spend_waiting, tabbed
from itstrat.ui.words import plain

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd

    from itstrat.reports.breakdowns import By
    from itstrat.reports.spend import SpendReport
    from itstrat.reports.statement import Scope
    from itstrat.reports.waste import WasteList, WasteReport

_READ_WHOLE = 25


def missing(said: SpendReport) -> None:
    """That the year holds no money, and what to do: choose a year that does, or import; rules can be set before."""
    spans = plan.plan_outline()
    how = (
        "Import the company ledger as your accounting tool exports it, and the approved budget by month. "
        "Rules say which lines are IT: set them below, before or after."
    )
    if spans.first_on and spans.last_on:
        how = (
            f"The plan's ledger and budget span {month_year(spans.first_on)} to {month_year(spans.last_on)}: choose "
            f"another fiscal year, or import what is missing of {said.period.label}."
        )
    layout.empty(f"{said.period.label} has neither ledger lines nor a budget.", how)


def show(said: SpendReport, found: WasteReport, scope: Scope) -> None:
    """Six tabs; the open one is in the address."""
    contents: dict[str, Callable[[], None]] = {
        "Breakdown": lambda: breakdown(scope),
        "CapEx and OpEx": lambda: _capital(scope),
        "Unexplained": lambda: spend_waiting.show(said, scope),
        "Second look": lambda: _second_look(found),
        "Ledger lines": lambda: spend_lines.show(said, scope),
        "Rules and decisions": lambda: _rules_and_decisions(scope),
    }
    tabbed.show("spend_tab", contents)


def breakdown(scope: Scope) -> None:
    """Actual against budget by class, category, department or vendor."""
    by: By = "class"
    if not layout.board_view():
        offered: list[By] = [
            one for one in breakdowns.NOUNS if one != "department" or scope.department_id is None
        ]
        by = st.segmented_control(
            "By",
            offered,
            default="class",
            required=True,
            format_func=lambda one: breakdowns.NOUNS[one].capitalize(),
            key="by",
            bind="query-params",
        )
    said = plan.report(breakdowns.breakdown, scope, by)
    if said.frame.empty:
        st.markdown(plain(f"{said.title}."))
        return
    layout.chart(
        drawn.chart(
            charts.breakdown,
            said.frame,
            scope,
            by,
            noun=breakdowns.NOUNS[by],
            top=breakdowns.TOP_VENDORS,
            currency=said.currency,
        ),
        f"breakdown_{by}",
        said.title,
        said.subtitle,
        f"{said.note} Source: ledger and approved budget, as of {day_label(scope.as_of)}".strip(),
    )


def _capital(scope: Scope) -> None:
    said = plan.report(breakdowns.capital, scope)
    if said.frame.empty:
        layout.aside("There is no IT spend yet.")
        return
    layout.chart(
        drawn.chart(charts.capital, said.frame, scope, currency=said.currency),
        "capital_spend",
        said.title,
        said.subtitle,
        f"Source: ledger, as of {day_label(scope.as_of)}",
    )


def _second_look(found: WasteReport) -> None:
    for each in found.lists:
        st.subheader(plain(f"{each.title}: {money_label(each.stake, found.currency)}"), anchor=False)
        if each.frame.empty:
            layout.aside("Nothing found.")
            continue
        layout.aside(each.advice)
        frame = _as_read(each, found.currency)
        if len(frame) <= _READ_WHOLE:
            # Sentences wrap here; a grid would cut them.
            st.table(
                frame.map(_cell), hide_index=True, border="horizontal", alt=f"{each.title}, largest first"
            )
        else:
            layout.table(
                frame,
                each.search,
                money=[f"In question ({found.currency})"],
                alt=f"{each.title}, largest first",
            )


def _as_read(found: WasteList, currency: str) -> pd.DataFrame:
    names = {
        "what": "What",
        "department": "Department",
        "stake": f"In question ({currency})",
        "since": "Since",
        "why": "Why",
    }
    return found.frame.dropna(axis="columns", how="all").rename(columns=names)


def _cell(value: object) -> str:
    if isinstance(value, Decimal):
        return f"{value:,.2f}"
    if isinstance(value, date):
        return day_label(value)
    return plain(str(value)) if is_known(value) else "–"


def _rules_and_decisions(scope: Scope) -> None:
    st.subheader("Which lines are IT", anchor=False)
    layout.aside(
        "The lowest rank that matches wins. A decision, a contract, an asset purchase and a vendor's budget line "
        "come before any rule."
    )
    spend_inputs.rules_editor(scope)
    st.subheader("Decisions that hold", anchor=False)
    listed = plan.report(spend_lists.decided, scope)
    if not listed.total:
        st.markdown("Nothing has been decided yet.")
        return
    layout.table(listed.frame, "decided", alt="Decisions about vendor texts and lines, newest first")
    spend_inputs.taken_back(listed)
