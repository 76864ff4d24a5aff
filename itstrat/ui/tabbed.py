"""Parts of a page as tabs: the open one is in the address, and only that one is worked out."""

from __future__ import annotations

from typing import TYPE_CHECKING, ParamSpec

import streamlit as st

from itstrat.ui import faults

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

Given = ParamSpec("Given")


def show(
    key: str, parts: Mapping[str, Callable[Given, None]], *given: Given.args, **named: Given.kwargs
) -> None:
    """One tab a part, by its name; the open part is drawn with what it is given, and a fault of it stays in its tab."""
    tabs = st.tabs(list(parts), key=key, on_change="rerun", bind="query-params")
    for tab, part in zip(tabs, parts.values(), strict=True):
        if tab.open:
            with tab, faults.boundary():
                part(*given, **named)
