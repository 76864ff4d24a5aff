"""Columns of records kept by hand, declared once: how a cell is edited in a table, asked for in a form, and stored."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, Any, Literal

import streamlit as st

from itstrat.ui import kept_rows, records
from itstrat.ui.records import Field

if TYPE_CHECKING:
    import pandas as pd

    from itstrat.store.entering import Noun
    from itstrat.store.reading import Row

Kind = Literal[
    "text", "long text", "day", "money", "number", "whole", "percent", "flag", "choice", "record", "link"
]
_NUMBERS = ("money", "number", "whole", "percent")


@dataclass(frozen=True, slots=True)
class Cell:
    """One column: what the plan calls it, what a person reads, its kind, and what helps to fill it.

    `choices` are what a choice offers, `words` how a person reads those that are codes, `known` the records of a "record" or "link" by what a person reads. Both stand as
    `shown_by`, another column, in the table; a record is chosen once, when the row is made, a link can be changed. `usual`
    is what a form begins with, `least` and `most` bound a number.
    """

    column: str
    label: str
    kind: Kind = "text"
    choices: Sequence[str] = ()
    words: Mapping[str, str] = field(default_factory=dict)
    known: Mapping[str, int] = field(default_factory=dict)
    shown_by: str = ""
    usual: Any = None
    least: float | None = 0.0
    most: float | None = None
    help: str | None = None


def table(
    noun: str,
    cells: Sequence[Cell],
    record: Noun,
    rows: Sequence[Row],
    label: Callable[[Mapping[Any, Any]], str],
) -> None:
    """The records as a table to edit, with a form for a new one; `record` says how they are saved, added and taken out."""
    key = noun.replace(" ", "_")
    kept = kept_rows.Kept(
        key,
        noun,
        fields(cells),
        record.save,
        record.enter,
        record.retire,
        partial(form, cells, key),
        partial(given, cells, key),
        label,
    )
    kept_rows.show(kept, frame(rows, cells))


def fields(cells: Sequence[Cell]) -> dict[str, Field]:
    """The columns that can be edited in a table, by their label."""
    return {
        cell.label: Field(cell.column, _stored(cell), _widget(cell))
        for cell in cells
        if cell.kind != "record"
    }


def frame(rows: Sequence[Row], cells: Sequence[Cell]) -> pd.DataFrame:
    """Records as `records.table` takes them; shares stand in percent."""
    shares = [cell.column for cell in cells if cell.kind == "percent"]
    told = [row | {name: None if row[name] is None else row[name] * 100 for name in shares} for row in rows]
    return kept_rows.frame(told, {cell.shown_by or cell.column: cell.label for cell in cells})


def form(cells: Sequence[Cell], key: str) -> None:
    """A widget for each column of a new row."""
    for cell in cells:
        _ask(cell, f"{key}_{cell.column}")


def given(cells: Sequence[Cell], key: str) -> dict[str, object]:
    """What the form holds, by column, as the plan stores it; what was left blank is None."""
    return {cell.column: _stored(cell)(st.session_state[f"{key}_{cell.column}"]) for cell in cells}


def _ask(cell: Cell, key: str) -> None:
    about: dict[str, Any] = {"key": key, "help": cell.help}
    if cell.kind == "flag":
        st.checkbox(cell.label, value=bool(cell.usual), **about)
    elif cell.kind in ("choice", "record", "link"):
        options = list(cell.known or cell.choices)
        at = options.index(cell.usual) if cell.usual in options else None
        st.selectbox(cell.label, options, index=at, placeholder="Unknown", format_func=_read(cell), **about)
    elif cell.kind == "day":
        st.date_input(cell.label, value=cell.usual, format="YYYY-MM-DD", **about)
    elif cell.kind in _NUMBERS:
        st.number_input(_said(cell), min_value=cell.least, max_value=cell.most, value=cell.usual, **about)
    else:
        st.text_input(
            cell.label, value=cell.usual or "", max_chars=400 if cell.kind == "long text" else 120, **about
        )


def _read(cell: Cell) -> Callable[[Any], str]:
    return lambda one: cell.words.get(one, str(one))


def _said(cell: Cell) -> str:
    return f"{cell.label} (%)" if cell.kind == "percent" else cell.label


def _stored(cell: Cell) -> records.Stored:
    if cell.kind in ("record", "link"):
        return records.Among(cell.known)
    ways: Mapping[str, records.Stored] = {
        "day": records.day,
        "money": records.money,
        "number": _number,
        "whole": records.whole,
        "percent": records.fraction,
        "flag": bool,
    }
    return ways.get(cell.kind, records.text)


def _number(cell: Any) -> Decimal | None:
    return None if cell is None else Decimal(str(cell))


def _widget(cell: Cell) -> Mapping[str, Any]:
    config = st.column_config
    if cell.kind in ("choice", "link"):
        return config.SelectboxColumn(
            options=list(cell.known or cell.choices), format_func=_read(cell), help=cell.help
        )
    if cell.kind == "flag":
        return config.CheckboxColumn(help=cell.help)
    if cell.kind == "day":
        return config.DateColumn(format="D MMM YYYY", help=cell.help)
    if cell.kind in _NUMBERS:
        form = {"money": "accounting", "percent": "%.0f%%"}.get(cell.kind)
        step = 1 if cell.kind == "whole" else None
        return config.NumberColumn(
            min_value=cell.least, max_value=cell.most, format=form, step=step, help=cell.help
        )
    return config.TextColumn(max_chars=400 if cell.kind == "long text" else 120, help=cell.help)
