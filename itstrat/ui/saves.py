"""Every save of people on the pages: who, when, why, before and after; any one can be undone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from itstrat.errors import ItstratError
from itstrat.numbers import day_label, plural
from itstrat.store import saves
from itstrat.ui import access, faults, layout, plan

if TYPE_CHECKING:
    from itstrat.reports.statement import Scope
    from itstrat.store.database import Store
    from itstrat.store.saves import Save

_OFFERED = "_saves"
_SHOWN = 50


def show(said: object, scope: Scope) -> None:
    """The last saves as a table, and for an editor the way to undo one."""
    del said
    made = plan.report(_made, scope)
    if not made:
        st.markdown("Nothing has been saved yet.")
        return
    layout.table(_rows(made), "saves", alt="Saved changes, newest first, with the values before and after")
    if not layout.editors_only():
        return
    st.session_state[_OFFERED] = {_label(save): save.at for save in made if not save.undone}
    with st.container(horizontal=True, vertical_alignment="bottom", key="save_choice"):
        chosen = st.selectbox("One save", list(st.session_state[_OFFERED]), index=None, key="save_which")
        st.button("Undo this save", key="save_undo", disabled=chosen is None, on_click=_undo)
    layout.aside(
        "Undo puts the values before it back, and is itself a save. What somebody changed since is never undone."
    )


def _made(store: Store, _scope: Scope) -> list[Save]:
    with store.snapshot() as reader:
        return saves.saves(reader, _SHOWN)


def _rows(made: list[Save]) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                "When (UTC)": f"{day_label(save.at)} {save.at:%H:%M}",
                "Who": save.who,
                "What": change.what,
                "Column": (change.column or change.action).replace("_", " "),
                "Before": change.before,
                "After": change.after,
                "Why": save.reason,
                "Undone": "✓" if save.undone else "",
            }
            for save in made
            for change in save.changes
        ]
    )


def _label(save: Save) -> str:
    first = save.changes[0].what if save.changes else "nothing"
    records = len({(change.table, change.key) for change in save.changes})
    more = f" and {plural(records - 1, 'other')}" if records > 1 else ""
    return f"{day_label(save.at)} {save.at:%H:%M:%S}, {save.who}: {first}{more}"


@access.editor_action
def _undo() -> None:
    label = st.session_state["save_which"]
    if label not in st.session_state[_OFFERED]:
        raise ItstratError("Nothing was changed: choose a save of the list first.")
    saves.undo_save(plan.store(), access.who(), st.session_state[_OFFERED][label])
    st.session_state["save_which"] = None
    faults.notice(f"Undone: {label}.", good=True)
