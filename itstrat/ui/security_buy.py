"""What to buy: what each budget leaves, the best set within yours, and the way of upgrades to the roadmap."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from itstrat.charts import frontier
from itstrat.errors import ItstratError
from itstrat.numbers import day_label, plural
from itstrat.planning.calendar import add_months, month_start
from itstrat.store import upgrade
from itstrat.ui import access, drawn, faults, layout, plan, said_rows, security_view
from itstrat.ui.words import plain

if TYPE_CHECKING:
    from itstrat.reports.security import SecurityReport
    from itstrat.reports.statement import Scope

_OFFERED, _REASON, _START = "_upgrades_offered", "promote_reason", "promote_start"


def show(said: SecurityReport, scope: Scope) -> None:
    """The frontier, what must be known before buying, every upgrade, and for an editor the way to the roadmap."""
    if said.best is None:
        st.markdown(
            "To say what to buy, the plan needs upgrades with costs and effects, and risks in money: see Edit."
        )
    else:
        shown = drawn.chart(
            frontier.frontier, said.frontier, scope, security_view.about(said.framework), chosen=said.best.budget,
            currency=said.currency,
        )  # fmt: skip
        about = (
            "Each step is the set that leaves least for its money; the one-off cost is spread over its life"
        )
        layout.chart(
            shown, "frontier", said.buy_title, about, f"Source: upgrades and risks, {day_label(scope.as_of)}"
        )
        st.markdown("\n".join(f"- {plain(note)}" for note in said.buy_notes))
    if said.upgrades.empty:
        return
    st.subheader("Every upgrade, the best set first", anchor=False)
    layout.table(
        said_rows.rows(said.upgrades, _names(said.currency), shares=("rosi",)),
        "upgrades",
        money=[name for name in _names(said.currency).values() if name.endswith(f"({said.currency})")],
        alt="Upgrades with yearly cost, what each saves in the best set, and who waits for it",
    )
    if layout.editors_only():
        _to_roadmap(said, scope)


def _to_roadmap(said: SecurityReport, scope: Scope) -> None:
    """Choose upgrades, the best set to begin with, and a start."""
    waiting = said.upgrades[said.upgrades["on_roadmap"].isna()].to_dict("records")
    if not waiting:
        st.markdown("Every upgrade is on the roadmap.")
        return
    offered = {_label(row["code"], row["upgrade"]): row for row in waiting}
    best = [label for label, row in offered.items() if row["in_set"]]
    st.session_state[_OFFERED] = {
        label: (int(row["id"]), int(row["version"]), bool(row["required_by"]))
        for label, row in offered.items()
    }
    # A set of its own for each best set and each offer: what another budget chose does not stay, nor what is promoted.
    ids = tuple(tuple(int(offered[label]["id"]) for label in labels) for labels in (offered, best))
    key = f"promote_{hash(ids)}"
    st.subheader("Put them on the roadmap", anchor=False)
    layout.aside(
        "Each becomes an initiative of the component Security, with its cost and months; mandatory where an obligation waits "
        "for it. Saved changes takes it back."
    )
    chosen = st.multiselect("Upgrades", list(offered), default=best, key=key)
    with st.container(horizontal=True, vertical_alignment="bottom", key="promote_ways"):
        start = add_months(month_start(scope.as_of), 1)
        st.date_input("Start", value=start, key=_START, format="YYYY-MM-DD")
        st.text_input("Reason", key=_REASON, max_chars=200)
        st.button(
            f"Put {plural(len(chosen), 'upgrade')} on the roadmap", key="promote", type="primary",
            disabled=not chosen, on_click=_promote, args=(key,),
        )  # fmt: skip


@access.editor_action
def _promote(key: str) -> None:
    offered: dict[str, tuple[int, int, bool]] = st.session_state[_OFFERED]
    labels = st.session_state[key]
    if not labels or not set(labels) <= offered.keys():
        raise ItstratError("Nothing was changed: choose upgrades of the list first.")
    chosen = [offered[label] for label in labels]
    upgrade.promote(
        plan.store(),
        {record: version for record, version, _ in chosen},
        st.session_state[_START],
        access.who(),
        st.session_state[_REASON],
        required={record for record, _, required in chosen if required},
    )
    st.session_state[_REASON] = ""
    faults.notice(f"On the roadmap: {plural(len(chosen), 'upgrade')}.", good=True)


def _label(code: str | None, name: str) -> str:
    return f"{code} {name}" if code else name


def _names(currency: str) -> dict[str, str]:
    return {
        "code": "ID",
        "upgrade": "Upgrade",
        "in_set": "In the best set",
        "on_roadmap": "On the roadmap",
        "yearly_cost": f"Costs a year ({currency})",
        "cut": f"Saves a year in the set ({currency})",
        "rosi": "Return in the set",
        "one_off": f"One-off ({currency})",
        "run_yearly": f"Run a year ({currency})",
        "months": "Months",
        "layer": "Layer",
        "required_by": "Waits for it",
        "controls": "Controls",
        "owner": "Owner",
    }
