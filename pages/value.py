"""What does IT give back for what it costs, kind by kind, who signed for it, and what is the money for?"""

from itstrat.ui import access, layout, scope, value_tabs, value_view, what_if

access.guard()

seen = scope.chosen()
said = value_view.said(seen)

layout.header(said.title, said.subtitle)
what_if.banner()
if said.is_empty:
    layout.empty(
        "There is no initiative yet.",
        "Import initiatives and their benefits (kind, value a month, owner), then each month what came true of them; or add "
        "initiatives on Roadmap and their benefits here.",
    )
else:
    layout.figures(said.figures)
    value_view.panels(said, seen)
    value_view.purposes(said, seen)
if not layout.board_view():
    layout.findings(said.findings, "value")
    layout.decisions(said.decisions, said.currency)
    value_tabs.show(said, seen)
