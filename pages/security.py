"""Where does security stand, what must be complied with, what is at risk in money, and what should be done next?"""

from itstrat.charts import security as charts
from itstrat.numbers import day_label
from itstrat.ui import access, drawn, layout, scope, security_tabs, security_view, what_if

access.guard()

seen = scope.chosen()
framework = security_view.framework(seen)
said = security_view.said(seen, framework)
source = f"Source: assessments, risk register and appetite of the plan, as of {day_label(seen.as_of)}"

layout.header(said.title, said.subtitle)
what_if.banner()
if not said.is_assessed and not said.has_money:
    layout.empty(
        "No control is assessed and no risk has an estimate in money yet.",
        "Import assessments (control, day, level, target, status), the register of risks and the appetite, or enter them "
        "below. Another framework than NIST CSF 2.0 comes in as controls.",
    )
else:
    layout.figures(said.figures)
if len(said.baseline):
    layout.chart(
        drawn.chart(
            charts.baseline,
            said.baseline,
            seen,
            security_view.about(framework),
            levels=said.levels,
            lowest=said.lowest,
            currency=said.currency,
        ),
        "baseline",
        said.baseline_title,
        "Per part: levels against target, controls met against the goal, loss in a 1-in-20 year against appetite; two answers, "
        "never one score",
        source,
    )
if not layout.board_view():
    layout.findings(said.findings, "security")
    security_tabs.show(said, seen)
