"""Initiatives with their money: what they cost once and each month, and what they save."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from itstrat.store import initiative
from itstrat.ui import kept_rows, plan, records
from itstrat.ui.kept_rows import Kept
from itstrat.ui.records import Field

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from itstrat.reports.statement import Scope
    from itstrat.store.database import Store

_SAVES = {"time": "Released time", "contracts": "Cancelled contracts"}
_NAMES = {
    "name": "Initiative",
    "start_on": "Starts",
    "months": "Months",
    "one_off": "One-off",
    "run_monthly": "Run a month",
    "saving_monthly": "Saving a month",
    "saves": "Saves",
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
    months = st.column_config.NumberColumn(min_value=1, max_value=120, step=1)
    saves = st.column_config.SelectboxColumn(options=list(_SAVES.values()))
    return {
        "Initiative": Field("name", records.text, st.column_config.TextColumn(max_chars=120)),
        "Starts": Field("start_on", records.day, st.column_config.DateColumn(format="D MMM YYYY")),
        "Months": Field("months", records.whole, months),
        "One-off": Field("one_off", records.money, money),
        "Run a month": Field("run_monthly", records.money, money),
        "Saving a month": Field("saving_monthly", records.money, money),
        "Saves": Field("saves", _stored_saves, saves),
        "Capital": Field("capital", bool, st.column_config.CheckboxColumn()),
    }


def _form() -> None:
    st.text_input("Initiative", key="initiative_name", max_chars=120)
    with st.container(horizontal=True):
        st.date_input("Starts", value="today", key="initiative_start", format="YYYY-MM-DD")
        st.number_input("Months", 1, 120, 6, key="initiative_months")
    st.number_input("One-off cost", 0.0, value=0.0, step=1000.0, key="initiative_one_off")
    with st.container(horizontal=True):
        st.number_input("Run cost a month", 0.0, value=0.0, step=100.0, key="initiative_run")
        st.number_input("Saving a month", 0.0, value=0.0, step=100.0, key="initiative_saving")
    st.selectbox("Saves", list(_SAVES), format_func=_SAVES.__getitem__, key="initiative_saves")
    st.checkbox("Capital spend", key="initiative_capital")


def _given() -> dict[str, object]:
    given = st.session_state
    return {
        "name": given["initiative_name"].strip(),
        "start_on": given["initiative_start"],
        "months": int(given["initiative_months"]),
        "one_off": records.money(given["initiative_one_off"]),
        "run_monthly": records.money(given["initiative_run"]),
        "saving_monthly": records.money(given["initiative_saving"]),
        "saves": given["initiative_saves"],
        "capital": bool(given["initiative_capital"]),
    }


def _label(row: Mapping[Any, Any]) -> str:
    return str(row["Initiative"])


def _stored_saves(cell: object) -> str:
    """Raises ValueError for a word that is not offered."""
    by_label = {said: stored for stored, said in _SAVES.items()}
    if cell not in by_label:
        raise ValueError(cell)
    return by_label[str(cell)]


def _rows(store: Store, scope: Scope) -> pd.DataFrame:
    with store.snapshot() as reader:
        rows = initiative.initiatives(reader, scope.department_id)
    return kept_rows.frame([row | {"saves": _SAVES.get(row["saves"], row["saves"])} for row in rows], _NAMES)
