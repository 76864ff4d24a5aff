"""Control limits, trend, attainment and verdict of metrics."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itstrat.planning.kpi import KpiFacts, attainment, frozen_limits, signals, trend, xmr
from itstrat.planning.kpi_state import is_met, kpi_state

JUMP = [52.0, 48, 55, 50, 47, 53, 51, 49, 54, 50, 68, 52]
TODAY = date(2026, 11, 22)
KEPT = KpiFacts(
    "higher", target=90, baseline=60, owner="Ada", cadence_months=1, reviewed_on=date(2026, 11, 1)
)


def test_limits_frozen_before_a_jump_show_it() -> None:
    """From all twelve values the limits hide 68, from the first ten they do not (oracle O5-1)."""
    whole, frozen, robust = xmr(JUMP), xmr(JUMP, 10), xmr(JUMP, robust=True)
    assert [round(x, 4) for x in (whole.centre, whole.moving_range)] == [52.4167, 6.5455]
    assert [round(x, 3) for x in (whole.low, whole.high)] == [35.006, 69.828]
    assert [round(x, 4) for x in (frozen.centre, frozen.moving_range)] == [50.9, 4.2222]
    assert [round(x, 3) for x in (frozen.low, frozen.high)] == [39.669, 62.131]
    assert (robust.centre, robust.moving_range, robust.low, robust.high) == (51.5, 5.0, 35.775, 67.225)
    assert not signals(JUMP, whole)
    assert [(one.at, one.rule, one.side) for one in signals(JUMP, frozen_limits(JUMP))] == [
        (10, "beyond a limit", "up")
    ]


def test_a_wild_start_does_not_widen_the_limits() -> None:
    """A value beyond the limits of its own stretch: the middle values decide."""
    wild = [50.0, 51, 49, 50, 51, 49, 50, 51, 500, 50, 49, 51, 50]
    assert frozen_limits(wild).high < 60


def test_runs_and_pairs_are_signals_too() -> None:
    """Eight in a row below the centre; two of three far out without leaving the limits."""
    flat = xmr([10.0, 12, 10, 12, 10, 12])
    assert [one.at for one in signals([10.5] * 9, flat)] == [7, 8]
    assert {one.rule for one in signals([10.5] * 9, flat)} == {"8 on one side"}
    pair = signals([15.0, 11, 15.5], flat)
    assert [(one.at, one.rule) for one in pair] == [(2, "2 of 3 beyond two sigma")]
    assert not signals([11.0] * 20, xmr([11.0] * 10))


def test_a_trend_by_ranks() -> None:
    """Slope 1.0, S 24, variance 65.333, z 2.8455, exact p 0.001736 (oracle O5-2)."""
    found = trend([10, 12, 11, 13, 15, 14, 16, 18])
    assert (found.slope, found.s) == (1.0, 24)
    assert round(found.variance, 3) == 65.333
    assert round(found.z, 4) == 2.8455
    assert round(found.p, 6) == 0.001736


@given(st.permutations(list(range(6))))
def test_the_exact_p_is_the_share_of_orders_as_extreme(order: list[int]) -> None:
    """Counted by brute force over all orders of six values."""
    found = trend([float(value) for value in order])
    every = [trend_s(one) for one in permutations(range(6))]
    extreme = sum(abs(s) >= abs(found.s) for s in every) / len(every)
    assert found.p == pytest.approx(min(1.0, extreme))


def trend_s(order: tuple[int, ...]) -> int:
    """Mann-Kendall S of an order, counted plainly."""
    return sum((b > a) - (b < a) for i, a in enumerate(order) for b in order[i + 1 :])


def test_ties_and_long_series_use_the_normal_test() -> None:
    """A flat series has no trend at all; a long rising one surely has."""
    flat = trend([5.0] * 12)
    assert (flat.slope, flat.z, flat.p) == (0.0, 0.0, 1.0)
    assert trend([float(n) for n in range(30)]).p < 1e-10


def test_attainment_by_direction() -> None:
    """82 from 60 to 90; 28 from 40 down to 24; 103 for 95 to 100 with 10 of tolerance (oracle O5-3)."""
    lower = KpiFacts("lower", target=24, baseline=40)
    band = KpiFacts("band", target=95, band_high=100, tolerance=10)
    assert attainment(82, KEPT) == pytest.approx(0.7333, abs=5e-5)
    assert attainment(28, lower) == 0.75
    assert attainment(103, band) == 0.70
    assert (attainment(99, KEPT), attainment(20, KEPT)) == (1.0, 0.0)
    assert attainment(99, KEPT, clip=False) == pytest.approx(1.3)


@pytest.mark.parametrize(
    "facts",
    [
        KpiFacts(),
        KpiFacts(target=5),
        KpiFacts("higher", target=5),
        KpiFacts("higher", target=5, baseline=5),
        KpiFacts("band", target=5, band_high=6),
    ],
)
def test_attainment_that_cannot_be_known_is_unknown(facts: KpiFacts) -> None:
    """Without direction, target, baseline or tolerance there is no share, not a share of zero."""
    assert attainment(5, facts) is None


WAVE = [70.0, 74, 71, 75, 72, 76, 73, 74, 71, 75]


@pytest.mark.parametrize(
    ("values", "facts", "state"),
    [
        ([*WAVE, None, None], KEPT, "broken"),
        (WAVE, replace(KEPT, owner=None), "orphan"),
        (WAVE, replace(KEPT, has_objective=False), "orphan"),
        (WAVE, replace(KEPT, reviewed_on=None), "stale"),
        (WAVE, replace(KEPT, reviewed_on=date(2026, 9, 21)), "stale"),
        (WAVE, replace(KEPT, reviewed_on=date(2026, 9, 22)), "healthy"),
        (WAVE[:5], KEPT, "not enough data"),
        (WAVE, replace(KEPT, target=None), "not enough data"),
        ([70.0, 70.2] * 6, KEPT, "stagnant"),
        ([70.0, 70.2] * 6, replace(KEPT, guardrail=True), "healthy"),
        ([70.0, 70.2] * 6, replace(KEPT, has_action=True), "healthy"),
        ([70.0, 70.2] * 6, replace(KEPT, target=65), "too easy"),
        ([70.0, 70.2] * 6, replace(KEPT, target=65, target_changed=True), "healthy"),
        ([*WAVE, 60, 58], KEPT, "drifting"),
        ([*WAVE, 60, 58], replace(KEPT, direction="lower", target=50, baseline=80), "healthy"),
        ([*WAVE, 88, 89], KEPT, "healthy"),
        ([*WAVE, 88, 89], KpiFacts("band", 70, None, 76, 5, "Ada", reviewed_on=TODAY), "drifting"),
        ([None, *WAVE, None], KEPT, "healthy"),
    ],
)
def test_the_verdict(values: list[float | None], facts: KpiFacts, state: str) -> None:
    """The first state that holds is said, with a reason."""
    verdict = kpi_state(values, facts, TODAY)
    assert verdict.state == state
    assert verdict.reason.endswith(".")


@given(
    st.lists(st.none() | st.floats(-1e6, 1e6), max_size=40),
    st.builds(
        KpiFacts,
        st.sampled_from((None, "higher", "lower", "band")),
        *[st.none() | st.floats(-1e6, 1e6)] * 4,
        owner=st.sampled_from((None, "Ada")),
        reviewed_on=st.sampled_from((None, TODAY)),
    ),
)
def test_every_metric_gets_a_verdict(values: list[float | None], facts: KpiFacts) -> None:
    """Whatever is missing, there is a verdict and never a crash; too easy only when the target is met."""
    verdict = kpi_state(values, facts, TODAY)
    known = [value for value in values if value is not None]
    assert verdict.state != "too easy" or is_met(known[-1], facts)
