"""Records edited in a table on a page: what changed is saved with a reason, by an editor, never over newer values."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

import streamlit as st

from itstrat.errors import ItstratError, NotAllowedError, StaleEditError
from itstrat.planning.money import cents
from itstrat.store.amending import Change
from itstrat.ui import access, faults, plan

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import pandas as pd

    from itstrat.store.database import Store

    Stored = Callable[[Any], object]
    Save = Callable[[Store, Sequence[Change], str, str], None]


@dataclass(frozen=True, slots=True)
class Field:
    """A column that may be edited: what the plan calls it, how a cell becomes a stored value, how it is edited."""

    column: str
    stored: Stored
    widget: Mapping[str, Any]


def table(
    rows: pd.DataFrame,
    key: str,
    fields: Mapping[str, Field],
    save: Save,
    *,
    widgets: Mapping[str, Any] | None = None,
    alt: str = "",
) -> None:
    """The rows, whose index is (id, version); columns named in `fields` can be edited and saved with a reason.

    For a viewer it is a plain table. Edits stay until they are saved, also while somebody else changes other rows.
    """
    shown = dict(widgets or {}) | {name: field.widget for name, field in fields.items()}
    if access.role() != "editor":
        st.dataframe(
            rows.reset_index(drop=True),
            key=f"{key}_table",
            hide_index=True,
            column_config=shown,
            placeholder="–",
            alt=alt or None,
        )
        return
    widget = _widget_key(key, rows)
    held = _held(key, widget, rows)
    st.data_editor(
        held.reset_index(drop=True),
        key=widget,
        hide_index=True,
        num_rows="fixed",
        disabled=[name for name in held.columns if name not in fields],
        column_config=shown,
        placeholder="–",
        alt=alt or None,
    )
    _save_bar(key, widget, fields, save)


def changes(
    held: pd.DataFrame, edits: Mapping[int, Mapping[str, Any]], fields: Mapping[str, Field]
) -> list[Change]:
    """The edited rows as changes of their records, at the version the person saw.

    A browser can send anything: raises NotAllowedError for a column that may not be edited and for a row that is not
    there, ItstratError for a value that cannot be.
    """
    found = []
    for position, cells in edits.items():
        if not 0 <= int(position) < len(held) or not set(cells) <= set(fields):
            raise NotAllowedError("Nothing was changed: this cell cannot be edited.")
        record, version = held.index[int(position)]
        after = {fields[name].column: _value(name, fields[name], cell) for name, cell in cells.items()}
        found.append(Change(int(record), int(version), after))
    return found


def whole(cell: Any) -> int | None:
    """A cell as a whole number."""
    if cell is None:
        return None
    if (number := Decimal(str(cell))) != number.to_integral_value():
        raise ValueError(cell)
    return int(number)


def money(cell: Any) -> Decimal | None:
    """A cell as an amount with two decimals."""
    return None if cell is None else cents(Decimal(str(cell)))


def price(cell: Any) -> Decimal | None:
    """A cell as the price of one, with four decimals."""
    return None if cell is None else Decimal(str(cell)).quantize(Decimal("0.0001"), ROUND_HALF_UP)


def fraction(cell: Any) -> Decimal | None:
    """A cell in percent as a fraction: 3 is 0.03."""
    return None if cell is None else (Decimal(str(cell)) / 100).quantize(Decimal("0.000001"), ROUND_HALF_UP)


def day(cell: Any) -> date | None:
    """A cell as a day."""
    return None if cell is None else date.fromisoformat(str(cell)[:10])


def month(cell: Any) -> date | None:
    """A cell with any day of a month as the first one."""
    on = day(cell)
    return None if on is None else on.replace(day=1)


@dataclass(frozen=True)
class Among:
    """How a cell with one of these words becomes what the word stands for, and is told again; blank is unknown."""

    choices: Mapping[str, Any]

    def __call__(self, cell: Any) -> Any:
        """What the word stands for. Raises ValueError for any other."""
        if cell is not None and cell not in self.choices:
            raise ValueError(cell)
        return None if cell is None else self.choices[cell]

    def word(self, value: object) -> str:
        """The word that stands for the value."""
        return next((word for word, one in self.choices.items() if one == value), str(value))


def text(cell: Any) -> str | None:
    """A cell as a text; blank is unknown."""
    return (str(cell).strip() or None) if cell is not None else None


def _value(name: str, field: Field, cell: Any) -> object:
    try:
        return field.stored(cell)
    except (ValueError, InvalidOperation, TypeError) as fault:
        raise ItstratError(f"Nothing was changed: '{cell}' cannot stand in the column {name}.") from fault


def _save_bar(key: str, widget: str, fields: Mapping[str, Field], save: Save) -> None:
    waiting = len(_edits(widget))
    with st.container(horizontal=True, vertical_alignment="bottom", key=f"{key}_saving"):
        st.text_input("Reason for the change", key=f"{key}_reason", max_chars=200, disabled=not waiting)
        st.button(
            f"Save {waiting} changed {'row' if waiting == 1 else 'rows'}" if waiting else "Save",
            key=f"{key}_save",
            type="primary",
            disabled=not waiting,
            on_click=_save,
            args=(key, widget, fields, save),
        )


@access.editor_action
def _save(key: str, widget: str, fields: Mapping[str, Field], save: Save) -> None:
    held: pd.DataFrame = st.session_state[f"{key}_held"][1]
    wanted = changes(held, _edits(widget), fields)
    try:
        save(plan.store(), wanted, access.who(), st.session_state.get(f"{key}_reason", ""))
    except StaleEditError as stale:
        st.session_state[f"{key}_refresh"] = True
        raise _told(stale, held, fields) from stale
    st.session_state[f"{key}_round"] = st.session_state.get(f"{key}_round", 0) + 1
    st.session_state[f"{key}_reason"] = ""
    faults.notice(f"Saved: {len(wanted)} changed.", good=True)


def _told(stale: StaleEditError, held: pd.DataFrame, fields: Mapping[str, Field]) -> ItstratError:
    """Both values in the words of the page; the edit stays in the table, on top of what is saved now."""
    said_as = {field.column: (name, field) for name, field in fields.items()}
    record = next(
        row for key, row in zip(held.index, held.to_dict("records"), strict=True) if key[0] == stale.key
    )
    said = "; ".join(
        f"{name}: yours {_shown(field, value)}, saved {_shown(field, stale.theirs.get(column))}"
        for column, value in sorted(stale.yours.items())
        for name, field in [said_as[column]]
    )
    return ItstratError(
        f"Nothing was saved: somebody changed {next(iter(record.values()))} after you opened it ({said}). "
        "The table now holds the saved values with yours on top; save again if yours should stand."
    )


def _shown(field: Field, value: object) -> str:
    """A stored value as its cell says it."""
    if value is None:
        return "blank"
    if isinstance(field.stored, Among):
        return field.stored.word(value)
    if field.stored is fraction and isinstance(value, Decimal):
        return f"{(value * 100).normalize():f}"
    return str(value)


def _widget_key(key: str, rows: pd.DataFrame) -> str:
    """One editor for each set of records: edits of one page of a list never land on another's rows."""
    ids = ",".join(str(record) for record, _ in sorted(rows.index))
    digest = hashlib.blake2b(ids.encode(), digest_size=6).hexdigest()
    return f"{key}_editor_{digest}_{st.session_state.get(f'{key}_round', 0)}"


def _held(key: str, widget: str, rows: pd.DataFrame) -> pd.DataFrame:
    """The rows the person began to edit, while edits wait; else the rows as they are now.

    Feeding an editor newer rows under its edits would save them at a version the person never saw.
    """
    held: pd.DataFrame
    before, held = st.session_state.get(f"{key}_held", ("", rows))
    waiting = before == widget and bool(_edits(widget))
    if waiting and st.session_state.pop(f"{key}_refresh", False):
        order = {record: place for place, (record, _) in enumerate(held.index)}
        held = rows.iloc[sorted(range(len(rows)), key=lambda place: order[rows.index[place][0]])]
    elif not waiting:
        held = rows
    st.session_state[f"{key}_held"] = (widget, held)
    return held


def _edits(widget: str) -> Mapping[int, Mapping[str, Any]]:
    state = st.session_state.get(widget)
    edited: Mapping[int, Mapping[str, Any]] = state["edited_rows"] if state else {}
    return {row: cells for row, cells in edited.items() if cells}
