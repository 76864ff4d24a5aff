"""Every contract by its day to cancel: the decision about its renewal, its terms, and what was saved of both."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from itstrat.numbers import count_label
from itstrat.reports import renewals
from itstrat.store import contract
from itstrat.ui import contract_terms, exports, layout, plan, records, saves, searching, tabbed
from itstrat.ui.records import Field

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd

    from itstrat.reports.renewals import RenewalsReport
    from itstrat.reports.statement import Scope

_PAGE_ROWS = 50
_CHOICES = {
    "all": "All",
    "▲": "Step due",
    "■": "Too late to cancel",
    "○": "Ahead",
    "✓": "Decided",
    "missing": "Terms missing",
}
_DECISION = {
    "Decision": Field(
        "decision",
        records.text,
        st.column_config.SelectboxColumn(
            options=[*contract.DECISIONS], help="What happens at the next renewal. Blank: not decided."
        ),
    )
}


def show(said: RenewalsReport, scope: Scope) -> None:
    """The tabs; the open one is in the address, and only that one is worked out."""
    parts: dict[str, Callable[[RenewalsReport, Scope], None]] = {
        "Dates and decisions": _decisions,
        "Terms": contract_terms.show,
        "Saved changes": saves.show,
    }
    tabbed.show("renewals_tab", parts, said, scope)


def _decisions(said: RenewalsReport, scope: Scope) -> None:
    """The choice and, fifty at a time, the contracts chosen, with their decision to edit; and all as files."""
    rows = _chosen(said.every)
    if rows.empty:
        st.markdown("No contract fits this choice.")
    else:
        _table(rows, said.currency)
    _downloads(said, scope)


def _table(rows: pd.DataFrame, currency: str) -> None:
    pages = -(-len(rows) // _PAGE_ROWS)
    page = min(st.pagination(pages, key="renewals_page"), pages) if pages > 1 else 1
    first = (page - 1) * _PAGE_ROWS
    layout.aside(f"Rows {first + 1:,} to {min(first + _PAGE_ROWS, len(rows)):,} of {len(rows):,}")
    layout.editors_only()
    money = [name for name in rows.columns if name.endswith(f"({currency})")]
    records.table(
        rows.iloc[first : first + _PAGE_ROWS],
        "renewals",
        _DECISION,
        contract.save_contracts,
        widgets={name: st.column_config.NumberColumn(format="accounting") for name in money}
        | {name: st.column_config.DateColumn(format="D MMM YYYY") for name in ("Cancel by", "Renews on")}
        | {"Contract": st.column_config.TextColumn(pinned=True)},
        alt="Contracts by the date to cancel by, with price, seats, decision and missing terms",
    )


def _downloads(said: RenewalsReport, scope: Scope) -> None:
    """Every contract as CSV, and the days to cancel as a calendar."""
    with st.container(horizontal=True, key="renewal_files"):
        st.download_button(
            "Calendar (.ics)",
            partial(renewals.calendar, plan.store(), scope),
            "renewals.ics",
            "text/calendar",
            key="renewals_ics",
            on_click="ignore",
            help="The day to cancel of each contract, with reminders 120, 90 and 60 days before. A calendar that takes "
            "it in again moves its days instead of adding new ones.",
        )
        st.download_button(
            "CSV, all contracts",
            lambda: exports.csv(said.every),
            "renewals.csv",
            "text/csv",
            key="renewals_csv",
            on_click="ignore",
        )


def _chosen(every: pd.DataFrame) -> pd.DataFrame:
    masks = {
        name: every["Missing"] != ""
        if name == "missing"
        else every["State"].str.startswith(name if name != "all" else "")
        for name in _CHOICES
    }
    offered = [name for name in _CHOICES if masks[name].any()]
    with st.container(horizontal=True, vertical_alignment="bottom", key="renewal_choice"):
        chosen = st.segmented_control(
            "Show",
            offered,
            default="all",
            format_func=lambda name: f"{_CHOICES[name]} ({count_label(int(masks[name].sum()))})",
            key="renewals_shown",
            required=True,
            wrap=True,
        )
        words = st.text_input("Find", placeholder="contract, vendor, department, owner", key="renewals_words")
    rows = every[masks[chosen]]
    return searching.fitting(rows, ["Contract", "Vendor", "Department", "Owner"], words)
