"""How long evidence counts: an answer is as old as its evidence, or as the assessment where the evidence has no date."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itstrat.planning.calendar import add_months

if TYPE_CHECKING:
    from datetime import date

CADENCE_MONTHS = 12


def fresh_until(
    assessed_on: date,
    evidence_on: date | None,
    cadence_months: int | None = None,
    default_months: int = CADENCE_MONTHS,
) -> date:
    """The last day on which an answer still counts: calendar months after its evidence, clipped to the month's end.

    A cadence of None is the default.
    """
    return add_months(evidence_on or assessed_on, cadence_months or default_months)
