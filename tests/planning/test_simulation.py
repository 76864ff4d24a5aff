"""Ten thousand plans with shared causes."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from itstrat.planning.simulation import (
    Doubts,
    Exposure,
    InitiativeArrays,
    RisingMonths,
    odds,
    simulate,
    totals,
    variance_shares,
)
from itstrat.planning.uncertainty import ThreePoint, shares_drawn

MONTHS = 24
FLAT = np.ones(MONTHS)
THREE = {
    "laptops": ThreePoint(18_000, 22_000, 34_000),
    "cloud": ThreePoint(40_000, 45_000, 70_000),
    "support": ThreePoint(9_000, 12_000, 15_000),
}
CERTAIN = Doubts(ThreePoint(0, 0, 0), ThreePoint(1, 1, 1), ThreePoint(0, 0, 0), ThreePoint(1, 1, 1))


def exposure(**change: Any) -> Exposure:
    """A plan with a little of everything."""
    known: dict[str, Any] = {
        "months": MONTHS,
        "seats": np.outer([0.0, 50.0, 100.0, 150.0], FLAT),
        "contracts": 1000 * FLAT,
        "rising": (RisingMonths(ThreePoint(0, 0.07, 0.15), np.stack([500 * FLAT, 100 * FLAT])),),
        "replacements": 300 * FLAT,
        "growth_months": np.arange(MONTHS, dtype=float),
        "inflation": 0.03,
        "initiatives": (InitiativeArrays(200 * FLAT, 50 * FLAT, 80 * FLAT),),
        "unknown_mean": 400 * FLAT,
        "unknown_years": np.zeros(MONTHS),
    }
    return Exposure(**(known | change))


def test_three_uncertain_lines() -> None:
    """Mean 83,666.67, sd 5,933.5, P10/P50/P90 76,390, 83,100, 91,790; the odds over 79,000 (oracle O1-13)."""
    drawn = {name: one.quantiles(shares_drawn(7, name, 100_000)[:, 0]) for name, one in THREE.items()}
    found = odds(drawn, 79_000, 79_000)
    assert sum(one.mean for one in THREE.values()) == pytest.approx(83_666.67, abs=0.01)
    assert sum(one.variance for one in THREE.values()) ** 0.5 == pytest.approx(5_933.5, abs=0.05)
    assert (found.p10, found.p50, found.p90) == pytest.approx((76_390, 83_100, 91_790), abs=60)
    assert found.over == pytest.approx(1 - 0.234, abs=0.005)
    assert found.contingency == pytest.approx(found.p90 - 79_000)
    assert sum(float(np.quantile(one, 0.9)) for one in drawn.values()) == pytest.approx(96_420, abs=150)


def test_percentiles_of_months_do_not_add_up_to_those_of_the_year() -> None:
    """Twelve independent months with sd 100: excess 444 of the sum, 1,538 of the summed P90s."""
    months = {str(month): np.random.default_rng(month).normal(0, 100, 100_000) for month in range(12)}
    summed = sum(float(np.quantile(one, 0.9)) for one in months.values())
    assert odds(months, 0).p90 == pytest.approx(443.9, abs=8)
    assert summed == pytest.approx(1537.9, abs=15)


def test_without_doubt_every_path_is_the_plan() -> None:
    """All causes certain: each path has the planned money, but for the overrun of initiatives."""
    found = simulate(exposure(doubts=CERTAIN, initiatives=(), rising=()), paths=50)
    whole = sum(one.sum(axis=1) for one in found.values())
    assert whole == pytest.approx(np.full(50, (100 + 1000 + 300 + 400) * MONTHS))


def test_the_same_seed_gives_the_same_bytes() -> None:
    """Twice the same; another seed, another luck."""
    first, again = simulate(exposure(), paths=200), simulate(exposure(), paths=200)
    assert all(first[name].tobytes() == again[name].tobytes() for name in first)
    other = simulate(exposure(), seed=1, paths=200)
    assert first["contracts"].tobytes() != other["contracts"].tobytes()


def test_scenarios_share_their_luck() -> None:
    """A scenario that only adds 100 a month to the contracts is dearer by exactly that in every path."""
    base = simulate(exposure(), paths=200)
    dearer = simulate(exposure(contracts=1100 * FLAT), paths=200)
    assert dearer["contracts"] - base["contracts"] == pytest.approx(np.full((200, MONTHS), 100.0))
    for name in ("seats", "replacements", "initiatives", "savings", "unknown"):
        assert (dearer[name] == base[name]).all()


def test_one_cause_moves_all_it_touches_together() -> None:
    """Two groups of contracts with the same range rise together: their correlation is 1."""
    one = RisingMonths(ThreePoint(0, 0.05, 0.2), np.stack([0 * FLAT, FLAT]))
    single = simulate(exposure(contracts=0 * FLAT, rising=(one,)), paths=500)["contracts"].sum(axis=1)
    double = simulate(exposure(contracts=0 * FLAT, rising=(one, one)), paths=500)["contracts"].sum(axis=1)
    assert double == pytest.approx(2 * single)


def test_a_late_start_moves_cost_and_savings_out_of_the_horizon() -> None:
    """Six months late: six months of cost and savings less."""
    late = replace(CERTAIN, slip=ThreePoint(6, 6, 6))
    found = simulate(exposure(doubts=late), paths=20)
    assert not found["initiatives"][:, :6].any()
    assert found["savings"].sum(axis=1) == pytest.approx(np.full(20, -80 * (MONTHS - 6)))


def test_shares_of_variance_sum_to_one() -> None:
    """Whatever moves together; a driver that is certain has no share."""
    found = variance_shares(totals(simulate(exposure(), paths=2000), range(12)))
    assert sum(found.values()) == pytest.approx(1)
    assert found["unknown"] == pytest.approx(0, abs=1e-9)
    assert list(found.values()) == sorted(found.values(), reverse=True)


@settings(deadline=None)
@given(st.integers(0, 2**31), st.integers(1, MONTHS))
def test_percentiles_rise(seed: int, months: int) -> None:
    """P10 ≤ P50 ≤ P90 for any seed and span."""
    found = odds(totals(simulate(exposure(), seed, 50), range(months)), 0)
    assert found.p10 <= found.p50 <= found.p90


@pytest.mark.parametrize("months", [1, 2, 3])
def test_an_initiative_may_slip_beyond_a_short_horizon(months: int) -> None:
    """Where two months are left of a year, work that slips by three costs nothing in them."""
    short = np.ones(months)
    certain_slip = replace(CERTAIN, slip=ThreePoint(3, 3, 3))
    plan = Exposure(
        months=months,
        seats=np.zeros((4, months)),
        contracts=short,
        rising=(),
        replacements=short,
        growth_months=short,
        inflation=0.0,
        initiatives=(InitiativeArrays(short, short, short),),
        unknown_mean=short,
        unknown_years=short,
        doubts=certain_slip,
    )
    assert not simulate(plan, paths=10)["initiatives"].any()
    on_time = replace(plan, doubts=CERTAIN)
    assert simulate(on_time, paths=10)["initiatives"].all()
