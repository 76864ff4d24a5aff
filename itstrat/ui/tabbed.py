"""Parts of a page, of which only the one that is looked at is worked out: as tabs, or one table to edit at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, ParamSpec

import streamlit as st

from itstrat.ui import faults, layout

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

Given = ParamSpec("Given")


def show(
    key: str, parts: Mapping[str, Callable[Given, None]], *given: Given.args, **named: Given.kwargs
) -> None:
    """One tab a part, by its name; the open one is in the address, and a fault of it stays in its tab."""
    tabs = st.tabs(list(parts), key=key, on_change="rerun", bind="query-params")
    for tab, part in zip(tabs, parts.values(), strict=True):
        if tab.open:
            with tab, faults.boundary():
                part(*given, **named)


def tables(
    key: str, parts: Mapping[str, Callable[Given, None]], *given: Given.args, **named: Given.kwargs
) -> None:
    """The records of a page, one table at a time, the first to begin with; a viewer looks, an editor edits."""
    layout.editors_only()
    names = list(parts)
    chosen = st.segmented_control("Table", names, default=names[0], key=key, required=True, wrap=True)
    parts[chosen](*given, **named)
