"""How does the plan stand, and what does it still need?"""

from itstrat.charts import plan as charts
from itstrat.reports import overview
from itstrat.ui import access, layout, plan, scope

access.guard()

said = plan.report(overview.report, scope.chosen())

layout.header(
    f"{said.filled} of {len(said.steps)} parts of the plan are filled",
    f"{said.company or 'A plan without a company name'}, by the steps of the plan",
)
if said.filled:
    layout.findings(said.findings, "overview")
else:
    layout.empty(
        "The plan is empty.",
        "Start with what you have: an asset list, the ledger, the contracts. Files import as other tools wrote them.",
    )
layout.chart(
    charts.steps(said.steps, look=layout.look()),
    "steps",
    "What the plan holds, and what it does not hold yet",
    "Parts of the plan by step",
    "Source: the plan file; a part is filled when it has at least one record",
)
