"""Where does the year land, what will the next years cost, and is enough put by?"""

from itstrat.ui import access, budget_tabs, inputs, layout, plan, scope, what_if

access.guard()

seen = scope.chosen()
approved = plan.budget_report(seen, inputs.planned())
said = plan.budget_report(seen, inputs.chosen())

layout.header(said.title, said.subtitle)
if said.is_empty:
    layout.empty(
        "There is nothing to forecast yet.",
        "Import contracts, assets or the ledger; the approved budget shows where the year should land.",
    )
else:
    what_if.banner()
    layout.figures(what_if.compared(approved.figures, said.figures)[: budget_tabs.HEADLINES])
    what_if.beside(approved, said, seen)
    budget_tabs.running_year(said, seen)
    if layout.board_view():
        budget_tabs.years(said, seen)
    else:
        budget_tabs.show(said, seen)
