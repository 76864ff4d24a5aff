"""Which page of a long list is shown, held in the address."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from itstrat.ui import layout

if TYPE_CHECKING:
    import pandas as pd

PAGE_ROWS = 50


def first_row(total: int, key: str, page_rows: int = PAGE_ROWS) -> int:
    """The first row to show, counted from 0; draws the choice of page where there are several."""
    pages = max(1, -(-total // page_rows))
    page = st.pagination(pages, key=key, bind="query-params") if pages > 1 else 1
    first = (page - 1) * page_rows
    if pages > 1:
        layout.aside(f"Rows {first + 1:,} to {min(first + page_rows, total):,} of {total:,}")
    return first


def at_hand(rows: pd.DataFrame, offset: int, limit: int) -> pd.DataFrame:
    """A page of rows that are read already, for `layout.paged_table`."""
    return rows.iloc[offset : offset + limit]
