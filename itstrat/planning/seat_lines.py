"""Seats driven by the number of people: how many are needed in each month, and what they cost."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from itstrat.planning.money import ZERO, cents
from itstrat.planning.seats import SPARE_SHARE

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class SeatPlan:
    """One licence whose seats follow the headcount.

    `ratio` seats a person (over all people, so a licence for one in four has 0.25), `spare` the share kept free,
    `price` of a seat and month, `committed` the least number paid for, `included` the seats somebody else's line
    already pays (a contract's own amount). `renews` are the first days of months in which it renews: only there the
    price steps by `uplift` and the number of seats may fall. Months from `stops_on` on cost nothing (None: all do).
    """

    source_id: int
    label: str
    price: Decimal
    ratio: Decimal | Fraction = Decimal(1)
    spare: Decimal = SPARE_SHARE
    committed: int = 0
    included: int = 0
    renews: tuple[date, ...] = ()
    uplift: Decimal = Decimal(0)
    stops_on: date | None = None


def seats(people: Sequence[Decimal], months: Sequence[date], plan: SeatPlan) -> tuple[int, ...]:
    """Seats paid in each month: ceil(people × ratio × (1 + spare)), exactly, so that 50 × 1.1 is 55.

    At least the committed number; a fall waits for a month of renewal.
    """
    held, found = 0, []
    ratio = Fraction(plan.ratio) * (1 + Fraction(plan.spare))
    for count, month in zip(people, months, strict=True):
        part, whole = count.as_integer_ratio()
        needed = max(plan.committed, -(-part * ratio.numerator // (whole * ratio.denominator)))
        held = needed if month in plan.renews else max(held, needed)
        found.append(held)
    return tuple(found)


def seat_costs(people: Sequence[Decimal], months: Sequence[date], plan: SeatPlan) -> tuple[Decimal, ...]:
    """What the seats beyond the included ones cost in each month: round(seats × price), the same in every view."""
    stop = plan.stops_on or date.max
    price, found = plan.price, []
    for count, month in zip(seats(people, months, plan), months, strict=True):
        if month in plan.renews:
            price *= 1 + plan.uplift
        added = count - plan.included
        found.append(cents(added * price) if added > 0 and month < stop else ZERO)
    return tuple(found)


def starter_costs(
    people: Sequence[Decimal], opening: Decimal, kit: Decimal, monthly_factor: Decimal = Decimal(1)
) -> tuple[Decimal, ...]:
    """What equipment for added people costs in each month: `kit` for each person above the most there ever were.

    Who leaves hands the equipment on, so only growth beyond the highest headcount buys. The price of a kit is
    multiplied by `monthly_factor` every month. Part people buy nothing until they make a whole one.
    """
    equipped, price, found = int(opening.to_integral_value(rounding=ROUND_CEILING)), kit, []
    for count in people:
        whole = int(count)
        found.append(cents((whole - equipped) * price) if whole > equipped else ZERO)
        equipped = max(equipped, whole)
        price *= monthly_factor
    return tuple(found)
