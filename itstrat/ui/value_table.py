"""Rows of the value ledger as a table: the columns that hold anything, kinds and paybacks in words."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import pandas as pd
import streamlit as st

from itstrat.numbers import is_known, money_label
from itstrat.reports.value_figures import NAMES
from itstrat.ui import layout, paging, said_rows, searching

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_FEW = 25


def show(
    frame: pd.DataFrame,
    names: Mapping[str, str],
    key: str,
    *,
    shares: Sequence[str] = (),
    levels: Sequence[str] = (),
    nothing: str = "There is nothing yet.",
) -> None:
    """The rows under the names a person reads, fifty at a time, found by words where they are many.

    A column of which nothing is known is left out.
    """
    if frame.empty:
        st.markdown(nothing)
        return
    if "kind" in frame:
        frame = frame.assign(kind=[NAMES[kind] for kind in frame["kind"]])
    known = {name: label for name, label in names.items() if frame[name].notna().any()}
    told = said_rows.rows(frame, known, shares=shares, levels=levels)
    if len(told) > _FEW and "Initiative" in told:
        told = searching.fitting(told, ["Initiative"], st.text_input("Find initiative", key=f"{key}_words"))
    money = [str(name) for name, kind in told.dtypes.items() if isinstance(kind, pd.ArrowDtype)]
    alt = f"Table: {key.replace('_', ' ')}"
    layout.paged_table(partial(paging.at_hand, told), len(told), key, money=money, alt=alt)


def with_paybacks(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with `payback` and `discounted` in words: 2.6 years, never, or None where the worth is unknown."""
    return frame.assign(
        payback=_paybacks(frame, "payback_years"), discounted=_paybacks(frame, "discounted_payback_years")
    )


def realised_of(frame: pd.DataFrame, kind: str, currency: str) -> list[Any]:
    """`$1.19k of $1.1k` for each initiative, "not due yet" before anything was, None where it states none of that kind."""
    pairs = zip(frame[f"{kind}_realised"], frame[f"{kind}_projected"], strict=True)
    return [
        None
        if not is_known(planned)
        else f"{money_label(came, currency)} of {money_label(planned, currency)}"
        if came or planned
        else "not due yet"
        for came, planned in pairs
    ]


def _paybacks(frame: pd.DataFrame, column: str) -> list[Any]:
    pairs = zip(frame[column], frame["npv"], strict=True)
    return [
        None if not is_known(npv) else f"{years:.1f} years" if is_known(years) else "never"
        for years, npv in pairs
    ]
