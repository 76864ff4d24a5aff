"""The page Budget in figures and sentences: where the year lands, how sure that is, what to put aside."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pandas as pd

from itstrat.numbers import (
    count_label,
    day_label,
    fiscal_year_label,
    money_label,
    month_label,
    percent,
    plural,
    signed_money,
    signed_percent,
)
from itstrat.planning.money import ZERO, cents
from itstrat.planning.outlook import Outlook
from itstrat.reports.budget_basis import Basis
from itstrat.reports.budget_landing import Year
from itstrat.reports.budget_reserve import ReserveReport
from itstrat.reports.budget_years import YearAhead, money
from itstrat.reports.statement import Figure, Finding, Grade, Status

SOURCE = "Ledger, contracts, assets, inputs"
VIEWS = {"pnl": "P&L", "cash": "cash", "capex": "CapEx"}
_ON_BUDGET = Decimal("0.005")
_LIKELY, _EVEN = 0.65, 0.35
_HELD = (0.7, 0.9)


@dataclass(frozen=True, slots=True, eq=False)
class Said:
    """Everything that figures and sentences of the page are made of."""

    basis: Basis
    year: Year
    years: list[YearAhead]
    reserve: ReserveReport | None
    outlook: Outlook | None
    narrowing: pd.DataFrame
    view: str
    tolerance: Decimal | None
    grade: Grade

    @property
    def currency(self) -> str:
        """The plan's currency."""
        return self.basis.outline.currency

    @property
    def label(self) -> str:
        """The running year: FY27."""
        return fiscal_year_label(self.basis.fiscal_year)


def figures(said: Said) -> tuple[Figure, ...]:
    """The headline figures: landing, odds, contingency and reserve first."""
    return (
        *_landing_figures(said),
        _reserve_figure(said),
        *_year_figures(said),
        _funded_figure(said),
    )


def _figure(
    said: Said, label: str, value: Decimal | None, unit: str, period: str, definition: str, **more: Any
) -> Figure:
    facts = {"source": SOURCE, "confidence": said.grade} | more
    return Figure(label, value, unit, period, said.basis.as_of, definition=definition, **facts)


def _landing_figures(said: Said) -> tuple[Figure, ...]:
    landing, currency = said.year.landing, said.currency
    closed = len(said.basis.closed)
    status = status_of(landing.over if landing else None)
    held = None if landing is None or landing.high is None else landing.high - landing.landing
    note = ""
    if landing is not None:
        note = f"8 in 10: {money_label(landing.low, currency)} to {money_label(landing.high, currency)}"
    return (
        _figure(
            said, "Landing", landing.landing if landing else None, currency,
            f"{said.label}, {plural(closed, 'month')} booked, {12 - closed} forecast",
            "What IT will have spent at the end of the running fiscal year, as booked: the ledger of the closed months, "
            "invoices that are late, and the forecast of the open months.",
            target=landing.budget if landing else None, status=status, note=note,
        ),
        _figure(
            said, "Odds of overspending",
            None if landing is None or landing.over is None else cents(Decimal(repr(landing.over)) * 100), "%",
            said.label,
            "Share of ten thousand possible years in which the running fiscal year ends above its approved budget.",
            status=status, note=_over_note(said),
        ),
        _figure(
            said, "Contingency needed", held, currency, said.label,
            "What would have to be held beside the landing so that nine of ten possible years are paid for: the 90th "
            "percentile of the year's total less the landing.",
            target=said.tolerance,
            status=("unknown" if held is None or said.tolerance is None else "on track" if held <= said.tolerance else "at risk"),
            note="" if said.tolerance is None else f"{money_label(said.tolerance, currency)} is held",
        ),
    )  # fmt: skip


def _over_note(said: Said) -> str:
    landing = said.year.landing
    if landing is None or landing.variance is None:
        return ""
    share = "" if landing.variance_share is None else f" ({signed_percent(landing.variance_share)})"
    return f"landing {signed_money(landing.variance, said.currency)}{share} against budget"


def status_of(over: float | None) -> Status:
    """How a year stands by its odds of overspending."""
    if over is None:
        return "unknown"
    return "on track" if over < _EVEN else "at risk" if over < _LIKELY else "off track"


def _reserve_figure(said: Said) -> Figure:
    reserve = said.reserve
    note, status = "", "unknown"
    if reserve:
        note = (
            f"{month_year(reserve.binding_on)} forces it"
            if reserve.binding_on
            else "today's balance is enough"
        )
        status = "planned" if reserve.today is None else "off track" if reserve.runs_dry_on else "on track"
    return _figure(
        said, "Reserve contribution", reserve.contribution if reserve else None, said.currency, "a month, level",
        "The smallest amount that, put aside every month, pays for every replacement of the horizon when it is due and "
        "keeps the reserve at or above its floor.",
        source="Asset list, class rules, inputs", status=status, note=note,
        target=reserve.today if reserve else None,
    )  # fmt: skip


