"""Run rate of unexplained spend: method R1 and the plain rules it has to beat, for many series of months at once.

R1: seasonality shrunk towards none where it is noise, simple exponential smoothing of what is left, half of a damped
trend, and a quarter of the same month a year ago. Series are arrays of shape (series, months) without gaps.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

Numbers = np.ndarray[Any, np.dtype[np.float64]]
Model = Literal["R1", "mean of the last 12 months", "seasonal naive", "mean of the last 24 months", "mean"]

YEAR = 12
LEAST_FOR_R1, LEAST_FOR_A_YEAR = 24, 12
LUMPY_SHARE = 0.30
ALPHAS = np.round(np.arange(0.05, 0.951, 0.05), 2)
TREND, DAMPING, LAST_YEAR = 0.5, 0.9, 0.25
_START_MONTHS = 6


@dataclass(frozen=True, slots=True)
class RunRate:
    """R1 fitted to series of n months: one row (or number) a series.

    `seasons` has the shrunk effect of the month (n + j) mod 12 after the last in column j, `errors` the one-step
    errors centred on zero, `last_year` the twelve last months.
    """

    level: Numbers
    slope: Numbers
    alpha: Numbers
    seasons: Numbers
    errors: Numbers
    last_year: Numbers

    def forecast(self, horizon: int) -> Numbers:
        """The next months, shape (series, horizon); beyond twelve the shape of the first year is held."""
        steps = np.arange(1, YEAR + 1)
        trend = TREND * self.slope[:, None] * np.cumsum(DAMPING**steps)
        year = (1 - LAST_YEAR) * (self.level[:, None] + trend + self.seasons) + LAST_YEAR * self.last_year
        return held(year, horizon)


def fit(series: Numbers) -> RunRate:
    """R1 for each series of at least 24 months."""
    seasons = _seasons(series)
    adjusted = series - seasons
    level, alpha, errors = _smoothed(adjusted)
    months = series.shape[1]
    return RunRate(
        level=level,
        slope=_line(adjusted)[1],
        alpha=alpha,
        seasons=seasons[:, months - YEAR :],
        errors=errors - errors.mean(axis=1, keepdims=True),
        last_year=series[:, -YEAR:],
    )


def one_step_errors(series: Numbers) -> tuple[Numbers, Numbers]:
    """(alpha, centred one-step errors) of plain smoothing, for series too short for seasons and trend."""
    _, alpha, errors = _smoothed(series)
    return alpha, errors - errors.mean(axis=1, keepdims=True)


def mean_of_last(series: Numbers, months: int, horizon: int) -> Numbers:
    """The mean of the last months (all, if there are fewer), the same for each month of the horizon."""
    return np.repeat(series[:, -months:].mean(axis=1)[:, None], horizon, axis=1)


def seasonal_naive(series: Numbers, horizon: int) -> Numbers:
    """The same month of the last year."""
    return held(series[:, -YEAR:], horizon)


def held(year: Numbers, horizon: int) -> Numbers:
    """A year of months repeated over the horizon."""
    return year[:, np.arange(horizon) % YEAR]


def is_lumpy(series: Numbers) -> np.ndarray[Any, np.dtype[np.bool_]]:
    """More than 30% of the months are zero: such a series has a mean, but no months."""
    return np.asarray((series == 0).mean(axis=1) > LUMPY_SHARE)


def kappa(months: int) -> float:
    """By how much one-step errors are widened for series of that many months, calibrated on published series."""
    return 1.25 if months >= 60 else 1.3 if months >= 48 else 1.45 if months >= 36 else 1.6


def _line(series: Numbers) -> tuple[Numbers, Numbers]:
    """Intercept at the first month and slope of the least squares line."""
    time = np.arange(series.shape[1]) - (series.shape[1] - 1) / 2
    slope = series @ time / (time @ time)
    return series.mean(axis=1) + slope * time[0], slope


def _seasons(series: Numbers) -> Numbers:
    """The shrunk effect of each month of the series, in its place."""
    months = series.shape[1]
    time = np.arange(months)
    start, slope = _line(series)
    rest = series - start[:, None] - slope[:, None] * time
    member = (time[:, None] % YEAR == np.arange(YEAR)).astype(float)
    counts = member.sum(axis=0)
    means = rest @ member / counts
    means -= means.mean(axis=1, keepdims=True)
    within = ((rest - means[:, time % YEAR]) ** 2).sum(axis=1) / (months - YEAR - 1)
    noise = within[:, None] / counts
    between = np.maximum((means**2).sum(axis=1) / (YEAR - 1) - noise.mean(axis=1), 0)[:, None]
    weight = np.divide(between, between + noise, out=np.zeros_like(noise), where=between + noise > 0)
    return np.asarray((means * weight)[:, time % YEAR])


def _smoothed(series: Numbers) -> tuple[Numbers, Numbers, Numbers]:
    """(last level, alpha, one-step errors) of the alpha with the least squared errors; each starts at the mean of six."""
    count, months = series.shape
    level = np.repeat(series[:, :_START_MONTHS].mean(axis=1)[:, None], len(ALPHAS), axis=1)
    errors = np.empty((months, count, len(ALPHAS)))
    for month in range(months):
        errors[month] = series[:, month, None] - level
        level = level + ALPHAS * errors[month]
    best = (errors**2).sum(axis=0).argmin(axis=1)
    row = np.arange(count)
    return level[row, best], ALPHAS[best], errors[:, row, best].T
