"""What is known of each control on a day: the newest assessment on or before it, its weakest part, unknown when stale."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_CEILING, Decimal
from typing import TYPE_CHECKING, Literal

from itstrat.planning.evidence_age import CADENCE_MONTHS, fresh_until

if TYPE_CHECKING:
    from collections.abc import Iterable

Status = Literal["implemented", "partly", "planned", "not implemented", "not applicable", "unknown"]


@dataclass(frozen=True, slots=True)
class Assessment:
    """One answer, named as the plan stores it; None is unknown. A blank `part` speaks of the whole control."""

    control_id: int
    assessed_on: date
    part: str = ""
    level: Decimal | None = None
    target: Decimal | None = None
    scale: str = "tier"
    status: Status | None = None
    evidence_on: date | None = None
    cadence_months: int | None = None
    owner: str | None = None
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class ControlState:
    """A control on a day. A stale one has status "unknown" and no level; its target, owner and dates stay.

    `level` is that of the weakest part, `target` the highest wanted, `gap` the largest of a part in whole levels (a
    begun level counts), None when it cannot be told. `fresh_until` is when the first part's evidence gets too old
    and `evidence_on` the day of that evidence (None: not said, counted from the assessment), `due_on` when the first part's gap is to be closed.
    """

    control_id: int
    status: Status = "unknown"
    level: Decimal | None = None
    target: Decimal | None = None
    scale: str | None = None
    gap: int | None = None
    stale: bool = False
    assessed_on: date | None = None
    evidence_on: date | None = None
    fresh_until: date | None = None
    owner: str | None = None
    due_on: date | None = None
    parts: int = 0

    @property
    def is_open(self) -> bool | None:
        """Whether something is left to do: below target, or not implemented in full. None is unknown."""
        if self.status == "not applicable":
            return False
        if self.gap is not None:
            return self.gap > 0
        return None if self.status == "unknown" else self.status != "implemented"


class History:
    """All assessments of a plan, to be asked for any day."""

    def __init__(self, assessments: Iterable[Assessment]) -> None:
        """Of two on one day for the same part, the later given counts."""
        self._parts: dict[int, dict[str, list[Assessment]]] = {}
        for one in sorted(assessments, key=_day):
            self._parts.setdefault(one.control_id, {}).setdefault(one.part, []).append(one)

    def days(self, controls: Iterable[int]) -> list[date]:
        """The days on which any of these controls was assessed, in order."""
        rows = (rows for control in controls for rows in self._parts.get(control, {}).values())
        return sorted({one.assessed_on for part in rows for one in part})

    def on(
        self, day: date, controls: Iterable[int], cadence_months: int = CADENCE_MONTHS
    ) -> list[ControlState]:
        """The state of each control at the end of the day, in the order given; never assessed is unknown.

        `cadence_months` is how long evidence counts where an assessment does not say. Parts assessed after the whole
        replace it, and the whole replaces parts assessed before it or on the same day.
        """
        return [self._state(control, day, cadence_months) for control in controls]

    def _state(self, control: int, day: date, cadence_months: int) -> ControlState:
        newest = {
            part: rows[at - 1]
            for part, rows in self._parts.get(control, {}).items()
            if (at := bisect_right(rows, day, key=_day))
        }
        if not newest:
            return ControlState(control)
        parts = [_of_part(one, day, cadence_months) for one in _counting(newest)]
        return parts[0] if len(parts) == 1 else _merged(parts)


def _day(one: Assessment) -> date:
    return one.assessed_on


def _counting(newest: dict[str, Assessment]) -> list[Assessment]:
    whole = newest.get("")
    parts = [one for part, one in newest.items() if part]
    if whole is not None and all(one.assessed_on <= whole.assessed_on for one in parts):
        return [whole]
    return parts


def _of_part(one: Assessment, day: date, cadence_months: int) -> ControlState:
    until = fresh_until(one.assessed_on, one.evidence_on, one.cadence_months, cadence_months)
    stale = until < day
    silent = stale or one.status == "not applicable"
    return ControlState(
        control_id=one.control_id,
        status="unknown" if stale else _status(one),
        level=None if silent else one.level,
        target=one.target,
        scale=one.scale,
        gap=None if silent else _gap(one),
        stale=stale,
        assessed_on=one.assessed_on,
        evidence_on=one.evidence_on,
        fresh_until=until,
        owner=one.owner,
        due_on=one.due_on,
        parts=1,
    )


def _merged(parts: list[ControlState]) -> ControlState:
    """Several parts as one: unknown as soon as one that applies is."""
    applying = [one for one in parts if one.status != "not applicable"]
    levels = [one.level for one in applying if one.level is not None]
    gaps = [one.gap for one in applying if one.gap is not None]
    compare = len(levels) == len(applying) and len({one.scale for one in applying}) == 1
    newest = max(parts, key=lambda one: one.assessed_on or date.min)
    oldest = min(parts, key=lambda one: one.fresh_until or date.max)
    return replace(
        newest,
        status=_weakest({one.status for one in applying}),
        level=min(levels) if compare else None,
        scale=applying[0].scale if applying else newest.scale,
        target=max((one.target for one in applying if one.target is not None), default=None),
        gap=max(gaps) if gaps and len(gaps) == len(applying) else None,
        stale=any(one.stale for one in parts),
        evidence_on=oldest.evidence_on,
        fresh_until=oldest.fresh_until,
        due_on=min((one.due_on for one in parts if one.due_on is not None), default=None),
        parts=len(parts),
    )


def _gap(one: Assessment) -> int | None:
    if one.level is None or one.target is None:
        return None
    return max(0, int((one.target - one.level).to_integral_value(ROUND_CEILING)))


def _status(one: Assessment) -> Status:
    """What was said; else read from level and target: on target is implemented, above level 0 is partly."""
    if one.status is not None:
        return one.status
    gap = _gap(one)
    if gap is None or one.level is None:
        return "unknown"
    if gap == 0:
        return "implemented"
    return "partly" if one.level > 0 else "not implemented"


def _weakest(applying: set[Status]) -> Status:
    """One status for the parts that apply; a mix of done and not done is partly done."""
    if not applying:
        return "not applicable"
    if "unknown" in applying:
        return "unknown"
    if len(applying) == 1:
        return next(iter(applying))
    return "partly" if applying & {"implemented", "partly"} else "not implemented"
