"""The lines of one edition of the budget, typed and edited a page at a time where they are not frozen."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import streamlit as st

from itstrat.numbers import fiscal_year_label, money_label, month_label, plural
from itstrat.planning.calendar import FiscalCalendar
from itstrat.store import budget_lines
from itstrat.ui import kept_rows, layout, paging, plan, records
from itstrat.ui.kept_rows import Kept
from itstrat.ui.records import Field

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    import pandas as pd

    from itstrat.reports.statement import Scope
    from itstrat.store.database import Store
    from itstrat.store.reading import Row

_CAPITAL = {"CapEx": True, "OpEx": False}
_NO_CATEGORY = "Without a category"
_NAMES = {
    "month": "Month",
    "department": "Department",
    "category": "Category",
    "vendor": "Vendor",
    "description": "Description",
    "capital": "Capital",
    "amount": "Amount",
}


def show(edition: str, frozen_until: date | None, scope: Scope, currency: str) -> None:
    """The fiscal year's lines, by category if asked; the ways to change them unless the whole year is frozen."""
    first, last = _months(scope)
    categories = plan.report(_categories, scope, edition)
    category = _category(categories) if categories else None
    page = plan.report(_page, scope, edition, category, 0)
    if page:
        total = f"{plural(int(page[0]['count']), 'line')}, {money_label(page[0]['total'], currency)}"
        layout.aside(f"{edition} in {fiscal_year_label(scope.fiscal_year)}: {total}")
        start = paging.first_row(int(page[0]["count"]), "budget_line_page")
        page = page if start == 0 else plan.report(_page, scope, edition, category, start)
    rows = kept_rows.frame([_said(row) for row in page], _NAMES)
    if frozen_until is not None and frozen_until >= last:
        _frozen(rows, edition, frozen_until)
        return
    vendors, departments = plan.vendor_ids(scope), plan.department_ids()
    kept = Kept(
        "budget_lines",
        "budget line",
        _fields(vendors, departments),
        budget_lines.save_budget_lines,
        budget_lines.add_budget_lines,
        budget_lines.retire_budget_line,
        partial(_form, vendors, departments, categories, first),
        partial(_given, edition, departments),
        _label,
    )
    kept_rows.show(kept, rows)


def _frozen(rows: pd.DataFrame, edition: str, until: date) -> None:
    said = f"{edition} is frozen up to {month_label(until)} {until.year}. To change it, make a revision and change that."
    layout.aside(said)
    if len(rows):
        shown = layout.months(rows.reset_index(drop=True), "Month")
        layout.table(shown, "budget_lines", money=["Amount"], alt=f"Lines of {edition}")


def _category(categories: list[str]) -> str | None:
    """The category asked for; None is all of them."""
    return st.selectbox(
        "Category",
        categories,
        index=None,
        placeholder="All categories",
        format_func=lambda name: name or _NO_CATEGORY,
        key="budget_line_category",
    )


def _fields(vendors: Mapping[str, int], departments: Mapping[str, int]) -> dict[str, Field]:
    config = st.column_config
    return {
        "Month": Field("month", records.month, config.DateColumn(format="MMM YYYY")),
        "Department": Field(
            "department_id",
            records.Among(departments),
            config.SelectboxColumn(options=list(departments), help="Blank: the company as a whole."),
        ),
        "Category": Field("category", records.text, config.TextColumn(max_chars=120)),
        "Vendor": Field("vendor_id", records.Among(vendors), config.SelectboxColumn(options=list(vendors))),
        "Description": Field("description", records.text, config.TextColumn(max_chars=300)),
        "Capital": Field("capital", records.Among(_CAPITAL), config.SelectboxColumn(options=list(_CAPITAL))),
        "Amount": Field("amount", records.money, config.NumberColumn(format="accounting")),
    }


def _form(
    vendors: Mapping[str, int], departments: Mapping[str, int], categories: list[str], first: date
) -> None:
    st.number_input(
        "Amount in all", value=None, step=100.0, key="budget_line_amount",
        help="Spread evenly over the months, a line each, to the cent.",
    )  # fmt: skip
    with st.container(horizontal=True):
        st.date_input("From the month of", value=first, key="budget_line_from", format="YYYY-MM-DD")
        st.number_input("Months", 1, budget_lines.MOST_MONTHS, 12, key="budget_line_months")
    known = [name for name in categories if name]
    st.selectbox(
        "Category", known, index=None, placeholder="Choose, or type a new one", key="budget_line_new_category",
        accept_new_options=True,
    )  # fmt: skip
    st.selectbox(
        "Vendor", list(vendors), index=None, placeholder="Choose, or type a new one", key="budget_line_vendor",
        accept_new_options=True,
    )  # fmt: skip
    with st.container(horizontal=True):
        st.selectbox(
            "Department",
            list(departments),
            index=None,
            placeholder="The company",
            key="budget_line_department",
        )
        st.selectbox("Capital", list(_CAPITAL), index=None, placeholder="Unknown", key="budget_line_capital")
    st.text_input("Description", key="budget_line_description", max_chars=300)


def _given(edition: str, departments: Mapping[str, int]) -> dict[str, object]:
    given = st.session_state
    return {
        "edition": edition,
        "amount": records.money(given["budget_line_amount"]),
        "month": records.month(given["budget_line_from"]),
        "months": int(given["budget_line_months"]),
        "category": (given["budget_line_new_category"] or "").strip(),
        "vendor": given["budget_line_vendor"],
        "department_id": records.Among(departments)(given["budget_line_department"]),
        "capital": records.Among(_CAPITAL)(given["budget_line_capital"]),
        "description": given["budget_line_description"].strip(),
    }


def _label(row: Mapping[Any, Any]) -> str:
    on = row["Month"]
    parts = (row["Category"], row["Vendor"], row["Description"], row["Department"])
    said = ", ".join(part for part in parts if part)
    return f"{month_label(on)} {on.year}: {said or _NO_CATEGORY}, {row['Amount']:,.2f}"


def _months(scope: Scope) -> tuple[date, date]:
    """The first and the last month of the fiscal year, by their first days."""
    months = FiscalCalendar(plan.plan_outline().fiscal_year_start).months(scope.fiscal_year)
    return months[0], months[-1]


def _categories(store: Store, scope: Scope, edition: str) -> list[str]:
    with store.snapshot() as reader:
        return budget_lines.categories(reader, edition, *_months(scope))


def _page(store: Store, scope: Scope, edition: str, category: str | None, offset: int) -> list[Row]:
    with store.snapshot() as reader:
        return budget_lines.budget_lines(
            reader, edition, *_months(scope), scope.department_id, offset, paging.PAGE_ROWS, category
        )


def _said(row: Row) -> Row:
    return row | {"capital": {True: "CapEx", False: "OpEx"}.get(row["capital"])}
