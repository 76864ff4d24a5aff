"""The years ahead by driver, what may come of them, which driver's doubt weighs most, and how the past was foreseen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from itstrat.planning.budget_forecast import unexplained_outlook
from itstrat.planning.contract_driver import people_by_month
from itstrat.planning.money import ZERO, cents_of
from itstrat.planning.plan_lines import DRIVERS, by_fiscal_year, total
from itstrat.planning.quality import decision_value
from itstrat.planning.simulation import PATHS, Odds, deviations, odds, variance_shares
from itstrat.reports.budget_closed import by_month, closed_by_driver, counted
from itstrat.reports.budget_landing import PartsDoNotAddUpError

if TYPE_CHECKING:
    from itstrat.planning.assumptions import Inputs
    from itstrat.planning.outlook import Outlook
    from itstrat.planning.plan_facts import Ask, PlanFacts
    from itstrat.planning.uncertainty import Numbers
    from itstrat.reports.budget_basis import Basis
    from itstrat.reports.budget_paths import Paths

SHOWN = {
    "seats": "Added people",
    "contracts": "Contracts",
    "replacements": "Replacements",
    "initiatives": "Initiatives",
    "savings": "Savings",
    "unknown": "Without a contract",
}
# What a person can do about the doubt of a driver.
_RESOLVED_BY = {
    "seats": "the hiring plan",
    "contracts": "the price rises of contracts that state none",
    "replacements": "purchase dates and prices of equipment",
    "initiatives": "quotes for the initiatives",
    "savings": "what the initiatives really save",
    "unknown": "the spend without a contract",
}
_NEVER = Decimal("0.0001")
_TWO_YEARS = 24
_DUST = 0.005  # less than a cent is what rounding leaves of a driver without any doubt


@dataclass(frozen=True, slots=True, eq=False)
class YearAhead:
    """One fiscal year: what happened of it, the plan of the rest by driver, and its odds, all of the whole year."""

    fiscal_year: int
    drivers: Mapping[str, Decimal]
    budget: Decimal | None
    odds: Odds

    @property
    def total(self) -> Decimal:
        """The sum of the drivers."""
        return sum(self.drivers.values(), ZERO)


def years_ahead(basis: Basis, inputs: Inputs, paths: Paths) -> list[YearAhead]:
    """Every fiscal year of the plan in the view of the paths; the running one with its closed months.

    Raises PartsDoNotAddUpError unless years and drivers sum to the lines and what happened.
    """
    view = paths.forecast.ask.view
    happened = closed_by_driver(basis, inputs, view)
    table = by_fiscal_year(paths.forecast.lines, basis.calendar)
    sums = {(int(row["fiscal_year"]), str(row["driver"])): row["amount"] for row in table.to_dict("records")}
    last = basis.calendar.fiscal_year(paths.forecast.ask.months[-1])
    found = []
    for place, year in enumerate(range(basis.fiscal_year, last + 1)):
        drivers: dict[str, Decimal] = {
            driver: sums.get((year, driver), ZERO) + (happened.get(driver, ZERO) if place == 0 else ZERO)
            for driver in DRIVERS
        }
        past = sum(happened.values(), ZERO) if place == 0 else ZERO
        found.append(_year(basis, year, drivers, past, paths.year(place), view))
    whole = total(paths.forecast.lines) + sum(happened.values(), ZERO)
    if sum((one.total for one in found), ZERO) != whole:
        raise PartsDoNotAddUpError(f"Years and drivers do not sum to the plan's {whole}.")
    return found


def _year(
    basis: Basis,
    year: int,
    drivers: dict[str, Decimal],
    past: Decimal,
    drawn: dict[str, Numbers],
    view: str,
) -> YearAhead:
    plan = float(sum(drivers.values(), ZERO))
    budget = _budget(basis, year, view)
    seen = odds(
        drawn | {"closed": np.full(PATHS, float(past))}, plan, None if budget is None else float(budget)
    )
    return YearAhead(year, drivers, budget, seen)


def _budget(basis: Basis, year: int, view: str) -> Decimal | None:
    """The approved budget as the view counts it; a budget knows no depreciation, so P&L has none to compare with."""
    months = set(basis.calendar.months(year))
    found = by_month(counted((row for row in basis.budgeted if row["month"] in months), view))
    return sum(found.values(), ZERO) if found and view != "pnl" else None


def years_frame(found: list[YearAhead]) -> pd.DataFrame:
    """fiscal_year, driver, amount, low_total, high_total: drivers without money are left out."""
    rows = [
        (one.fiscal_year, SHOWN[driver], amount, cents_of(one.odds.p10), cents_of(one.odds.p90))
        for one in found
        for driver, amount in one.drivers.items()
        if amount
    ]
    columns = ["fiscal_year", "driver", "amount", "low_total", "high_total"]
    return pd.DataFrame(rows, columns=columns, dtype=object)


def odds_frame(found: list[YearAhead], basis: Basis) -> pd.DataFrame:
    """One row a fiscal year, as people read it."""
    rows = [
        {
            "Fiscal year": basis.calendar.label(one.fiscal_year),
            "Plan": one.total,
            "Expected": cents_of(one.odds.expected),
            "P10": cents_of(one.odds.p10),
            "P50": cents_of(one.odds.p50),
            "P90": cents_of(one.odds.p90),
            "Contingency": cents_of(one.odds.contingency),
            "Budget": one.budget,
            "Odds of overspending": None if one.odds.over is None else chance(one.odds.over),
        }
        for one in found
    ]
    return pd.DataFrame(rows, dtype=object)


def people_ahead(basis: Basis, inputs: Inputs, ask: Ask) -> Decimal | None:
    """People in two years, or at the horizon's end if that is earlier; None when nobody knows those of today."""
    if not basis.facts.people:
        return None
    people = people_by_month(basis.facts, inputs, ask)
    return people[min(_TWO_YEARS, len(people)) - 1]


