"""Ordinal levels: distribution, median, spread, share at target."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itstrat.planning.assessment import ControlState
from itstrat.planning.maturity import maturity

LEVELS = st.lists(st.integers(1, 4) | st.none(), max_size=40)


def states(levels: list[int | None], target: int = 3) -> list[ControlState]:
    """Controls with these tiers and one target; None is unknown."""
    return [
        ControlState(place, "partly", Decimal(level), Decimal(target), "tier", max(0, target - level))
        if level is not None
        else ControlState(place)
        for place, level in enumerate(levels)
    ]


def test_levels_are_counted_and_ordered() -> None:
    """Of 1, 1, 2, 2, 3, 3, 4, 4: middle 2 and 3, quartiles 1 and 4, by nearest rank."""
    found = maturity(states([4, 1, 2, 3, 1, 2, 3, 4]))
    assert dict(found.counts) == {1: 2, 2: 2, 3: 2, 4: 2}
    assert (found.minimum, found.maximum) == (Decimal(1), Decimal(4))
    assert (found.median_low, found.median_high) == (Decimal(2), Decimal(3))
    assert (found.quartile_low, found.quartile_high) == (Decimal(1), Decimal(4))


def test_an_odd_number_has_one_median() -> None:
    """The level in the middle, which somebody really has."""
    found = maturity(states([1, 1, 4]))
    assert found.median_low == found.median_high == 1


def test_two_sets_with_one_mean_are_told_apart() -> None:
    """2, 2 and 1, 3 have the same mean; minimum and share at target differ."""
    even, uneven = maturity(states([2, 2])), maturity(states([1, 3]))
    assert (even.minimum, uneven.minimum) == (Decimal(2), Decimal(1))
    assert (even.share, uneven.share) == (0, 0.5)


def test_unknown_is_a_range_and_lowers_coverage() -> None:
    """Two of four unknown, one at target: 25% to 75%, half of it covered."""
    found = maturity(states([3, 1, None, None]))
    assert (found.share, found.highest, found.coverage, found.unknown) == (0.25, 0.75, 0.5, 2)


def test_a_level_without_target_is_unknown_to_the_share_only() -> None:
    """It stands in the distribution."""
    found = maturity([ControlState(1, "unknown", Decimal(2), None, "tier")])
    assert dict(found.counts) == {2: 1}
    assert (found.unknown, found.share, found.highest) == (1, 0, 1)


def test_what_does_not_apply_is_left_out() -> None:
    """And nothing left has no share and no level."""
    found = maturity([ControlState(1, "not applicable")])
    assert (found.items, found.share, found.highest, found.coverage) == (0, None, None, None)
    assert (found.minimum, found.median_low, found.quartile_high) == (None, None, None)


def test_scales_do_not_mix() -> None:
    """A tier and a score of ten in one set are a mistake of the caller."""
    mixed = [*states([2]), ControlState(9, "partly", Decimal(7), Decimal(5), "0-10", 0)]
    with pytest.raises(ValueError, match="scales"):
        maturity(mixed)


@given(LEVELS)
def test_levels_are_in_order_and_items_reconcile(levels: list[int | None]) -> None:
    """Minimum ≤ quartile ≤ median ≤ quartile ≤ maximum, and every item is at, below or unknown."""
    found = maturity(states(levels))
    assert found.at_target + found.below + found.unknown == found.items == len(levels)
    ladder = [
        found.minimum,
        found.quartile_low,
        found.median_low,
        found.median_high,
        found.quartile_high,
        found.maximum,
    ]
    known = [one for one in ladder if one is not None]
    assert known == sorted(known)
    assert len(known) in (0, 6)


@given(LEVELS)
def test_order_is_all_that_counts(levels: list[int | None]) -> None:
    """Recoding 1, 2, 3, 4 as 1, 3, 9, 27 recodes the levels told and leaves shares as they are."""
    code = {1: 1, 2: 3, 3: 9, 4: 27}
    plain, recoded = (
        maturity(states(levels)),
        maturity(states([one and code[one] for one in levels], target=9)),
    )
    assert (plain.share, plain.highest) == (recoded.share, recoded.highest)
    for name in ("minimum", "quartile_low", "median_low", "median_high", "quartile_high"):
        level = getattr(plain, name)
        assert getattr(recoded, name) == (None if level is None else code[int(level)])
