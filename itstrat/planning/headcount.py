"""How many people there are at the start of each month, from the people of today, hires and leavers."""

from __future__ import annotations

from decimal import Decimal
from itertools import accumulate
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Sequence

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
