"""What came true is logged month by month; what nobody measured is listed until somebody does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from itstrat.errors import ItstratError
from itstrat.numbers import month_year
from itstrat.planning.calendar import add_months, month_start
from itstrat.store import benefit
from itstrat.store.amending import Change
from itstrat.store.roadmap import roadmap
from itstrat.ui import access, faults, layout, plan, records, value_signing, value_table

if TYPE_CHECKING:
    from itstrat.reports.statement import Scope
    from itstrat.reports.value import ValueReport

_NAMES = {
    "initiative": "Initiative",
    "benefit": "Benefit",
    "kind": "Kind",
    "owner": "Owner",
    "months": "Months not measured",
    "first": "First",
    "last": "Last",
    "projected": "Projected in them",
}
_OFFERED, _SEEN = "_log_offered", "_log_seen"


def show(said: ValueReport, scope: Scope) -> None:
    """The months that count 0 because nobody measured, and for an editor the form to log one."""
    st.subheader("Not measured, so counted as 0", anchor=False)
    if said.unmeasured.empty:
        st.markdown("Every month that has ended is measured.")
    else:
        value_table.show(layout.months(said.unmeasured, "first", "last"), _NAMES, "value_unmeasured")
    if layout.editors_only():
        with st.popover("Log what came true", key="log_box"):
            _form(said, scope)


def _form(said: ValueReport, scope: Scope) -> None:
    every = plan.read(roadmap)
    first = list(said.unmeasured["id"])
    shown = set(said.benefits["id"])
    rows = [row for row in every.benefits if row["id"] in shown]
    rows.sort(key=lambda row: first.index(row["id"]) if row["id"] in first else len(first))
    st.session_state[_OFFERED] = {value_signing.label(row): row["id"] for row in rows}
    st.session_state[_SEEN] = {
        (row["benefit_id"], row["month"]): (row["id"], row["version"]) for row in every.values
    }
    st.selectbox("Benefit", list(st.session_state[_OFFERED]), index=None, key="log_which")
    last = add_months(month_start(scope.as_of), -1)
    st.date_input("Any day of the month", value=last, key="log_month", format="YYYY-MM-DD")
    with st.container(horizontal=True):
        st.number_input(f"Came true ({said.currency})", value=None, step=100.0, key="log_value")
        st.number_input(
            "Measured, in its unit", value=None, key="log_measured", help="Such as hours a month now."
        )
    st.text_input("Note", key="log_note", max_chars=200)
    st.text_input("Reason", key="log_reason", max_chars=200)
    st.button("Log it", key="log", type="primary", on_click=_log)


@access.editor_action
def _log() -> None:
    """A month that has a value already gets the new one."""
    given = st.session_state
    chosen, month = given["log_which"], records.month(given["log_month"])
    if chosen not in given[_OFFERED] or month is None:
        raise ItstratError("Nothing was logged: choose a benefit of the list and a month first.")
    measured = given["log_measured"]
    values: dict[str, Any] = {
        "value": records.money(given["log_value"]),
        "measured": None if measured is None else records.price(measured),
        "note": (given["log_note"] or "").strip(),
    }
    key: int = given[_OFFERED][chosen]
    seen: tuple[int, int] | None = given[_SEEN].get((key, month))
    if seen is None:
        added = values | {"benefit_id": key, "month": month}
        benefit.VALUE.enter(plan.store(), added, access.who(), given["log_reason"])
    else:
        benefit.VALUE.save(
            plan.store(), [Change(seen[0], seen[1], values)], access.who(), given["log_reason"]
        )
    given["log_value"] = given["log_measured"] = None
    given["log_note"] = given["log_reason"] = ""
    faults.notice(f"Logged for {month_year(month)}: {chosen}.", good=True)
