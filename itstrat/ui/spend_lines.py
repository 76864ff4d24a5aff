"""The ledger line by line: narrowed by verdict, month, category and vendor, a page at a time, all in the address."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from itstrat.numbers import day_label, money_label, month_label, plural
from itstrat.reports import spend_lists
from itstrat.ui import layout, paging, plan, spend_inputs

if TYPE_CHECKING:
    from datetime import date

    import pandas as pd

    from itstrat.reports.spend import SpendReport
    from itstrat.reports.spend_lists import Choices, Listed
    from itstrat.reports.statement import Scope
    from itstrat.store.lines import Shown

_SHOWN: dict[Shown, str] = {
    "it": "IT",
    "unexplained": "IT, unexplained",
    "undecided": "IT or not: undecided",
    "not_it": "Not IT",
    "all": "All",
}


def show(said: SpendReport, scope: Scope) -> None:
    """The filters, the page of lines they leave, and the decision about one line."""
    choices = plan.report(spend_lists.choices, scope)
    shown, month, category, vendor = _filters(choices)

    def listed(offset: int) -> Listed:
        return plan.report(
            spend_lists.ledger_lines,
            scope,
            offset,
            paging.PAGE_ROWS,
            shown=shown,
            month=month,
            category=category,
            vendor=vendor,
        )

    found = listed(0)
    if not found.total:
        st.markdown(f"No line of {said.period.label} fits.")
        return
    layout.aside(f"{plural(found.total, 'line')}, {money_label(found.amount, said.currency)}. Largest first.")
    page = listed(paging.first_row(found.total, "line_page"))
    layout.table(
        page.frame,
        "lines",
        money=[f"Amount ({said.currency})"],
        alt="Ledger lines with verdict and explanation",
    )
    with st.expander("Decide one of these lines", key="decide_line"):
        labels = _labels(page.frame, said.currency)
        spend_inputs.decide(spend_inputs.subjects_of_lines(page, labels), choices, "line")


def _filters(choices: Choices) -> tuple[Shown, date | None, str | None, str]:
    months = {f"{month_label(one)} {one.year}": one for one in choices.months}
    with st.container(horizontal=True, vertical_alignment="bottom", key="line_filter"):
        shown = st.selectbox(
            "Verdict", list(_SHOWN), format_func=_SHOWN.__getitem__, key="verdict", bind="query-params"
        )
        month = st.selectbox(
            "Month", list(months), index=None, placeholder="All", key="month", bind="query-params"
        )
        category = st.selectbox(
            "Category", choices.categories, index=None, placeholder="All", key="category", bind="query-params"
        )
        vendor = st.text_input("Vendor contains", key="vendor", bind="query-params", max_chars=200)
    return shown, months.get(month or ""), category, vendor or ""


def _labels(frame: pd.DataFrame, currency: str) -> list[str]:
    return [
        f"{number}. {row['Vendor']}, {day_label(row['Date'])}, {money_label(row[f'Amount ({currency})'], currency)}"
        for number, row in enumerate(frame.to_dict("records"), start=1)
    ]
