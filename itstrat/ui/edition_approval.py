"""A revision is approved in the place of the approved budget, once its editor has seen what that changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from itstrat.numbers import money_label, plural, signed_money
from itstrat.store import approving
from itstrat.store.editions import APPROVED
from itstrat.ui import access, faults, layout, plan
from itstrat.ui.words import plain

if TYPE_CHECKING:
    from itstrat.reports.statement import Scope
    from itstrat.store.approving import Approval
    from itstrat.store.database import Store


def show(edition: str, scope: Scope, currency: str) -> None:
    """What approving the edition would change, in total and by category, and the step itself, with a reason."""
    # Not a popover: with its table it would be higher than what is left of a laptop's screen, its button out of reach.
    with st.expander(plain(f"Approve {edition}"), key="approve_box"):
        found = plan.report(_approval, scope, edition)
        st.markdown(plain(_sentence(found, currency)))
        if found.by_category:
            layout.table(
                _by_category(found), "approval", money=["Approved", "Revision", "Difference"],
                alt="Approved budget and revision by category, where they differ",
            )  # fmt: skip
        else:
            layout.aside("By category nothing changes.")
        layout.aside("The approved edition is kept, frozen, under the date of today; this one is frozen too.")
        st.text_input("Reason", key="approve_reason", max_chars=200)
        st.button("Approve this edition", key="approve", type="primary", on_click=_do_approve, args=(found,))


def _approval(store: Store, _scope: Scope, edition: str) -> Approval:
    with store.snapshot() as reader:
        return approving.approval(reader, edition)


def _sentence(found: Approval, currency: str) -> str:
    after = f"{money_label(found.after, currency)} in {plural(found.lines, 'line')}"
    if not found.lines_before:
        return f"There is no approved budget yet; it would be {after}."
    before = f"{money_label(found.before, currency)} in {plural(found.lines_before, 'line')}"
    return f"The approved budget, all years: {before} → {after} ({signed_money(found.after - found.before, currency)})."


def _by_category(found: Approval) -> pd.DataFrame:
    rows = [(name or "–", before, after, after - before) for name, before, after in found.by_category]
    return pd.DataFrame(rows, columns=["Category", "Approved", "Revision", "Difference"])


@access.editor_action
def _do_approve(found: Approval) -> None:
    kept = approving.approve(plan.store(), access.who(), st.session_state["approve_reason"], found)
    st.session_state["approve_reason"] = ""
    st.session_state["edition"] = APPROVED
    old = f" The budget until now is kept as {kept}." if kept else ""
    faults.notice(f"{found.edition} is the approved budget.{old}", good=True)
