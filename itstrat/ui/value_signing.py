"""Owners sign for what their initiatives are to bring: by name and day, with a reason; and take a signature back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from itstrat.errors import ItstratError
from itstrat.numbers import money_label
from itstrat.reports.value_figures import NAMES
from itstrat.store import benefit
from itstrat.store.amending import Change
from itstrat.store.roadmap import roadmap
from itstrat.ui import access, faults, layout, plan, value_table
from itstrat.ui.words import plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from itstrat.reports.statement import Scope
    from itstrat.reports.value import ValueReport
    from itstrat.store.reading import Row

_NAMES = {
    "initiative": "Initiative",
    "name": "Benefit",
    "kind": "Kind",
    "yearly": "A year, once in full",
    "starts_on": "From",
    "owner": "Owner",
    "confirmed_by": "Signed by",
    "confirmed_on": "Signed on",
    "lowers_budget": "Lowers the budget",
}


def show(said: ValueReport, scope: Scope) -> None:
    """What has no signature, cash first, what has one, and for an editor the ways to sign and to take it back."""
    signed = said.benefits["confirmed_by"].notna()
    waiting = said.benefits[~signed]
    cash = sum(waiting[waiting["kind"] == "cash"]["yearly"])
    st.subheader("Without a signature", anchor=False)
    if cash:
        money = money_label(cash, said.currency)
        st.markdown(plain(f"▲ {money} a year of cash is not signed and does not lower the budget."))
    value_table.show(waiting, _NAMES, "value_unsigned", nothing="Every benefit is signed.")
    if layout.editors_only():
        rows = _rows(said)
        with st.container(horizontal=True, key="value_signatures"):
            _sign([row for row in rows if row["confirmed_by"] is None], scope)
            _withdraw([row for row in rows if row["confirmed_by"] is not None])
    st.subheader("Signed", anchor=False)
    value_table.show(said.benefits[signed], _NAMES, "value_signed", nothing="Nobody has signed yet.")


def _rows(said: ValueReport) -> list[Row]:
    """The benefits of the scope as they are stored, with the version seen."""
    shown = set(said.benefits["id"])
    return [row for row in plan.read(roadmap).benefits if row["id"] in shown]


def _sign(rows: Sequence[Row], scope: Scope) -> None:
    with st.popover("Sign", key="sign_box", disabled=not rows):
        st.selectbox("Benefit", _offer("sign", rows), index=None, key="sign_which")
        st.text_input("Owner who signs", key="sign_name", max_chars=120)
        st.date_input("Signed on", value=scope.as_of, key="sign_on", format="YYYY-MM-DD")
        st.text_input("Reason", key="sign_reason", max_chars=200)
        st.button("Sign for it", key="sign", type="primary", on_click=_do_sign)


def _withdraw(rows: Sequence[Row]) -> None:
    with st.popover("Take a signature back", key="unsign_box", disabled=not rows):
        st.selectbox("Benefit", _offer("unsign", rows), index=None, key="unsign_which")
        st.text_input("Reason", key="unsign_reason", max_chars=200)
        st.button("Take it back", key="unsign", on_click=_do_withdraw)


def _offer(key: str, rows: Sequence[Row]) -> list[str]:
    offered = {label(row): (row["id"], row["version"]) for row in rows}
    st.session_state[f"_{key}_offered"] = offered
    return list(offered)


def label(row: Row) -> str:
    """One benefit for a person: its initiative, name and kind, and its number where the name says too little."""
    return f"{row['initiative']}: {row['name'] or row['id']} ({NAMES[row['kind']].lower()})"


@access.editor_action
def _do_sign() -> None:
    given = st.session_state
    name = (given["sign_name"] or "").strip()
    if not name:
        raise ItstratError("Nothing was signed: say the name of the owner who signs.")
    chosen = _save("sign", {"confirmed_by": name, "confirmed_on": given["sign_on"]})
    given["sign_name"] = ""
    faults.notice(f"{name} has signed for {chosen}.", good=True)


@access.editor_action
def _do_withdraw() -> None:
    chosen = _save("unsign", {"confirmed_by": None, "confirmed_on": None})
    faults.notice(f"The signature is taken back: {chosen}.", good=True)


def _save(key: str, after: dict[str, object]) -> str:
    offered: dict[str, tuple[int, int]] = st.session_state[f"_{key}_offered"]
    chosen: str | None = st.session_state[f"{key}_which"]
    if chosen not in offered or chosen is None:
        raise ItstratError("Nothing was changed: choose a benefit of the list first.")
    record, version = offered[chosen]
    reason = st.session_state[f"{key}_reason"]
    benefit.BENEFIT.save(plan.store(), [Change(record, version, after)], access.who(), reason)
    st.session_state[f"{key}_which"], st.session_state[f"{key}_reason"] = None, ""
    return chosen
