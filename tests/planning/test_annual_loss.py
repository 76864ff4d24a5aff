"""Ten thousand years of losses."""

from __future__ import annotations

import math
from decimal import Decimal
from statistics import NormalDist
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from itstrat.planning.annual_loss import MANY, Cut, annual_loss, tail
from itstrat.planning.risk import Risk, Severity, severity

if TYPE_CHECKING:
    from itstrat.planning.uncertainty import Numbers

STEP, CELLS = 2_000, 2**14


def risk(
    number: int = 1, frequency: str = "0.3", part: str | None = "Protect", most: int | None = None
) -> Risk:
    """Median 80,000, 95% of events below 600,000."""
    limit = None if most is None else Decimal(most)
    return Risk(number, part, Decimal(frequency), Decimal(80_000) ** 2 / 600_000, Decimal(600_000), limit)


def cumulated(frequency: float, one: Severity) -> Numbers:
    """The odds that a year costs at most k steps, by the Fourier transform of the compound Poisson."""
    below = NormalDist().cdf
    ends = [below((math.log((k + 0.5) * STEP) - one.mu) / one.sigma) for k in range(CELLS)]
    event = np.diff(np.array([0.0, *ends]), append=[ends[-1]] * CELLS)
    year = np.fft.irfft(np.exp(frequency * (np.fft.rfft(event) - 1)), 2 * CELLS)
    return np.asarray(np.cumsum(year))


def test_percentiles_of_a_year() -> None:
    """P80, P90, P95, P99 are 36k, 136k, 276k and 800k, by drawing and by the exact sum (oracle O3-2)."""
    one = severity(risk())
    assert one is not None
    exact = np.searchsorted(cumulated(0.3, one), (0.8, 0.9, 0.95, 0.99)) * STEP
    assert exact.tolist() == [36_000, 136_000, 276_000, 800_000]
    found = tail(annual_loss([risk()], years=4_000_000).total())
    drawn = [float(level) for level in (found.p80, found.p90, found.p95)]
    assert drawn == pytest.approx([36_000, 136_000, 276_000], abs=STEP / 2)
    assert float(found.p99) == pytest.approx(800_000, rel=0.005)
    assert found.odds_of_any == pytest.approx(1 - math.exp(-0.3), abs=0.001)


@pytest.mark.parametrize(
    ("frequency", "most"), [("0.01", None), ("2", 300_000), ("50", None), ("1000", None)]
)
def test_mean_and_variance_are_those_of_a_compound_poisson(frequency: str, most: int | None) -> None:
    """frequency·E[X] and frequency·E[X²], from rare to far more than fifty a year."""
    asked = risk(frequency=frequency, most=most)
    one = severity(asked)
    assert one is not None
    years = 400_000 if float(frequency) < MANY / 10 else 20_000
    found = annual_loss([asked], years=years).total()
    variance = float(frequency) * one.mean_square
    assert found.mean() == pytest.approx(float(frequency) * one.mean, abs=4 * math.sqrt(variance / years))
    assert found.var() == pytest.approx(variance, rel=0.25)
    assert (found == 0).mean() == pytest.approx(math.exp(-float(frequency)), abs=0.003)


def test_a_cut_prevents_some_of_the_same_events() -> None:
    """Every year is at most what it was, half the events at 0.8 of the loss make 0.4 of the money."""
    today = annual_loss([risk(frequency="5")], years=50_000).total()
    after = annual_loss([risk(frequency="5")], {1: Cut(0.5, 0.2)}, years=50_000).total()
    assert (after <= today).all()
    assert after.mean() / today.mean() == pytest.approx(0.4, rel=0.02)


def test_a_cut_of_the_loss_scales_every_year_exactly() -> None:
    """The same events, each at 70%."""
    for frequency in ("3", "1000"):
        today = annual_loss([risk(frequency=frequency)], years=500).total()
        after = annual_loss([risk(frequency=frequency)], {1: Cut(loss=0.3)}, years=500).total()
        assert after == pytest.approx(0.7 * today)


def test_a_cut_of_everything_leaves_nothing() -> None:
    """Whether the events are drawn or only their sum."""
    for frequency in ("3", "1000"):
        assert not annual_loss([risk(frequency=frequency)], {1: Cut(1.0)}, years=500).total().any()


def test_a_risk_has_its_own_luck() -> None:
    """Another risk beside it, or a cut of another, changes not one of its years."""
    alone = annual_loss([risk(1)], years=500).by_risk[1]
    beside = annual_loss([risk(2), risk(1)], {2: Cut(0.5)}, years=500)
    assert (beside.by_risk[1] == alone).all()
    assert not (beside.by_risk[2] == alone).all()


def test_the_same_seed_gives_the_same_bytes() -> None:
    """Twice the same; another seed, another luck."""
    first, again = (annual_loss([risk()], years=500).total() for _ in range(2))
    assert first.tobytes() == again.tobytes()
    assert first.tobytes() != annual_loss([risk()], years=500, seed=1).total().tobytes()


def test_a_risk_without_money_is_listed_and_not_counted() -> None:
    """No frequency or no interval: missing, and no zero among the years."""
    found = annual_loss([risk(), Risk(7, frequency=Decimal(1)), Risk(8, loss_low=Decimal(1))], years=100)
    assert found.missing == (7, 8)
    assert list(found.by_risk) == [1]
    nothing = annual_loss([Risk(7)], years=100)
    assert (nothing.missing, nothing.total().sum(), nothing.by_part()) == ((7,), 0, {})


def test_percentiles_of_parts_do_not_add_up() -> None:
    """Years add up; the 1-in-20 year of the whole is less than the sum of the parts' 1-in-20 years."""
    found = annual_loss([risk(1, "1", "Protect"), risk(2, "1", "Detect"), risk(3, "1", None)])
    parts = found.by_part()
    assert list(parts) == ["Protect", "Detect", None]
    assert sum(parts.values()) == pytest.approx(found.total())
    assert tail(found.total()).p95 < sum(tail(one).p95 for one in parts.values())


@settings(deadline=None, max_examples=30)
@given(st.integers(0, 2**31), st.integers(1, 2000).map(lambda hundredths: Decimal(hundredths) / 100))
def test_percentiles_rise(seed: int, frequency: Decimal) -> None:
    """P80 ≤ P90 ≤ P95 ≤ P99 for any seed and frequency."""
    found = tail(annual_loss([risk(frequency=str(frequency))], years=200, seed=seed).total())
    assert found.p80 <= found.p90 <= found.p95 <= found.p99
