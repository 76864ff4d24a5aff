"""What a year may cost, ten thousand times over: a compound Poisson for each risk, independent of one another.

Each risk has luck of its own, drawn from the seed and its id alone. An upgrade prevents some of the very same events
and lessens the very same losses, so that what changes is its doing. Percentiles are always taken of a sum by year,
never summed.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

import numpy as np

from itstrat.planning.risk import money, severity
from itstrat.planning.uncertainty import Numbers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from itstrat.planning.risk import Risk, Severity

YEARS = 10_000
SEED = 20_260
MANY = 200.0
_COUNTS, _LOSSES, _PREVENTED = range(3)


@dataclass(frozen=True, slots=True)
class Cut:
    """Shares (0 to 1) taken off how often a risk strikes and off what an event costs."""

    frequency: float = 0.0
    loss: float = 0.0


@dataclass(frozen=True, slots=True)
class Losses:
    """Loss of each simulated year by risk, and the ids of risks that are not in it because their money is unknown."""

    by_risk: Mapping[int, Numbers]
    parts: Mapping[int, str | None]
    years: int
    missing: tuple[int, ...]

    def total(self) -> Numbers:
        """Loss of each year, all risks together."""
        return self._sum(list(self.by_risk))

    def by_part(self) -> dict[str | None, Numbers]:
        """Loss of each year by the function a risk belongs to; None is unknown. In the order first met."""
        return {
            part: self._sum([one for one in self.by_risk if self.parts[one] == part])
            for part in dict.fromkeys(self.parts[one] for one in self.by_risk)
        }

    def _sum(self, risks: list[int]) -> Numbers:
        return sum((self.by_risk[one] for one in risks), np.zeros(self.years))


@dataclass(frozen=True, slots=True)
class Tail:
    """The loss that a year stays below with these odds (`p95`: the 1-in-20 year), and the odds of any loss."""

    p80: Decimal
    p90: Decimal
    p95: Decimal
    p99: Decimal
    odds_of_any: float


def annual_loss(
    risks: Sequence[Risk], cuts: Mapping[int, Cut] | None = None, years: int = YEARS, seed: int = SEED
) -> Losses:
    """The simulated years. `cuts` are by risk id; a risk without one is as it is today. Ids are not negative.

    The same risks, cuts, years and seed give the same bytes.
    """
    found, missing = {}, []
    for risk in risks:
        one = severity(risk)
        if one is None or risk.frequency is None:
            missing.append(risk.id)
            continue
        cut = (cuts or {}).get(risk.id, Cut())
        draw = _by_year if float(risk.frequency) > MANY else _by_event
        found[risk.id] = draw(float(risk.frequency), one, cut, years, (seed, risk.id))
    return Losses(found, {risk.id: risk.part for risk in risks}, years, tuple(missing))


def tail(losses: Numbers) -> Tail:
    """The percentiles of losses by year (at least one year)."""
    p80, p90, p95, p99 = (money(float(one)) for one in np.quantile(losses, (0.8, 0.9, 0.95, 0.99)))
    return Tail(p80, p90, p95, p99, float((losses > 0).mean()))


def _by_event(frequency: float, one: Severity, cut: Cut, years: int, luck: tuple[int, int]) -> Numbers:
    """Every event drawn: its year, its loss, and whether it was prevented."""
    counts = np.random.default_rng([*luck, _COUNTS]).poisson(frequency, years)
    events = int(counts.sum())
    losses = np.random.default_rng([*luck, _LOSSES]).standard_normal(events)
    losses *= one.sigma
    losses += one.mu
    np.exp(losses, out=losses)
    np.minimum(losses, one.most, out=losses)
    losses *= 1 - cut.loss
    if cut.frequency:
        losses *= np.random.default_rng([*luck, _PREVENTED]).random(events) >= cut.frequency
    found, some = np.zeros(years), counts > 0
    if events:
        found[some] = np.add.reduceat(losses, (counts.cumsum() - counts)[some])
    return found


def _by_year(frequency: float, one: Severity, cut: Cut, years: int, luck: tuple[int, int]) -> Numbers:
    """So many events that only their sum counts: a lognormal with its exact mean and variance (Fenton, Wilkinson)."""
    rate = frequency * (1 - cut.frequency)
    if rate == 0:
        return np.zeros(years)
    mean, variance = rate * one.mean, rate * one.mean_square
    spread = math.log1p(variance / mean**2)
    drawn = np.random.default_rng([*luck, _LOSSES]).standard_normal(years)
    scale = mean * (1 - cut.loss)
    return np.asarray(scale * np.exp(math.sqrt(spread) * drawn - spread / 2))
