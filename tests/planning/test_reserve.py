"""The smallest level contribution and what other contributions lead to."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from itstrat.planning.reserve import (
    Purchase,
    Reserve,
    Timing,
    balances,
    contributions,
    course,
    level_contribution,
    staircase,
    violations,
)

NEEDS = tuple(Decimal(need) for need in (0, 10_000, 0, 30_000, 5_000))
YEARS = Reserve(NEEDS, Decimal(8_000))
CENT = Decimal("0.01")
TIMINGS: tuple[Timing, ...] = ("start", "end")
RESERVES = st.builds(
    Reserve,
    needs=st.lists(st.decimals(0, 100_000, places=2), min_size=1, max_size=24).map(tuple),
    opening=st.decimals(-10_000, 50_000, places=2),
    rate=st.decimals(Decimal("-0.05"), Decimal("0.1"), places=4),
    growth=st.decimals(Decimal("-0.1"), Decimal("0.1"), places=4),
    floor=st.decimals(0, 10_000, places=2),
    timing=st.sampled_from(TIMINGS),
)


def amounts(*numbers: int) -> tuple[Decimal, ...]:
    """Whole amounts."""
    return tuple(Decimal(number) for number in numbers)


def test_five_years_of_needs() -> None:
    """8,000.00 a year, forced by year 4, whose need empties the reserve (oracle O2-1)."""
    found = level_contribution(YEARS)
    assert found.contribution == Decimal("8000.00")
    assert found.binding == 4
    assert found.balances == amounts(16_000, 14_000, 22_000, 0, 3_000)


def test_the_staircase_never_rises_and_ends_empty() -> None:
    """Four years of 8,000, then 5,000 (oracle O2-1)."""
    assert staircase(YEARS) == amounts(8_000, 8_000, 8_000, 8_000, 5_000)
    assert staircase(replace(YEARS, opening=Decimal(50_000))) == amounts(0, 0, 0, 0, 0)


@pytest.mark.parametrize(
    ("growth", "timing", "exact", "shown"),
    [
        ("0", "end", 7701.9801, "7701.99"),
        ("0", "start", 7550.9609, "7550.97"),
        ("0.03", "end", 7369.3156, "7369.32"),
        ("0.03", "start", 7224.8192, "7224.82"),
    ],
)
def test_interest_growth_and_timing(growth: str, timing: Timing, exact: float, shown: str) -> None:
    """At 2% interest, rounded up to the cent, never down (oracle O2-2)."""
    found = level_contribution(replace(YEARS, rate=Decimal("0.02"), growth=Decimal(growth), timing=timing))
    assert float(found.exact) == pytest.approx(exact, abs=5e-5)
    assert found.contribution == Decimal(shown)


def test_inflated_needs() -> None:
    """Needs grown by 3% a year ask for 8,769.25 (oracle O2-2)."""
    grown = tuple(need * Decimal("1.03") ** year for year, need in enumerate(NEEDS, 1))
    assert level_contribution(Reserve(grown, Decimal(8_000), Decimal("0.02"))).contribution == Decimal(
        "8769.25"
    )


def test_months() -> None:
    """12,000, 30,000 and 18,000 in months 7, 19 and 31: 1,947.37, forced by month 19 (oracle O2-3)."""
    needs = [Decimal(0)] * 36
    needs[6], needs[18], needs[30] = Decimal(12_000), Decimal(30_000), Decimal(18_000)
    found = level_contribution(Reserve(tuple(needs), Decimal(5_000)))
    assert float(found.exact) == pytest.approx(1947.3684, abs=5e-5)
    assert (found.contribution, found.binding) == (Decimal("1947.37"), 19)


def test_enough_in_hand_asks_for_nothing() -> None:
    """No contribution, and no period forces one."""
    found = level_contribution(replace(YEARS, opening=Decimal(45_000)))
    assert found.contribution == 0
    assert found.binding is None


def test_todays_contribution_runs_dry() -> None:
    """6,000 a year: below zero in year 4, by 8,000; what does not fit is named, what comes after may fit."""
    purchases = [
        Purchase(2, "Laptops", Decimal(10_000)),
        Purchase(4, "Servers", Decimal(25_000)),
        Purchase(4, "Switches", Decimal(5_000)),
        Purchase(5, "Printers", Decimal(5_000)),
    ]
    found = course(YEARS, Decimal(6_000), purchases)
    assert (found.dry, found.lowest, found.lowest_at) == (4, Decimal(-8_000), 4)
    assert [one.label for one in found.unfunded] == ["Servers"]
    assert course(YEARS, Decimal(8_000), purchases).unfunded == ()


def test_impossible_reserves_are_refused() -> None:
    """A negative need, and interest that takes more than there is."""
    with pytest.raises(ValueError, match="need"):
        Reserve((Decimal(-1),))
    with pytest.raises(ValueError, match="100%"):
        Reserve(NEEDS, rate=Decimal(-1))


@settings(deadline=None)
@given(RESERVES)
def test_the_contribution_is_enough_and_a_cent_less_is_not(reserve: Reserve) -> None:
    """Walking through the account never ends below the floor; with one cent less it does."""
    found = level_contribution(reserve)
    assert violations(reserve, contributions(reserve, found.contribution)) == ()
    assume(found.contribution > 0)
    assert violations(reserve, contributions(reserve, found.contribution - CENT))


@settings(deadline=None)
@given(RESERVES)
def test_balances_and_the_course_tell_the_same(reserve: Reserve) -> None:
    """The lowest balance of the course is the least of the balances; it never runs dry at c*."""
    found = level_contribution(reserve)
    run = course(reserve, found.contribution)
    assert run.balances == found.balances == balances(reserve, found.contribution)
    assert run.lowest == min(found.balances)
    assert run.dry is None


@settings(deadline=None)
@given(RESERVES)
def test_the_staircase_falls_and_keeps_the_floor(reserve: Reserve) -> None:
    """Without interest: never below the floor, never rising, less than a cent a period left if it all was needed."""
    plain = replace(reserve, rate=Decimal(0), growth=Decimal(0))
    steps = staircase(plain)
    assert violations(plain, steps) == ()
    assert list(steps) == sorted(steps, reverse=True)
    if steps[-1] > 0:
        left = plain.opening + sum(steps) - sum(plain.needs) - plain.floor
        assert left < CENT * len(steps)
