"""How numbers, dates and texts are written."""

from __future__ import annotations

import datetime as dt
import math
from decimal import Decimal
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from itstrat import numbers, wording
from itstrat.charts.lettering import shorten, text_width, wrap


@pytest.mark.parametrize(
    ("amount", "label"),
    [
        (0, "$0"),
        (Decimal("598.40"), "$598"),
        (Decimal("999.60"), "$1k"),
        (41300, "$41.3k"),
        (820000, "$820k"),
        (999600, "$1M"),
        (Decimal(1180000), "$1.18M"),
        (8270000.0, "$8.27M"),
        (Decimal(-820000), "−$820k"),
        (Decimal("-0.2"), "$0"),
        (None, "unknown"),
        (math.nan, "unknown"),
        (pd.NA, "unknown"),
    ],
)
def test_money_is_short(amount: Any, label: str) -> None:
    """At most three significant digits with k, M or B; a true minus; unknown is said, never shown as 0."""
    assert numbers.money_label(amount) == label


def test_currencies_without_a_symbol_show_their_code() -> None:
    """`CHF 1.2M`, but € and £ by their signs."""
    assert numbers.money_label(1_200_000, "CHF") == "CHF 1.2M"
    assert numbers.money_label(-1_200_000, "CHF") == "−CHF 1.2M"
    assert numbers.money_label(5000, "EUR") == "€5k"


def test_differences_carry_their_sign() -> None:
    """Plus and minus are always printed, except on nothing."""
    assert [numbers.signed_money(v) for v in (12000, -12000, 0, None)] == ["+$12k", "−$12k", "$0", "unknown"]
    assert [numbers.signed_percent(v) for v in (0.034, -0.034, 0.001)] == ["+3%", "−3%", "0%"]


def test_percent_is_never_rounded_to_all_or_nothing() -> None:
    """99.6% is not all, 0.1% is not nothing."""
    shares = (0, 0.001, 0.725, 0.996, 1, None)
    assert [numbers.percent(v) for v in shares] == ["0%", "<1%", "73%", ">99%", "100%", "unknown"]


@given(st.decimals(-(10**12), 10**12, places=2))
def test_money_labels_are_true_to_half_a_percent(amount: Decimal) -> None:
    """A label read back is within rounding of three digits of the amount."""
    text = numbers.money_label(amount).replace("$", "").replace("−", "-").replace(",", "")
    factor = {"k": 10**3, "M": 10**6, "B": 10**9}.get(text[-1], 1)
    value = Decimal(text.rstrip("kMB")) * factor
    assert abs(value - amount) <= max(Decimal("0.5"), abs(amount) * Decimal("0.00501"))


def test_a_panel_has_one_unit() -> None:
    """The largest amount decides; bare numbers follow, of at most three significant digits."""
    thousands = numbers.money_unit([598000, None, -12000])
    assert (thousands.name, thousands.label(598000), thousands.signed(-12000), thousands.signed(11000)) == (
        "$k",
        "598",
        "−12",
        "+11",
    )
    assert numbers.money_unit([4_200_000]).label(4_200_000) == "4.20"
    assert numbers.money_unit([59_800]).signed(-300) == "−0.3"
    assert thousands.label(None) == "?"
    assert thousands.signed(-200) == "0"


def test_dates_are_english_and_unambiguous() -> None:
    """Months are words, fiscal years are named by their end."""
    assert numbers.day_label(dt.date(2026, 11, 2)) == "2 Nov 2026"
    assert numbers.day_label(None) == "unknown"
    assert numbers.fiscal_year_label(2027) == "FY27"


@pytest.mark.parametrize("value", [dt.date(2026, 7, 1), pd.Timestamp("2026-07-01 09:30"), "2026-07-01"])
def test_a_day_of_a_frame_is_a_date(value: object) -> None:
    """Whatever a frame holds it as; what it does not know stays unknown."""
    assert numbers.day_of(value) == dt.date(2026, 7, 1)
    assert [numbers.day_of(unknown) for unknown in (None, pd.NaT, math.nan)] == [None] * 3
    assert numbers.month_year(dt.date(2026, 7, 1)) == "Jul 2026"


def test_plurals_count() -> None:
    """One asset, several assets."""
    assert [numbers.plural(n, "asset") for n in (0, 1, 1240)] == ["0 assets", "1 asset", "1,240 assets"]


def test_names_beyond_the_first_are_counted() -> None:
    """Nobody is left out unsaid, and a few names stand in full."""
    assert [wording.and_more(["CRM", "ERP", "DMS"], shown) for shown in (1, 2, 3)] == [
        "CRM and 2 more",
        "CRM, ERP and 1 more",
        "CRM, ERP, DMS",
    ]
    assert wording.and_more(["CRM", "ERP"], 2, between="; ") == "CRM; ERP"
    assert wording.and_more([]) == ""


@given(st.text("abc WM,.", max_size=40), st.integers(20, 200))
def test_shortened_text_fits_and_is_a_beginning(text: str, limit: int) -> None:
    """What is cut ends in an ellipsis, fits, and is the beginning of the text."""
    cut = shorten(text, limit, 11)
    assert cut == text or (cut.endswith("…") and text.startswith(cut[:-1]))
    assert text_width(cut, 11) <= limit


@given(st.lists(st.text("abcdefgh", min_size=1, max_size=9), max_size=20), st.integers(80, 300))
def test_wrapped_lines_fit_and_lose_no_word(words: list[str], limit: int) -> None:
    """Every word is kept in order, and every line fits."""
    lines = wrap(" ".join(words), limit, 11)
    assert " ".join(lines).split() == words
    assert all(text_width(line, 11) <= limit or " " not in line for line in lines)


def test_bolder_text_is_wider() -> None:
    """Widths come from the shipped font of that weight, and grow with the size."""
    assert text_width("Budget", 11, 700) > text_width("Budget", 11, 400)
    assert text_width("Budget", 22) == pytest.approx(2 * text_width("Budget", 11))
