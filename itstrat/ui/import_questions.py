"""What a file does not say by itself: the order of its dates, their year, its decimal sign. Asked once, changed any time."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import streamlit as st

from itstrat.ui.words import plain

if TYPE_CHECKING:
    from itstrat.ingest.parent import Preview

_ORDERS = {
    "dmy": "day, month, year (31/12/2026)",
    "mdy": "month, day, year (12/31/2026)",
    "ymd": "year, month, day (2026-12-31)",
}
_DECIMALS = {"point": "a point: 1,234.50", "comma": "a comma: 1.234,50"}
_OFFERED = {
    "date_order": ("Dates are written as", _ORDERS),
    "decimal": ("Decimals are written with", _DECIMALS),
}

_TYPED = re.compile(r" Say [^.]*--[^.]*\.")


def on_page(text: str) -> str:
    """What is asked or wrong, without what one would type on the command line: here the answer stands below."""
    return _TYPED.sub("", text)


def answers(file: str) -> dict[str, Any]:
    """What the person answered so far about this file, by the name of the option."""
    found = {about: st.session_state.get(_key(about, file)) for about in (*_OFFERED, "year", "sheet")}
    return {about: answer for about, answer in found.items() if answer is not None}


def questions(seen: Preview, file: str) -> None:
    """The questions of this file; one that was answered stays, so that the answer can be changed."""
    asked = {question["about"]: question["text"] for question in seen.questions}
    for about in (*_OFFERED, "year"):
        if about in asked:
            st.info(plain(on_page(asked[about])))
        if about in asked or about in answers(file):
            _ask(about, _key(about, file))


def sheet(seen: Preview, file: str) -> None:
    """Which sheet of a workbook is meant, where such tables stand on several."""
    read = seen.described.get("sheet", "")
    offered = list(dict.fromkeys([*seen.sheets, read]))
    if len(offered) > 1:
        label = "Such tables stand on several sheets; this one is read, the others are imported after it"
        st.selectbox(label, offered, index=offered.index(read), key=_key("sheet", file))


def _ask(about: str, key: str) -> None:
    if about == "year":
        st.number_input("The year they are of", 1900, 2199, value=None, step=1, key=key)
        return
    label, offered = _OFFERED[about]
    st.radio(label, list(offered), index=None, format_func=offered.__getitem__, key=key)


def _key(about: str, file: str) -> str:
    return f"import_{about}_{file}"
