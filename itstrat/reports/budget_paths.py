"""The forecast of the budget ten thousand times over, driver by driver, kept so that one input moves only its own."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from itstrat.planning.budget_forecast import BudgetForecast, budget_forecast
from itstrat.planning.simulation import DRAWN, simulate_driver
from itstrat.planning.uncertainty import Numbers

if TYPE_CHECKING:
    from itstrat.planning.assumptions import Inputs
    from itstrat.planning.plan_facts import Ask
    from itstrat.reports.budget_basis import Working

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
        return np.asarray(np.sum(list(self.money.values()), axis=0))


def paths(working: Working, inputs: Inputs, ask: Ask) -> Paths:
    """The paths of what is asked, in months from the basis's first open one on."""
    basis = working.basis
    forecast = budget_forecast(basis.facts, inputs, ask, working.answers)
    years = [basis.calendar.fiscal_year(month) for month in ask.months]
    running = sum(year == basis.fiscal_year for year in years)
    starts = [*range(running), *(at for at in range(running, len(years)) if years[at] != years[at - 1])]

    def drawn(driver: str) -> dict[str, Any]:
        found = simulate_driver(driver, forecast.exposure)
        return {name: np.add.reduceat(money, starts, axis=1) for name, money in found.items()}

    money: dict[str, Any] = {}
    for driver in DRAWN:
        key = ("drawn", driver, ask, inputs.moving(*_MOVED_BY.get(driver, (driver,))))
        money |= working.kept(key, partial(drawn, driver))
    return Paths(forecast, money, running)
