"""How a metric behaves: control limits and signals, trend, attainment of its target.

Values are plain numbers in the metric's own unit, in order of time; None is a value that was due and is missing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import combinations, pairwise
from math import erfc, sqrt
from statistics import fmean, median
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Sequence

Direction = Literal["higher", "lower", "band"]
Side = Literal["up", "down"]

BASELINE = (10, 20)
LEFT_TO_JUDGE = 8


@dataclass(frozen=True, slots=True)
class Limits:
    """An XmR chart: centre, natural process limits, and the limit of the moving range."""

    centre: float
    moving_range: float
    low: float
    high: float
    range_limit: float


@dataclass(frozen=True, slots=True)
class Signal:
    """A point (index from 0) that the limits do not explain, by which rule, and to which side."""

    at: int
    rule: Literal["beyond a limit", "8 on one side", "2 of 3 beyond two sigma"]
    side: Side


@dataclass(frozen=True, slots=True)
class Trend:
    """Theil-Sen slope per period, Mann-Kendall S, its variance and z, and the two-sided p."""

    slope: float
    s: int
    variance: float
    z: float
    p: float


@dataclass(frozen=True, slots=True)
class KpiFacts:
    """What is known of a metric beside its values; None is unknown.

    `has_objective` None: objectives are not kept yet, so it does not count against the metric. `tolerance` is for a
    band, whose ends are `target` and `band_high`. A guardrail is never stagnant.
    """

    direction: Direction | None = None
    target: float | None = None
    baseline: float | None = None
    band_high: float | None = None
    tolerance: float | None = None
    owner: str | None = None
    has_objective: bool | None = None
    has_action: bool = False
    guardrail: bool = False
    target_changed: bool = False
    cadence_months: int | None = None
    reviewed_on: date | None = None


def xmr(values: Sequence[float], baseline: int | None = None, *, robust: bool = False) -> Limits:
    """Limits from the first `baseline` values (all if None): mean ± 2.66 × mean moving range, range limit 3.268 ×.

    Robust: median ± 3.145 × median moving range. Needs two values.
    """
    base = values[:baseline]
    ranges = [abs(later - earlier) for earlier, later in pairwise(base)]
    middle, factor, range_factor = (median, 3.145, 3.865) if robust else (fmean, 2.66, 3.268)
    centre, moving = middle(base), middle(ranges)
    return Limits(centre, moving, centre - factor * moving, centre + factor * moving, range_factor * moving)


def frozen_limits(values: Sequence[float]) -> Limits:
    """Limits frozen on the first 10 to 20 values, leaving the last 8 to be judged where there are enough.

    If a value of that stretch is itself beyond its limits, the robust limits of the stretch are used.
    """
    size = min(len(values), BASELINE[1], max(BASELINE[0], len(values) - LEFT_TO_JUDGE))
    limits = xmr(values, size)
    stable = all(limits.low <= value <= limits.high for value in values[:size])
    return limits if stable else xmr(values, size, robust=True)


def signals(values: Sequence[float], limits: Limits) -> list[Signal]:
    """Points beyond a limit, the eighth and later in a row on one side, and second points of three beyond two sigma."""
    two_sigma = (limits.high - limits.centre) * 2 / 3
    found = []
    for at, value in enumerate(values):
        for side, sign in (("up", 1), ("down", -1)):
            far = [sign * (one - limits.centre) for one in values[max(0, at - 7) : at + 1]]
            rule = _rule(
                far, beyond=value > limits.high if sign > 0 else value < limits.low, two_sigma=two_sigma
            )
            if rule:
                found.append(Signal(at, rule, "up" if side == "up" else "down"))
    return found


def _rule(
    far: list[float], *, beyond: bool, two_sigma: float
) -> Literal["beyond a limit", "8 on one side", "2 of 3 beyond two sigma"] | None:
    """The first rule that the last of the distances (towards one side) breaks."""
    if beyond:
        return "beyond a limit"
    if len(far) == 8 and min(far) > 0:
        return "8 on one side"
    is_second = far[-1] > two_sigma and sum(one > two_sigma for one in far[-3:]) >= 2
    return "2 of 3 beyond two sigma" if is_second and two_sigma > 0 else None


def trend(values: Sequence[float]) -> Trend:
    """Theil-Sen slope and the Mann-Kendall test: exact p up to 10 values without ties, else normal with ties counted.

    Needs two values.
    """
    n = len(values)
    pairs = [(i, j, values[j] - values[i]) for i, j in combinations(range(n), 2)]
    s = sum((rise > 0) - (rise < 0) for _, _, rise in pairs)
    ties = [values.count(value) for value in set(values)]
    variance = (n * (n - 1) * (2 * n + 5) - sum(t * (t - 1) * (2 * t + 5) for t in ties)) / 18
    z = 0.0 if s == 0 or variance == 0 else (s - (1 if s > 0 else -1)) / sqrt(variance)
    exact = n <= 10 and max(ties) == 1
    p = _exact_p(n, s) if exact else erfc(abs(z) / sqrt(2))
    return Trend(median(rise / (j - i) for i, j, rise in pairs), s, variance, z, p)


def _exact_p(n: int, s: int) -> float:
    """The two-sided chance of |S| this large: permutations counted by their inversions."""
    counts = [1]
    for size in range(2, n + 1):
        counts = [sum(counts[max(0, k - size + 1) : k + 1]) for k in range(len(counts) + size - 1)]
    inversions = (n * (n - 1) // 2 - abs(s)) // 2
    return min(1.0, 2 * sum(counts[: inversions + 1]) / sum(counts))


def attainment(value: float, facts: KpiFacts, *, clip: bool = True) -> float | None:
    """How much of the way from baseline to target is done, 0 to 1 (beyond it if not clipped).

    Higher: (x − b)/(T − b); lower: (b − x)/(b − T); band: 1 − distance outside / tolerance. None when the direction,
    target, baseline or tolerance is unknown, or baseline and target are equal.
    """
    if facts.target is None:
        return None
    if facts.direction == "band":
        if not facts.tolerance or facts.band_high is None:
            return None
        share = 1 - max(facts.target - value, value - facts.band_high, 0.0) / facts.tolerance
    elif facts.direction is None or facts.baseline is None or facts.baseline == facts.target:
        return None
    else:
        share = (value - facts.baseline) / (facts.target - facts.baseline)
    return min(1.0, max(0.0, share)) if clip else share
