"""A series of amounts by month or by year, without gaps."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from itstrat.planning.calendar import add_months

Step = Literal["months", "years"]

STEP_MONTHS: dict[Step, int] = {"months": 1, "years": 12}


@dataclass(frozen=True, slots=True)
class Series:
    """Amounts of consecutive months (each named by its first day) or years (by a day), oldest first; not empty."""

    name: str
    step: Step
    first_on: date
    amounts: tuple[Decimal, ...]

    def period(self, place: int) -> date:
        """The day that names a period: 0 is the first, len(amounts) the first one after the series."""
        return add_months(self.first_on, place * STEP_MONTHS[self.step])
