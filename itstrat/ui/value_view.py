"""What the parts of the page Value share: the report under this person's inputs, and its two charts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itstrat.charts import run_grow
from itstrat.charts import value as charts
from itstrat.numbers import day_label
from itstrat.reports import value
from itstrat.ui import drawn, inputs, layout, plan

if TYPE_CHECKING:
    from itstrat.planning.assumptions import Inputs
    from itstrat.reports.statement import Scope
    from itstrat.reports.value import ValueReport


def said(scope: Scope) -> ValueReport:
    """The report under the inputs of the sidebar."""
    return plan.report(value.report, scope, asked())


def asked() -> Inputs:
    """The inputs that move the report."""
    return inputs.chosen().moving("value", "savings")


def panels(said: ValueReport, scope: Scope) -> None:
    """The four kinds, projected against realised; nothing while no benefit is dated."""
    if said.panels.empty:
        return
    layout.chart(
        drawn.chart(charts.value, said.panels, scope, str(asked()), currency=said.currency),
        "value",
        said.panels_title,
        f"Running totals by fiscal quarter in {said.currency}: outlined what was projected, solid what came true; kinds are never "
        "added up",
        f"Source: value ledger of the plan, as of {day_label(scope.as_of)}; months nobody measured count 0",
    )


def purposes(said: ValueReport, scope: Scope) -> None:
    """IT spend by what it is for; nothing without a ledger."""
    if said.purposes.empty:
        return
    layout.chart(
        drawn.chart(run_grow.run_grow, said.purposes, scope, currency=said.currency),
        "run_grow",
        said.purposes_title,
        f"IT spend of closed months by fiscal year in {said.currency}: initiatives by what they say they are for, at their "
        "planned cost; all other spend runs the company",
        f"Source: company ledger and roadmap, as of {day_label(scope.as_of)}",
    )
