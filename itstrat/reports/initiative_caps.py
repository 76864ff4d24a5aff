"""What initiatives may cost in a fiscal year, and where they cost more: roadmap, best schedule and budget all ask here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING

from itstrat.numbers import money_label
from itstrat.planning.calendar import FiscalCalendar, month_start
from itstrat.planning.initiative_lines import Initiative, initiative_months
from itstrat.planning.money import ZERO
from itstrat.reports.statement import Finding

if TYPE_CHECKING:
    from collections.abc import Iterable

    from itstrat.planning.assumptions import Inputs
    from itstrat.store.roadmap import Roadmap

# To the end of the fourth fiscal year after this one, as the best schedule looks.
_YEARS_AHEAD = 4
INPUT = "initiative_cap"


@dataclass(frozen=True)
class Capped:
    """All initiatives of the company as they are dated, and the caps that fiscal years have of their own.

    What is done costs nothing from the month of `as_of` on, as on the roadmap.
    """

    calendar: FiscalCalendar
    as_of: date
    initiatives: tuple[Initiative, ...]
    done: frozenset[int]
    own: Mapping[int, Decimal]

    @property
    def years(self) -> range:
        """The fiscal years that are looked at: the running one and the four after it."""
        year = self.calendar.fiscal_year(self.as_of)
        return range(year, year + _YEARS_AHEAD + 1)

    @cached_property
    def costs(self) -> Mapping[int, Decimal]:
        """What the initiatives cost in each of the years, one-off and run cost together, in cash."""
        dated = [one for one in self.initiatives if one.starts_on is not None]
        return {year: sum((self._cost(one, year) for one in dated), ZERO) for year in self.years}

    def caps(self, inputs: Inputs) -> dict[int, Decimal]:
        """The cap of each year: its own, else the input's; a year that has neither is left out."""
        usual = inputs.value(INPUT)
        every = dict.fromkeys(self.years, usual) if isinstance(usual, Decimal) else {}
        return every | dict(self.own)

    def findings(self, inputs: Inputs, currency: str, beside: Iterable[Initiative] = ()) -> list[Finding]:
        """The years whose cap is exceeded, in order; `beside` are initiatives that are only tried out."""
        found = []
        added = tuple(beside)
        for year, cap in sorted(self.caps(inputs).items()):
            if year not in self.years:
                continue
            cost = sum((self._cost(one, year) for one in added), self.costs[year])
            if cost > cap:
                money, over, most = (money_label(amount, currency) for amount in (cost, cost - cap, cap))
                sentence = (
                    f"Initiatives cost {money} in {self.calendar.label(year)}, {over} above its cap of {most}: "
                    "move some or raise it."
                )
                found.append(Finding("off track", sentence, "roadmap"))
        return found

    def _cost(self, one: Initiative, year: int) -> Decimal:
        opens = month_start(self.as_of)
        months = [
            month for month in self.calendar.months(year) if one.source_id not in self.done or month < opens
        ]
        spread = initiative_months(replace(one, savings=()), months)
        return sum((*spread.one_off, *spread.run), ZERO)


def capped(calendar: FiscalCalendar, as_of: date, initiatives: Iterable[Initiative], plan: Roadmap) -> Capped:
    """The caps of the plan; `initiatives` are all of it as the budget counts them, those done included."""
    done = frozenset(row["id"] for row in plan.initiatives if row["progress"] == 1)
    own = {row["fiscal_year"]: row["amount"] for row in plan.caps}
    return Capped(calendar, as_of, tuple(initiatives), done, own)
