"""Money: decimals of two places, rounded half up (away from zero), and parts that sum to their whole."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from math import lcm
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

CENT = Decimal("0.01")
ZERO = Decimal("0.00")


def cents(amount: Decimal | int | str) -> Decimal:
    """The amount with two decimals, HALF_UP: 2.345 is 2.35 and −2.345 is −2.35."""
    return Decimal(amount).quantize(CENT, rounding=ROUND_HALF_UP)


def cents_of(amount: float) -> Decimal:
    """A float of a simulation with two decimals, by its shortest writing."""
    return cents(repr(float(amount)))


def allocate(total: Decimal | int | str, parts: int) -> list[Decimal]:
    """The total in `parts` (at least 1) amounts that sum to it exactly and differ by at most 0.01.

    Cumulative rounding: part k is round(total·k/n) − round(total·(k−1)/n).
    """
    return allocate_weighted(total, [1] * parts)


def allocate_weighted(total: Decimal | int | str, weights: Sequence[int | Decimal]) -> list[Decimal]:
    """The total in parts proportional to the weights, summing to it exactly, each within 0.01 of its share.

    Weights are not negative and not all zero; a weight of zero gets nothing. Raises ValueError otherwise.
    """
    ratios = [weight.as_integer_ratio() for weight in weights]
    scale = lcm(*(below for _, below in ratios))
    shares = [above * (scale // below) for above, below in ratios]
    whole = sum(shares)
    if whole <= 0 or min(shares) < 0:
        raise ValueError("Weights must not be negative, and at least one must be positive.")
    amount = int(cents(total).scaleb(2))
    parts, done, reached = [], 0, 0
    for share in shares:
        reached += share
        upto = _half_up(amount * reached, whole)
        parts.append(Decimal(upto - done).scaleb(-2))
        done = upto
    return parts


def _half_up(above: int, below: int) -> int:
    """The quotient of a number and a positive one, rounded half away from zero."""
    size = (2 * abs(above) + below) // (2 * below)
    return size if above >= 0 else -size


@lru_cache(maxsize=4096)
def growth(rate: Decimal, months: int) -> Decimal:
    """(1 + yearly rate)^(months / 12), the factor by which a price grows in whole months."""
    years, rest = divmod(months, 12)
    return (1 + rate) ** years * ((1 + rate) ** (Decimal(rest) / 12) if rest else 1)


def inflated(price: Decimal, rate: Decimal, months: int) -> Decimal:
    """A price after that many whole months of yearly inflation `rate`, in cents; earlier than today's is today's."""
    return cents(price * growth(rate, max(months, 0)))
