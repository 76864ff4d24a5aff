"""How far the months to come may lie from their forecast: paths of resampled one-step errors, and their ranges.

Path: y_h = F_h + κ (e_h + α Σ_{j<h} e_j), each e drawn anew from the errors of the past. A lumpy series has no such
errors; its months are drawn twice over (first which past we saw, then which future comes of it).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from itstrat.planning.run_rate import Numbers

Picks = np.ndarray[Any, np.dtype[np.int64]]

INNER, OUTER = (0.10, 0.90), (0.05, 0.95)


@dataclass(frozen=True, slots=True)
class Ranges:
    """Low and high of each month (series, horizon) and of the sum over the horizon (series)."""

    low: Numbers
    high: Numbers
    total_low: Numbers
    total_high: Numbers


def picks(months: int, draws: int, horizon: int, seed: int) -> Picks:
    """Which past month each step of each path draws, shape (draws, horizon): the same for every series of a length."""
    return np.random.default_rng(seed).integers(0, months, size=(draws, horizon))


def deviations(errors: Numbers, alpha: float, widening: float, chosen: Picks) -> Numbers:
    """The paths of one series around its forecast, shape (draws, horizon)."""
    steps = errors[chosen]
    return widening * (steps + alpha * (np.cumsum(steps, axis=1) - steps))


def lumpy_paths(recent: Numbers, draws: int, horizon: int, seed: int) -> Numbers:
    """Paths of one lumpy series: each draws its own past from the recent months, then its future from that past."""
    random = np.random.default_rng(seed)
    pasts = recent[random.integers(0, len(recent), size=(draws, len(recent)))]
    future = random.integers(0, len(recent), size=(draws, horizon))
    return np.asarray(np.take_along_axis(pasts, future, axis=1))


def total_offsets(errors: Numbers, alpha: Numbers, widening: float, chosen: Picks) -> Numbers:
    """What each path's sum lies from the sum of its forecast, shape (series, draws), without making the paths."""
    draws, horizon = chosen.shape
    column = np.repeat(np.arange(draws), horizon)
    once, later = np.zeros((2, errors.shape[1], draws))
    np.add.at(once, (chosen.ravel(), column), 1.0)
    np.add.at(later, (chosen.ravel(), column), np.tile(np.arange(horizon - 1, -1, -1.0), draws))
    return np.asarray(widening * (errors @ once + alpha[:, None] * (errors @ later)))


def ranges(
    centre: Numbers, errors: Numbers, alpha: Numbers, widening: float, chosen: Picks, floored: Any
) -> Ranges:
    """The 80% ranges of many series; where `floored` a month is never below zero."""
    least = np.where(floored, 0.0, -np.inf)[:, None]
    reached = np.zeros((len(centre), len(chosen)))
    total, bounds = np.zeros_like(reached), []
    for month in range(centre.shape[1]):
        step = errors[:, chosen[:, month]]
        path = np.maximum(centre[:, month, None] + widening * (step + alpha[:, None] * reached), least)
        bounds.append(np.quantile(path, INNER, axis=1))
        total += path
        reached += step
    low, high = np.stack(bounds, axis=-1)
    total_low, total_high = np.quantile(total, INNER, axis=1)
    return Ranges(low, high, total_low, total_high)
