"""What an initiative costs and saves by month: move its start and every line moves."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from itstrat.planning.benefits import Benefit, projected
from itstrat.planning.calendar import add_months, month_start
from itstrat.planning.money import ZERO, allocate, cents

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class Initiative:
    """One initiative: a one-off cost spread over `months` from its start, then run cost and savings a month.

    It goes live the month after the last of its `months`; one without a start is not scheduled and costs nothing yet.
    A saving without a start begins when it goes live.
    """

    source_id: int
    label: str
    starts_on: date | None
    months: int = 1
    one_off: Decimal = ZERO
    run_monthly: Decimal = ZERO
    savings: tuple[Benefit, ...] = ()
    capital: bool = False

    @property
    def goes_live_on(self) -> date:
        """The first month of run cost and savings. Raises ValueError for one that is not scheduled."""
        if self.starts_on is None:
            raise ValueError(f"{self.label} is not scheduled")
        return add_months(month_start(self.starts_on), max(1, self.months))


@dataclass(frozen=True, slots=True)
class InitiativeMonths:
    """Amounts by month of the plan: one-off and run cost, and what is saved, all positive."""

    one_off: tuple[Decimal, ...]
    run: tuple[Decimal, ...]
    saving: tuple[Decimal, ...]


def initiative_months(initiative: Initiative, months: Sequence[date]) -> InitiativeMonths:
    """A scheduled initiative over the plan's months (first days).

    The one-off cost in equal parts that sum to it; savings as benefits.projected has them.
    """
    live = initiative.goes_live_on
    start = add_months(live, -max(1, initiative.months))
    spread = allocate(initiative.one_off, max(1, initiative.months))
    spent = {add_months(start, k): amount for k, amount in enumerate(spread)}
    saved = [projected(replace(one, starts_on=one.starts_on or live), months) for one in initiative.savings]
    return InitiativeMonths(
        one_off=tuple(spent.get(month, ZERO) for month in months),
        run=tuple(cents(initiative.run_monthly) if month >= live else ZERO for month in months),
        saving=tuple(sum(amounts, ZERO) for amounts in zip(*saved, strict=True))
        if saved
        else (ZERO,) * len(months),
    )
