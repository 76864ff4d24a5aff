"""The outlook of unexplained spend: which rule speaks for a series, how sure it is, and why that rule.

At least 24 months: R1, if the back-test lets it. 12 to 23: the mean of the last 12. Fewer: the mean, with very low
confidence. More than 30% zeros (lumpy): the mean of the last 24, never the median.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from itstrat.planning.backtest import LEAST_MONTHS, Score, backtest, backtest_lumpy
from itstrat.planning.run_rate import (
    LEAST_FOR_A_YEAR,
    LEAST_FOR_R1,
    YEAR,
    Model,
    Numbers,
    fit,
    held,
    is_lumpy,
    kappa,
    mean_of_last,
    one_step_errors,
    seasonal_naive,
)
from itstrat.planning.spread import OUTER, Ranges, deviations, lumpy_paths, picks, ranges

if TYPE_CHECKING:
    from collections.abc import Sequence

Confidence = Literal["high", "medium", "low", "very low"]

LEAST_FOR_A_RANGE = 6
DRAWS = 4000
SEED = 4711


@dataclass(frozen=True, slots=True)
class Outlook:
    """One series' forecast of a year by month (`year`), the spread around it, and the rule's back-test.

    `scores` has the chosen rule first, then those it was compared with; empty when the series is too short to test.
    `recent` are the months a lumpy series draws from, empty for others. `credits` says whether a month may be
    negative. `reason` is a sentence that says why this rule speaks.
    """

    model: Model
    months: int
    year: Numbers
    alpha: float
    errors: Numbers
    recent: Numbers
    credits: bool
    confidence: Confidence
    scores: tuple[Score, ...]
    reason: str

    def forecast(self, horizon: int) -> Numbers:
        """The expected months; beyond twelve the year's shape is held."""
        return np.asarray(held(self.year[None, :], horizon)[0])

    def paths(self, horizon: int, draws: int, seed: int) -> Numbers | None:
        """Possible months, shape (draws, horizon); None with fewer than 6 months of past, when nobody can say."""
        if self.months < LEAST_FOR_A_RANGE:
            return None
        if len(self.recent):
            paths = lumpy_paths(self.recent, draws, horizon, seed)
        else:
            chosen = picks(self.months, draws, horizon, seed)
            paths = self.forecast(horizon) + deviations(self.errors, self.alpha, kappa(self.months), chosen)
        return np.asarray(paths) if self.credits else np.maximum(paths, 0)


def outlook(series: Numbers) -> Outlook:
    """The outlook of one series of at least one month without gaps."""
    return outlooks([series])[0]


def outlooks(series: Sequence[Numbers]) -> list[Outlook]:
    """The outlooks of many series, in order; those of one length are worked out together."""
    found: dict[int, Outlook] = {}
    groups: dict[tuple[int, bool], list[int]] = {}
    for place, one in enumerate(series):
        lumpy = len(one) >= LEAST_FOR_A_YEAR and bool(is_lumpy(one[None, :])[0])
        groups.setdefault((len(one), lumpy), []).append(place)
    for (months, lumpy), places in groups.items():
        block = np.stack([np.asarray(series[place], dtype=np.float64) for place in places])
        make = _lumpy if lumpy else _seasonal if months >= LEAST_FOR_R1 else _short
        found.update(zip(places, make(block), strict=True))
    return [found[place] for place in range(len(series))]


def outlook_ranges(of: Sequence[Outlook], horizon: int) -> list[Ranges | None]:
    """The 80% ranges of each outlook by month and for the sum; for a lumpy one P5 to P95, which hold about 80%.

    None where there are fewer than 6 months of past. Every Ranges has one series and holds its forecast: where the
    errors lie so much to one side that their quantiles do not, it is widened up to the forecast.
    """
    answers: list[Ranges | None] = [None] * len(of)
    groups: dict[int, list[int]] = {}
    for place, one in enumerate(of):
        if len(one.recent):
            answers[place] = _lumpy_range(one, horizon)
        elif one.months >= LEAST_FOR_A_RANGE:
            groups.setdefault(one.months, []).append(place)
    for months, places in groups.items():
        answers_of = _together([of[place] for place in places], months, horizon)
        for place, answer in zip(places, answers_of, strict=True):
            answers[place] = answer
    return [one and _holding(one, seen.forecast(horizon)) for one, seen in zip(answers, of, strict=True)]


def _together(of: Sequence[Outlook], months: int, horizon: int) -> list[Ranges]:
    """The ranges of outlooks of one length, none of them lumpy."""
    found = ranges(
        np.stack([one.forecast(horizon) for one in of]),
        np.stack([one.errors for one in of]),
        np.array([one.alpha for one in of]),
        kappa(months),
        picks(months, DRAWS, horizon, SEED),
        np.array([not one.credits for one in of]),
    )
    cuts = [slice(row, row + 1) for row in range(len(of))]
    return [
        Ranges(found.low[cut], found.high[cut], found.total_low[cut], found.total_high[cut]) for cut in cuts
    ]