def _year_figures(said: Said) -> tuple[Figure, ...]:
    following = said.years[1]
    whole = sum((one.total for one in said.years), ZERO)
    first, last = (fiscal_year_label(one.fiscal_year) for one in (said.years[0], said.years[-1]))
    low, high = (money_label(money(one), said.currency) for one in (following.odds.p10, following.odds.p90))
    return (
        _figure(
            said, "Next year", following.total, said.currency,
            f"{fiscal_year_label(following.fiscal_year)}, {VIEWS[said.view]}",
            "The forecast of the next fiscal year in the chosen view: contracts, added people, replacements, initiatives, "
            "savings, and what no contract explains.",
            status="planned", note=f"8 in 10: {low} to {high}",
        ),
        _figure(
            said, "All years", whole, said.currency, f"{first} to {last}, {VIEWS[said.view]}",
            "The sum of the running fiscal year and the forecast years of the horizon in the chosen view.",
            status="planned",
        ),
    )  # fmt: skip


def _funded_figure(said: Said) -> Figure:
    funding = said.reserve.funding if said.reserve else None
    share = funding.share if funding else None
    return _figure(
        said, "Percent funded", None if share is None else cents(share * 100), "%", "today",
        "The reserve of today as a share of what equipment has worn off: its replacement cost today times the part of "
        "its useful life that is over. A high share can still run dry.",
        source="Asset list, class rules, inputs",
        status="unknown" if funding is None or funding.band is None else "on track" if funding.band == "strong" else "at risk",
        note="" if funding is None else f"{money_label(funding.full, said.currency)} is worn off",
    )  # fmt: skip


def title(said: Said) -> str:
    """Where the year lands, in a sentence."""
    landing, currency = said.year.landing, said.currency
    if landing is None:
        first, last = (month_year(one) for one in (said.basis.unsaid[0], said.basis.unsaid[-1]))
        return f"Where {said.label} lands is unknown: the ledger says nothing about {first} to {last}"
    at = f"IT lands {said.label} at {money_label(landing.landing, currency)}"
    if landing.variance is None or landing.budget is None:
        return f"{at}; there is no budget to compare with"
    if landing.variance_share is not None and abs(landing.variance_share) < _ON_BUDGET:
        return f"{at}, on budget; the odds of overspending are {percent(landing.over)}"
    side = "over" if landing.variance > 0 else "under"
    return (
        f"{at}, {money_label(abs(landing.variance), currency)} {side} budget; "
        f"the odds of overspending are {percent(landing.over)}"
    )


def findings(said: Said) -> tuple[Finding, ...]:
    """What the page finds, each with its number."""
    return tuple(
        finding
        for finding in (_on_landing(said), _on_timing(said), _on_reserve(said), _on_people(said), _on_range(said))
        if finding is not None
    )  # fmt: skip


def _on_landing(said: Said) -> Finding | None:
    landing = said.year.landing
    if landing is None or landing.variance is None or landing.over is None:
        return None
    severity: dict[Status, Any] = {"on track": "good", "at risk": "at risk", "off track": "off track"}
    sentence = (
        f"{said.label} is forecast to land {signed_money(landing.variance, said.currency)} against budget; "
        f"{percent(landing.over)} of possible years overspend."
    )
    return Finding(severity[status_of(landing.over)], sentence, "budget", len(said.basis.closed))


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
    """The departments plan to grow and the forecast knows nothing of it."""
    facts, planned = said.basis.facts, said.basis.planned_people
    grows = any(facts.hires.values()) or any(one.drivers["seats"] for one in said.years)
    if planned is None or facts.people is None or planned <= facts.people or grows:
        return None
    sentence = (
        f"Departments plan {count_label(planned)} people in two years, the forecast holds {count_label(facts.people)}: "
        "no hire is planned by month yet."
    )
    return Finding("at risk", sentence, "budget")


def _on_range(said: Said) -> Finding | None:
    if said.narrowing.empty:
        return None
    return Finding("note", str(said.narrowing.iloc[0]["explanation"]), "budget")


def month_year(day: Any) -> str:
    """`Nov 2026`."""
    return f"{month_label(day)} {day.year}"


def subtitle(said: Said, department: str) -> str:
    """What the page speaks of."""
    return (
        f"{department or 'All departments'}, landing as booked, years ahead as {VIEWS[said.view]}, "
        f"as of {day_label(said.basis.as_of)}"
    )
