"""What is in the plan, where did it come from, how far can it be trusted, and who changed it?"""

from itstrat.numbers import day_label
from itstrat.reports import data
from itstrat.ui import access, data_tabs, layout, plan, scope

access.guard()

seen = scope.chosen()
said = plan.report(data.report, seen)

layout.header(said.title, f"The whole plan, as of {day_label(seen.as_of)}, in {said.currency}")
if not said.empty:
    layout.figures(said.figures)
if not layout.board_view():
    layout.findings(said.findings, "data")
    data_tabs.show(said, seen)
