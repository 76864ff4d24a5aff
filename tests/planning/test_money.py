"""Money rounds half up, and parts sum to their whole."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itstrat.planning.money import allocate, allocate_weighted, cents, cents_of, inflated

MONEY = st.decimals(Decimal("-1e9"), Decimal("1e9"), places=2)


def test_a_half_cent_is_rounded_away_from_zero() -> None:
    """Neither half-even nor a float's binary half."""
    assert [cents(text) for text in ("2.345", "-2.345", "2.675", "7")] == [
        Decimal("2.35"),
        Decimal("-2.35"),
        Decimal("2.68"),
        Decimal("7.00"),
    ]
    assert cents_of(2.675) == Decimal("2.68")


def test_parts_follow_cumulative_rounding() -> None:
    """1,000 over 36 and 100,000 over 12 (oracle O1-11)."""
    parts = allocate(1000, 36)
    assert [str(part) for part in parts[:3]] == ["27.78", "27.78", "27.77"]
    assert (parts.count(Decimal("27.78")), parts.count(Decimal("27.77"))) == (28, 8)
    year = allocate("100000", 12)
    assert [month for month, part in enumerate(year, 1) if part == Decimal("8333.34")] == [2, 5, 8, 11]
    assert year.count(Decimal("8333.33")) == 8


@given(MONEY, st.integers(1, 400))
def test_equal_parts_sum_exactly_and_differ_by_a_cent(total: Decimal, parts: int) -> None:
    """No cent is lost or made, whatever the number of parts and the sign."""
    split = allocate(total, parts)
    assert (len(split), sum(split)) == (parts, total)
    assert max(split) - min(split) <= Decimal("0.01")


@given(MONEY, st.lists(st.integers(0, 400), min_size=1, max_size=40).filter(any))
def test_weighted_parts_sum_exactly_and_keep_their_share(total: Decimal, weights: list[int]) -> None:
    """Each part is within a cent of its exact share."""
    split = allocate_weighted(total, weights)
    assert sum(split) == total
    for part, weight in zip(split, weights, strict=True):
        assert abs(part - total * weight / sum(weights)) <= Decimal("0.01000001")


def test_weights_that_say_nothing_are_refused() -> None:
    """All zero or negative weights have no proportional split."""
    for weights in ([0, 0], [1, -1], [2, -1]):
        with pytest.raises(ValueError, match="Weights"):
            allocate_weighted(1, weights)


def test_a_price_grows_by_the_month() -> None:
    """1,200.00 at 3% a year is 1,350.61 after 48 months and 1,292.04 after 30; it never shrinks backwards (oracle O1-7)."""
    price, rate = Decimal("1200.00"), Decimal("0.03")
    assert [inflated(price, rate, months) for months in (48, 30, 0, -5)] == [
        Decimal("1350.61"),
        Decimal("1292.04"),
        price,
        price,
    ]
