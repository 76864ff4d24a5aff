"""The little that Streamlit's theme cannot say about how pages look."""

from __future__ import annotations

import streamlit as st

from itstrat.ui.layout import HALF_WIDTH, PAGE_WIDTH

# In narrow windows alone: what moves sideways hides the toolbar above a chart.
_CHARTS = "".join(
    f"""@media (max-width: 1000px) {{
    [class*="st-key-chart_{width}"] [data-testid="stElementContainer"] {{overflow-x: auto}}
    [class*="st-key-chart_{width}"] [data-testid="stVegaLiteChart"] {{min-width: {width}px}}}}"""
    for width in (PAGE_WIDTH, HALF_WIDTH)
)
_CARDS = '[data-testid="stGrid"] [data-testid="stGrid"] {flex-grow: 1}'


def wear() -> None:
    """Charts keep the width they were planned for: a narrow window moves them sideways. Cards in a row end level."""
    st.html(f"<style>{_CHARTS}{_CARDS}</style>")
