"""The loss exceedance curve."""

from __future__ import annotations

from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from itstrat.planning.annual_loss import annual_loss
from itstrat.planning.exceedance import POINTS, exceedance, odds_over
from itstrat.planning.risk import Risk


def test_a_small_curve_is_counted_by_hand() -> None:
    """Ten years, losses in four: 40% cost at least 10, 30% at least 20, 10% the worst."""
    found = exceedance(np.array([0, 0, 0, 10, 0, 20, 20, 0, 90, 0], dtype=float))
    assert found.loss.tolist() == [10, 20, 90]
    assert found.odds == pytest.approx([0.4, 0.3, 0.1])


def test_no_losses_make_no_curve() -> None:
    """Rather than a line at nothing."""
    assert exceedance(np.zeros(5)).loss.size == 0


def test_years_at_the_maximum_are_one_point() -> None:
    """Its odds are those of all of them."""
    capped = Risk(1, None, Decimal(1), Decimal(1_000), Decimal(90_000), Decimal(5_000))
    found = exceedance(np.minimum(annual_loss([capped], years=2_000).total(), 5_000))
    assert found.loss[-1] == 5_000
    assert found.odds[-1] > 0.1


def test_odds_over_an_amount_are_strict() -> None:
    """A year that costs just the appetite is within it."""
    assert odds_over(np.array([0.0, 10.0, 20.0, 20.0]), Decimal(10)) == 0.5


@settings(deadline=None)
@given(st.lists(st.floats(0, 1e6), min_size=1, max_size=400), st.integers(2, POINTS))
def test_losses_rise_and_odds_fall(years: list[float], points: int) -> None:
    """Each point is true of the years, from the smallest loss to the worst, in at most the points asked for."""
    losses = np.array(years)
    found = exceedance(losses, points)
    assert len(found.loss) <= points
    assert (np.diff(found.loss) > 0).all() and (np.diff(found.odds) < 0).all()
    for loss, odds in zip(found.loss, found.odds, strict=True):
        assert odds == pytest.approx(float((losses >= loss).mean()))
    if losses.any():
        assert (found.loss[0], found.loss[-1]) == (losses[losses > 0].min(), losses.max())
