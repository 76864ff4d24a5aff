"""Which initiatives carry the company's objectives, which of them are late, and what moves if one moves?"""

from itstrat.numbers import day_label
from itstrat.reports import roadmap
from itstrat.reports.roadmap_figures import HEADLINES
from itstrat.ui import access, layout, plan, roadmap_tabs, roadmap_view, scope

access.guard()

seen = scope.chosen()
said = plan.report(roadmap.report, seen)

layout.header(said.title, f"IT's roadmap by component, status at {day_label(seen.as_of)}, in {said.currency}")
if said.bars.empty:
    layout.empty(
        "There is no initiative and no objective yet.",
        "Import initiatives as Microsoft Project, Jira or a spreadsheet wrote them, or add them below under Edit.",
    )
else:
    layout.figures(said.figures[:HEADLINES])
    roadmap_view.gantt(said, seen)
if not layout.board_view():
    layout.findings(said.findings, "roadmap")
    roadmap_tabs.show(said, seen)
