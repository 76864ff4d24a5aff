"""Where does the IT money go, how does that compare with the budget, and what explains it?"""

from itstrat.charts import spend as charts
from itstrat.numbers import day_label
from itstrat.reports import spend
from itstrat.ui import access, drawn, layout, plan, scope, spend_tabs

access.guard()

seen = scope.chosen()
said = plan.report(spend.report, seen)

layout.header(said.title, said.subtitle)
found = plan.waste_report(seen)
if not said.has_ledger and not said.has_budget:
    spend_tabs.missing(said)
else:
    layout.figures((*said.figures, found.figure))
    layout.chart(
        drawn.chart(
            charts.monthly, said.months, seen, closed_until=said.period.closed_until, currency=said.currency
        ),
        "spend_by_month",
        said.months_title,
        f"IT spend in {said.currency}, {said.period.spans}; an open month shows its budget only",
        f"Source: ledger and approved budget, as of {day_label(seen.as_of)}",
    )
    if layout.board_view():
        spend_tabs.breakdown(seen)
if not layout.board_view():
    layout.findings((*said.findings, *found.findings), "spend")
    spend_tabs.show(said, found, seen)
