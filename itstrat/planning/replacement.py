"""What replacing an asset costs, and how a person is told when and why it falls due."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from itstrat.planning.calendar import months_between
from itstrat.planning.money import inflated

Reason = Literal["useful life", "warranty end", "support end", "os end", "lease end", "set by hand", "none"]
State = Literal["planned", "overdue", "unplanned", "unknown age", "not needed"]
AgeSource = Literal["purchase", "warranty", "first seen", "none"]
Confidence = Literal["high", "medium", "low"]

INFLATION = Decimal("0.03")
NOT_NEEDED = ("retired", "spare")
AGE_CONFIDENCE: dict[AgeSource, Confidence] = {
    "purchase": "high",
    "warranty": "medium",
    "first seen": "low",
    "none": "low",
}
_WHY: dict[Reason, str] = {
    "useful life": "it reaches the end of its useful life",
    "warranty end": "its useful life is over and its warranty ends",
    "support end": "the vendor's support ends",
    "os end": "support of its operating system ends",
    "lease end": "its lease ends",
    "set by hand": "this date was set by hand",
    "none": "",
}


@dataclass(frozen=True, slots=True)
class ClassRule:
    """The rule of the asset's class: plan life, price of one replacement on price_on, its yearly inflation."""

    useful_life_months: int | None = None
    price_today: Decimal | None = None
    price_inflation: Decimal | None = None
    price_on: date | None = None


def price(
    cost: Decimal | None, purchased_on: date | None, rule: ClassRule, bought_on: date, as_of: date
) -> Decimal | None:
    """The price on bought_on: the class's price grown from its price day (as_of if blank) by whole months.

    Without a class price, what the asset cost, grown from its purchase (as_of if blank). Inflation defaults to 3%.
    """
    base, since = (cost, purchased_on) if rule.price_today is None else (rule.price_today, rule.price_on)
    if base is None:
        return None
    rate = INFLATION if rule.price_inflation is None else rule.price_inflation
    return inflated(base, rate, months_between(since or as_of, bought_on))


def sentence(due: date | None, reason: Reason, state: State, source: AgeSource) -> str:
    """The result in one sentence for a person."""
    if state == "not needed":
        return "Retired or spare: no replacement is needed."
    if due is None:
        missing = "its class has no useful life" if state == "unplanned" else "its age is unknown"
        return f"No replacement date: {missing}, and no end of support, system or lease is known."
    verb = "Was due on" if state == "overdue" else "Replace by"
    doubt = ""
    if reason in ("useful life", "warranty end") and source != "purchase":
        known_from = "warranty" if source == "warranty" else "first sighting, so this is the latest date"
        doubt = f" Its age is counted from its {known_from}."
    return f"{verb} {due.isoformat()}: {_WHY[reason]}.{doubt}"
