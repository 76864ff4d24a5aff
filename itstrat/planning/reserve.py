"""The replacement reserve: the smallest level contribution that always pays, and what another one leads to.

Periods count from 1 and may be months or years; rates are per period. Arithmetic is exact (fractions); what is shown
is rounded to the cent. A need is paid at the end of its period.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, localcontext
from fractions import Fraction
from itertools import accumulate
from math import ceil
from typing import TYPE_CHECKING, Literal

from itstrat.planning.money import CENT, ZERO

if TYPE_CHECKING:
    from collections.abc import Sequence

Timing = Literal["start", "end"]


@dataclass(frozen=True, slots=True)
class Reserve:
    """What is to be paid and the account it is paid from.

    `needs` by period (already inflated, not negative), `opening` balance before the first, `rate` of interest and
    `growth` of the contribution per period (both above −1), `floor` the least balance after any period. `timing`
    says whether a contribution is paid at the start of its period, and so earns that period's interest, or its end.
    """

    needs: tuple[Decimal, ...]
    opening: Decimal = ZERO
    rate: Decimal = Decimal(0)
    growth: Decimal = Decimal(0)
    floor: Decimal = ZERO
    timing: Timing = "end"

    def __post_init__(self) -> None:
        if any(need < 0 for need in self.needs):
            raise ValueError("A need must not be negative.")
        if self.rate <= -1 or self.growth <= -1:
            raise ValueError("Interest and growth must be above −100%.")


@dataclass(frozen=True, slots=True)
class Level:
    """The smallest first contribution, rounded up to the cent, the period that forces it, and the balances.

    `binding` is the period (from 1) whose need sets the contribution, None when the opening balance is enough;
    `exact` the contribution before rounding. `balances` are after each period.
    """

    contribution: Decimal
    binding: int | None
    balances: tuple[Decimal, ...]
    exact: Fraction


@dataclass(frozen=True, slots=True)
class Purchase:
    """Something to be paid in a period (from 1)."""

    period: int
    label: str
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Course:
    """What a contribution leads to if everything is bought when due.

    `dry` is the first period that ends below the floor (None: none does); `lowest` the least balance and `lowest_at`
    its period. `unfunded` are the purchases that could not be made if nothing may go below the floor, in order.
    """

    balances: tuple[Decimal, ...]
    dry: int | None
    lowest: Decimal
    lowest_at: int
    unfunded: tuple[Purchase, ...]


def level_contribution(reserve: Reserve) -> Level:
    """c* = max(0, max over t of (Σ n_k (1+i)^(t−k) − B₀ (1+i)^t + F) / s_t), rounded up to the cent.

    s_t is what a contribution of 1 growing at g has become by t. With i = g = 0: max of (cumulative need − B₀) / t.
    """
    interest, growth = 1 + Fraction(reserve.rate), 1 + Fraction(reserve.growth)
    floor = Fraction(reserve.floor)
    lacking, saved, paid = -Fraction(reserve.opening), Fraction(0), Fraction(1)
    best, binding = Fraction(0), None
    for period, need in enumerate(reserve.needs, 1):
        lacking = lacking * interest + Fraction(need)
        saved = saved * interest + paid * (interest if reserve.timing == "start" else 1)
        paid *= growth
        asked = (lacking + floor) / saved
        if asked > best:
            best, binding = asked, period
    contribution = _rounded_up(best)
    return Level(contribution, binding, balances(reserve, contribution), best)


def balances(reserve: Reserve, contribution: Decimal) -> tuple[Decimal, ...]:
    """The balance after each period with that first contribution, in cents."""
    return tuple(rounded(balance) for balance in _exact_balances(reserve, contribution))


def staircase(reserve: Reserve) -> tuple[Decimal, ...]:
    """Contributions that start higher and only ever fall, ending with nothing over; interest is left out.

    The slopes of the least concave majorant of (t, cumulative need − B₀ + floor), each rounded up to the cent, so
    that no balance is below the floor and what is left at the end is less than a cent a period.
    """
    asked = [
        total - reserve.opening + reserve.floor for total in accumulate(reserve.needs, initial=Decimal(0))
    ]
    points = [(0, Fraction(0)), *((period, Fraction(need)) for period, need in enumerate(asked) if period)]
    found: list[Decimal] = []
    place, height = points[0]
    while place < len(reserve.needs):
        ahead = [
            ((level - height) / (period - place), period, level) for period, level in points[place + 1 :]
        ]
        slope, period, level = max(ahead, key=lambda step: (step[0], step[1]))
        if slope <= 0:
            return (*found, *[ZERO] * (len(reserve.needs) - place))
        found += [_rounded_up(slope)] * (period - place)
        place, height = period, level
    return tuple(found)


def course(reserve: Reserve, contribution: Decimal, purchases: Sequence[Purchase] = ()) -> Course:
    """What today's contribution leads to. `purchases` are the needs item by item; a period's are bought in order.

    Raises ValueError when there are no periods.
    """
    exact = _exact_balances(reserve, contribution)
    if not exact:
        raise ValueError("A reserve without periods has no course.")
    floor = Fraction(reserve.floor)
    dry = next((period for period, balance in enumerate(exact, 1) if balance < floor), None)
    lowest = min(range(len(exact)), key=exact.__getitem__)
    return Course(
        balances=tuple(rounded(balance) for balance in exact),
        dry=dry,
        lowest=rounded(exact[lowest]),
        lowest_at=lowest + 1,
        unfunded=_unfunded(reserve, contribution, purchases),
    )


def violations(reserve: Reserve, contributions: Sequence[Decimal]) -> tuple[int, ...]:
    """The periods that end below the floor: a plain walk through the account, independent of the formula above."""
    below = []
    with localcontext() as context:
        context.prec = 60
        balance = reserve.opening
        for period, (need, paid) in enumerate(zip(reserve.needs, contributions, strict=True), 1):
            if reserve.timing == "start":
                balance = (balance + paid) * (1 + reserve.rate) - need
            else:
                balance = balance * (1 + reserve.rate) + paid - need
            if balance < reserve.floor:
                below.append(period)
    return tuple(below)


def contributions(reserve: Reserve, first: Decimal) -> tuple[Decimal, ...]:
    """The contribution of each period, unrounded: the first, growing."""
    return tuple(first * (1 + reserve.growth) ** period for period in range(len(reserve.needs)))


def _exact_balances(reserve: Reserve, contribution: Decimal) -> list[Fraction]:
    interest, growth = 1 + Fraction(reserve.rate), 1 + Fraction(reserve.growth)
    balance, paid, found = Fraction(reserve.opening), Fraction(contribution), []
    for need in reserve.needs:
        before, after = (paid, 0) if reserve.timing == "start" else (0, paid)
        balance = (balance + before) * interest + after - Fraction(need)
        found.append(balance)
        paid *= growth
    return found


def _unfunded(reserve: Reserve, contribution: Decimal, purchases: Sequence[Purchase]) -> tuple[Purchase, ...]:
    """Bought in order as long as the balance stays at the floor or above; what does not fit is left out for good."""
    before = Reserve(
        tuple(ZERO for _ in reserve.needs),
        reserve.opening,
        reserve.rate,
        reserve.growth,
        timing=reserve.timing,
    )
    missed: list[Purchase] = []
    interest, spent = 1 + Fraction(reserve.rate), Fraction(0)
    for period, balance in enumerate(_exact_balances(before, contribution), 1):
        spent *= interest
        for purchase in (one for one in purchases if one.period == period):
            if balance - spent - Fraction(purchase.amount) >= Fraction(reserve.floor):
                spent += Fraction(purchase.amount)
            else:
                missed.append(purchase)
    return tuple(missed)


def _rounded_up(amount: Fraction) -> Decimal:
    return ceil(amount * 100) * CENT


def rounded(amount: Fraction) -> Decimal:
    """A fraction in cents, half up (away from zero), whatever the size of its terms."""
    hundredths = abs(amount) * 100
    whole = (2 * hundredths.numerator + hundredths.denominator) // (2 * hundredths.denominator)
    return (whole if amount >= 0 else -whole) * CENT
