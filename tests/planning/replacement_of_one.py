"""When one asset should be replaced, rule by rule: the plain way that `replacement_frame` must agree with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from itstrat.planning.calendar import add_months
from itstrat.planning.replacement import (
    AGE_CONFIDENCE,
    NOT_NEEDED,
    AgeSource,
    ClassRule,
    Confidence,
    Reason,
    State,
    price,
    sentence,
)


@dataclass(frozen=True, slots=True)
class AssetFacts:
    """What is known of one asset, named as the plan stores it; None is unknown."""

    status: str | None = None
    purchased_on: date | None = None
    cost: Decimal | None = None
    warranty_months: int | None = None
    warranty_end_on: date | None = None
    support_end_on: date | None = None
    os_end_on: date | None = None
    lease_end_on: date | None = None
    replace_on: date | None = None
    first_seen_on: date | None = None
    retired_on: date | None = None


@dataclass(frozen=True, slots=True)
class Replacement:
    """When, why and for how much. `due_on` and `cost` are None when there is no date or no price to say.

    A due date that rests on the day the asset was first seen is the latest possible: it is "unknown age" while
    ahead, and "overdue" once passed. `cost` is the price in the due month, or on as_of if overdue.
    """

    due_on: date | None
    reason: Reason
    state: State
    confidence: Confidence
    cost: Decimal | None
    explanation: str


def replacement(asset: AssetFacts, rule: ClassRule | None, as_of: date) -> Replacement:
    """The replacement of one asset under its class's rule (None: the class has none), seen on as_of."""
    if asset.status in NOT_NEEDED or (asset.retired_on is not None and asset.retired_on <= as_of):
        return Replacement(
            None, "none", "not needed", "high", None, sentence(None, "none", "not needed", "none")
        )
    rule = rule or ClassRule()
    born, source = _born(asset)
    due, reason = _due(asset, rule, born)
    rests_on_age = reason in ("useful life", "warranty end")
    state = _state(due, as_of, has_rule=rule.useful_life_months is not None)
    if state == "planned" and rests_on_age and source == "first seen":
        state = "unknown age"
    confidence = AGE_CONFIDENCE[source] if rests_on_age or due is None else "high"
    cost = None if due is None else price(asset.cost, asset.purchased_on, rule, max(due, as_of), as_of)
    return Replacement(due, reason, state, confidence, cost, sentence(due, reason, state, source))


def _born(asset: AssetFacts) -> tuple[date | None, AgeSource]:
    """The day its life is counted from: purchase, else the warranty's start, else when it was first seen."""
    if asset.purchased_on is not None:
        return asset.purchased_on, "purchase"
    if asset.warranty_end_on is not None and asset.warranty_months is not None:
        return add_months(asset.warranty_end_on, -asset.warranty_months), "warranty"
    return asset.first_seen_on, "none" if asset.first_seen_on is None else "first seen"


def _due(asset: AssetFacts, rule: ClassRule, born: date | None) -> tuple[date | None, Reason]:
    """The winning date and reason; on one day the earlier named wins."""
    if asset.replace_on is not None:
        return asset.replace_on, "set by hand"
    life = (
        None if born is None or rule.useful_life_months is None else add_months(born, rule.useful_life_months)
    )
    due, reason = _earliest((life, "useful life"), (asset.os_end_on, "os end"))
    warranty_end = _warranty_end(asset)
    if due is not None and warranty_end is not None and warranty_end > due:
        due, reason = warranty_end, "warranty end"
    return _earliest((due, reason), (asset.support_end_on, "support end"), (asset.lease_end_on, "lease end"))


def _warranty_end(asset: AssetFacts) -> date | None:
    if asset.warranty_end_on is not None or asset.purchased_on is None or asset.warranty_months is None:
        return asset.warranty_end_on
    return add_months(asset.purchased_on, asset.warranty_months)


def _earliest(*candidates: tuple[date | None, Reason]) -> tuple[date | None, Reason]:
    known = [(day, reason) for day, reason in candidates if day is not None]
    return min(known, key=lambda candidate: candidate[0]) if known else (None, "none")


def _state(due: date | None, as_of: date, *, has_rule: bool) -> State:
    if due is not None:
        return "overdue" if due < as_of else "planned"
    return "unknown age" if has_rule else "unplanned"
