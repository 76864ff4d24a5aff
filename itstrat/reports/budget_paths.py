"""The forecast of the budget ten thousand times over, driver by driver, kept so that one input moves only its own."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial, reduce
from typing import TYPE_CHECKING, Any

import numpy as np

from itstrat.planning.budget_forecast import BudgetForecast, budget_forecast
from itstrat.planning.plan_lines import DRIVERS
from itstrat.planning.simulation import DRAWN, Exposure, simulate_driver
from itstrat.planning.uncertainty import Numbers

if TYPE_CHECKING:
    from itstrat.planning.assumptions import Inputs
    from itstrat.planning.plan_facts import Ask
    from itstrat.reports.budget_basis import Working

# Drivers whose money in a path is the same mix of the exposure's rows in every month.
_LINEAR = ("seats", "contracts")
_MOVED_BY = {"initiatives": ("initiatives", "savings")}


@dataclass(frozen=True, slots=True, eq=False)
class Paths:
    """A forecast and its paths: driver -> money, shape (paths, columns).

    The first `months` columns are the open months of the running year, each later one a fiscal year of the plan.
    """

    forecast: BudgetForecast
    money: dict[str, Numbers]
    months: int

    def year(self, place: int) -> dict[str, Numbers]:
        """Each driver's total of a fiscal year by path; 0 is the open part of the running one."""
        if place == 0:
            return {driver: one[:, : self.months].sum(axis=1) for driver, one in self.money.items()}
        return {driver: one[:, self.months + place - 1] for driver, one in self.money.items()}

    def together(self) -> Numbers:
        """All drivers, shape (paths, columns)."""
        return reduce(np.add, self.money.values())


def paths(working: Working, inputs: Inputs, ask: Ask) -> Paths:
    """The paths of what is asked, in months from the basis's first open one on; the same object while nothing moves."""
    found: Paths = working.kept(("paths", ask, inputs.moving(*DRIVERS)), lambda: _paths(working, inputs, ask))
    return found


def _paths(working: Working, inputs: Inputs, ask: Ask) -> Paths:
    basis = working.basis
    forecast = budget_forecast(basis.facts, inputs, ask, working.answers)
    years = [basis.calendar.fiscal_year(month) for month in ask.months]
    running = sum(year == basis.fiscal_year for year in years)
    column = [at if at < running else running + year - basis.fiscal_year - 1 for at, year in enumerate(years)]

    def drawn(driver: str) -> dict[str, Numbers]:
        if driver in _LINEAR:
            return simulate_driver(driver, _gathered(forecast.exposure, column))
        found = simulate_driver(driver, forecast.exposure)
        return {name: _columns(money, column) for name, money in found.items()}

    money: dict[str, Any] = {}
    for driver in DRAWN:
        key = ("drawn", driver, ask, inputs.moving(*_MOVED_BY.get(driver, (driver,))))
        money |= working.kept(key, partial(drawn, driver))
    return Paths(forecast, money, running)


def _columns(money: Numbers, column: list[int]) -> Numbers:
    """The sum over the months of each column; a column's rows stand beside each other in memory."""
    places = np.array(column)
    return np.stack([money[..., places == one].sum(axis=-1) for one in range(column[-1] + 1)]).T


def _gathered(exposure: Exposure, column: list[int]) -> Exposure:
    """The exposure of the linear drivers by column: what they cost in a path is a sum over months either way."""
    return replace(
        exposure,
        seats=_columns(exposure.seats, column),
        contracts=_columns(exposure.contracts, column),
        rising=tuple(replace(one, base=_columns(one.base, column)) for one in exposure.rising),
    )
