"""How many people there are at the start of each month, from the people of today, hires and leavers."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from itertools import accumulate
from typing import TYPE_CHECKING, Literal

from itstrat.planning.calendar import add_months, month_start

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

Timing = Literal["start", "average"]


def headcount(
    opening: Decimal, hires: Sequence[Decimal], leavers: Sequence[Decimal], timing: Timing = "start"
) -> tuple[Decimal, ...]:
    """People in each month: opening + hires − leavers effective on or before the month's first day; never below 0.

    hires[m] and leavers[m] take effect on the first day of month m. Timing "average" is the mean of a month's start
    and the next one's; the last month has no next and keeps its start.
    """
    changes = [come - go for come, go in zip(hires, leavers, strict=True)]
    starts = list(
        accumulate(changes, lambda people, change: max(Decimal(0), people + change), initial=opening)
    )
    starts = starts[1:]
    if timing == "start":
        return tuple(starts)
    return tuple((now + later) / 2 for now, later in zip(starts, [*starts[1:], *starts[-1:]], strict=True))


def effective_by_month(days: Iterable[date], months: Sequence[date]) -> tuple[Decimal, ...]:
    """How many of the days take effect in each month: on its first day, else from the next month on.

    Days that take effect before the first month or after the last are not counted: they are in the opening, or
    beyond the plan.
    """
    counts = Counter(day if day.day == 1 else add_months(month_start(day), 1) for day in days)
    return tuple(Decimal(counts[month]) for month in months)