def _holding(found: Ranges, centre: Numbers) -> Ranges:
    total = centre.sum()
    return Ranges(
        np.minimum(found.low, centre),
        np.maximum(found.high, centre),
        np.minimum(found.total_low, total),
        np.maximum(found.total_high, total),
    )


def _lumpy_range(of: Outlook, horizon: int) -> Ranges:
    paths = of.paths(horizon, DRAWS, SEED)
    if paths is None:
        raise ValueError("A lumpy outlook has at least twelve months.")
    low, high = np.quantile(paths, OUTER, axis=0)
    total_low, total_high = np.quantile(paths.sum(axis=1), OUTER)
    return Ranges(low[None, :], high[None, :], np.array([total_low]), np.array([total_high]))


def _seasonal(block: Numbers) -> list[Outlook]:
    """At least 24 months, not lumpy."""
    months = block.shape[1]
    fitted = fit(block)
    centres: dict[Model, Numbers] = {
        "R1": fitted.forecast(YEAR),
        "seasonal naive": seasonal_naive(block, YEAR),
        "mean of the last 12 months": mean_of_last(block, YEAR, YEAR),
    }
    tested = backtest(block) if months >= LEAST_MONTHS else [()] * len(block)
    found = []
    for row, scores in enumerate(tested):
        model, reason = _verdict(scores, months)
        own = tuple(sorted(scores, key=lambda score: score.model != model))
        found.append(
            _made(block[row], model, centres[model][row], fitted.alpha[row], fitted.errors[row], own, reason)
        )
    return found


def _verdict(scores: tuple[Score, ...], months: int) -> tuple[Model, str]:
    """R1 if it beats both plain rules month by month and does not trail them on the yearly total; else the better."""
    if not scores:
        return (
            "R1",
            f"{months} months are too few to test R1 against plainer rules; {LEAST_MONTHS} are needed.",
        )
    mine, *rivals = scores
    best = min(rivals, key=lambda score: score.month_error)
    total = min(score.total_error or 0.0 for score in rivals)
    if mine.month_error < best.month_error and (mine.total_error or 0.0) <= total:
        return "R1", f"R1 beat the plainer rules in {mine.origins} back-tests."
    on = "the months" if mine.month_error >= best.month_error else "the yearly total"
    return (
        best.model,
        f"R1 did not beat the plainer rules on {on} in {mine.origins} back-tests: {best.model}.",
    )


def _short(block: Numbers) -> list[Outlook]:
    """Fewer than 24 months, or fewer than 12."""
    months = block.shape[1]
    alpha, errors = one_step_errors(block)
    model: Model = "mean of the last 12 months" if months >= LEAST_FOR_A_YEAR else "mean"
    centre = mean_of_last(block, YEAR, YEAR)
    reason = f"{months} months are too few for seasons and trend; R1 needs {LEAST_FOR_R1}."
    rows = zip(block, centre, alpha, errors, strict=True)
    return [_made(one, model, year, weight, error, (), reason) for one, year, weight, error in rows]


def _lumpy(block: Numbers) -> list[Outlook]:
    """More than 30% of the months are zero."""
    recent = block[:, -2 * YEAR :]
    centre = mean_of_last(recent, 2 * YEAR, YEAR)
    tested = backtest_lumpy(block) if block.shape[1] >= LEAST_MONTHS else [()] * len(block)
    reason = "More than 30% of the months are zero: such spend has a mean, but no pattern by month."
    model: Model = "mean of the last 24 months"
    rows = zip(block, centre, recent, tested, strict=True)
    return [
        _made(one, model, year, 0.0, np.empty(0), scores, reason, past) for one, year, past, scores in rows
    ]


def _made(
    series: Numbers,
    model: Model,
    year: Numbers,
    alpha: float,
    errors: Numbers,
    scores: tuple[Score, ...],
    reason: str,
    recent: Numbers | None = None,
) -> Outlook:
    with_credits = bool((series < 0).any())
    return Outlook(
        model=model,
        months=len(series),
        year=year if with_credits else np.maximum(year, 0),
        alpha=float(alpha),
        errors=errors,
        recent=np.empty(0) if recent is None else recent,
        credits=with_credits,
        confidence=_confidence(len(series), scores, lumpy=recent is not None),
        scores=scores,
        reason=reason,
    )


def _confidence(months: int, scores: tuple[Score, ...], *, lumpy: bool) -> Confidence:
    if months < LEAST_FOR_A_YEAR:
        return "very low"
    if lumpy or months < LEAST_FOR_R1:
        return "low"
    return "high" if scores and 0.7 <= scores[0].coverage <= 0.9 else "medium"
