"""Initiatives with their dates and money: what they cost once and each month."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import streamlit as st

from itstrat.planning.calendar import add_months
from itstrat.store import initiative
from itstrat.ui import kept_rows, plan, records
from itstrat.ui.kept_rows import Kept
from itstrat.ui.records import Field

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from itstrat.reports.statement import Scope
    from itstrat.store.database import Store

_NAMES = {
    "name": "Initiative",
    "component": "Component",
    "start_on": "Starts",
    "finish_on": "Finishes",
    "one_off": "One-off",
    "run_monthly": "Run a month",
    "capital": "Capital",
}


def show(scope: Scope) -> None:
    """The table with its forms, for the department chosen in the sidebar or the whole company."""
    kept = Kept(
        "initiatives",
        "initiative",
        _fields(),
        initiative.save_initiatives,
        initiative.add_initiative,
        initiative.retire_initiative,
        _form,
        _given,
        _label,
    )
    kept_rows.show(kept, plan.report(_rows, scope))


def _fields() -> dict[str, Field]:
    money = st.column_config.NumberColumn(min_value=0, format="accounting")
    day = st.column_config.DateColumn(format="D MMM YYYY")
    component = st.column_config.SelectboxColumn(options=list(initiative.COMPONENTS))
    return {
        "Initiative": Field("name", records.text, st.column_config.TextColumn(max_chars=120)),
        "Component": Field("component", records.text, component),
        "Starts": Field("start_on", records.day, day),
        "Finishes": Field("finish_on", records.day, day),
        "One-off": Field("one_off", records.money, money),
        "Run a month": Field("run_monthly", records.money, money),
        "Capital": Field("capital", bool, st.column_config.CheckboxColumn()),
    }


def _form() -> None:
    st.text_input("Initiative", key="initiative_name", max_chars=120)
    st.selectbox("Component", initiative.COMPONENTS, key="initiative_component")
    with st.container(horizontal=True):
        st.date_input("Starts", value="today", key="initiative_start", format="YYYY-MM-DD")
        st.number_input("Months", 1, 120, 6, key="initiative_months")
    with st.container(horizontal=True):
        st.number_input("One-off cost", 0.0, value=0.0, step=1000.0, key="initiative_one_off")
        st.number_input("Run cost a month", 0.0, value=0.0, step=100.0, key="initiative_run")
    st.checkbox("Capital spend", key="initiative_capital")


def _given() -> dict[str, object]:
    given = st.session_state
    start = given["initiative_start"]
    return {
        "name": given["initiative_name"].strip(),
        "component": given["initiative_component"],
        "start_on": start,
        "finish_on": add_months(start, int(given["initiative_months"])) - timedelta(days=1),
        "one_off": records.money(given["initiative_one_off"]),
        "run_monthly": records.money(given["initiative_run"]),
        "capital": bool(given["initiative_capital"]),
    }


def _label(row: Mapping[Any, Any]) -> str:
    return str(row["Initiative"])


def _rows(store: Store, scope: Scope) -> pd.DataFrame:
    with store.snapshot() as reader:
        rows = initiative.initiatives(reader, scope.department_id)
    return kept_rows.frame(rows, _NAMES)
