"""The page Budget in figures and sentences: where the year lands, how sure that is, what to put aside."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pandas as pd

from itstrat.numbers import (
    fiscal_year_label,
    money_label,
    month_year,
    plural,
    signed_money,
    signed_percent,
)
from itstrat.planning.money import ZERO, cents, cents_of
from itstrat.planning.outlook import Outlook
from itstrat.reports.budget_basis import Basis
from itstrat.reports.budget_landing import Year
from itstrat.reports.budget_reserve import ReserveReport
from itstrat.reports.budget_years import YearAhead, chance
from itstrat.reports.statement import Figure, Finding, Grade, Status

SOURCE = "Ledger, contracts, assets, inputs"
VIEWS = {"pnl": "P&L", "cash": "cash", "capex": "CapEx"}
_LIKELY, _EVEN = 0.65, 0.35


@dataclass(frozen=True, slots=True, eq=False)
class Said:
    """Everything that figures and sentences of the page are made of; `people_ahead` are those of the plan in two years."""

    basis: Basis
    year: Year
    years: list[YearAhead]
    reserve: ReserveReport | None
    outlook: Outlook | None
    narrowing: pd.DataFrame
    view: str
    overdue: Decimal
    people_ahead: Decimal | None
    tolerance: Decimal | None
    over_caps: list[Finding]
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
            None if landing is None or landing.over is None else cents(chance(landing.over) * 100), "%",
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
    told = said.basis.is_told
    next_known, known = told or bool(following.total), told or any(one.total for one in said.years)
    whole = sum((one.total for one in said.years), ZERO)
    first, last = (fiscal_year_label(one.fiscal_year) for one in (said.years[0], said.years[-1]))
    low, high = (
        money_label(cents_of(one), said.currency) for one in (following.odds.p10, following.odds.p90)
    )
    return (
        _figure(
            said, "Next year", following.total if next_known else None, said.currency,
            f"{fiscal_year_label(following.fiscal_year)}, {VIEWS[said.view]}",
            "The forecast of the next fiscal year in the chosen view: contracts, added people, replacements, initiatives, "
            "savings, and what no contract explains.",
            status="planned" if next_known else "unknown",
            note=f"8 in 10: {low} to {high}" if next_known else "",
        ),
        _figure(
            said, "All years", whole if known else None, said.currency, f"{first} to {last}, {VIEWS[said.view]}",
            "The sum of the running fiscal year and the forecast years of the horizon in the chosen view.",
            status="planned" if known else "unknown",
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
