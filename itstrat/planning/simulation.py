"""The plan ten thousand times over, with the causes shared: one inflation, one hiring, one uplift to a path.

Percentiles are always taken of a path's total, never summed over lines or months.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from itstrat.planning.uncertainty import Numbers, ThreePoint, cost_multipliers, shares_drawn

if TYPE_CHECKING:
    from collections.abc import Sequence

PATHS = 10_000
SEED = 20_260
MOST_SLIP = 6
HIRING_LEVELS = (0.0, 0.5, 1.0, 1.5)
_INFLATION = ThreePoint(-0.02, 0.0, 0.04)
_HIRING = ThreePoint(0.5, 1.0, 1.2)
_SLIP = ThreePoint(0.0, 1.0, float(MOST_SLIP))
_REALISATION = ThreePoint(0.4, 1.0, 1.2)


@dataclass(frozen=True, slots=True)
class Doubts:
    """What is uncertain about the shared causes. All are our assumptions, to be edited.

    `inflation` is what is added to the yearly price inflation, `hiring` the share of planned hires and leavers that
    comes about, `slip` by how many months initiatives start late, `realisation` the multiplier of their savings.
    """

    inflation: ThreePoint = _INFLATION
    hiring: ThreePoint = _HIRING
    slip: ThreePoint = _SLIP
    realisation: ThreePoint = _REALISATION


@dataclass(frozen=True, slots=True)
class RisingMonths:
    """Contract money whose uplift is uncertain: `base` before any rise, one row a number of rises, one column a month."""

    uplift: ThreePoint
    base: Numbers


@dataclass(frozen=True, slots=True)
class InitiativeArrays:
    """One initiative by month: one-off and run cost, and savings, all positive."""

    one_off: Numbers
    run: Numbers
    saving: Numbers


@dataclass(frozen=True, slots=True)
class Exposure:
    """The plan as the simulation needs it: money by month (floats), split by what moves it.

    `seats` has one row for each of HIRING_LEVELS: the cost if that share of the hiring plan comes about.
    `contracts` is the certain part, `rising` the uncertain. `replacements` is money at planned inflation, and
    `growth_months` the months of price growth in each of its months. `unknown` has the paths of unexplained
    spend, shape (paths, months), or None when there are none; `unknown_mean` is its forecast and `unknown_years` the
    years of price growth in each of its months.
    """

    months: int
    seats: Numbers
    contracts: Numbers
    rising: tuple[RisingMonths, ...]
    replacements: Numbers
    growth_months: Numbers
    inflation: float
    initiatives: tuple[InitiativeArrays, ...]
    unknown_mean: Numbers
    unknown_years: Numbers
    unknown: Numbers | None = None
    doubts: Doubts = field(default_factory=Doubts)


@dataclass(frozen=True, slots=True)
class Odds:
    """What the paths say of a total. `shares` are the drivers' parts of its variance, largest first; they sum to 1.

    `contingency` is P90 − plan; `over` is the share of paths above the budget, None without one.
    """

    plan: float
    expected: float
    p10: float
    p50: float
    p90: float
    contingency: float
    over: float | None
    shares: Mapping[str, float]


def simulate(exposure: Exposure, seed: int = SEED, paths: int = PATHS) -> dict[str, Numbers]:
    """Driver -> money of each path and month, shape (paths, months). Savings are negative.

    The same exposure and seed give the same bytes; two exposures with one seed share their luck.
    """
    found: dict[str, Numbers] = {}
    for driver in DRAWN:
        found |= simulate_driver(driver, exposure, seed, paths)
    return found


def simulate_driver(
    driver: str, exposure: Exposure, seed: int = SEED, paths: int = PATHS
) -> dict[str, Numbers]:
    """One of DRAWN as `simulate` has it; initiatives come with their savings."""
    return _DRAWN[driver](exposure, seed, paths)


def odds(totals: Mapping[str, Numbers], plan: float, budget: float | None = None) -> Odds:
    """The odds of a sum from each driver's total by path."""
    whole = np.sum(list(totals.values()), axis=0)
    p10, p50, p90 = (float(one) for one in np.quantile(whole, (0.1, 0.5, 0.9)))
    return Odds(
        plan=plan,
        expected=float(whole.mean()),
        p10=p10,
        p50=p50,
        p90=p90,
        contingency=p90 - plan,
        over=None if budget is None else float((whole > budget).mean()),
        shares=variance_shares(totals),
    )


