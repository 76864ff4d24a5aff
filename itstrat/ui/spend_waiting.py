"""What nothing explains and nobody has judged, largest first, and the form that decides it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from itstrat.charts import spend as charts
from itstrat.numbers import day_label, money_label, plural
from itstrat.reports import spend_lists
from itstrat.ui import layout, paging, plan, spend_inputs
from itstrat.ui.words import plain

if TYPE_CHECKING:
    from itstrat.reports.spend import SpendReport
    from itstrat.reports.spend_lists import Listed
    from itstrat.reports.statement import Scope
    from itstrat.store.lines import Waiting

_WAITING: dict[Waiting, str] = {
    "all": "All",
    "unexplained": "IT, unexplained",
    "undecided": "IT or not?",
    "suggested": "With a suggestion",
}


def show(said: SpendReport, scope: Scope) -> None:
    """The known-spend bar, the vendor texts that wait, and the decision about one of them."""
    _known(said, scope)
    wanted = st.segmented_control(
        "Waiting",
        list(_WAITING),
        default="all",
        required=True,
        format_func=_WAITING.__getitem__,
        key="waiting",
        bind="query-params",
    )
    total = plan.report(spend_lists.waiting, scope, wanted, 0, paging.PAGE_ROWS)
    if not total.total:
        st.markdown(f"Nothing waits for a decision in {said.period.label}.")
        return
    layout.aside(
        f"{plural(total.total, 'vendor text')}, {money_label(total.amount, said.currency)}. Largest first."
    )
    first = paging.first_row(total.total, "waiting_page")
    listed = plan.report(spend_lists.waiting, scope, wanted, first, paging.PAGE_ROWS)
    amount = f"Amount ({said.currency})"
    layout.table(
        listed.frame, "waiting", money=[amount], alt="Vendor texts that nothing explains or nobody has judged"
    )
    labels = [
        f"{row['Vendor text']}: {money_label(row[amount], said.currency)}, {row['Why it waits']}"
        for row in listed.frame.to_dict("records")
    ]
    spend_inputs.decide(
        spend_inputs.subjects_of_texts(listed, labels),
        plan.report(spend_lists.choices, scope),
        "text",
        _suggested(listed, labels),
    )


def _suggested(listed: Listed, labels: list[str]) -> str | None:
    """The vendor that the chosen text may be."""
    chosen = st.session_state.get("text_about", labels[0])
    suggestion = dict(zip(labels, listed.keys, strict=True)).get(chosen, (None, None))[1]
    return None if suggestion is None else str(suggestion)


def _known(said: SpendReport, scope: Scope) -> None:
    """What explains IT spend, as one bar."""
    if said.known.empty:
        st.markdown(plain(f"{said.known_title}."))
        return
    layout.chart(
        charts.known(said.known, look=layout.look(), currency=said.currency),
        "known_spend",
        said.known_title,
        f"IT spend and undecided lines, {said.period.so_far}, {said.currency}",
        f"Source: ledger, contracts, assets, budget and decisions, as of {day_label(scope.as_of)}",
    )
