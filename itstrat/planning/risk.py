"""A risk in money: how often it strikes, what one event costs, and what that makes a year on average.

Loss of an event: lognormal, from the interval that holds 90% of events. Events: Poisson. Ordinal ratings are no money
and take no part.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from decimal import Decimal
from statistics import NormalDist

from itstrat.planning.money import cents

SPREAD_90 = 2 * NormalDist().inv_cdf(0.95)
WILD_SIGMA = 2.0
_PHI = NormalDist().cdf
_CENTS_BELOW = 1e20


@dataclass(frozen=True, slots=True)
class Risk:
    """What the plan knows of one risk, named as it stores it; None is unknown, no `loss_most` is no limit."""

    id: int
    part: str | None = None
    frequency: Decimal | None = None
    loss_low: Decimal | None = None
    loss_high: Decimal | None = None
    loss_most: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Severity:
    """The loss of one event: lognormal of `mu` and `sigma`, never above `most`."""

    mu: float
    sigma: float
    most: float = math.inf

    @property
    def median(self) -> float:
        """Half of all events cost less."""
        return min(math.exp(self.mu), self.most)

    @property
    def mean(self) -> float:
        """The exact mean of the capped lognormal."""
        return self._moment(1)

    @property
    def mean_square(self) -> float:
        """The exact mean of its square."""
        return self._moment(2)

    def _moment(self, power: int) -> float:
        """E[min(X, most)^k] = exp(k·mu + k²·sigma²/2)·Φ(z − k·sigma) + most^k·Φ(−z), z = (ln most − mu)/sigma."""
        if self.sigma == 0:
            return self.median**power
        free = math.exp(power * self.mu + (power * self.sigma) ** 2 / 2)
        if math.isinf(self.most):
            return free
        z = (math.log(self.most) - self.mu) / self.sigma
        return free * _PHI(z - power * self.sigma) + self.most**power * _PHI(-z)


def severity(risk: Risk) -> Severity | None:
    """The loss of one event; None when its interval is unknown. Raises ValueError unless 0 < low ≤ high, 0 < most."""
    low, high, most = risk.loss_low, risk.loss_high, risk.loss_most
    if low is None or high is None:
        return None
    if not 0 < low <= high or (most is not None and most <= 0):
        raise ValueError(f"Risk {risk.id}: a loss is above zero, and its lower end is not above its upper.")
    ends = math.log(low), math.log(high)
    return Severity(sum(ends) / 2, (ends[1] - ends[0]) / SPREAD_90, math.inf if most is None else float(most))


def ale(risk: Risk) -> Decimal | None:
    """Annual loss expectancy: frequency times the mean loss of an event; None when either is unknown."""
    one = severity(risk)
    return None if one is None or risk.frequency is None else money(float(risk.frequency) * one.mean)


def odds_of_any(risk: Risk) -> float | None:
    """The odds of at least one event in a year, 1 − exp(−frequency); None when the frequency is unknown."""
    return None if risk.frequency is None else -math.expm1(-float(risk.frequency))


def needs_maximum(risk: Risk) -> bool:
    """Whether the interval is so wide (sigma over 2) that its mean means little until a most is given."""
    one = severity(risk)
    return one is not None and one.sigma > WILD_SIGMA and math.isinf(one.most)


def money(amount: float) -> Decimal:
    """A computed amount as money: in cents, or in whole units where it is too large to have cents that mean anything."""
    return cents(Decimal(repr(float(amount)))) if abs(amount) < _CENTS_BELOW else Decimal(round(amount))
