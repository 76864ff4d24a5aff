"""How long a product's release cycle is supported, and where that stands on a day."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal, get_args

from itstrat.planning.calendar import add_months

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

SupportState = Literal["past", "extended only", "ends soon", "supported", "unknown"]

SOON_MONTHS = 12


@dataclass(frozen=True, slots=True)
class Cycle:
    """One product and release cycle, named as the plan stores it; None is unknown.

    `support_end_on` is the last day of security support, `extended_end_on` of support that costs extra. `supported` is
    what the source says where it names no day.
    """

    id: int
    product: str
    cycle: str
    vendor: str | None = None
    label: str | None = None
    support_end_on: date | None = None
    extended_end_on: date | None = None
    supported: bool | None = None


@dataclass(frozen=True, slots=True)
class Support:
    """Where support stands. `until` is its last day, that of the extended support where only that is left."""

    state: SupportState
    until: date | None = None


def support(cycle: Cycle, as_of: date, soon_months: int = SOON_MONTHS) -> Support:
    """The support of a cycle on as_of; its last day still counts.

    "ends soon" is within so many months, "extended only" is when only support that costs extra is left, "unknown" when
    neither a day nor a word says.
    """
    end, extended = cycle.support_end_on, cycle.extended_end_on
    if end is not None and end >= as_of:
        return Support("ends soon" if end <= add_months(as_of, soon_months) else "supported", end)
    if end is None and cycle.supported:
        return Support("supported")
    if end is None and cycle.supported is None and (extended is None or extended >= as_of):
        return Support("unknown", extended)
    return (
        Support("extended only", extended)
        if extended and extended >= as_of
        else Support("past", extended or end)
    )


def support_of_any(cycles: Sequence[Cycle], as_of: date, soon_months: int = SOON_MONTHS) -> Support:
    """The support of a thing that is one of these cycles: told when all of them agree, with the earliest day.

    Unknown when they differ, and when there are none.
    """
    found = [support(one, as_of, soon_months) for one in cycles]
    if len({one.state for one in found}) != 1:
        return Support("unknown")
    days = [one.until for one in found if one.until is not None]
    return Support(found[0].state, min(days) if len(days) == len(found) else None)


def counts(found: Iterable[Support]) -> dict[SupportState, int]:
    """How many things stand where, every state named, the worst first."""
    number = Counter(one.state for one in found)
    return {state: number[state] for state in get_args(SupportState)}
