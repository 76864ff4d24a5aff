"""The verdict on a metric: the first of broken, orphan, stale, stagnant, too easy, drifting that holds, else healthy."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from itstrat.planning.calendar import add_months
from itstrat.planning.kpi import attainment, frozen_limits, signals, trend

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from itstrat.planning.kpi import KpiFacts, Signal

State = Literal["broken", "orphan", "stale", "not enough data", "stagnant", "too easy", "drifting", "healthy"]

RECENT = 6
ENOUGH = 6
ENOUGH_TO_STAGNATE = 8
LEAST_MOVE = 0.02
CADENCE_MONTHS = 3


@dataclass(frozen=True, slots=True)
class KpiVerdict:
    """The state, and the sentence that says why."""

    state: State
    reason: str


def kpi_state(values: Sequence[float | None], facts: KpiFacts, as_of: date) -> KpiVerdict:
    """The verdict on a metric from its values in order of time, the last one due included.

    "not enough data" stands after the three verdicts that need no values: fewer than six of them, no direction or no
    target. Stagnant is said only of a metric that misses its target: standing still on it is no fault. Signals count
    in the last six periods, against limits frozen on the first values.
    """
    known = [value for value in values if value is not None]
    return _neglected(values, facts, as_of) or _unjudgeable(known, facts) or _judged(known, facts)


def is_met(value: float, facts: KpiFacts) -> bool | None:
    """Whether a value meets the target; None when target or direction is unknown."""
    if facts.target is None or facts.direction is None:
        return None
    if facts.direction == "band":
        return None if facts.band_high is None else facts.target <= value <= facts.band_high
    return value >= facts.target if facts.direction == "higher" else value <= facts.target


def _neglected(values: Sequence[float | None], facts: KpiFacts, as_of: date) -> KpiVerdict | None:
    """What nobody looks after, whatever its values."""
    if len(values) >= 2 and values[-1] is None and values[-2] is None:
        return KpiVerdict("broken", "The last two values that were due are missing.")
    if not facts.owner:
        return KpiVerdict("orphan", "Nobody owns it.")
    if facts.has_objective is False:
        return KpiVerdict("orphan", "It serves no objective of the company.")
    if facts.reviewed_on is None:
        return KpiVerdict("stale", "It was never reviewed.")
    if add_months(facts.reviewed_on, 2 * (facts.cadence_months or CADENCE_MONTHS)) < as_of:
        return KpiVerdict("stale", f"The last review, on {facts.reviewed_on}, is more than two cadences ago.")
    return None


def _unjudgeable(known: list[float], facts: KpiFacts) -> KpiVerdict | None:
    if len(known) < ENOUGH:
        return KpiVerdict("not enough data", f"{len(known)} values are known; a verdict needs {ENOUGH}.")
    if is_met(known[-1], facts) is None:
        return KpiVerdict("not enough data", "Its target, or which way is better, is not set.")
    return None


def _judged(known: list[float], facts: KpiFacts) -> KpiVerdict:
    recent = [one for one in signals(known, frozen_limits(known)) if one.at >= len(known) - RECENT]
    if not recent and _stands_still(known, facts):
        reason = f"No signal, and it moved less than {LEAST_MOVE:.0%} of the way to its target in {RECENT} periods."
        return KpiVerdict("stagnant", reason)
    if not facts.target_changed and all(is_met(value, facts) for value in known[-RECENT:]):
        return KpiVerdict("too easy", f"The target was met {RECENT} periods running and has not changed.")
    bad = [one for one in recent if _is_bad(one, known, facts)]
    if bad:
        ago = len(known) - 1 - bad[-1].at
        when = "in the last period" if ago == 0 else f"{ago} periods ago"
        return KpiVerdict("drifting", f"It left its usual range to the wrong side {when} ({bad[-1].rule}).")
    return KpiVerdict("healthy", "It stays within its usual range or moves the right way.")


def _stands_still(known: list[float], facts: KpiFacts) -> bool:
    """It misses its target, nobody acts on it, and its attainment hardly moves. Without a baseline the first value is it."""
    if facts.guardrail or facts.has_action or len(known) < ENOUGH_TO_STAGNATE or is_met(known[-1], facts):
        return False
    measured = facts if facts.baseline is not None else replace(facts, baseline=known[0])
    done = [attainment(value, measured, clip=False) for value in known[-ENOUGH_TO_STAGNATE:]]
    steps = [share for share in done if share is not None]
    return len(steps) == len(done) and abs(trend(steps).slope) * RECENT < LEAST_MOVE


def _is_bad(signal: Signal, known: list[float], facts: KpiFacts) -> bool:
    """To the wrong side; for a band, while outside of it."""
    if facts.direction == "band":
        return not is_met(known[signal.at], facts)
    return signal.side == ("down" if facts.direction == "higher" else "up")
