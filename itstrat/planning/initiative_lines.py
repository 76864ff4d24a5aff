"""What an initiative costs and saves by month: move its start and every line moves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

from itstrat.planning.calendar import add_months, month_start
from itstrat.planning.money import ZERO, allocate, cents

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Saves = Literal["time", "contracts"]

RAMP_MONTHS = 6
REALISATION: Mapping[Saves, Decimal] = {"time": Decimal("0.5"), "contracts": Decimal("0.9")}


@dataclass(frozen=True, slots=True)
class Saving:
    """Money an initiative saves a month once it is fully there, from `starts_on` or, when None, from go-live.

    `realisation` is the share that comes true; None takes the default of what it saves: 50% of released time, 90% of
    cancelled contracts. `ramp_months` None is 6.
    """

    monthly: Decimal
    saves: Saves = "contracts"
    realisation: Decimal | None = None
    ramp_months: int | None = None
    starts_on: date | None = None


@dataclass(frozen=True, slots=True)
class Initiative:
    """One initiative: a one-off cost spread over `months` from its start, then run cost and savings a month.

    It goes live the month after the last of its `months`; one without a start is not scheduled and costs nothing yet.
    """

    source_id: int
    label: str
    starts_on: date | None
    months: int = 1
    one_off: Decimal = ZERO
    run_monthly: Decimal = ZERO
    savings: tuple[Saving, ...] = ()
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

    The one-off cost in equal parts that sum to it; in month k from its start (0 is the first) a saving is the
    monthly one × min(1, (k + 1) / ramp) × realisation.
    """
    live = initiative.goes_live_on
    start = add_months(live, -max(1, initiative.months))
    spread = allocate(initiative.one_off, max(1, initiative.months))
    spent = {add_months(start, k): amount for k, amount in enumerate(spread)}
    return InitiativeMonths(
        one_off=tuple(spent.get(month, ZERO) for month in months),
        run=tuple(cents(initiative.run_monthly) if month >= live else ZERO for month in months),
        saving=tuple(
            sum(
                (_saved(one, _months_since(one.starts_on or live, month)) for one in initiative.savings), ZERO
            )
            for month in months
        ),
    )


def _months_since(live: date, month: date) -> int:
    return (month.year - live.year) * 12 + month.month - live.month


def _saved(saving: Saving, age: int) -> Decimal:
    if age < 0:
        return ZERO
    stated = saving.realisation
    realised = REALISATION[saving.saves] if stated is None else stated
    ramp = min(Decimal(1), Decimal(age + 1) / max(1, saving.ramp_months or RAMP_MONTHS))
    return cents(saving.monthly * realised * ramp)
