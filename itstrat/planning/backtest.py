"""Back-test with a rolling origin: whether R1 would have beaten a plain rule, and whether its range would have held.

From every origin with at least 24 months of training and 12 to compare with, one step a month.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from itstrat.planning.run_rate import (
    LEAST_FOR_R1,
    YEAR,
    Model,
    Numbers,
    fit,
    kappa,
    mean_of_last,
    seasonal_naive,
)
from itstrat.planning.spread import INNER, OUTER, lumpy_paths, picks, total_offsets

LEAST_ORIGINS = 3
LEAST_MONTHS = LEAST_FOR_R1 + YEAR + LEAST_ORIGINS - 1
_DRAWS = 500
_SEED = 20_11


@dataclass(frozen=True, slots=True)
class Score:
    """One model over all origins. Errors of yearly totals are shares of the mean yearly total (None if that is 0).

    mase: mean absolute error of the months over that of the same month a year before within the training (None when
    those never differ). bias: positive forecasts too much. coverage: how often the 80% range of the total held.
    interval_score: width + 10 × miss of that range, in money, mean of the origins; lower is better.
    """

    model: Model
    origins: int
    mase: float | None
    bias: float | None
    total_error: float | None
    coverage: float
    interval_score: float
    month_error: float


def mase(training: Numbers, actual: Numbers, forecast: Numbers, season: int = YEAR) -> float | None:
    """Mean absolute scaled error; None when the training repeats itself every season."""
    scale = float(np.abs(training[season:] - training[:-season]).mean())
    return float(np.abs(actual - forecast).mean()) / scale if scale > 0 else None


def pinball(actual: float, quantile: float, share: float) -> float:
    """Loss of stating `quantile` as the value that `share` of the outcomes stay below."""
    gap = actual - quantile
    return share * gap if gap >= 0 else (share - 1) * gap


def interval_score(low: Numbers, high: Numbers, actual: Numbers) -> Numbers:
    """Width + 2/0.2 × how far the actual lies outside, for 80% ranges."""
    miss = np.maximum(low - actual, 0) + np.maximum(actual - high, 0)
    return high - low + 2 / 0.2 * miss


def backtest(series: Numbers) -> list[tuple[Score, ...]]:
    """For each series (at least 38 months): the scores of R1, seasonal naive and the mean of the last 12 months."""
    models: tuple[Model, ...] = ("R1", "seasonal naive", "mean of the last 12 months")
    tallies = {model: _Tally(series) for model in models}
    for origin in _origins(series):
        training = series[:, :origin]
        fitted = fit(training)
        chosen = picks(origin, _DRAWS, YEAR, _SEED)
        offsets = total_offsets(fitted.errors, fitted.alpha, kappa(origin), chosen)
        low, high = np.quantile(offsets, INNER, axis=1)
        centres = (fitted.forecast(YEAR), seasonal_naive(training, YEAR), mean_of_last(training, YEAR, YEAR))
        for model, centre in zip(models, centres, strict=True):
            total = centre.sum(axis=1)
            tallies[model].add(origin, centre, total + low, total + high)
    scores = [tallies[model].scores(model) for model in models]
    return list(zip(*scores, strict=True))


def backtest_lumpy(series: Numbers) -> list[tuple[Score, ...]]:
    """For each lumpy series: the score of the mean of the last 24 months with its P5 to P95 range."""
    tally = _Tally(series)
    for origin in _origins(series):
        recent = series[:, origin - 2 * YEAR : origin]
        totals = np.stack([lumpy_paths(one, _DRAWS, YEAR, _SEED).sum(axis=1) for one in recent])
        low, high = np.quantile(totals, OUTER, axis=1)
        tally.add(origin, mean_of_last(recent, 2 * YEAR, YEAR), low, high)
    return [(score,) for score in tally.scores("mean of the last 24 months")]


class _Tally:
    """Errors of one model, gathered origin by origin for all series."""

    def __init__(self, series: Numbers) -> None:
        self.series = series
        self.month_error, self.scaled = np.zeros((2, len(series)))
        self.off, self.miss, self.held, self.interval, self.actual = np.zeros((5, len(series)))
        self.origins = 0

    def add(self, origin: int, centre: Numbers, low: Numbers, high: Numbers) -> None:
        """What this origin's forecast and range were worth."""
        actual = self.series[:, origin : origin + YEAR]
        training = self.series[:, :origin]
        total, gap = actual.sum(axis=1), centre.sum(axis=1) - actual.sum(axis=1)
        error = np.abs(actual - centre).mean(axis=1)
        scale = np.abs(training[:, YEAR:] - training[:, :-YEAR]).mean(axis=1)
        self.month_error += error
        self.scaled += np.divide(error, scale, out=np.full_like(error, np.nan), where=scale > 0)
        self.off += gap
        self.miss += np.abs(gap)
        self.held += (low <= total) & (total <= high)
        self.interval += interval_score(low, high, total)
        self.actual += np.abs(total)
        self.origins += 1

    def scores(self, model: Model) -> list[Score]:
        """The means over the origins, one score a series."""
        rows: Any = zip(
            self.scaled,
            self.off,
            self.miss,
            self.held,
            self.interval,
            self.month_error,
            self.actual,
            strict=True,
        )
        return [self._score(model, *(float(one) for one in row)) for row in rows]

    def _score(
        self,
        model: Model,
        scaled: float,
        off: float,
        miss: float,
        held: float,
        interval: float,
        error: float,
        actual: float,
    ) -> Score:
        count = self.origins
        return Score(
            model=model,
            origins=count,
            mase=None if np.isnan(scaled) else scaled / count,
            bias=off / actual if actual else None,
            total_error=miss / actual if actual else None,
            coverage=held / count,
            interval_score=interval / count,
            month_error=error / count,
        )


def _origins(series: Numbers) -> range:
    months = series.shape[1]
    if months < LEAST_MONTHS:
        raise ValueError(f"A back-test needs {LEAST_MONTHS} months; there are {months}.")
    return range(LEAST_FOR_R1, months - YEAR + 1)