def variance_shares(totals: Mapping[str, Numbers]) -> dict[str, float]:
    """Each driver's covariance with the whole over the variance of the whole: they sum to 1; one that hedges is < 0."""
    whole = np.sum(list(totals.values()), axis=0)
    centred = whole - whole.mean()
    variance = float(centred @ centred)
    found = {
        name: float(centred @ (one - one.mean())) / variance if variance else 0.0
        for name, one in totals.items()
    }
    return dict(sorted(found.items(), key=lambda item: -item[1]))


def deviations(totals: Mapping[str, Numbers]) -> dict[str, float]:
    """Each driver's standard deviation: what `quality.decision_value` takes."""
    return {name: float(one.std()) for name, one in totals.items()}


def totals(paths: Mapping[str, Numbers], months: Sequence[int]) -> dict[str, Numbers]:
    """Each driver's sum over the months (by their place) in each path."""
    chosen = np.asarray(months, dtype=np.int64)
    return {name: money[:, chosen].sum(axis=1) for name, money in paths.items()}


def _inflation(exposure: Exposure, seed: int, paths: int) -> Numbers:
    """What a year of price growth is worth over the planned one, in each path."""
    drawn = exposure.doubts.inflation.quantiles(shares_drawn(seed, "inflation", paths)[:, 0])
    return np.asarray((1 + exposure.inflation + drawn) / (1 + exposure.inflation))


def _seats(exposure: Exposure, seed: int, paths: int) -> dict[str, Numbers]:
    hiring = exposure.doubts.hiring.quantiles(shares_drawn(seed, "hiring", paths)[:, 0])
    return {"seats": _between(exposure.seats, hiring)}


def _replacements(exposure: Exposure, seed: int, paths: int) -> dict[str, Numbers]:
    # exp(y log x) is x ** y, several times faster; a month's paths stand beside each other, as months are added up.
    growth = (exposure.growth_months / 12)[:, None] * np.log(_inflation(exposure, seed, paths))
    return {"replacements": (np.exp(growth) * exposure.replacements[:, None]).T}


def _unknown(exposure: Exposure, seed: int, paths: int) -> dict[str, Numbers]:
    unknown = exposure.unknown_mean if exposure.unknown is None else exposure.unknown
    years, place = np.unique(exposure.unknown_years, return_inverse=True)
    grown = _inflation(exposure, seed, paths) ** years[:, None]
    return {"unknown": grown[place].T * unknown}


def _between(levels: Numbers, hiring: Numbers) -> Numbers:
    """Between the rows worked out for HIRING_LEVELS, in proportion."""
    place = np.clip(np.interp(hiring, HIRING_LEVELS, range(len(HIRING_LEVELS))), 0, len(HIRING_LEVELS) - 1)
    weight = np.maximum(0, 1 - np.abs(place[:, None] - np.arange(len(HIRING_LEVELS))))
    return np.asarray(weight @ levels)


def _contracts(exposure: Exposure, seed: int, paths: int) -> dict[str, Numbers]:
    luck = shares_drawn(seed, "uplift", paths)[:, 0]
    found = np.repeat(exposure.contracts[None, :], len(luck), axis=0)
    for group in exposure.rising:
        uplift = group.uplift.quantiles(luck)
        found += np.vander(1 + uplift, len(group.base), increasing=True) @ group.base
    return {"contracts": found}


def _initiatives(exposure: Exposure, seed: int, paths: int) -> dict[str, Numbers]:
    """Cost and savings by path: each initiative has its own overrun and slip; how well savings come true is shared."""
    count = len(exposure.initiatives)
    cost, saving = np.zeros((2, paths, exposure.months))
    multipliers = cost_multipliers(shares_drawn(seed, "overrun", paths, count))
    slips = np.rint(exposure.doubts.slip.quantiles(shares_drawn(seed, "slip", paths, count))).astype(np.int64)
    realised = exposure.doubts.realisation.quantiles(shares_drawn(seed, "realisation", paths)[:, 0])
    for place, one in enumerate(exposure.initiatives):
        late = slips[:, place]
        cost += multipliers[:, place, None] * _shifted(one.one_off)[late] + _shifted(one.run)[late]
        saving += realised[:, None] * _shifted(one.saving)[late]
    return {"initiatives": cost, "savings": -saving}


def _shifted(money: Numbers) -> Numbers:
    """The money starting 0 to MOST_SLIP months later, one row each; what leaves the horizon is not in it."""
    later = np.zeros((MOST_SLIP + 1, len(money)))
    for slip, row in enumerate(later[: len(money)]):
        row[slip:] = money[: len(money) - slip]
    return later


_DRAWN: dict[str, Callable[[Exposure, int, int], dict[str, Numbers]]] = {
    "seats": _seats,
    "contracts": _contracts,
    "replacements": _replacements,
    "initiatives": _initiatives,
    "unknown": _unknown,
}
DRAWN = tuple(_DRAWN)
