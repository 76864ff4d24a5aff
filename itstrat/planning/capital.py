"""Money laid out month by month, seen as cash, as cost of the period, or as addition to capital."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

import numpy as np

from itstrat.planning.depreciation import charges_by_month
from itstrat.planning.money import ZERO

if TYPE_CHECKING:
    from collections.abc import Sequence

    from itstrat.planning.assumptions import Inputs
    from itstrat.planning.month_index import Whole
    from itstrat.planning.plan_facts import Ask


@dataclass(frozen=True, slots=True)
class Outlay:
    """Money paid in a month of the plan (by its place), in service from then unless `service` says another month."""

    month: int
    amount: Decimal
    service: int | None = None


def outlay_months(outlays: Sequence[Outlay], capital: bool, inputs: Inputs, ask: Ask) -> list[Decimal]:
    """The outlays by month: cash when paid; P&L when paid, or over the book life if capital; CapEx only if capital."""
    count = len(ask.months)
    if ask.view == "pnl" and capital:
        amounts = np.array([to_cents(one.amount) for one in outlays], dtype=np.int64)
        service = np.array(
            [one.month if one.service is None else one.service for one in outlays], dtype=np.int64
        )
        charged = charges_by_month(amounts, inputs.whole("book_life"), service, count)
        return from_cents(charged.sum(axis=0))
    found = [ZERO] * count
    for one in outlays if capital or ask.view != "capex" else ():
        if 0 <= one.month < count:
            found[one.month] += one.amount
    return found


def to_cents(amount: Decimal) -> int:
    """A stored amount (two decimals) as a whole number of cents."""
    return int(amount.scaleb(2))


def from_cents(amounts: Whole) -> list[Decimal]:
    """Whole cents as amounts of two decimals."""
    return [Decimal(one).scaleb(-2) for one in amounts.tolist()]
