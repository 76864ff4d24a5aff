"""Whose plan it is, as a form: name, currency, and the month in which the fiscal year starts."""

from __future__ import annotations

import calendar
from typing import TYPE_CHECKING

import streamlit as st

from itstrat.store import company
from itstrat.ui import access, faults, layout, plan

if TYPE_CHECKING:
    from itstrat.reports.plan_steps import PlanSteps

_CURRENCIES = (
    "USD",
    "EUR",
    "GBP",
    "CAD",
    "AUD",
    "NZD",
    "CHF",
    "JPY",
    "INR",
    "SEK",
    "NOK",
    "DKK",
    "PLN",
    "ZAR",
)


def show(said: PlanSteps) -> None:
    """The form for an editor; anybody else is told why they may only look."""
    if not layout.editors_only():
        return
    stored = said.company or {}
    with st.form("company_form", border=True):
        st.text_input("Company", stored.get("name", ""), key="company_name", max_chars=120)
        with st.container(horizontal=True):
            st.selectbox(
                "Currency",
                dict.fromkeys((said.currency, *_CURRENCIES)),
                key="company_currency",
                accept_new_options=True,
                help="Every amount of the plan is in this currency; a change converts nothing.",
            )
            st.selectbox(
                "Fiscal year starts in",
                range(1, 13),
                index=said.fiscal_year_start - 1,
                format_func=lambda month: calendar.month_name[month],
                key="company_start",
                help="A fiscal year is named by the year in which it ends.",
            )
        st.form_submit_button("Save company", type="primary", on_click=_save, args=(stored.get("version"),))


@access.editor_action
def _save(version: int | None) -> None:
    company.save_company(
        plan.store(),
        version,
        st.session_state["company_name"],
        st.session_state["company_currency"] or "",
        st.session_state["company_start"],
        access.who(),
    )
    faults.notice("Saved.", good=True)
