"""Rows of the plan kept by hand on a page: edited in a table, added by a form, taken out with a reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pandas as pd
import streamlit as st

from itstrat.errors import ItstratError
from itstrat.store.amending import Change
from itstrat.store.database import Store
from itstrat.ui import access, faults, plan, records
from itstrat.ui.records import Field

if TYPE_CHECKING:
    from itstrat.store.reading import Row


@dataclass(frozen=True, slots=True)
class Kept:
    """One table: what a row is called, its columns, how rows are saved, and the form for a new one.

    `form` draws the form, `given` reads it in the callback, `label` names a row for a person, `widgets` says how
    columns look that cannot be edited.
    """

    key: str
    noun: str
    fields: Mapping[str, Field]
    save: Callable[[Store, Sequence[Change], str, str], None]
    add: Callable[[Store, Mapping[str, Any], str, str], int]
    retire: Callable[[Store, int, int, str, str], None]
    form: Callable[[], None]
    given: Callable[[], dict[str, object]]
    label: Callable[[Mapping[Any, Any]], str]
    widgets: Mapping[str, Any] = field(default_factory=dict)


def show(kept: Kept, rows: pd.DataFrame) -> None:
    """The table, whose index is (id, version), and for an editor the ways to add a row and to take one out."""
    if rows.empty:
        st.markdown(f"There is no {kept.noun} yet.")
    else:
        records.table(
            rows,
            kept.key,
            kept.fields,
            kept.save,
            widgets=kept.widgets,
            alt=f"Each {kept.noun} of the plan, a row each",
        )
    if access.role() != "editor":
        return
    with st.container(horizontal=True, key=f"{kept.key}_ways"):
        with st.popover(f"Add {kept.noun}", key=f"{kept.key}_add_box"):
            kept.form()
            st.text_input("Reason", key=f"{kept.key}_new_reason", max_chars=200)
            st.button("Add", key=f"{kept.key}_add", type="primary", on_click=_add, args=(kept,))
        if len(rows):
            with st.popover(f"Take {kept.noun} out", key=f"{kept.key}_retire_box"):
                _take_out(kept, rows)


def frame(rows: Sequence[Row], names: Mapping[str, str]) -> pd.DataFrame:
    """Records as records.table takes them: indexed by (id, version), columns by the name a person reads."""
    index = pd.MultiIndex.from_tuples(
        [(row["id"], row["version"]) for row in rows] or [], names=["id", "version"]
    )
    cells = {said: _column([row[name] for row in rows]) for name, said in names.items()}
    return pd.DataFrame(cells, index=index)


def _column(values: list[Any]) -> Any:
    """The values in a type the table can edit, unknown ones included."""
    first = next((value for value in values if value is not None), None)
    if isinstance(first, Decimal):
        return pd.array(values, "Float64")
    if isinstance(first, bool):
        return pd.array(values, "boolean")
    if isinstance(first, int):
        return pd.array(values, "Int64")
    return pd.to_datetime(values) if isinstance(first, date) else values


def _take_out(kept: Kept, rows: pd.DataFrame) -> None:
    known = rows.astype(object).where(rows.notna(), None)
    said = _distinct([kept.label(row) for row in known.to_dict("records")])
    st.session_state[f"_{kept.key}_offered"] = dict(zip(said, rows.index, strict=True))
    st.selectbox(kept.noun.capitalize(), said, index=None, key=f"{kept.key}_which")
    st.text_input("Reason", key=f"{kept.key}_retire_reason", max_chars=200)
    st.button("Take out", key=f"{kept.key}_retire", on_click=_retire, args=(kept,))


def _distinct(labels: Sequence[str]) -> list[str]:
    """Equal labels told apart by a number, so that each chooses one row."""
    seen: Counter[str] = Counter()
    said = []
    for label in labels:
        seen[label] += 1
        said.append(label if seen[label] == 1 else f"{label} ({seen[label]})")
    return said


@access.editor_action
def _add(kept: Kept) -> None:
    reason = f"{kept.key}_new_reason"
    kept.add(plan.store(), kept.given(), access.who(), st.session_state[reason])
    st.session_state[reason] = ""
    faults.notice(f"The {kept.noun} is added.", good=True)


@access.editor_action
def _retire(kept: Kept) -> None:
    label = st.session_state[f"{kept.key}_which"]
    offered = st.session_state[f"_{kept.key}_offered"]
    if label not in offered:
        raise ItstratError(f"Nothing was changed: choose a {kept.noun} of the list first.")
    record, version = offered[label]
    reason = f"{kept.key}_retire_reason"
    kept.retire(plan.store(), int(record), int(version), access.who(), st.session_state[reason])
    st.session_state[f"{kept.key}_which"], st.session_state[reason] = None, ""
    faults.notice(f"Taken out: {label}.", good=True)
