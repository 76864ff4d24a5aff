"""Straight-line depreciation: what an asset costs each month of its book life, and what it is still worth."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import accumulate
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from itstrat.planning.calendar import add_months, month_start, month_starts
from itstrat.planning.money import ZERO, allocate, allocate_weighted, cents

if TYPE_CHECKING:
    from itstrat.planning.month_index import Whole

Convention = Literal["full month", "half month", "daily"]


@dataclass(frozen=True, slots=True)
class Depreciation:
    """The charge of each month and the net book value after it; `loss` is booked at disposal (a gain is negative).

    Charges + loss = cost − salvage when it is kept for its whole life, cost − proceeds when it is disposed of.
    """

    months: tuple[date, ...]
    charges: tuple[Decimal, ...]
    net_book_values: tuple[Decimal, ...]
    loss: Decimal = ZERO


def depreciate(
    cost: Decimal,
    salvage: Decimal,
    life_months: int,
    in_service_on: date,
    convention: Convention = "full month",
) -> Depreciation:
    """Straight line over life_months (at least 1), rounded cumulatively so that the charges sum to cost − salvage.

    full month: the month of service counts whole. half month: half a charge in the first month and in one more at
    the end. daily: by the days in service of each month.
    """
    base, first = cents(cost) - cents(salvage), month_start(in_service_on)
    if convention == "full month":
        charges = allocate(base, life_months)
    elif convention == "half month":
        charges = allocate_weighted(base, [1, *[2] * (life_months - 1), 1])
    else:
        charges = allocate_weighted(base, _days_in_service(in_service_on, life_months))
    months = tuple(add_months(first, k) for k in range(len(charges)))
    return Depreciation(months, tuple(charges), _net_book_values(cents(cost), charges))


def disposed(asset: Depreciation, cost: Decimal, on: date, proceeds: Decimal) -> Depreciation:
    """The same asset sold or scrapped: charges stop with the month before, loss = net book value − proceeds."""
    kept = sum(month < month_start(on) for month in asset.months)
    charges = asset.charges[:kept]
    values = _net_book_values(cents(cost), charges)
    left = values[-1] if values else cents(cost)
    return Depreciation(asset.months[:kept], charges, values, left - cents(proceeds))


def charges_by_month(
    amounts: Whole, life_months: int, in_service: Whole, months: int
) -> np.ndarray[Any, np.dtype[np.int64]]:
    """Full-month charges of many purchases, in cents: one row a purchase, one column a month of the plan.

    `amounts` are in cents and without salvage; `in_service` is the month of service counted from the plan's first,
    negative when it was earlier. Agrees with `depreciate` to the cent.
    """
    ages = np.clip(np.arange(months + 1) - in_service[:, None], 0, life_months)
    doubled = 2 * np.abs(amounts)[:, None] * ages + life_months
    reached = np.sign(amounts)[:, None] * (doubled // (2 * life_months))
    return np.asarray(np.diff(reached, axis=1), dtype=np.int64)


def _days_in_service(first: date, life_months: int) -> list[int]:
    end = add_months(first, life_months)
    starts = month_starts(first, end - timedelta(days=1))
    return [(min(end, add_months(start, 1)) - max(first, start)).days for start in starts]


def _net_book_values(cost: Decimal, charges: list[Decimal] | tuple[Decimal, ...]) -> tuple[Decimal, ...]:
    return tuple(accumulate(charges, lambda value, charge: value - charge, initial=cost))[1:]
