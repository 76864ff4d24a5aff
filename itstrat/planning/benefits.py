"""What initiatives are to bring, and what came true: four kinds of value that are never added up.

The shares that come true and the ramp are our assumptions, used where a benefit does not say.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

from itstrat.planning.calendar import add_months, month_start, month_starts, months_apart
from itstrat.planning.money import ZERO, cents

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from itstrat.planning.assumptions import Inputs

Kind = Literal["cash", "avoided", "time", "experience"]

KINDS: tuple[Kind, ...] = ("cash", "avoided", "time", "experience")
RAMP_MONTHS = 6
REALISATION: Mapping[Kind, Decimal] = {
    "cash": Decimal("0.9"),
    "avoided": Decimal("0.9"),
    "time": Decimal("0.5"),
    "experience": Decimal("0.5"),
}


# The CIO's input for the share that comes true, where there is one.
_REALISED_AS: Mapping[Kind, str] = {"cash": "realisation_contracts", "time": "realisation_time"}


@dataclass(frozen=True, slots=True)
class Benefit:
    """One kind of value of one initiative: so much a month once it is fully there, from its first month on.

    `starts_on` None is unknown: nothing is projected. `ramp_months` and `realisation` None take the default.
    """

    key: str
    kind: Kind
    monthly: Decimal
    starts_on: date | None
    ramp_months: int | None = None
    realisation: Decimal | None = None
    confirmed: bool = False

    @property
    def share(self) -> Decimal:
        """The part that is expected to come true: its own, else the default of its kind."""
        return REALISATION[self.kind] if self.realisation is None else self.realisation

    @property
    def yearly(self) -> Decimal:
        """What twelve months of it are expected to bring once it is fully there."""
        return 12 * cents(self.monthly * self.share)

    @property
    def lowers_budget(self) -> bool:
        """Only cash does, and only when its owner has signed."""
        return self.kind == "cash" and self.confirmed


def planned(benefit: Benefit, inputs: Inputs) -> Benefit:
    """The benefit as the CIO plans with it: the inputs stand where it does not say its ramp or the share that comes true."""
    said = _REALISED_AS.get(benefit.kind)
    share = inputs.number(said) if said and benefit.realisation is None else benefit.realisation
    ramp = inputs.whole("savings_ramp") if benefit.ramp_months is None else benefit.ramp_months
    return replace(benefit, realisation=share, ramp_months=ramp)


def projected(benefit: Benefit, months: Sequence[date]) -> tuple[Decimal, ...]:
    """Its value by month (first days): monthly × share that comes true × min(1, (k + 1) / ramp) in its k-th month."""
    if benefit.starts_on is None:
        return (ZERO,) * len(months)
    first = month_start(benefit.starts_on)
    ramp = max(1, RAMP_MONTHS if benefit.ramp_months is None else benefit.ramp_months)
    ages = (months_apart(first, month) for month in months)
    return tuple(
        cents(benefit.monthly * benefit.share * min(Decimal(1), Decimal(age + 1) / ramp))
        if age >= 0
        else ZERO
        for age in ages
    )


def closed(benefit: Benefit, as_of: date) -> list[date]:
    """The months, by first day, in which it was to bring something and that have ended before as_of."""
    if benefit.starts_on is None:
        return []
    return month_starts(benefit.starts_on, add_months(month_start(as_of), -1))


def released(unit: str | None, before: Decimal | None, now: Decimal | None) -> Decimal | None:
    """Hours a month that are released: those measured before less those measured now; None where that is not known.

    Only a measure in hours tells: twelve calls fewer are no hours.
    """
    if before is None or now is None or not (unit or "").strip().casefold().startswith("hour"):
        return None
    return before - now
