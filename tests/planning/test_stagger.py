"""Staggered replacements: lowest peak, fewest moves, checked by somebody else."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from itstrat.planning.stagger import Batch, broken, spend, stagger, window

PLAN = [
    Batch(f"batch {number}", Decimal(amount), due, max(0, due - 1), min(5, due + 1))
    for number, (amount, due) in enumerate(((20, 1), (20, 1), (15, 1), (30, 2), (10, 2), (5, 4)))
]
BATCHES = st.lists(st.tuples(st.integers(1, 50), st.integers(0, 3)), min_size=1, max_size=5).map(
    lambda rows: [
        Batch(str(place), Decimal(amount), due, max(0, due - 1), due + 1)
        for place, (amount, due) in enumerate(rows)
    ]
)


def test_the_peak_is_flattened_with_the_fewest_moves() -> None:
    """A peak of 55 becomes 30 with three moves (oracle O2-5)."""
    found = stagger(PLAN)
    assert (found.peak_before, found.peak) == (Decimal(55), Decimal(30))
    assert len(found.moves) == 3
    assert found.proven
    assert broken(PLAN, found) == []


def test_a_refused_move_stays_where_it_is_due() -> None:
    """With the 30 pinned to year 2, years 0 and 1 share 20, 20 and 15: the peak is 35."""
    pinned = [replace(one, earliest=2, latest=2) if one.amount == 30 else one for one in PLAN]
    found = stagger(pinned)
    assert found.placed["batch 3"] == 2
    assert found.peak == 35
    assert broken(pinned, found) == []


def test_what_cannot_move_is_part_of_the_peak() -> None:
    """A fixed 40 in year 0 keeps everything out of it."""
    found = stagger(PLAN, {0: Decimal(40)})
    assert 0 not in found.placed.values()
    assert broken(PLAN, found, {0: Decimal(40)}) == []


def test_nothing_moves_where_nothing_is_gained() -> None:
    """One batch, or a peak that is fixed: no moves."""
    assert stagger(PLAN[:1]).moves == ()
    assert stagger(PLAN, {3: Decimal(500)}).moves == ()
    assert stagger([]).peak == 0


def test_the_window_ends_with_support() -> None:
    """Twelve months early to six late, not before today, not past support; overdue support leaves the due month."""
    assert window(20, 0, None) == (8, 26)
    assert window(5, 0, 7) == (0, 7)
    assert window(5, 0, 2) == (0, 5)


def test_the_checker_finds_what_is_wrong() -> None:
    """A batch outside its window, a peak that is not true, a move that is not told."""
    good = stagger(PLAN)
    outside = replace(good, placed={**good.placed, "batch 0": 5})
    assert broken(PLAN, outside) == ["batch 0 is placed in period 5, outside 0 to 2."]
    assert broken(PLAN, replace(good, peak=Decimal(29))) == ["The peak is 30.00, not 29."]
    assert broken(PLAN, replace(good, moves=())) == ["The list of moves is not what was moved."]


def test_a_due_period_outside_the_window_is_refused() -> None:
    """It is a mistake of the caller."""
    with pytest.raises(ValueError, match="window"):
        Batch("late", Decimal(1), 9, 0, 5)


@settings(max_examples=25, deadline=None)
@given(BATCHES)
def test_no_placing_has_a_lower_peak_or_fewer_moves(batches: list[Batch]) -> None:
    """Against trying every placing."""
    found = stagger(batches)
    tried = []
    for places in product(*(range(one.earliest, one.latest + 1) for one in batches)):
        placed = {one.key: place for one, place in zip(batches, places, strict=True)}
        moves = sum(placed[one.key] != one.due for one in batches)
        tried.append((max(spend(batches, placed, {}).values()), moves))
    assert (found.peak, len(found.moves)) == min(tried)
    assert broken(batches, found) == []
