"""Which contracts renew when, by when must each be cancelled, and what does it cost if nobody acts?"""

from functools import partial

import streamlit as st

from itstrat.charts import renewals as charts
from itstrat.numbers import day_label
from itstrat.reports import renewals
from itstrat.ui import access, contract_terms, drawn, layout, paging, plan, renewal_list, scope

access.guard()

seen = scope.chosen()
said = plan.report(renewals.report, seen)
source = (
    f"Source: contracts, as of {day_label(seen.as_of)}. Without a stated notice period, 90 days are assumed."
)

layout.header(said.title, f"A year's cost in {said.currency}, at the price expected after the renewal")
if said.every.empty:
    layout.empty(
        "There is no contract yet.",
        "Import your list of contracts, subscriptions and licences: name, vendor, amount, billing, end and notice period.",
    )
    contract_terms.show(said, seen)
else:
    layout.figures(said.figures)
    if len(said.timeline):
        layout.chart(
            drawn.chart(charts.timeline, said.timeline, seen, as_of=seen.as_of, currency=said.currency),
            "timeline",
            said.timeline_title,
            f"The next 15 months; amounts are a year's in {said.currency} after the renewal",
            source,
        )
if len(said.every) and not layout.board_view():
    layout.findings(said.findings, "renewals")
    st.subheader("Every contract, and what is decided about it", anchor=False)
    renewal_list.show(said, seen)
    money = [f"{name} ({said.currency})" for name in ("A year after", "A year now", "Worth a year")]
    for title, rows, key in (
        (
            "Steps due now: read the terms at 120 days, measure the use at 90, decide at 60",
            said.steps,
            "steps",
        ),
        ("Seats paid for and not needed", said.seats, "seats"),
        ("Terms to add, and what is assumed until then", said.missing, "missing"),
    ):
        if len(rows):
            st.subheader(title, anchor=False)
            shown = [name for name in money if name in rows.columns]
            layout.paged_table(partial(paging.at_hand, rows), len(rows), key, money=shown, alt=title)
