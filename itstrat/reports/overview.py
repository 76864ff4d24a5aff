"""How the plan stands: the headlines of the other pages, what leadership must decide, and what is still missing."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from itertools import chain, zip_longest
from typing import TYPE_CHECKING

from itstrat.numbers import plural
from itstrat.planning.money import cents
from itstrat.reports import assets, budget, plan_steps, renewals, roadmap, security, spend, value, waste
from itstrat.reports.confidence import Weighed
from itstrat.reports.plan_steps import PlanSteps
from itstrat.reports.roadmap_figures import KEPT
from itstrat.reports.spend_figures import EXPLAINED
from itstrat.reports.statement import Decision, Figure, Finding
from itstrat.store.outline import outline

if TYPE_CHECKING:
    from collections.abc import Sequence

    from itstrat.reports.assets import AssetsReport
    from itstrat.reports.budget import BudgetReport
    from itstrat.reports.renewals import RenewalsReport
    from itstrat.reports.roadmap import RoadmapReport
    from itstrat.reports.security import SecurityReport
    from itstrat.reports.spend import SpendReport
    from itstrat.reports.statement import Scope
    from itstrat.reports.value import ValueReport
    from itstrat.reports.waste import WasteReport
    from itstrat.store.database import Store

DECISIONS_ASKED = 3
_RANK = {"off track": 0, "at risk": 1, "note": 2, "good": 3}
# Four and four: what else is overdue or unexplained stands among the findings.
_LEAD = (KEPT, "Loss in a 1-in-20 year", "Cancel-by in 90 days")
_AHEAD = ("Landing", "Odds of overspending", "Reserve contribution")


@dataclass(frozen=True, slots=True)
class Overview:
    """What the page Overview shows: figures and findings of the other pages, worst first, and the plan by its steps.

    `milestones` are the next three, each with its day.
    """

    title: str
    currency: str
    figures: tuple[Figure, ...]
    findings: tuple[Finding, ...]
    decisions: tuple[Decision, ...]
    milestones: tuple[str, ...]
    plan: PlanSteps


def report(store: Store, scope: Scope) -> Overview:
    """Everything of `overview`, each report made for it."""
    return overview(
        scope,
        plan_steps.report(store, scope),
        spend.report(store, scope),
        waste.within(waste.report(store, waste.everywhere(scope)), _department(store, scope)),
        assets.report(store, scope),
        renewals.report(store, scope),
        budget.report(store, scope),
        security.report(store, scope),
        roadmap.report(store, scope),
        value.report(store, scope),
    )


def overview(
    scope: Scope,
    steps: PlanSteps,
    spent: SpendReport,
    wasted: WasteReport,
    owned: AssetsReport,
    agreed: RenewalsReport,
    ahead: BudgetReport,
    secured: SecurityReport,
    mapped: RoadmapReport,
    valued: ValueReport,
) -> Overview:
    """The headlines of these reports, which are all of this scope; budget and value are those of the approved plan."""
    decisions = _asked(mapped.decisions, secured.decisions, agreed.decisions, owned.decisions)
    found = [
        *spent.findings,
        *wasted.findings,
        *owned.findings,
        *agreed.findings,
        *ahead.findings,
        *(secured.findings if secured.is_assessed or secured.has_money else ()),
        *mapped.findings,
        *valued.findings,
        *_missing(steps),
    ]
    return Overview(
        title=_title(steps, spent, decisions),
        currency=steps.currency,
        figures=(
            spent.figures[0],
            *_named(_AHEAD, ahead.figures),
            *_named(_LEAD, (*mapped.figures, *secured.figures, *agreed.figures)),
            _confidence(scope, spent, owned, agreed, ahead),
        ),
        # Roadmap and budget both say which caps are exceeded.
        findings=tuple(sorted(dict.fromkeys(found), key=lambda finding: _RANK[finding.severity])),
        decisions=decisions,
        milestones=mapped.next,
        plan=steps,
    )


def _named(labels: Sequence[str], figures: Sequence[Figure]) -> list[Figure]:
    return [figure for label in labels for figure in figures if figure.label == label]


def _department(store: Store, scope: Scope) -> str | None:
    with store.snapshot() as plan:
        return outline(plan).departments.get(scope.department_id or 0)


def _title(steps: PlanSteps, spent: SpendReport, decisions: tuple[Decision, ...]) -> str:
    if not steps.begun:
        return "The plan is empty: three steps fill it"
    said = f"{steps.filled} of {len(steps.steps)} parts of the plan are filled"
    if spent.has_ledger:
        said = spent.title.partition(":")[0]
    asked = len(decisions)
    return f"{said}; {plural(asked, 'decision')} {'waits' if asked == 1 else 'wait'}" if asked else said


def _asked(*pages: tuple[Decision, ...]) -> tuple[Decision, ...]:
    """The first decision of every page, then the second of each: no page crowds out another."""
    rounds = chain.from_iterable(zip_longest(*pages))
    return tuple(decision for decision in rounds if decision is not None)[:DECISIONS_ASKED]


def _missing(steps: PlanSteps) -> tuple[Finding, ...]:
    missing = [str(name) for name in steps.steps.loc[steps.steps["state"] == "missing", "item"]]
    if not missing:
        return ()
    sentence = f"The plan says nothing yet about {', '.join(missing)}."
    return (Finding("note", sentence, "data"),)


def _confidence(
    scope: Scope, spent: SpendReport, owned: AssetsReport, agreed: RenewalsReport, ahead: BudgetReport
) -> Figure:
    amounts = dict(zip(spent.known["state"], spent.known["amount"], strict=True))
    explained = sum((amounts.get(state, Decimal(0)) for state in EXPLAINED), Decimal(0))
    ledger = Weighed(explained + amounts.get("unexplained", Decimal(0)), explained)
    drivers = (ledger, owned.dated, agreed.ended)
    everything = Weighed(
        sum((one.money for one in drivers), Decimal(0)), sum((one.known for one in drivers), Decimal(0))
    )
    return Figure(
        label="Data confidence",
        value=None if everything.share is None else cents(Decimal(str(everything.share)) * 100),
        unit="%",
        period=f"grade {ahead.confidence}",
        as_of=scope.as_of,
        source="Ledger, assets, contracts",
        confidence=ahead.confidence,
        definition="Share of the money that rests on known facts: IT spend explained, assets of known age, contracts with "
        "a known end. The grade is A when 90% of spend is known and the forecast was tested against the past, B from 75%, "
        "C from 50%; D below, or when a basis is missing.",
        status="at risk" if ahead.confidence in ("C", "D") else "on track",
        note=ahead.confidence_reasons[0] if ahead.confidence_reasons else "",
    )
