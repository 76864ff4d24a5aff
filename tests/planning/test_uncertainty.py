"""Distributions as quantiles of shared uniform draws."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from itstrat.planning.uncertainty import ThreePoint, cost_multipliers, shares_drawn

EVENLY = (np.arange(200_000) + 0.5) / 200_000


def test_cost_overruns_of_initiatives() -> None:
    """Mean 1.368, P10 1.001, P50 1.161, P80 1.361, P90 2.044, never above 5 (oracle O1-8)."""
    found = cost_multipliers(EVENLY)
    assert found.mean() == pytest.approx(1.368, abs=0.001)
    assert np.quantile(found, (0.1, 0.5, 0.8, 0.9)) == pytest.approx((1.001, 1.161, 1.361, 2.044), abs=0.001)
    assert found.max() <= 5


@settings(deadline=None)
@given(st.floats(-1e3, 1e3), st.floats(0, 1e3), st.floats(0, 1e3))
def test_a_pert_has_its_mean_and_variance(low: float, up: float, more: float) -> None:
    """(a + 4m + b)/6 and (mean − a)(b − mean)/7, and quantiles that rise within the bounds."""
    cause = ThreePoint(low, low + up, low + up + more)
    found = cause.quantiles(EVENLY[::20])
    width = cause.high - cause.low
    assert found.mean() == pytest.approx(cause.mean, abs=width * 0.001 + 1e-9)
    assert found.var() == pytest.approx(cause.variance, abs=width**2 * 0.001 + 1e-9)
    assert (np.diff(found) >= 0).all()
    assert found.min() >= cause.low - 1e-9 and found.max() <= cause.high + 1e-9


def test_three_points_must_rise() -> None:
    """A likely value above the highest is a mistake."""
    with pytest.raises(ValueError, match="must rise"):
        ThreePoint(0, 2, 1)


def test_draws_depend_on_seed_and_name_only() -> None:
    """The same seed and name: the same draws, whatever else is drawn; another name or seed: others."""
    first = shares_drawn(1, "slip", 100, 2)
    assert (first == shares_drawn(1, "slip", 100, 3)[:, :2]).all()
    assert not (first[:, 0] == shares_drawn(1, "cost", 100)[:, 0]).any()
    assert not (first[:, 0] == shares_drawn(2, "slip", 100)[:, 0]).any()
