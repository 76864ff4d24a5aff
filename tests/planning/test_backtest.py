"""Rolling-origin back-tests and their scores."""

from __future__ import annotations

import numpy as np
import pytest

from itstrat.planning.backtest import backtest, backtest_lumpy, interval_score, mase, pinball
from itstrat.planning.spread import deviations, picks, total_offsets


def test_mean_absolute_scaled_error() -> None:
    """Quarterly: the training differs by 5 from a year before, the forecast by 3.5: 0.7 (oracle O1-10)."""
    training = np.array([100.0, 120, 110, 130, 105, 125, 115, 135])
    assert mase(training, np.array([112.0, 131]), np.array([108.0, 128]), 4) == pytest.approx(0.7)
    assert mase(np.ones(24), np.ones(2), np.ones(2)) is None


def test_pinball_loss() -> None:
    """A stated P90 of 150: 160 costs 9, 140 costs 1 (oracle O1-10)."""
    assert pinball(160, 150, 0.9) == pytest.approx(9)
    assert pinball(140, 150, 0.9) == pytest.approx(1)


def test_a_range_pays_for_its_width_and_ten_times_for_a_miss() -> None:
    """Width 10, held; width 10, missed by 2."""
    low, high = np.array([0.0, 0.0]), np.array([10.0, 10.0])
    assert interval_score(low, high, np.array([5.0, 12.0])).tolist() == [10.0, 30.0]


def test_every_origin_counts() -> None:
    """38 months give three origins, 60 give twenty-five; fewer than 38 are refused."""
    noise = np.random.default_rng(1).normal(100, 10, size=(2, 60))
    assert {score.origins for score in backtest(noise)[1]} == {25}
    assert {score.origins for score in backtest(noise[:, :38])[0]} == {3}
    with pytest.raises(ValueError, match="38 months"):
        backtest(noise[:, :37])


def test_a_repeated_year_is_known_in_advance() -> None:
    """Seasonal naive makes no error on it; the scaled error has no scale and is unknown, not zero."""
    year = np.tile(np.arange(100.0, 112.0), 5)[None, :]
    naive = next(score for score in backtest(year)[0] if score.model == "seasonal naive")
    assert naive.month_error == 0
    assert naive.mase is None
    assert naive.total_error == 0


def test_a_rule_that_forecasts_too_little_has_negative_bias() -> None:
    """On steady growth the last year is always too low."""
    growing = np.arange(100.0, 160.0)[None, :]
    naive = next(score for score in backtest(growing)[0] if score.model == "seasonal naive")
    assert naive.bias is not None and naive.total_error is not None
    assert naive.bias == pytest.approx(-naive.total_error)
    assert naive.bias < 0


def test_lumpy_series_are_tested_with_their_own_rule() -> None:
    """One score, and the range holds most of the time on a series that does not change."""
    random = np.random.default_rng(5)
    lumpy = np.where(random.random((4, 60)) < 0.5, 0.0, random.uniform(500, 1500, (4, 60)))
    scores = [scored[0] for scored in backtest_lumpy(lumpy)]
    assert {score.model for score in scores} == {"mean of the last 24 months"}
    assert np.mean([score.coverage for score in scores]) > 0.6


def test_the_total_of_a_path_is_the_sum_of_its_months() -> None:
    """The shortcut for totals gives the sums of the paths themselves."""
    errors = np.random.default_rng(2).normal(size=(3, 24))
    chosen, alpha = picks(24, 50, 12, 9), np.array([0.1, 0.5, 0.9])
    offsets = total_offsets(errors, alpha, 1.6, chosen)
    for row in range(3):
        paths = deviations(errors[row], float(alpha[row]), 1.6, chosen)
        assert offsets[row] == pytest.approx(paths.sum(axis=1))
