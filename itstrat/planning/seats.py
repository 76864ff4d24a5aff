"""Seats of a licence: what growing past the committed number costs, and how many paid seats nobody needs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_CEILING, Decimal
from itertools import accumulate
from typing import TYPE_CHECKING, Literal

from itstrat.planning.money import cents

if TYPE_CHECKING:
    from collections.abc import Sequence

TrueUpMode = Literal["ratchet_prorata", "annual_full_year", "floating"]

SPARE_SHARE = Decimal("0.05")


@dataclass(frozen=True, slots=True)
class CoTerm:
    """A common end for several contracts: value-weighted mean days left, and the last day that gives."""

    days: Decimal
    last_on: date


def true_up(mode: TrueUpMode, committed: int, used: Sequence[int], price: Decimal) -> Decimal:
    """What seats used above the committed number cost, from seats used by month and the price of a seat and month.

    ratchet_prorata: each month pays the highest use so far. annual_full_year: the peak pays for twelve months.
    floating: each month pays its own use. Never negative.
    """
    over = [max(0, seats - committed) for seats in used]
    if mode == "annual_full_year":
        return cents(max(over, default=0) * 12 * price)
    return cents(sum(accumulate(over, max) if mode == "ratchet_prorata" else over) * price)


def added_seats_cost(seats: int, price: Decimal, added_on: date, term_start: date, term_end: date) -> Decimal:
    """Price of seats added within a term: seats × price of a seat for the term × days left / days in the term.

    The term is half open, [term_start, term_end); seats added outside it raise ValueError.
    """
    if not term_start <= added_on < term_end:
        raise ValueError(f"{added_on} is not within the term from {term_start} to {term_end}.")
    return cents(seats * price * (term_end - added_on).days / (term_end - term_start).days)


def co_term(contracts: Sequence[tuple[Decimal, date]], seen_on: date) -> CoTerm | None:
    """The common end of (yearly value, last day) pairs: mean of the days left, today and the last day included.

    Weighted by value; contracts that ended count no days. None when there is no value to weigh by.
    """
    total = sum((value for value, _ in contracts), Decimal(0))
    if total <= 0:
        return None
    weighted = sum((value * max(0, (last - seen_on).days + 1) for value, last in contracts), Decimal(0))
    days = weighted / total
    return CoTerm(days, seen_on + timedelta(days=max(0, round(days) - 1)))


def reclaimable_seats(
    paid: int | None, assigned: int | None, idle: int | None, *, spare: Decimal = SPARE_SHARE
) -> int | None:
    """Paid seats that can go at the next renewal: paid − active − ceil(spare × active), active = assigned − idle.

    Never negative; None when one of the three counts is unknown.
    """
    if paid is None or assigned is None or idle is None:
        return None
    active = max(0, assigned - idle)
    kept = active + int((spare * active).to_integral_value(rounding=ROUND_CEILING))
    return max(0, paid - kept)
