"""What technology is there, what must be replaced when and why, and what has nobody planned?"""

import streamlit as st

from itstrat.charts import assets as charts
from itstrat.numbers import day_label
from itstrat.reports import assets
from itstrat.ui import access, asset_list, class_rules, drawn, layout, plan, scope, words

access.guard()

seen = scope.chosen()
said = plan.report(assets.report, seen)
source = f"Source: asset list and class rules, as of {day_label(seen.as_of)}"

layout.header(said.title, f"Replacement cost in {said.currency}, each at the price of the year it comes due")
if said.needed.empty:
    layout.empty(
        "There is no asset yet.",
        "Import the list your asset tool exports: one row a device, with class and purchase date where they are known.",
    )
else:
    layout.figures(said.figures)
    stacked = "class"
    if not layout.board_view():
        stacked = st.segmented_control(
            "Stacked by", ["class", "department"], default="class", key="stacked", required=True
        )
    layout.chart(
        drawn.chart(
            charts.replacements,
            said.by_class if stacked == "class" else said.by_department,
            seen,
            stacked,
            currency=said.currency,
        ),
        "replacements",
        said.years_title,
        f"Five fiscal years by {stacked}, {said.currency}. {said.later} assets come due later. {said.put_by}",
        source,
    )
    st.subheader(words.plain(said.six_title), anchor=False)
layout.table(
    said.six,
    "six_classes",
    money=[name for name in said.six.columns if name.endswith(f"({said.currency})")],
    alt="The six technology classes with assets, contracts, yearly cost and owner",
)
if len(said.needed) and not layout.board_view():
    layout.findings(said.findings, "assets")
    st.subheader("Which assets, when and why", anchor=False)
    asset_list.show(said, seen)
    layout.chart(
        drawn.chart(charts.age_profile, said.ages, seen),
        "ages",
        said.ages_title,
        "Assets in use by whole years since purchase, else since the warranty began",
        source,
    )
if len(said.rules) and not layout.board_view():
    st.subheader("Rules: how long each class is used and what a new one costs", anchor=False)
    layout.editors_only()
    class_rules.table(said.rules)
