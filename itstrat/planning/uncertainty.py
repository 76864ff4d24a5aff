"""Distributions of what nobody knows yet, as quantiles: the same uniform draw gives the same luck in every scenario."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

Numbers = np.ndarray[Any, np.dtype[np.float64]]

_GRID = 2001
TAIL_SHARE, TAIL_FROM, TAIL_POWER, TAIL_CAP = 0.18, 1.5, 1.5, 5.0


@dataclass(frozen=True, slots=True)
class ThreePoint:
    """Lowest, likely and highest value of a PERT distribution; all equal means certain."""

    low: float
    likely: float
    high: float

    def __post_init__(self) -> None:
        if not self.low <= self.likely <= self.high:
            raise ValueError(f"Lowest, likely and highest must rise: {self.low}, {self.likely}, {self.high}.")

    @property
    def mean(self) -> float:
        """(low + 4 likely + high) / 6."""
        return (self.low + 4 * self.likely + self.high) / 6

    @property
    def variance(self) -> float:
        """(mean − low)(high − mean) / 7."""
        return (self.mean - self.low) * (self.high - self.mean) / 7

    def quantiles(self, shares: Numbers) -> Numbers:
        """The values that the shares (0 to 1) of outcomes stay below."""
        if self.high == self.low:
            return np.full_like(shares, self.likely)
        below = np.interp(shares, _shares((self.likely - self.low) / (self.high - self.low)), _places())
        return np.asarray(self.low + (self.high - self.low) * below)


COST_USUAL = ThreePoint(0.9, 1.1, 1.5)


def cost_multipliers(shares: Numbers) -> Numbers:
    """What an initiative costs over what was planned: 82% PERT(0.9, 1.1, 1.5), 18% a Pareto tail from 1.5 cut at 5.

    The two parts do not overlap, so one uniform draw tells both which part and where in it. The tail is cut: worse
    happens.
    """
    usual = COST_USUAL.quantiles(np.clip(shares / (1 - TAIL_SHARE), 0, 1))
    within = np.clip((shares - (1 - TAIL_SHARE)) / TAIL_SHARE, 0, 1)
    cut = 1 - (TAIL_FROM / TAIL_CAP) ** TAIL_POWER
    tail = TAIL_FROM * (1 - within * cut) ** (-1 / TAIL_POWER)
    return np.where(shares < 1 - TAIL_SHARE, usual, tail)


def shares_drawn(seed: int, factor: str, count: int, width: int = 1) -> Numbers:
    """Uniform draws of one factor, shape (count, width): the same for a seed and a name, whatever else is drawn.

    More columns keep the ones before them, so an added initiative does not change the luck of the others.
    """
    name = [seed, *factor.encode()]
    columns = [np.random.default_rng([*name, column]).random(count) for column in range(width)]
    return np.stack(columns, axis=1) if columns else np.empty((count, 0))


def _places() -> Numbers:
    return np.asarray(np.linspace(0.0, 1.0, _GRID))


@lru_cache(maxsize=256)
def _shares(peak: float) -> Numbers:
    """The cumulative share at each place of the PERT with that peak on 0 to 1, by the trapezoid rule."""
    places = _places()
    density = places ** (4 * peak) * (1 - places) ** (4 * (1 - peak))
    cumulated = np.concatenate([[0.0], np.cumsum((density[1:] + density[:-1]) / 2)])
    return np.asarray(cumulated / cumulated[-1])
