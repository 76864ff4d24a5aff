"""What a series of yearly or monthly flows is worth: present value, internal rate, payback, profitability.

Flows are money by period, the first one undiscounted; costs are below 0. `rate` is per period of the flows.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from itstrat.planning.money import ZERO, cents

if TYPE_CHECKING:
    from collections.abc import Sequence

_DIGITS = Decimal("0.0001")
_RATE_DIGITS = Decimal("0.00001")
_CLOSE = 1e-11


@dataclass(frozen=True, slots=True)
class Worth:
    """Present value in cents; the internal rate a period; payback in periods, plain and discounted; profitability.

    `internal_rate` is None unless the flows change sign exactly once, `payback` None when they never pay back,
    `profitability` (present value of income over that of outlays) None without outlays.
    """

    present: Decimal
    internal_rate: Decimal | None
    payback: Decimal | None
    discounted_payback: Decimal | None
    profitability: Decimal | None


def worth(flows: Sequence[Decimal], rate: Decimal) -> Worth:
    """All of it."""
    discounted = _discounted(flows, rate)
    outlays = -sum((flow for flow in discounted if flow < 0), ZERO)
    present = sum(discounted, ZERO)
    return Worth(
        present=cents(present),
        internal_rate=internal_rate(flows),
        payback=payback(flows),
        discounted_payback=payback(discounted),
        profitability=_rounded((present + outlays) / outlays, _DIGITS) if outlays else None,
    )


def present_value(flows: Sequence[Decimal], rate: Decimal) -> Decimal:
    """What the flows are worth today, in cents."""
    return cents(sum(_discounted(flows, rate), ZERO))


def monthly_rate(yearly: Decimal) -> Decimal:
    """(1 + r)^(1/12) − 1, the rate a month that makes the yearly one."""
    return (1 + yearly) ** (Decimal(1) / 12) - 1


def payback(flows: Sequence[Decimal]) -> Decimal | None:
    """Periods until the sum is back at 0 for good, by interpolation within the period; None is never.

    Flow k falls between k − 1 and k; flow 0 at the very start. 0 when the sum never is below 0.
    """
    sums = list(accumulate(flows))
    if not sums or sums[-1] < 0:
        return None
    below = [period for period, total in enumerate(sums) if total < 0]
    if not below:
        return Decimal(0)
    last = below[-1]
    return _rounded(last + -sums[last] / flows[last + 1], _DIGITS)


def internal_rate(flows: Sequence[Decimal]) -> Decimal | None:
    """The rate at which the present value is 0, to five digits; None unless the flows change sign exactly once.

    By bisection between −99.99% and 1,000,000% a period; None when it lies outside.
    """
    signs = [flow > 0 for flow in flows if flow]
    if sum(one != other for one, other in pairwise(signs)) != 1:
        return None
    last_first = [float(flow) for flow in reversed(flows)]

    def present(rate: float) -> float:
        total, factor = 0.0, 1 / (1 + rate)
        for amount in last_first:
            total = total * factor + amount
        return total

    low, high = -0.9999, 10_000.0
    rising = present(low) < present(high)
    if (present(low) < 0) == (present(high) < 0):
        return None
    while high - low > _CLOSE:
        middle = (low + high) / 2
        if (present(middle) < 0) == rising:
            low = middle
        else:
            high = middle
    return _rounded(Decimal(low), _RATE_DIGITS)


def _discounted(flows: Sequence[Decimal], rate: Decimal) -> list[Decimal]:
    return [flow / (1 + rate) ** period for period, flow in enumerate(flows)]


def _rounded(value: Decimal, digits: Decimal) -> Decimal:
    return value.quantize(digits, ROUND_HALF_UP)
