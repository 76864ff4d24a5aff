"""How a number is written, the same on pages, slides and charts: short, with a true minus, unknown said as such."""

from __future__ import annotations

import math
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

Number = Decimal | int | float

UNKNOWN = "unknown"
_SYMBOLS = {"USD": "$", "EUR": "€", "GBP": "£", "JPY": "¥"}
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_STEPS = ((Decimal(10) ** 9, "B"), (Decimal(10) ** 6, "M"), (Decimal(10) ** 3, "k"), (Decimal(1), ""))


def is_known(value: object) -> bool:
    """False for None, NaN and NaT: the ways a frame says that it does not know."""
    return not pd.isna(value)  # type: ignore[call-overload]


def exact(value: object) -> Decimal | None:
    """The value as a Decimal of its shortest writing, or None where it is unknown."""
    return Decimal(str(value)) if is_known(value) else None


def number(value: object) -> float:
    """The value as a float for geometry; NaN where it is unknown."""
    return float(str(value)) if is_known(value) else math.nan


def day_of(value: object) -> date | None:
    """The value of a frame as a day, or None where it is unknown."""
    return pd.Timestamp(str(value)).date() if is_known(value) else None


def money_label(value: Number | None, currency: str = "USD") -> str:
    """At most three significant digits: $598, $41.3k, $820k, $1.18M; `USD 1.2M` style where a code has no symbol."""
    amount = exact(value)
    if amount is None:
        return UNKNOWN
    symbol = _SYMBOLS.get(currency, f"{currency} ")
    return f"{'−' if _shown(amount) < 0 else ''}{symbol}{_short(abs(amount))}"


def signed_money(value: Number | None, currency: str = "USD") -> str:
    """A difference of money: +$12k, −$820k, $0."""
    label = money_label(value, currency)
    amount = exact(value)
    return f"+{label}" if amount is not None and _shown(amount) > 0 else label


def percent(ratio: Number | None) -> str:
    """A share (0.725) as whole percent (73%); never rounded to 0% or 100% when it is not: <1%, >99%."""
    share = exact(ratio)
    if share is None:
        return UNKNOWN
    if 0 < share < Decimal("0.005"):
        return "<1%"
    if Decimal("0.995") <= share < 1:
        return ">99%"
    return f"{_minus(_whole(share * 100))}%"


def signed_percent(ratio: Number | None) -> str:
    """A relative difference (−0.034) with its sign: −3%, +12%, 0%."""
    share = exact(ratio)
    if share is None:
        return UNKNOWN
    whole = _whole(share * 100)
    return f"{'+' if whole > 0 else ''}{_minus(whole)}%"


def count_label(value: Number | None) -> str:
    """A count with thousands separated: 1,240."""
    amount = exact(value)
    return UNKNOWN if amount is None else _minus(_whole(amount))


def plural(value: int, noun: str) -> str:
    """`1 asset`, `1,240 assets`; the noun takes a plain s."""
    return f"{count_label(value)} {noun}{'' if value == 1 else 's'}"


def month_label(day: date) -> str:
    """`Jul`, in English whatever the machine's language."""
    return _MONTHS[day.month - 1]


def month_year(day: date) -> str:
    """`Nov 2026`."""
    return f"{month_label(day)} {day.year}"


def day_label(day: date | None) -> str:
    """`22 Nov 2026`."""
    return UNKNOWN if day is None or not is_known(day) else f"{day.day} {month_year(day)}"


def fiscal_year_label(year: int) -> str:
    """`FY27`, the fiscal year that ends in 2027."""
    return f"FY{year % 100:02d}"


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit for a whole panel ($k), so that its labels can be bare numbers."""

    name: str
    divisor: Decimal
    digits: int

    def label(self, value: Number | None) -> str:
        """The value in this unit, `?` where it is unknown."""
        amount = exact(value)
        return "?" if amount is None else _minus(self._rounded(amount))

    def signed(self, value: Number | None) -> str:
        """A difference in this unit, with its sign."""
        amount = exact(value)
        plus = "+" if amount is not None and self._rounded(amount) > 0 else ""
        return plus + self.label(value)

    def _rounded(self, amount: Decimal) -> Decimal:
        rounded = (amount / self.divisor).quantize(Decimal(1).scaleb(-self.digits), ROUND_HALF_UP)
        return rounded + 0  # a negative zero becomes zero


def money_unit(values: Iterable[Number | None], currency: str = "USD") -> Unit:
    """The unit in which the largest value has at most three significant digits: 598, 59.8 or 5.98."""
    largest = max(
        (abs(amount) for value in values if (amount := exact(value)) is not None), default=Decimal(0)
    )
    divisor, suffix = next((step for step in _STEPS if largest >= step[0]), _STEPS[-1])
    symbol = _SYMBOLS.get(currency, currency)
    joined = f"{symbol}{suffix}" if len(symbol) == 1 else f"{symbol} {suffix}".strip()
    return Unit(joined, divisor, max(0, 2 - (largest / divisor).adjusted()) if suffix else 0)


def _short(amount: Decimal) -> str:
    rounded = _shown(amount)
    divisor, suffix = next((step for step in _STEPS if rounded >= step[0]), _STEPS[-1])
    text = f"{rounded / divisor:,f}"
    return f"{text.rstrip('0').rstrip('.') if '.' in text else text}{suffix}"


def _shown(amount: Decimal) -> Decimal:
    """The amount rounded to three significant digits, and to whole units: 999,600 is shown as a million."""
    exponent = max(amount.copy_abs().adjusted() - 2, 0) if amount else 0
    return amount.quantize(Decimal(1).scaleb(exponent), ROUND_HALF_UP).quantize(Decimal(1))


def _whole(amount: Decimal) -> Decimal:
    return amount.quantize(Decimal(1), ROUND_HALF_UP) + 0


def _minus(amount: Decimal) -> str:
    return f"{amount:,f}".replace("-", "−")
