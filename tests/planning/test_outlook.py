"""Which rule speaks for a series, and how sure it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from itstrat.planning.outlook import outlook, outlook_ranges, outlooks

from .test_run_rate import MADE

if TYPE_CHECKING:
    from itstrat.planning.run_rate import Numbers


def noisy(months: int, seed: int = 1) -> Numbers:
    """Months around 1,000 without trend or season."""
    return np.random.default_rng(seed).normal(1000, 100, months)


def seasonal(months: int) -> Numbers:
    """A strong season that a mean cannot know, growing so that last year's is too low."""
    time = np.arange(months)
    noise = np.random.default_rng(4).normal(0, 10, months)
    return np.asarray(1000 + 10 * time + 300 * np.sin(time * np.pi / 6) + noise)


def test_the_length_of_the_past_decides() -> None:
    """Under 12 months the mean, under 24 the last 12, from 24 on R1, tested from 38 on."""
    seen = outlooks([noisy(months) for months in (5, 18, 30)])
    assert [one.model for one in seen] == ["mean", "mean of the last 12 months", "R1"]
    assert [one.confidence for one in seen] == ["very low", "low", "medium"]
    assert not any(one.scores for one in seen)
    assert outlook(noisy(38)).scores[0].origins == 3


def test_r1_stays_only_where_it_wins_the_back_test() -> None:
    """It wins on season and growth, and gives way on plain noise, where it says so."""
    assert outlook(seasonal(60)).model == "R1"
    plain = outlook(noisy(60))
    assert plain.model == "mean of the last 12 months"
    assert plain.scores[0].model == plain.model
    assert plain.reason.startswith("R1 did not beat the plainer rules")


def test_lumpy_spend_has_a_mean_but_no_months() -> None:
    """One big month a half-year: a twelfth of the yearly money each month, not the median, which is zero."""
    lumpy = np.zeros(48)
    lumpy[::6] = 6000
    seen = outlook(lumpy)
    assert seen.model == "mean of the last 24 months"
    assert seen.forecast(12).sum() == pytest.approx(12_000)
    assert seen.confidence == "low"


def test_credits_may_be_forecast_only_where_there_were_credits() -> None:
    """A falling series stops at zero; one with credits may go below."""
    falling = np.maximum(0.5, 1000.0 - 40 * np.arange(30))
    ranges = outlook_ranges([outlook(falling)], 12)[0]
    assert ranges is not None
    assert ranges.low.min() >= 0
    assert outlook(falling).forecast(12).min() >= 0
    assert outlook(falling - 400).forecast(12).min() < 0


def test_too_short_a_past_has_no_range() -> None:
    """Five months: a mean, and nobody can say how far off it may be."""
    seen = outlook(noisy(5))
    assert outlook_ranges([seen], 12) == [None]
    assert seen.paths(12, 10, 1) is None


def test_ranges_of_the_total_are_narrower_than_sums_of_ranges() -> None:
    """Months do not all go wrong the same way at once."""
    ranges = outlook_ranges([outlook(MADE[0])], 12)[0]
    assert ranges is not None
    width = float((ranges.high - ranges.low).sum())
    assert 0 < float((ranges.total_high - ranges.total_low)[0]) < width


def test_ranges_are_those_of_the_paths() -> None:
    """The batched ranges and the quantiles of the outlook's own paths are the same."""
    seen = outlook(seasonal(40))
    ranges = outlook_ranges([seen], 12)[0]
    paths = seen.paths(12, 4000, 4711)
    assert ranges is not None and paths is not None
    assert ranges.low[0] == pytest.approx(np.quantile(paths, 0.1, axis=0))
    assert ranges.total_high[0] == pytest.approx(np.quantile(paths.sum(axis=1), 0.9))


def test_a_series_does_not_depend_on_its_neighbours() -> None:
    """Alone or among others of its length and of other lengths: the same outlook and the same range."""
    one = seasonal(48)
    alone, among = outlook(one), outlooks([noisy(48), noisy(9), one, noisy(48, 7)])[2]
    assert among.model == alone.model
    assert among.forecast(12) == pytest.approx(alone.forecast(12))


@settings(deadline=None)
@given(st.lists(st.floats(0, 1e6), min_size=1, max_size=45))
def test_any_past_gives_a_forecast_in_order(past: list[float]) -> None:
    """Whatever the months: a finite forecast, not below zero, and a range that holds it."""
    seen = outlook(np.array(past))
    assert np.isfinite(seen.forecast(12)).all()
    assert (seen.forecast(12) >= 0).all()
    ranges = outlook_ranges([seen], 12)[0]
    if ranges is not None:
        assert (ranges.low <= seen.forecast(12)).all() and (seen.forecast(12) <= ranges.high).all()
        assert ranges.total_low[0] <= seen.forecast(12).sum() <= ranges.total_high[0]
