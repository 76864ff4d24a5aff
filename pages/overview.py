"""How does the plan stand, what must be decided, and what does it still need?"""

import streamlit as st

from itstrat.charts import plan as charts
from itstrat.numbers import day_label
from itstrat.reports import assets, overview, plan_steps, renewals, roadmap, spend, value
from itstrat.ui import access, company_form, drawn, inputs, layout, plan, scope, security_view, words

access.guard()

seen = scope.chosen()
steps = plan.report(plan_steps.report, seen)
said = overview.overview(
    seen,
    steps,
    plan.report(spend.report, seen),
    plan.waste_report(seen),
    plan.report(assets.report, seen),
    plan.report(renewals.report, seen),
    plan.budget_report(seen, inputs.planned()),
    security_view.planned(seen),
    plan.report(roadmap.report, seen),
    plan.report(value.report, seen),
)
name = (steps.company or {}).get("name", "A plan without a company name")

layout.header(said.title, f"{name}, IT strategic plan as of {day_label(seen.as_of)}")
if not steps.begun:
    st.subheader("1 Say whose plan it is", anchor=False)
    company_form.show(steps)
    st.subheader("2 Import what you have", anchor=False)
    layout.empty(
        "An asset list, the contracts, the ledger, the budget: in any order, as other tools wrote them.",
        "Each file is shown before it goes in, and can be taken out again.",
    )
    st.subheader("3 Set the rules", anchor=False)
    st.markdown("How long each class of asset is used, and which lines of the ledger are IT.")
    layout.link("assets", "Useful lives and prices on Assets →")
    layout.link("spend", "Rules for IT spend on Spend →")
else:
    layout.figures(said.figures)
    if said.decisions:
        st.subheader("To decide", anchor=False)
        layout.decisions(said.decisions, said.currency)
    if said.milestones:
        st.subheader("Next milestones", anchor=False)
        st.markdown(words.plain(" · ".join(said.milestones)))
    st.subheader("What the pages found", anchor=False)
    layout.findings(said.findings, "overview")
layout.chart(
    drawn.chart(charts.steps, steps.steps, seen),
    "steps",
    f"{steps.filled} of {len(steps.steps)} parts of the plan are filled",
    "Filled: nine of ten records say what the plan asks of them",
    f"Source: the plan file, as of {day_label(seen.as_of)}",
)
open_items = steps.steps[steps.steps["state"] != "filled"]
if len(open_items) and steps.begun and not layout.board_view():
    st.subheader("What to add, and where", anchor=False)
    layout.table(
        open_items[["step", "item", "state", "complete", "records", "to_do"]].set_axis(
            ["Step", "Part", "State", "Complete", "Of", "What to do"], axis="columns"
        ),
        "to_add",
        alt="Parts of the plan that are missing or partly filled, and what to do",
    )
    layout.link("data")
if steps.begun and not layout.board_view():
    with st.expander("Company, currency and fiscal year", expanded=not steps.company, key="company_box"):
        company_form.show(steps)
