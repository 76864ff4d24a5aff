"""A risk in money."""

from __future__ import annotations

import math
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from itstrat.planning.risk import Risk, Severity, ale, money, needs_maximum, odds_of_any, severity

LOW, HIGH = Decimal(20_000), Decimal(600_000)


def interval(low: Decimal = LOW, high: Decimal = HIGH, most: Decimal | None = None) -> Severity:
    """The loss of one event of a risk with that 90% interval."""
    found = severity(Risk(1, loss_low=low, loss_high=high, loss_most=most))
    assert found is not None
    return found


def test_a_ninety_percent_interval_makes_a_lognormal() -> None:
    """20k to 600k: median 109,544.51, sigma 1.03389, mean 186,941.52 (oracle O3-3)."""
    found = interval()
    assert found.median == pytest.approx(109_544.51, abs=0.005)
    assert found.sigma == pytest.approx(1.03389, abs=5e-6)
    assert found.mean == pytest.approx(186_941.52, abs=0.005)


def test_annual_loss_expectancy() -> None:
    """0.3 events a year, median 80,000, P95 600,000: mean 169,407.55, ALE 50,822.27, odds 0.25918 (oracle O3-2)."""
    risk = Risk(1, None, Decimal("0.3"), Decimal(80_000) ** 2 / 600_000, Decimal(600_000))
    one = severity(risk)
    assert one is not None
    assert one.sigma == pytest.approx(1.224974, abs=5e-7)
    assert one.mean == pytest.approx(169_407.55, abs=0.005)
    assert ale(risk) == Decimal("50822.27")
    assert odds_of_any(risk) == pytest.approx(0.25918, abs=5e-6)


@pytest.mark.parametrize("most", [30_000, 150_000, 2_000_000])
def test_the_mean_under_a_maximum_is_exact(most: int) -> None:
    """Against the integral over the normal density, and not above the maximum or the free mean."""
    found = interval(most=Decimal(most))
    assert found.mean <= min(interval().mean, most)
    grid = np.linspace(-8, 8, 400_001)
    density = np.exp(-(grid**2) / 2) / math.sqrt(2 * math.pi)
    losses = np.minimum(np.exp(found.mu + found.sigma * grid), most)
    step = float(grid[1] - grid[0])
    assert found.mean == pytest.approx(float(losses @ density) * step, rel=1e-6)
    assert found.mean_square == pytest.approx(float(losses**2 @ density) * step, rel=1e-6)


def test_an_interval_of_one_value_is_certain() -> None:
    """Low equal to high: every event costs that, or the maximum where that is less."""
    assert interval(LOW, LOW).mean == pytest.approx(20_000)
    assert interval(LOW, LOW, Decimal(5_000)).mean == 5_000
    assert interval(LOW, LOW, Decimal(5_000)).mean_square == 5_000**2


def test_unknown_money_is_unknown() -> None:
    """Without an interval or a frequency there is no expectancy; no events is an expectancy of nothing."""
    assert ale(Risk(1, frequency=Decimal(1))) is None
    assert ale(Risk(1, loss_low=LOW, loss_high=HIGH)) is None
    assert odds_of_any(Risk(1)) is None
    assert ale(Risk(1, None, Decimal(0), LOW, HIGH)) == 0


def test_a_wild_interval_asks_for_a_maximum() -> None:
    """1,000 to 1,000,000 has sigma 2.1; with a maximum, or narrower, its mean holds."""
    wild = Risk(1, None, Decimal(1), Decimal(1_000), Decimal(1_000_000))
    assert needs_maximum(wild)
    assert not needs_maximum(
        Risk(1, None, Decimal(1), Decimal(1_000), Decimal(1_000_000), Decimal(2_000_000))
    )
    assert not needs_maximum(Risk(1, loss_low=LOW, loss_high=HIGH))
    assert not needs_maximum(Risk(1))


@pytest.mark.parametrize(("low", "high", "most"), [(0, 5, None), (6, 5, None), (1, 5, 0)])
def test_an_impossible_interval_is_refused(low: int, high: int, most: int | None) -> None:
    """It is a mistake of the caller."""
    with pytest.raises(ValueError, match="Risk 1"):
        interval(Decimal(low), Decimal(high), None if most is None else Decimal(most))


def test_the_widest_interval_the_plan_can_hold_has_an_answer() -> None:
    """A cent to nine quadrillion: too large for cents, but no crash."""
    widest = Risk(1, None, Decimal(999_999), Decimal("0.01"), Decimal("9999999999999999.99"))
    found = ale(widest)
    assert found is not None
    assert found > Decimal(10) ** 20
    assert money(2.345) == Decimal("2.35")


@given(st.decimals(1, 1000, places=2), st.decimals(1, 1000, places=2), st.decimals(1, 5000, places=2))
def test_a_maximum_only_ever_lowers_the_mean(low: Decimal, more: Decimal, most: Decimal) -> None:
    """And never above itself."""
    free, capped = interval(low, low + more), interval(low, low + more, most)
    assert capped.mean <= min(free.mean, float(most)) * (1 + 1e-9)
