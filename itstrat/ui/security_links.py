"""Which controls a risk, an obligation or an upgrade is about: chosen by hand, one record at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from itstrat.errors import ItstratError
from itstrat.store import framework
from itstrat.ui import access, faults, plan

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from itstrat.reports.statement import Scope
    from itstrat.store.database import Store
    from itstrat.store.reading import Row

    Link = Callable[[Store, int, Iterable[int], str, str], None]


def show(noun: str, title: str, rows: Sequence[Row], link: Link, scope: Scope) -> None:
    """For an editor the controls of one record, to be changed; nothing where there is none."""
    if access.role() != "editor" or not rows:
        return
    st.subheader(title, anchor=False)
    named = {_label(row): row for row in rows}
    every = plan.report(_controls, scope)
    which = st.selectbox(noun.capitalize(), list(named), index=None, key=f"{noun}_linked")
    if which is None:
        return
    held = set(named[which]["control_ids"])
    key = f"{noun}_controls_{named[which]['id']}"
    st.multiselect(
        "Controls", list(every), default=[name for name, one in every.items() if one in held], key=key
    )
    st.session_state[f"_{noun}_links"] = (int(named[which]["id"]), every)
    with st.container(horizontal=True, vertical_alignment="bottom", key=f"{noun}_link_ways"):
        st.text_input("Reason", key=f"{noun}_link_reason", max_chars=200)
        st.button("Save controls", key=f"{noun}_link", on_click=_save, args=(noun, key, link))


@access.editor_action
def _save(noun: str, key: str, link: Link) -> None:
    record, every = st.session_state[f"_{noun}_links"]
    chosen = st.session_state[key]
    if not set(chosen) <= every.keys():
        raise ItstratError("Nothing was changed: choose controls of the list.")
    reason = f"{noun}_link_reason"
    link(plan.store(), record, [every[name] for name in chosen], access.who(), st.session_state[reason])
    st.session_state[reason] = ""
    faults.notice(f"Saved: {len(chosen)} controls.", good=True)


def _label(row: Row) -> str:
    return f"{row.get('code') or ''} {row['name']}".strip()


def _controls(store: Store, _scope: Scope) -> dict[str, int]:
    """The controls of all frameworks by framework, code and title."""
    with store.snapshot() as reader:
        found = framework.controls(reader)
    return {f"{row['code']} {row['title'] or ''} ({row['framework']})": row["id"] for row in found}
