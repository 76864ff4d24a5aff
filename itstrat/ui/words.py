"""Words on the screen: figures as they are read, and texts from files kept from being taken for markup."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from itstrat import numbers

if TYPE_CHECKING:
    from decimal import Decimal

_CURRENCY = re.compile(r"[A-Z]{3}")
_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|$~:])")


def plain(text: str) -> str:
    """The text for Streamlit's Markdown, shown letter by letter: names come from files, and $ would start a formula."""
    return _MARKUP.sub(r"\\\1", text)


def amount(value: Decimal | None, unit: str) -> str:
    """A value as it is read: $1.18M, 73%, 41 assets; "unknown" when it is. Percents are given as 73, not 0.73."""
    if value is None:
        return numbers.UNKNOWN
    if _CURRENCY.fullmatch(unit):
        return numbers.money_label(value, unit)
    if unit == "%":
        return numbers.percent(value / 100)
    return f"{numbers.count_label(value)} {unit}".strip()
