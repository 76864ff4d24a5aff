"""The loss exceedance curve: the odds that a year costs at least so much."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from itstrat.planning.uncertainty import Numbers

if TYPE_CHECKING:
    from decimal import Decimal

POINTS = 200


@dataclass(frozen=True, slots=True)
class Curve:
    """Points of a curve: `odds` (0 to 1) that a year costs at least `loss`. Losses rise, odds fall."""

    loss: Numbers
    odds: Numbers


def exceedance(losses: Numbers, points: int = POINTS) -> Curve:
    """The curve of simulated years, thinned for drawing to at most so many points, densest among the rare years.

    Years without loss are no points: the first is the smallest loss at the odds of any loss, the last the worst year.
    Empty when no year has a loss.
    """
    rising = np.sort(losses)
    some = int((rising > 0).sum())
    if not some:
        return Curve(np.empty(0), np.empty(0))
    ranks = np.unique(np.rint(np.geomspace(1, some, points)).astype(np.int64))
    # Many years may cost the same, such as the maximum: one point stands for all of them.
    loss = np.unique(rising[rising.size - ranks])
    return Curve(loss, 1 - np.searchsorted(rising, loss) / rising.size)


def odds_over(losses: Numbers, amount: Decimal) -> float:
    """The share of years that cost more than the amount."""
    return float((losses > float(amount)).mean())
