"""The status of an initiative, worked out from its dates and progress; a person's override shows its reason.

Late is measured on one scale, calendar months: up to one is on track, up to three at risk, beyond that off track.
Three things are measured and the worst decides: the finish against the first approved one, the start against the
first approved one (at worst at risk: the finish still holds), and the work behind the share of time that has passed.
What nobody knows makes nothing late: begun work whose dates hold and of which nobody says how much is done is of
unknown progress.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

from itstrat.planning.calendar import add_months

State = Literal["done", "on track", "at risk", "off track", "planned", "progress unknown", "unscheduled"]

ON_TRACK_MONTHS, AT_RISK_MONTHS = 1, 3
_WORST: tuple[State, ...] = ("on track", "at risk", "off track")


@dataclass(frozen=True, slots=True)
class Dates:
    """What is known of an initiative; None is unknown. `finish_on` and `deadline_on` are last days of work.

    `progress` is the share of the work that is done, 0 to 1, as last stated.
    """

    start_on: date | None = None
    finish_on: date | None = None
    approved_start_on: date | None = None
    approved_finish_on: date | None = None
    deadline_on: date | None = None
    progress: Decimal | None = None
    override: State | None = None
    override_reason: str = ""


@dataclass(frozen=True, slots=True)
class Status:
    """The status that is shown and its reason in a sentence; `computed` is what it would be without an override."""

    state: State
    reason: str
    computed: State
    slip_days: int | None

    @property
    def overridden(self) -> bool:
        """A person set it to something else than what is computed."""
        return self.state != self.computed


def status(dates: Dates, as_of: date) -> Status:
    """The status on a day. An override without a reason does not count, and the reason says so."""
    computed, reason = _computed(dates, as_of)
    slip = slip_days(dates, as_of)
    if dates.override is None or dates.override == computed:
        return Status(computed, reason, computed, slip)
    said = dates.override_reason.strip()
    if not said:
        unsaid = f"{reason} Somebody set it to {dates.override} without a reason, which does not count."
        return Status(computed, unsaid, computed, slip)
    return Status(dates.override, f"{said} (computed: {computed})", computed, slip)


def slip_days(dates: Dates, as_of: date) -> int | None:
    """Days its finish is later than the one first approved; below 0 is earlier, None is unknown.

    Work that is known not to be done cannot finish before as_of, whatever its date says.
    """
    finish = _finish(dates, as_of)
    if finish is None or dates.approved_finish_on is None:
        return None
    return (finish - dates.approved_finish_on).days


def elapsed(dates: Dates, as_of: date) -> Decimal | None:
    """The share of its time that has passed by the end of as_of, 0 to 1; None without dates."""
    if dates.start_on is None or dates.finish_on is None or dates.finish_on < dates.start_on:
        return None
    whole = (dates.finish_on - dates.start_on).days + 1
    return Decimal(min(max((as_of - dates.start_on).days + 1, 0), whole)) / whole


def _finish(dates: Dates, as_of: date) -> date | None:
    if dates.finish_on is None or dates.progress is None or dates.progress >= 1:
        return dates.finish_on
    return max(dates.finish_on, as_of)


def _computed(dates: Dates, as_of: date) -> tuple[State, str]:
    if dates.progress is not None and dates.progress >= 1:
        return "done", "All of its work is done."
    if dates.start_on is None or dates.finish_on is None:
        return "unscheduled", "It has no start." if dates.start_on is None else "Its finish is not known."
    missed = _missed_deadline(dates, as_of)
    if missed:
        return "off track", missed
    found = [*_late_finish(dates, as_of), *_late_start(dates), *_behind(dates, as_of)]
    state, reason = max(found, key=lambda one: _WORST.index(one[0]), default=("on track", ""))
    if state == "on track" and dates.start_on > as_of and not dates.progress:
        return "planned", reason or "It has not started yet and keeps its dates."
    if state == "on track" and dates.progress is None:
        passed = f"Nobody says how much of it is done after {elapsed(dates, as_of):.0%} of its time."
        return "progress unknown", f"{passed} {reason}".strip()
    return state, reason or "Its dates and its progress hold."


def _missed_deadline(dates: Dates, as_of: date) -> str:
    finish = _finish(dates, as_of)
    if dates.deadline_on is None or finish is None or finish <= dates.deadline_on:
        return ""
    if as_of > dates.deadline_on and dates.progress is not None:
        return f"Its deadline passed {_days((as_of - dates.deadline_on).days)} ago."
    return f"It is to finish {_days((finish - dates.deadline_on).days)} after its deadline."


def _late_finish(dates: Dates, as_of: date) -> list[tuple[State, str]]:
    """Against the approved finish, and against its own when it should be over and is not; the worse decides."""
    finish, found = _finish(dates, as_of), list[tuple[State, str]]()
    if finish is None:
        return []
    if dates.approved_finish_on is not None and finish > dates.approved_finish_on:
        late = _days((finish - dates.approved_finish_on).days)
        found.append(
            (_judged(dates.approved_finish_on, finish), f"Its finish is {late} later than first approved.")
        )
    if dates.finish_on is not None and finish > dates.finish_on:
        late = _days((finish - dates.finish_on).days)
        found.append((_judged(dates.finish_on, finish), f"It was to be finished {late} ago and is not."))
    return found


def _late_start(dates: Dates) -> list[tuple[State, str]]:
    if dates.approved_start_on is None or dates.start_on is None or dates.start_on <= dates.approved_start_on:
        return []
    state = _judged(dates.approved_start_on, dates.start_on)
    late = _days((dates.start_on - dates.approved_start_on).days)
    return [("at risk" if state == "off track" else state, f"Its start is {late} later than first approved.")]


def _behind(dates: Dates, as_of: date) -> list[tuple[State, str]]:
    """The days of work that should be done by now and are not."""
    passed = elapsed(dates, as_of)
    if passed is None or dates.start_on is None or dates.finish_on is None or dates.progress is None:
        return []
    if passed <= dates.progress:
        return []
    whole = (dates.finish_on - dates.start_on).days + 1
    days = int(((passed - dates.progress) * whole).to_integral_value(ROUND_HALF_UP))
    if days == 0:
        return []
    if dates.progress == 0:
        reason = (
            f"It was to start {_days((as_of - dates.start_on).days + 1)} ago and no work on it is stated."
        )
    else:
        reason = f"{dates.progress:.0%} is done after {passed:.0%} of its time: {_days(days)} behind."
    return [(_judged(as_of - timedelta(days=days), as_of), reason)]


def _judged(promised: date, now: date) -> State:
    if now <= add_months(promised, ON_TRACK_MONTHS):
        return "on track"
    return "at risk" if now <= add_months(promised, AT_RISK_MONTHS) else "off track"


def _days(count: int) -> str:
    return "1 day" if count == 1 else f"{count:,} days"
