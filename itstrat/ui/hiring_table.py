"""People who come and go by month, on top of the steady hires and leavers of the inputs."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import streamlit as st

from itstrat.numbers import month_label
from itstrat.planning.calendar import month_start
from itstrat.store import hiring
from itstrat.ui import kept_rows, plan, records
from itstrat.ui.kept_rows import Kept
from itstrat.ui.records import Field

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    import pandas as pd

    from itstrat.reports.statement import Scope
    from itstrat.store.database import Store

_COMPANY = "The company"
_NAMES = {
    "month": "Month",
    "department": "Department",
    "hires": "Hires",
    "leavers": "Leavers",
    "note": "Note",
}


def show(scope: Scope) -> None:
    """The table with its forms, for the department chosen in the sidebar or the whole company."""
    names = plan.department_ids()
    kept = Kept(
        "hiring",
        "hiring month",
        _fields(names),
        hiring.HIRING.save,
        hiring.HIRING.enter,
        hiring.HIRING.retire,
        partial(_form, names),
        partial(_given, names),
        _label,
    )
    kept_rows.show(kept, plan.report(_rows, scope))


def _fields(names: Mapping[str, int]) -> dict[str, Field]:
    people = st.column_config.NumberColumn(min_value=0, max_value=10000, step=0.5)
    return {
        "Month": Field("month", _first_of_month, st.column_config.DateColumn(format="MMM YYYY")),
        "Department": Field(
            "department_id",
            partial(_department, names),
            st.column_config.SelectboxColumn(options=list(names), help="Blank: the company as a whole."),
        ),
        "Hires": Field("hires", records.money, people),
        "Leavers": Field("leavers", records.money, people),
        "Note": Field("note", records.text, st.column_config.TextColumn(max_chars=200)),
    }


def _form(names: Mapping[str, int]) -> None:
    st.date_input("Month", value="today", key="hiring_new_month", format="YYYY-MM-DD")
    st.selectbox("Department", list(names), index=None, placeholder=_COMPANY, key="hiring_new_department")
    with st.container(horizontal=True):
        st.number_input("Hires", 0.0, 10000.0, 1.0, 1.0, format="%.1f", key="hiring_new_hires")
        st.number_input("Leavers", 0.0, 10000.0, 0.0, 1.0, format="%.1f", key="hiring_new_leavers")


def _given(names: Mapping[str, int]) -> dict[str, object]:
    given = st.session_state
    return {
        "month": month_start(given["hiring_new_month"]),
        "department_id": _department(names, given["hiring_new_department"]),
        "hires": records.money(given["hiring_new_hires"]),
        "leavers": records.money(given["hiring_new_leavers"]),
    }


def _label(row: Mapping[Any, Any]) -> str:
    month = row["Month"]
    where = row["Department"] or _COMPANY
    return f"{month_label(month)} {month.year}, {where}: +{row['Hires']} −{row['Leavers']}"


def _department(names: Mapping[str, int], cell: object) -> int | None:
    """Raises ValueError for a department that is not of the plan."""
    if cell is None:
        return None
    if cell not in names:
        raise ValueError(cell)
    return names[str(cell)]


def _first_of_month(cell: object) -> date | None:
    day = records.day(cell)
    return None if day is None else month_start(day)


def _rows(store: Store, scope: Scope) -> pd.DataFrame:
    with store.snapshot() as reader:
        return kept_rows.frame(hiring.hiring(reader, scope.department_id), _NAMES)
