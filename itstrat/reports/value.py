"""What IT gives back: projected and realised value in four kinds that are never added up, and what IT spend is for."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

import pandas as pd

from itstrat.reports import value_figures, value_findings, value_ledger, value_rows
from itstrat.reports.statement import Decision, Figure, Finding
from itstrat.reports.value_basis import basis
from itstrat.reports.value_figures import Headline, Said
from itstrat.reports.value_purpose import purpose
from itstrat.reports.value_worth import YEARS, rate_label, worths
from itstrat.store.assumptions import saved_inputs

if TYPE_CHECKING:
    from itstrat.planning.assumptions import Inputs
    from itstrat.reports.statement import Scope
    from itstrat.store.database import Store

INPUTS = ("discount_rate", "realisation_contracts", "realisation_time", "savings_ramp")


@dataclass(frozen=True, slots=True, eq=False)
class ValueReport:
    """What the page Value shows, of the scope's department on its day. Money is Decimal in `currency`, None is unknown.

    `kinds`: realised over projected to date, a row a kind; `panels` the running totals drawn. `quarters` and `years` have a
    row a benefit and period, `initiatives` a row an initiative, `benefits` one with its signature, `unmeasured` the months
    that count 0 because nobody measured, `worth` five years of each initiative against one kind of value at a time, at
    `discount_rate`. `purposes`: IT spend by fiscal year to run, grow, transform (None: unknown). Columns stand in value_rows,
    value_ledger, value_worth and value_purpose.
    """

    title: str
    subtitle: str
    currency: str
    discount_rate: Decimal
    headline: Headline
    figures: tuple[Figure, ...]
    findings: tuple[Finding, ...]
    decisions: tuple[Decision, ...]
    kinds: pd.DataFrame
    panels: pd.DataFrame
    panels_title: str
    purposes: pd.DataFrame
    purposes_title: str
    quarters: pd.DataFrame
    years: pd.DataFrame
    initiatives: pd.DataFrame
    worth: pd.DataFrame
    benefits: pd.DataFrame
    unmeasured: pd.DataFrame
    is_empty: bool


def report(store: Store, scope: Scope, inputs: Inputs | None = None) -> ValueReport:
    """The value ledger under these inputs (None: the plan's), of which those of INPUTS move it."""
    seen = basis(store, scope, _planned(store) if inputs is None else inputs)
    said = Said(seen, value_ledger.kinds(seen), value_figures.headline(seen), purpose(seen))
    found = worths(seen)
    return ValueReport(
        title=value_findings.title(said),
        subtitle=f"{said.headline.period}; value since the start {said.until}; present values over {YEARS} years at "
        f"{rate_label(seen.rate)}, {seen.currency}",
        currency=seen.currency,
        discount_rate=seen.rate,
        headline=said.headline,
        figures=value_figures.figures(said),
        findings=value_findings.findings(said),
        decisions=value_findings.decisions(said),
        kinds=said.kinds,
        panels=value_ledger.panels(seen),
        panels_title=value_findings.panels_title(said),
        purposes=said.purpose.frame,
        purposes_title=value_findings.purpose_title(said),
        quarters=value_ledger.by_quarter(seen),
        years=value_ledger.by_year(seen),
        initiatives=value_rows.initiatives(seen, found),
        worth=found,
        benefits=value_rows.benefits(seen),
        unmeasured=value_rows.unmeasured(seen),
        is_empty=not seen.rows,
    )


def months(store: Store, scope: Scope, inputs: Inputs, initiative_id: int) -> pd.DataFrame:
    """One initiative by month and benefit, as value_ledger.months has it; empty for one the scope does not hold."""
    return value_ledger.months(basis(store, scope, inputs), initiative_id)


def _planned(store: Store) -> Inputs:
    with store.snapshot() as plan:
        return saved_inputs(plan)
