"""The page Budget in sentences: its title, and what it finds, each with its number."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from itstrat.numbers import count_label, day_label, money_label, month_year, percent, signed_money
from itstrat.reports.budget_figures import VIEWS, Said, status_of
from itstrat.reports.budget_years import chance
from itstrat.reports.statement import Finding, Status

_ON_BUDGET = Decimal("0.005")


def title(said: Said) -> str:
    """Where the year lands, in a sentence."""
    landing, currency = said.year.landing, said.currency
    if landing is None:
        return f"Where {said.label} lands is unknown: {_unsaid(said)}"
    at = f"IT lands {said.label} at {money_label(landing.landing, currency)}"
    if landing.variance is None or landing.over is None:
        return f"{at}; there is no budget to compare with"
    odds = percent(chance(landing.over))
    if landing.variance_share is not None and abs(landing.variance_share) < _ON_BUDGET:
        return f"{at}, on budget; the odds of overspending are {odds}"
    side = "over" if landing.variance > 0 else "under"
    return (
        f"{at}, {money_label(abs(landing.variance), currency)} {side} budget; "
        f"the odds of overspending are {odds}"
    )


def _unsaid(said: Said) -> str:
    """Why there is no landing."""
    months = said.basis.unsaid
    if months:
        return f"the ledger says nothing about {month_year(months[0])} to {month_year(months[-1])}"
    return "no ledger line, contract or plan says what IT costs in it"


def findings(said: Said) -> tuple[Finding, ...]:
    """What the page finds, each with its number."""
    return tuple(
        finding
        for finding in (
            _on_landing(said), _on_overdue(said), _on_timing(said), _on_reserve(said), _on_people(said), *said.over_caps,
            _on_range(said),
        )
        if finding is not None
    )  # fmt: skip


def _on_landing(said: Said) -> Finding | None:
    landing = said.year.landing
    if landing is None or landing.variance is None or landing.over is None:
        return None
    severity: dict[Status, Any] = {"on track": "good", "at risk": "at risk", "off track": "off track"}
    sentence = (
        f"{said.label} is forecast to land {signed_money(landing.variance, said.currency)} against budget; "
        f"{percent(chance(landing.over))} of possible years overspend."
    )
    return Finding(severity[status_of(landing.over)], sentence, "budget", len(said.basis.closed))


def _on_overdue(said: Said) -> Finding | None:
    if not said.overdue or said.year.landing is None:
        return None
    sentence = (
        f"{money_label(said.overdue, said.currency)} of the landing is equipment that is overdue today: "
        "the forecast buys it now."
    )
    return Finding("note", sentence, "assets")


def _on_timing(said: Said) -> Finding | None:
    if not said.year.shifted:
        return None
    size, currency = abs(said.year.shifted), said.currency
    side = "over" if said.year.shifted > 0 else "under"
    sentence = f"{money_label(size, currency)} of what is {side} budget so far is timing: the rest of the year takes it back."
    return Finding("note", sentence, "budget")


def _on_reserve(said: Said) -> Finding | None:
    reserve, currency = said.reserve, said.currency
    if reserve is None or reserve.binding_on is None:
        return None
    if reserve.runs_dry_on:
        sentence = (
            f"At {money_label(reserve.today, currency)} a month the reserve runs dry in {month_year(reserve.runs_dry_on)}: "
            f"{money_label(reserve.unfunded_total, currency)} of replacements cannot be paid."
        )
        return Finding("off track", sentence, "budget", len(reserve.unfunded))
    sentence = (
        f"Putting {money_label(reserve.contribution, currency)} aside each month pays for every replacement until "
        f"{month_year(reserve.horizon[1])}; {reserve.binding_purchase} in {month_year(reserve.binding_on)} forces it."
    )
    return Finding("note", sentence, "budget")


def _on_people(said: Said) -> Finding | None:
    """The departments plan to grow more than the forecast does."""
    planned, held = said.basis.planned_people, said.people_ahead
    if planned is None or held is None or planned - held < 1:
        return None
    sentence = (
        f"Departments plan {count_label(planned)} people in two years, the forecast holds {count_label(held)}: "
        "the hiring plan lacks the rest."
    )
    return Finding("at risk", sentence, "budget")


def _on_range(said: Said) -> Finding | None:
    if said.narrowing.empty:
        return None
    return Finding("note", str(said.narrowing.iloc[0]["explanation"]), "budget")


def subtitle(said: Said, department: str) -> str:
    """What the page speaks of."""
    return (
        f"{department or 'All departments'}, landing as booked, years ahead as {VIEWS[said.view]}, "
        f"as of {day_label(said.basis.as_of)}"
    )
