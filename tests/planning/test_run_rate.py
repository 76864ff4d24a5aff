"""Method R1 and the plain rules."""

from __future__ import annotations

import numpy as np
import pytest

from itstrat.planning.run_rate import fit, is_lumpy, kappa, mean_of_last, one_step_errors, seasonal_naive

SEASON = (60, 20, -30, -60, -20, 0, 40, 80, 30, -20, -40, -60)
NOISE = (5, -12, 8, 0, -6, 11, -6)
MADE = np.array([[1000.0 + 8 * t + SEASON[t % 12] + NOISE[t % 7] for t in range(36)]])
EXPECTED = (
    1322.41, 1276.00, 1246.96, 1206.77, 1259.45, 1276.93, 1324.59, 1370.81, 1313.21, 1283.03, 1251.74, 1243.94,
)  # fmt: skip


def test_a_made_series_is_forecast_to_the_cent() -> None:
    """Trend, season and noise of known size: alpha, level, slope and twelve months (oracle O1-9)."""
    fitted = fit(MADE)
    assert fitted.alpha[0] == 0.95
    assert fitted.level[0] == pytest.approx(1279.7225, abs=1e-4)
    assert fitted.slope[0] == pytest.approx(7.98400, abs=1e-5)
    assert fitted.forecast(12)[0] == pytest.approx(EXPECTED, abs=0.005)
    assert fitted.forecast(12).sum() == pytest.approx(15375.83, abs=0.005)


def test_many_series_are_what_each_is_alone() -> None:
    """A series' forecast does not depend on its neighbours."""
    many = np.vstack([MADE, MADE[:, ::-1], MADE * 3])
    together = fit(many).forecast(12)
    for row in range(3):
        assert together[row] == pytest.approx(fit(many[row : row + 1]).forecast(12)[0])


def test_beyond_a_year_the_shape_is_held() -> None:
    """Month 13 is month 1 again."""
    year = fit(MADE).forecast(30)[0]
    assert year[12:24].tolist() == year[:12].tolist()


def test_a_constant_series_stays_as_it_is() -> None:
    """No season, no trend, no error, and no division by zero."""
    fitted = fit(np.full((1, 24), 250.0))
    assert fitted.forecast(12)[0] == pytest.approx(np.full(12, 250.0))
    assert not fitted.errors.any()


def test_noise_has_no_season() -> None:
    """On white noise the seasonal effects are shrunk to a small part of the noise."""
    noise = np.random.default_rng(3).normal(1000, 100, size=(50, 36))
    assert np.abs(fit(noise).seasons).mean() < 20


def test_plain_rules() -> None:
    """The mean of the last months, all if there are fewer; the same month a year before (total 14,836, oracle O1-9)."""
    assert mean_of_last(np.array([[1.0, 2.0, 6.0]]), 2, 3).tolist() == [[4.0, 4.0, 4.0]]
    assert mean_of_last(np.array([[1.0, 2.0, 6.0]]), 12, 1).tolist() == [[3.0]]
    assert seasonal_naive(MADE, 12).sum() == pytest.approx(14836)


def test_more_than_three_in_ten_zeros_are_lumpy() -> None:
    """Four zeros of twelve are, three are not."""
    months = np.ones((2, 12))
    months[0, :4], months[1, :3] = 0, 0
    assert is_lumpy(months).tolist() == [True, False]


def test_short_pasts_widen_the_range_more() -> None:
    """1.6, 1.45, 1.3 and 1.25 by years of past."""
    assert [kappa(months) for months in (24, 36, 48, 60)] == [1.6, 1.45, 1.3, 1.25]


def test_errors_are_centred() -> None:
    """What the range draws from has mean zero."""
    _, errors = one_step_errors(MADE)
    assert errors.mean() == pytest.approx(0, abs=1e-9)
    assert fit(MADE).errors.mean() == pytest.approx(0, abs=1e-9)
