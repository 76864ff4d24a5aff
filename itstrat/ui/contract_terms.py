"""The terms of contracts typed in by an editor: first those of which something is missing."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import streamlit as st

from itstrat.numbers import count_label
from itstrat.reports.agreements import agreements, by_cancel_day
from itstrat.store import contract
from itstrat.store.asset import TECHNOLOGY_CLASSES
from itstrat.ui import kept_rows, layout, paging, plan, records, searching
from itstrat.ui.kept_rows import Kept
from itstrat.ui.records import Field

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from itstrat.reports.renewals import RenewalsReport
    from itstrat.reports.statement import Scope
    from itstrat.store.database import Store
    from itstrat.store.reading import Row
    from itstrat.ui.records import Stored

_AUTO = {"yes": True, "no": False}
# What is missing most often stands first.
_NAMES = {
    "name": "Contract", "missing": "Missing", "uplift": "Uplift (%)", "notice_days": "Notice (days)",
    "notice_months": "Notice (months)", "auto_renew": "Renews by itself", "start_on": "Starts", "end_on": "Ends",
    "initial_months": "First term (months)", "renewal_months": "Renewal term (months)",
    "amount": "Amount at each billing", "billing": "Billing", "owner": "Owner", "uplift_cap": "Uplift cap (%)",
    "unit_price": "Unit price", "seats_paid": "Seats paid", "seats_assigned": "Seats assigned",
    "seats_idle": "Seats idle", "technology_class": "Technology class", "vendor": "Vendor",
    "department": "Department",
}  # fmt: skip


def show(said: RenewalsReport, scope: Scope) -> None:
    """The contracts chosen, fifty at a time, with every term to edit; for an editor, to add one and take one out."""
    rows = _chosen(plan.report(_rows, scope))
    layout.aside(
        f"Blank is unknown: the forecast then assumes what “Terms to add” says. Amounts in {said.currency}."
    )
    layout.editors_only()
    first = paging.first_row(len(rows), "terms_page")
    vendors, departments = plan.vendor_ids(scope), plan.department_ids()
    kept = Kept(
        "terms",
        "contract",
        _fields(),
        contract.save_contracts,
        contract.add_contract,
        contract.retire_contract,
        partial(_form, vendors, departments),
        partial(_given, departments),
        _label,
        {
            "Contract": st.column_config.TextColumn(width=190, pinned=True),
            "Missing": st.column_config.TextColumn(
                width=150, help="What nobody has recorded of this contract."
            ),
        },
    )
    kept_rows.show(kept, rows.iloc[first : first + paging.PAGE_ROWS])


def _chosen(every: pd.DataFrame) -> pd.DataFrame:
    """The contracts with something missing unless all are asked for; all where nothing is missing."""
    if every.empty:
        return every
    missing = every[every["Missing"] != ""]
    said = {
        "missing": f"Terms missing ({count_label(len(missing))})",
        "all": f"All ({count_label(len(every))})",
    }
    with st.container(horizontal=True, vertical_alignment="bottom", key="terms_choice"):
        chosen = st.segmented_control(
            "Show",
            list(said),
            default="missing" if len(missing) else "all",
            format_func=said.__getitem__,
            key="terms_shown",
            required=True,
        )
        words = st.text_input("Find", placeholder="contract, vendor, owner", key="terms_words")
    rows = missing if chosen == "missing" else every
    return searching.fitting(rows, ["Contract", "Vendor", "Owner"], words)


def _fields() -> dict[str, Field]:
    config = st.column_config
    day = config.DateColumn(format="D MMM YYYY")
    months = config.NumberColumn(min_value=0, max_value=600, step=1)
    seats = config.NumberColumn(min_value=0, step=1)
    share = config.NumberColumn(min_value=-50, max_value=100, format="%.1f")
    said: dict[str, tuple[Stored, Any]] = {
        "owner": (records.text, config.TextColumn(max_chars=120)),
        "start_on": (records.day, day),
        "initial_months": (records.whole, months),
        "renewal_months": (records.whole, months),
        "end_on": (records.day, config.DateColumn(format="D MMM YYYY", help="Last day of the present term.")),
        "notice_days": (records.whole, config.NumberColumn(min_value=0, max_value=3650, step=1)),
        "notice_months": (records.whole, months),
        "auto_renew": (records.Among(_AUTO), config.SelectboxColumn(options=list(_AUTO))),
        "amount": (records.money, config.NumberColumn(min_value=0, format="accounting")),
        "billing": (records.text, config.SelectboxColumn(options=list(contract.BILLING))),
        "unit_price": (records.price, config.NumberColumn(min_value=0, help="Price of one seat at each billing.")),
        "uplift": (records.fraction, share),
        "uplift_cap": (records.fraction, share),
        "seats_paid": (records.whole, seats),
        "seats_assigned": (records.whole, seats),
        "seats_idle": (records.whole, config.NumberColumn(min_value=0, step=1, help="Assigned, not used for 90 days.")),
        "technology_class": (records.text, config.SelectboxColumn(options=list(TECHNOLOGY_CLASSES))),
    }  # fmt: skip
    return {_NAMES[column]: Field(column, stored, widget) for column, (stored, widget) in said.items()}


def _form(vendors: Mapping[str, int], departments: Mapping[str, int]) -> None:
    st.text_input("Contract", key="terms_new_name", max_chars=200)
    st.selectbox(
        "Vendor", list(vendors), index=None, placeholder="Choose, or type a new one", key="terms_new_vendor",
        accept_new_options=True,
    )  # fmt: skip
    with st.container(horizontal=True):
        st.number_input("Amount at each billing", 0.0, value=None, step=100.0, key="terms_new_amount")
        st.selectbox("Billing", contract.BILLING, index=None, placeholder="Unknown", key="terms_new_billing")
    with st.container(horizontal=True):
        st.date_input("Starts", value=None, key="terms_new_start", format="YYYY-MM-DD")
        st.date_input("Ends", value=None, key="terms_new_end", format="YYYY-MM-DD")
    with st.container(horizontal=True):
        st.number_input("Notice (days)", 0, 3650, None, 1, key="terms_new_notice")
        st.selectbox("Renews by itself", list(_AUTO), index=None, placeholder="Unknown", key="terms_new_auto")
    st.selectbox(
        "Department", list(departments), index=None, placeholder="The company", key="terms_new_department"
    )
    st.text_input("Owner", key="terms_new_owner", max_chars=120)


def _given(departments: Mapping[str, int]) -> dict[str, object]:
    given = st.session_state
    return {
        "name": given["terms_new_name"],
        "vendor": given["terms_new_vendor"],
        "amount": records.money(given["terms_new_amount"]),
        "billing": given["terms_new_billing"],
        "start_on": given["terms_new_start"],
        "end_on": given["terms_new_end"],
        "notice_days": records.whole(given["terms_new_notice"]),
        "auto_renew": records.Among(_AUTO)(given["terms_new_auto"]),
        "department_id": records.Among(departments)(given["terms_new_department"]),
        "owner": records.text(given["terms_new_owner"]),
    }


def _label(row: Mapping[Any, Any]) -> str:
    return f"{row['Contract']}, {row['Vendor'] or 'vendor unknown'}"


def _rows(store: Store, scope: Scope) -> pd.DataFrame:
    """Every contract of the scope, the first to cancel first."""
    with store.snapshot() as reader:
        found = by_cancel_day(agreements(reader, scope.department_id, scope.as_of))
    return kept_rows.frame([_said(one.row, one.missing) for one in found], _NAMES)


def _said(row: Row, missing: tuple[str, ...]) -> Row:
    auto = {known: word for word, known in _AUTO.items()}.get(row["auto_renew"])
    shares = {name: None if row[name] is None else row[name] * 100 for name in ("uplift", "uplift_cap")}
    return row | shares | {"auto_renew": auto, "missing": ", ".join(missing)}
