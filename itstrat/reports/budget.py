"""What to spend and what to save: where the year lands, the years ahead by driver, the reserve, and how sure it all is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pandas as pd

from itstrat.planning.budget_forecast import entered
from itstrat.planning.calendar import month_end
from itstrat.planning.landing import Landing
from itstrat.planning.money import ZERO, cents, cents_of
from itstrat.planning.plan_facts import Ask
from itstrat.reports import budget_figures, budget_findings
from itstrat.reports.budget_basis import Kept
from itstrat.reports.budget_figures import Said
from itstrat.reports.budget_gaps import changed_frame, gaps_frame
from itstrat.reports.budget_landing import Year, running_year
from itstrat.reports.budget_paths import paths
from itstrat.reports.budget_reserve import ReserveReport, needs, reserve_report
from itstrat.reports.budget_titles import titles
from itstrat.reports.budget_years import (
    Doubt,
    backtest_frame,
    doubt,
    odds_frame,
    past_outlook,
    people_ahead,
    years_ahead,
    years_frame,
)
from itstrat.reports.statement import Figure, Finding, Grade
from itstrat.store.assumptions import saved_inputs

if TYPE_CHECKING:
    from collections.abc import Mapping

    from itstrat.planning.assumptions import Inputs
    from itstrat.reports.budget_basis import Working
    from itstrat.reports.budget_paths import Paths
    from itstrat.reports.budget_years import YearAhead
    from itstrat.reports.statement import Scope
    from itstrat.store.database import Store


@dataclass(frozen=True, slots=True, eq=False)
class BudgetReport:
    """What the page Budget shows. Money is Decimal in `currency`, None is unknown.

    The landing, `months`, `running` and `bridge` are as booked (only CapEx where that is the view), for the running year
    of the as-of date; `years`, `odds`, `risk` and `narrowing` are in `view`. `months`: month, plan, actual, forecast,
    low, high. `running`: month, difference, low, high, kind. `bridge`: label, amount, kind. `years`: fiscal_year, driver,
    amount, low_total, high_total. `risk`: driver, share. `narrowing`: input, share, narrowing, explanation. Ranges hold
    8 of 10 paths. `changed` are the inputs that differ from their default.
    """

    title: str
    subtitle: str
    currency: str
    view: str
    fiscal_year: int
    figures: tuple[Figure, ...]
    findings: tuple[Finding, ...]
    landing: Landing | None
    closed_until: date
    months: pd.DataFrame
    months_title: str
    running: pd.DataFrame
    running_title: str
    tolerance: Decimal | None
    bridge: pd.DataFrame
    bridge_title: str
    years: pd.DataFrame
    years_title: str
    odds: pd.DataFrame
    risk: pd.DataFrame
    risk_title: str
    backtest: pd.DataFrame
    backtest_title: str
    backtest_reason: str
    narrowing: pd.DataFrame
    narrowing_title: str
    reserve: ReserveReport | None
    gaps: pd.DataFrame
    confidence: Grade
    confidence_reasons: tuple[str, ...]
    people: Decimal | None
    has_ledger: bool
    has_budget: bool
    is_empty: bool
    changed: pd.DataFrame


def report(
    store: Store, scope: Scope, inputs: Inputs | None = None, kept: Kept | None = None
) -> BudgetReport:
    """The budget under these inputs; None takes those saved to the plan. `kept` holds what was worked out before for the same plan; it changes no answer."""
    asked = approved_inputs(store) if inputs is None else inputs
    working = (kept or Kept()).working(store, scope)
    with working.lock:
        found = _report(working, asked, scope)
        working.forget_oldest()
    return found


def approved_inputs(store: Store) -> Inputs:
    """The inputs saved to the plan."""
    with store.snapshot() as plan:
        return saved_inputs(plan)


def compare(
    store: Store, scope: Scope, scenarios: Mapping[str, Inputs], kept: Kept | None = None
) -> pd.DataFrame:
    """Scenarios side by side, the first the approved plan, all with the same luck.

    scenario, fiscal_year, expected, low, high, plan, difference (of the plan to the first's).
    """
    working = (kept or Kept()).working(store, scope)
    rows = []
    base: dict[int, Decimal] = {}
    with working.lock:
        for name, inputs in scenarios.items():
            for year in _years(working, inputs, _ahead(working, inputs)):
                base.setdefault(year.fiscal_year, year.total)
                ends = (cents_of(one) for one in (year.odds.expected, year.odds.p10, year.odds.p90))
                difference = year.total - base[year.fiscal_year]
                rows.append((name, year.fiscal_year, *ends, year.total, difference))
        working.forget_oldest()
    columns = ["scenario", "fiscal_year", "expected", "low", "high", "plan", "difference"]
    return pd.DataFrame(rows, columns=columns, dtype=object)


def before_after(before: BudgetReport, after: BudgetReport) -> pd.DataFrame:
    """The years of two reports side by side: fiscal_year, before, after; a year that only one has is left out."""
    sums = [
        {int(str(year)): sum(rows["amount"], ZERO) for year, rows in one.years.groupby("fiscal_year")}
        for one in (before, after)
    ]
    rows = [(year, sums[0][year], sums[1][year]) for year in sorted(sums[0].keys() & sums[1].keys())]
    return pd.DataFrame(rows, columns=["fiscal_year", "before", "after"], dtype=object)


def _ahead(working: Working, inputs: Inputs) -> Paths:
    """The paths of the horizon in the chosen view."""
    basis = working.basis
    ask = Ask(basis.seen_on, basis.months(inputs.whole("horizon_years")), inputs.choice("view"))
    return paths(working, inputs, ask)


def _years(working: Working, inputs: Inputs, ahead: Paths) -> list[YearAhead]:
    found: list[YearAhead] = working.kept(("years", ahead), lambda: years_ahead(working.basis, inputs, ahead))
    return found


def _booked_paths(working: Working, inputs: Inputs, ahead: Paths) -> Paths:
    """The paths of the landing: those of the years where the view is as booked, else the running year's cash."""
    if ahead.forecast.ask.view != "pnl":
        return ahead
    return paths(working, inputs, Ask(working.basis.seen_on, working.basis.months(1), "cash"))


def _report(working: Working, inputs: Inputs, scope: Scope) -> BudgetReport:
    basis = working.basis
    ahead = _ahead(working, inputs)
    years = _years(working, inputs, ahead)
    reasons: Doubt = working.kept(("doubt", ahead), lambda: doubt(ahead))
    seen = past_outlook(basis.facts)
    grade = basis.quality.grade
    said = _said(working, inputs, ahead, years, reasons.narrowing, grade.letter)
    return BudgetReport(
        title=budget_findings.title(said),
        subtitle=budget_findings.subtitle(said, basis.outline.departments.get(scope.department_id or 0, "")),
        currency=said.currency,
        view=said.view,
        figures=budget_figures.figures(said),
        findings=budget_findings.findings(said),
        years=working.kept(("years_frame", ahead), lambda: years_frame(years)),
        odds=odds_frame(years, basis),
        risk=reasons.risk,
        backtest=backtest_frame(seen),
        backtest_reason=seen.reason if seen else "There is no closed month of ledger yet.",
        narrowing=reasons.narrowing,
        reserve=said.reserve,
        gaps=gaps_frame(basis, ahead.forecast.gaps),
        confidence=grade.letter,
        confidence_reasons=grade.reasons,
        people=basis.facts.people,
        is_empty=not any(one.total for one in years),
        changed=changed_frame(inputs),
        **_running_fields(said),
        **titles(said, reasons.risk),
    )


def _said(
    working: Working,
    inputs: Inputs,
    ahead: Paths,
    years: list[YearAhead],
    narrowing: pd.DataFrame,
    grade: Grade,
) -> Said:
    basis = working.basis
    booked = _booked_paths(working, inputs, ahead)
    wanted, as_booked = needs(working, inputs), booked.forecast.ask.view
    overdue = wanted.overdue if wanted and as_booked == "cash" else ZERO
    year: Year = working.kept(
        ("running", booked, overdue), lambda: running_year(basis, booked, as_booked, overdue)
    )
    budget = year.landing.budget if year.landing else None
    return Said(
        basis=basis,
        year=year,
        years=years,
        reserve=reserve_report(working, inputs, basis.outline.currency),
        outlook=past_outlook(basis.facts),
        narrowing=narrowing,
        view=inputs.choice("view"),
        overdue=overdue,
        people_ahead=people_ahead(basis, inputs, ahead.forecast.ask),
        tolerance=None if budget is None else cents(budget * inputs.number("contingency")),
        over_caps=basis.capped.findings(inputs, basis.outline.currency, entered(inputs, basis.opens)),
        grade=grade,
    )


def _running_fields(said: Said) -> dict[str, Any]:
    """The fields that speak of the running year."""
    basis, year = said.basis, said.year
    before = date.fromordinal(basis.year[0].toordinal() - 1)
    return {
        "fiscal_year": basis.fiscal_year,
        "landing": year.landing,
        "closed_until": month_end(basis.closed[-1]) if basis.closed else before,
        "months": year.months,
        "running": year.running,
        "tolerance": said.tolerance,
        "bridge": year.bridge,
        "has_ledger": bool(basis.closed),
        "has_budget": said.tolerance is not None,
    }