@dataclass(frozen=True, slots=True, eq=False)
class Doubt:
    """`risk`: driver, share of the variance. `narrowing`: input, share, narrowing, explanation, worthiest first."""

    risk: pd.DataFrame
    narrowing: pd.DataFrame


def doubt(paths: Paths) -> Doubt:
    """Which drivers make the range of the next two fiscal years (the open part of the running one, and the next)."""
    first = paths.year(0)
    two = len(next(iter(paths.money.values()))[0]) > paths.months
    whole = {driver: one + paths.year(1)[driver] if two else one for driver, one in first.items()}
    spread = {driver: one for driver, one in deviations(whole).items() if one > _DUST}
    shares = [(SHOWN[driver], share) for driver, share in variance_shares(whole).items() if driver in spread]
    worth = decision_value({_RESOLVED_BY[driver]: one for driver, one in spread.items()})[
        ["input", "share", "narrowing", "explanation"]
    ]
    return Doubt(pd.DataFrame(shares, columns=["driver", "share"]), worth)


def past_outlook(facts: PlanFacts) -> Outlook | None:
    """The rule that carries unexplained spend on, with its back-test; None without a closed month."""
    return unexplained_outlook(facts.unexplained) if facts.unexplained else None


def backtest_frame(seen: Outlook | None) -> pd.DataFrame:
    """The rule in use first, then those it was compared with; shares are of the yearly total."""
    rows: list[dict[str, Any]] = [
        {
            "Rule": score.model,
            "Origins": score.origins,
            "Error of the year": score.total_error,
            "Bias": score.bias,
            "Range held": score.coverage,
            "MASE": score.mase,
        }
        for score in (seen.scores if seen else ())
    ]
    columns = ["Rule", "Origins", "Error of the year", "Bias", "Range held", "MASE"]
    return pd.DataFrame(rows, columns=columns, dtype=object)


def chance(share: float) -> Decimal:
    """The share of paths as odds from 0.01% to 99.99%: ten thousand paths do not make a certainty, so none is shown."""
    return min(max(Decimal(repr(share)), _NEVER), 1 - _NEVER)
