"""The rules by which assets are replaced, as a table to edit: useful life and price of each class."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from itstrat.store import asset
from itstrat.ui import records
from itstrat.ui.records import Field

if TYPE_CHECKING:
    import pandas as pd


def table(rules: pd.DataFrame) -> None:
    """Rows as reports.assets gives them: index (id, version), the class's name, its rule, how many assets it has."""
    records.table(
        rules,
        "class_rules",
        _FIELDS,
        asset.save_rules,
        widgets={
            "Class": st.column_config.TextColumn(pinned=True),
            "Assets": st.column_config.NumberColumn(
                help="Assets of this class, spare and retired ones included."
            ),
        },
        alt="Asset classes with useful life, price today and price inflation",
    )


_FIELDS = {
    "Technology class": Field(
        "technology_class",
        records.text,
        st.column_config.SelectboxColumn(options=[*asset.TECHNOLOGY_CLASSES]),
    ),
    "Useful life (months)": Field(
        "useful_life_months",
        records.whole,
        st.column_config.NumberColumn(
            min_value=1, max_value=600, step=1, help="Blank: no rule, so its assets are unplanned."
        ),
    ),
    "Price today": Field(
        "price_today",
        records.money,
        st.column_config.NumberColumn(
            min_value=0,
            format="accounting",
            help="Price of one replacement. Blank: what the asset cost counts.",
        ),
    ),
    "Inflation (% a year)": Field(
        "price_inflation",
        records.fraction,
        st.column_config.NumberColumn(
            min_value=-100, max_value=100, format="%.1f", help="Yearly price inflation. Blank: 3%."
        ),
    ),
    "Price as of": Field(
        "price_on",
        records.day,
        st.column_config.DateColumn(format="D MMM YYYY", help="The day the price is from."),
    ),
    "Source": Field("source", records.text, st.column_config.TextColumn(max_chars=200)),
}
