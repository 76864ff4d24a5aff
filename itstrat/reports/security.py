"""Where security stands, what must be complied with, what is at risk in money, and what to do next."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pandas as pd

from itstrat.reports import (
    security_findings,
    security_gaps,
    security_losses,
    security_obligations,
    security_state,
    security_support,
    security_titles,
    security_upgrades,
)
from itstrat.reports.security_facts import Facts, facts
from itstrat.reports.security_figures import Said, figures
from itstrat.reports.security_upgrades import Purchase
from itstrat.reports.statement import Decision, Figure, Finding
from itstrat.store.assumptions import saved_inputs
from itstrat.store.outline import outline

if TYPE_CHECKING:
    from itstrat.planning.assumptions import Inputs
    from itstrat.reports.security_upgrades import Market
    from itstrat.reports.statement import Scope
    from itstrat.store.database import Store


@dataclass(frozen=True, slots=True, eq=False)
class SecurityReport:
    """What the page Security shows, of the whole company. Money is Decimal in `currency`, None is unknown.

    `framework` is the code of the one looked at; `frameworks` lists all: code, name, edition, items, assessed, withdrawn.
    `baseline` has a row a part as the chart takes it, on the `scale` whose levels are `levels` from `lowest` on. `counts`,
    `coverage` speak of every framework. `losses`, `risks`, `curves`: what a year may cost; `best` is None without upgrades
    or money. `gaps`, `quadrant`, `old_evidence`, `trend` are of the framework; `obligations` of all. Compliance and risk
    are never joined in one score.
    """

    title: str
    subtitle: str
    currency: str
    framework: str | None
    frameworks: pd.DataFrame
    figures: tuple[Figure, ...]
    findings: tuple[Finding, ...]
    decisions: tuple[Decision, ...]
    baseline: pd.DataFrame
    baseline_title: str
    scale: str
    levels: tuple[str, ...]
    lowest: int
    counts: pd.DataFrame
    coverage: pd.DataFrame
    distribution: pd.DataFrame
    losses: pd.DataFrame
    risks: pd.DataFrame
    curves: pd.DataFrame
    loss_title: str
    appetite: Decimal | None
    best: Purchase | None
    buy_title: str
    buy_notes: tuple[str, ...]
    upgrades: pd.DataFrame
    frontier: pd.DataFrame
    gaps: pd.DataFrame
    quadrant: pd.DataFrame
    quadrant_title: str
    old_evidence: pd.DataFrame
    obligations: pd.DataFrame
    support: pd.DataFrame
    support_counts: pd.DataFrame
    trend: pd.DataFrame
    trend_title: str
    is_assessed: bool
    has_money: bool


def report(
    store: Store, scope: Scope, inputs: Inputs | None = None, framework: str | None = None
) -> SecurityReport:
    """The baseline by one framework (a code; None: the first assessed), under these inputs (None: the plan's).

    What was simulated for the same risks and upgrades is kept and not done again. Raises ItstratError for a framework
    there is none of.
    """
    with store.snapshot() as plan:
        asked = saved_inputs(plan) if inputs is None else inputs
        currency, found = outline(plan).currency, facts(plan)
    months = asked.whole("evidence_months")
    stood = security_state.standing(found, found.framework(framework), scope.as_of, months)
    exposed = security_losses.exposure(found)
    gaps = security_gaps.register(found, stood, exposed.ales)
    market = security_upgrades.market(found, asked.number("discount_rate"), _budget(asked))
    goal = asked.number("compliance_goal")
    said = Said(
        currency=currency,
        as_of=scope.as_of,
        goal=goal,
        standing=stood,
        parts=_with_money(security_state.by_part(stood, goal), stood, exposed),
        exposure=exposed,
        bought=security_upgrades.purchase(market, gaps.required) if market else None,
        register=gaps,
        owed=security_obligations.obligations(found, stood),
        support=security_support.supported(found, scope.as_of),
    )
    return SecurityReport(
        **_words(said),
        **_standing_fields(found, said, months),
        **_money_fields(found, said, market),
    )


def _budget(asked: Inputs) -> Decimal | None:
    budget = asked.value("upgrade_budget")
    return budget if isinstance(budget, Decimal) else None


def _with_money(
    parts: pd.DataFrame, stood: security_state.Standing, exposed: security_losses.Exposure
) -> pd.DataFrame:
    """The parts with their loss in a 1-in-20 year and their appetite, where parts are functions of the CSF."""
    told = exposed.by_part if stood.has_functions else {}
    accepted = exposed.facts.appetites if stood.has_functions else {}
    return parts.assign(
        loss=pd.Series([told.get(part) for part in parts["part"]], dtype=object),
        appetite=pd.Series([accepted.get(part) for part in parts["part"]], dtype=object),
    )


def _words(said: Said) -> dict[str, Any]:
    framework = said.standing.framework
    return {
        "title": security_titles.title(said),
        "subtitle": security_titles.subtitle(said),
        "currency": said.currency,
        "framework": framework["code"] if framework else None,
        "figures": figures(said),
        "findings": security_findings.findings(said),
        "decisions": security_findings.decisions(said),
        "baseline_title": security_titles.baseline_title(said),
        "loss_title": security_titles.loss_title(said),
        "buy_title": security_titles.buy_title(said),
        "buy_notes": security_titles.buy_notes(said),
        "quadrant_title": security_titles.quadrant_title(said),
        "trend_title": security_titles.trend_title(said),
        "is_assessed": said.assessed,
        "has_money": said.exposure.is_known,
    }


def _standing_fields(found: Facts, said: Said, months: int) -> dict[str, Any]:
    lowest, levels = security_state.levels(said.standing)
    names = ["code", "name", "edition", "items", "assessed", "withdrawn"]
    return {
        "frameworks": pd.DataFrame(found.frameworks, columns=names, dtype=object),
        "baseline": said.parts,
        "scale": said.standing.scale,
        "levels": levels,
        "lowest": lowest,
        "counts": security_state.counts(found, said.standing),
        "coverage": security_state.coverage(found, said.standing),
        "distribution": security_state.distribution(said.standing),
        "gaps": security_gaps.gaps(said.register),
        "quadrant": security_gaps.required_or_not(said.register),
        "old_evidence": security_gaps.old_evidence(said.register),
        "obligations": said.owed,
        "support": security_support.things(said.support),
        "support_counts": security_support.by_state(said.support),
        "trend": security_state.trend(found, said.standing, months),
    }


def _money_fields(found: Facts, said: Said, market: Market | None) -> dict[str, Any]:
    chosen = market.chosen if market else []
    return {
        "losses": security_losses.by_function(said.exposure),
        "risks": security_losses.by_risk(said.exposure, chosen),
        "curves": security_losses.curves(said.exposure, chosen),
        "appetite": said.exposure.appetite,
        "best": said.bought,
        "upgrades": security_upgrades.members(market, found, said.register.waiting),
        "frontier": security_upgrades.frontier(market),
    }
