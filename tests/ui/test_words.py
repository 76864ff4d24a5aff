"""How figures are written, and how texts from files are kept from being markup."""

from __future__ import annotations

from decimal import Decimal

import pytest

from itstrat.ui.words import amount, plain


@pytest.mark.parametrize(
    ("value", "unit", "shown"),
    [
        (Decimal(1184000), "USD", "$1.18M"),
        (Decimal("72.5"), "%", "73%"),
        (Decimal(41), "assets", "41 assets"),
        (Decimal(0), "USD", "$0"),
        (Decimal(999), "days", "999 days"),
        (Decimal(5861), "days", "16.0 years"),
    ],
)
def test_a_value_is_read_with_its_unit(value: Decimal, unit: str, shown: str) -> None:
    """Money short, percents whole, counts with their noun, so many days that a card would cut them in years."""
    assert amount(value, unit) == shown


@pytest.mark.parametrize("unit", ["USD", "%", "assets", ""])
def test_unknown_is_never_zero(unit: str) -> None:
    """Whatever the unit."""
    assert amount(None, unit) == "unknown"


def test_dollars_and_brackets_stay_letters() -> None:
    """$ would start a formula, [] a link, : a directive."""
    assert plain("$5 to [Acme](http://x) :red[now]") == r"\$5 to \[Acme\](http\://x) \:red\[now\]"
