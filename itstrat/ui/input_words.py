"""The CIO's inputs between the plan and the screen: a value as its widget holds it, and as a person reads it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from itstrat.errors import ItstratError
from itstrat.planning.assumptions import ASSUMPTIONS, Inputs

if TYPE_CHECKING:
    from collections.abc import Mapping

    from itstrat.planning.assumptions import Assumption, Value

Cell = float | int | str | None

CHOICES: Mapping[str, str] = {
    "pnl": "P&L",
    "cash": "Cash",
    "capex": "CapEx",
    "end": "End of month",
    "start": "Start of month",
}
_WHOLE = ("months", "years")
_NOUNS = {"people a month": "a month", "seats a person": "seats"}
_MICRO = Decimal("0.000001")
_HUNDREDTH = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Changed:
    """One input that differs from the plan: its label and both values as they are read."""

    name: str
    label: str
    before: str
    after: str


def cell(one: Assumption, value: Value) -> Cell:
    """The value as its widget holds it: a choice by its declared word, a share as a fraction (0.05)."""
    if value is None or isinstance(value, str):
        return value
    return int(value) if one.unit in _WHOLE else float(value)


def is_endless(written: str) -> bool:
    """True for what reads as an infinite number."""
    try:
        return math.isinf(float(written))
    except ValueError:
        return False


def value(one: Assumption, held: Cell) -> Value:
    """What a widget holds as a value of the input.

    A browser can send anything: raises ItstratError for what the declaration does not allow.
    """
    if held is None:
        return one.read("none")
    if isinstance(held, str):
        return one.read(held)
    # A slider counts in binary fractions; millionths are finer than any step.
    return one.read(f"{Decimal(str(held)).quantize(_MICRO).normalize():f}")


def read(one: Assumption, text: str) -> Value:
    """The value of a text from an address, where a choice may also stand by its label.

    Raises ItstratError as `value` does.
    """
    by_label = {label: word for word, label in CHOICES.items() if word in one.choices}
    return one.read(by_label.get(text, text))


def said(one: Assumption, value: Value, currency: str) -> str:
    """The value as it is read: 7%, 4,000 USD, 0.5 a month, P&L, none."""
    if value is None:
        return "none"
    if isinstance(value, str):
        return CHOICES.get(value, value)
    if one.unit == "share":
        return f"{_plain(value * 100)}%"
    noun = currency if one.unit == "money" else _NOUNS.get(one.unit, one.unit)
    if value == 1 and one.unit in _WHOLE:
        noun = noun.removesuffix("s")
    return f"{_plain(value)} {noun}"


def about(one: Assumption, planned: Value, currency: str) -> str:
    """Unit, default, the plan's value, bounds and source, for the "?" beside the input."""
    unit = {"money": currency, "share": "percent", "choice": "one of these"}.get(one.unit, one.unit)
    parts = [f"In {unit}."] if one.unit != "choice" else []
    if planned != one.default:
        parts.append(f"In the plan: {said(one, planned, currency)}.")
    parts.append(f"Default: {said(one, one.default, currency)} ({one.source}).")
    if one.least is not None and one.most is not None:
        parts.append(f"From {said(one, one.least, currency)} to {said(one, one.most, currency)}.")
    return " ".join(parts)


def differences(planned: Inputs, chosen: Inputs, currency: str) -> tuple[Changed, ...]:
    """The inputs that differ, in the order of their declaration."""
    return tuple(
        Changed(
            one.name,
            one.label,
            said(one, planned.value(one.name), currency),
            said(one, chosen.value(one.name), currency),
        )
        for one in ASSUMPTIONS.values()
        if planned.value(one.name) != chosen.value(one.name)
    )


def made(planned: Inputs, values: Mapping[str, Value]) -> Inputs:
    """The plan's inputs with these values in their place.

    The three uplifts stay in order: the one that was moved takes the others along.
    """
    moved = {name: value for name, value in values.items() if value != planned.value(name)}
    low, likely, high = (_number(planned, moved, f"uplift_{which}") for which in ("low", "likely", "high"))
    if "uplift_likely" not in moved:
        likely = max(likely, low) if "uplift_low" in moved else likely
        likely = min(likely, high) if "uplift_high" in moved else likely
    low, high = min(low, likely), max(high, likely)
    return planned.with_values(
        moved | {"uplift_low": low, "uplift_likely": likely, "uplift_high": high},
    )


def from_address(planned: Inputs, query: Mapping[str, str]) -> Inputs:
    """The inputs an address asks for; what it does not say, or says wrongly, is as planned."""
    values: dict[str, Value] = {}
    for name in ASSUMPTIONS.keys() & query.keys():
        try:
            values[name] = read(ASSUMPTIONS[name], query[name])
        except ItstratError:
            continue
    return made(planned, values)


def _number(planned: Inputs, moved: Mapping[str, Value], name: str) -> Decimal:
    number = moved.get(name)
    return number if isinstance(number, Decimal) else planned.number(name)


def _plain(number: Decimal) -> str:
    """At most two decimals, without the zeros that say nothing: 7, 0.83, 4,000; what they would hide stays whole."""
    short = number.quantize(_HUNDREDTH, ROUND_HALF_UP) or number
    return f"{short.normalize():,f}".replace("-", "−")
