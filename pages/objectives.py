"""What does the company want, what does IT do for it and for how much, and what threatens it?"""

from itstrat.numbers import day_label
from itstrat.reports import objectives
from itstrat.ui import access, layout, objective_tabs, plan, scope

access.guard()

seen = scope.chosen()
said = plan.report(objectives.report, seen)

layout.header(said.title, f"Objectives of the company, as of {day_label(seen.as_of)}, in {said.currency}")
if not said.objectives:
    layout.empty(
        "There is no objective yet.",
        "Import the company's objectives with owner, dates and measure, or add them below under Edit.",
    )
else:
    layout.figures(said.figures)
    objective_tabs.coverage(said, seen)
if not layout.board_view():
    layout.findings(said.findings, "objectives")
    objective_tabs.show(said, seen)
