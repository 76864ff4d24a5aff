"""The budget's editions: their lines, and the ways to freeze, revise and approve one, and to roll a year forward."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pandas as pd
import streamlit as st

from itstrat.errors import ItstratError
from itstrat.numbers import fiscal_year_label, money_label, month_year, plural
from itstrat.store import editions
from itstrat.store.editions import APPROVED
from itstrat.ui import access, budget_line_table, edition_approval, faults, layout, plan
from itstrat.ui.words import plain

if TYPE_CHECKING:
    from itstrat.reports.budget import BudgetReport
    from itstrat.reports.statement import Scope
    from itstrat.store.database import Store
    from itstrat.store.editions import RollForward
    from itstrat.store.reading import Row

_ROLLED = "_rolled"


def show(said: BudgetReport, scope: Scope) -> None:
    """The editions, the lines of one of them in the chosen fiscal year, and what may be done with it."""
    made = {row["name"]: row for row in plan.report(_editions, scope)}
    if not made:
        st.markdown("There is no budget yet. Import the approved budget on Data, or type it in here.")
        budget_line_table.show(APPROVED, None, scope, said.currency)
        return
    names = list(made)
    layout.table(_listed(list(made.values())), "editions", money=["Amount"], alt="Editions of the budget")
    edition = st.selectbox("Edition", names, key="edition") or names[0]
    chosen = made[edition]
    budget_line_table.show(edition, chosen["frozen_until"], scope, said.currency)
    if layout.editors_only():
        if edition != APPROVED:
            edition_approval.show(edition, scope, said.currency)
        with st.container(horizontal=True, key="edition_ways"):
            if chosen["frozen_until"] is None or chosen["frozen_until"] < chosen["last_on"]:
                _freeze()
            _revise()
            _roll(scope, said.currency)
        _rolled(said.currency)


def _editions(store: Store, _scope: Scope) -> list[Row]:
    with store.snapshot() as reader:
        return editions.editions(reader)


def _listed(made: list[Row]) -> pd.DataFrame:
    rows = [
        {
            "Edition": row["name"],
            "Lines": row["lines"],
            "Amount": row["amount"],
            "Months": f"{month_year(row['first_on'])} – {month_year(row['last_on'])}",
            "Frozen until": None if row["frozen_until"] is None else month_year(row["frozen_until"]),
            "Frozen by": row["frozen_by"],
            "Made from": row["based_on"],
        }
        for row in made
    ]
    return pd.DataFrame(rows)


def _freeze() -> None:
    with st.popover("Freeze", key="freeze_box"):
        layout.aside("A frozen edition stays as it is; changes go into a revision.")
        st.text_input("Reason", key="freeze_reason", max_chars=200)
        st.button("Freeze this edition", key="freeze", type="primary", on_click=_do_freeze)


def _revise() -> None:
    with st.popover("Revise", key="revise_box"):
        layout.aside("Copies the edition under a new name; the old one stays.")
        st.text_input("Name of the revision", key="revise_name", max_chars=60)
        st.text_input("Reason", key="revise_reason", max_chars=200)
        st.button("Make the revision", key="revise", type="primary", on_click=_do_revise)


def _roll(scope: Scope, currency: str) -> None:
    source, target = (fiscal_year_label(scope.fiscal_year + more) for more in (0, 1))
    with st.popover(f"Roll {source} forward to {target}", key="roll_box"):
        layout.aside(f"Copies every line of {source} to {target} with the uplift, amounts in {currency}.")
        st.number_input("Uplift (%)", -50.0, 100.0, 3.0, 0.5, format="%.1f", key="roll_uplift")
        st.button("Show what it would add", key="roll_try", on_click=_do_roll, args=(scope.fiscal_year, True))


def _rolled(currency: str) -> None:
    """What the dry run found, and the way to do it."""
    shown: tuple[Any, RollForward] | None = st.session_state.get(_ROLLED)
    if shown is None:
        return
    (edition, year, uplift), found = shown
    with st.container(border=True, key="rolled"):
        st.markdown(
            plain(
                f"{plural(found.lines, 'line')} of {edition} would be added to {fiscal_year_label(year + 1)}, "
                f"{uplift * 100:.1f}% up: {money_label(found.before, currency)} → {money_label(found.after, currency)}."
            )
        )
        columns = ["Category", fiscal_year_label(year), fiscal_year_label(year + 1)]
        layout.table(
            pd.DataFrame(found.by_category, columns=columns), "rolled", money=columns[1:],
            alt="What rolling forward would add, by category",
        )  # fmt: skip
        with st.container(horizontal=True, vertical_alignment="bottom"):
            st.text_input("Reason", key="roll_reason", max_chars=200)
            st.button("Add these lines", key="roll", type="primary", on_click=_do_roll, args=(year, False))
            st.button("Leave it", key="roll_leave", on_click=_leave)


@access.editor_action
def _do_freeze() -> None:
    name = st.session_state["edition"]
    editions.freeze(plan.store(), access.who(), st.session_state["freeze_reason"], name)
    st.session_state["freeze_reason"] = ""
    faults.notice(f"Frozen: {name}.", good=True)


@access.editor_action
def _do_revise() -> None:
    source, name = st.session_state["edition"], " ".join(st.session_state["revise_name"].split())
    editions.revise(plan.store(), access.who(), st.session_state["revise_reason"], source, name)
    st.session_state["revise_reason"] = st.session_state["revise_name"] = ""
    # The lines to be changed are those of the revision.
    st.session_state["edition"] = name
    faults.notice(f"{name} is made from {source}.", good=True)


@access.editor_action
def _do_roll(year: int, dry_run: bool) -> None:
    """A dry run asks; only what was shown, for the same edition, year and uplift, can be added."""
    if dry_run:
        asked = (st.session_state["edition"], year, Decimal(str(st.session_state["roll_uplift"])) / 100)
    elif st.session_state.get(_ROLLED) is None:
        raise ItstratError("Nothing was added: look first at what it would add.")
    else:
        asked = st.session_state[_ROLLED][0]
    edition, from_year, uplift = asked
    reason = "to be looked at" if dry_run else st.session_state["roll_reason"]
    found = editions.roll_forward(
        plan.store(), access.who(), reason, edition, from_year, uplift, dry_run=dry_run
    )
    if dry_run:
        st.session_state[_ROLLED] = (asked, found)
        return
    _leave()
    faults.notice(f"{plural(found.lines, 'line')} added to {fiscal_year_label(from_year + 1)}.", good=True)


def _leave() -> None:
    """Callback: forget what the dry run found."""
    st.session_state[_ROLLED] = None
