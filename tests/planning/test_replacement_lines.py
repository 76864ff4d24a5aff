"""Purchases that replacing assets causes, again and again."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pandas as pd

from itstrat.planning.replacement_lines import purchases, with_inputs

AS_OF = date(2026, 11, 22)
LAST = date(2031, 10, 31)
DATES = (
    "purchased_on",
    "warranty_end_on",
    "support_end_on",
    "os_end_on",
    "lease_end_on",
    "replace_on",
    "first_seen_on",
    "retired_on",
)


def assets(*rows: dict[str, Any]) -> pd.DataFrame:
    """Assets in use of class 1 that cost 1,000, with whatever differs."""
    blank: dict[str, Any] = {
        "class_id": 1,
        "status": "in use",
        "cost": Decimal(1000),
        "warranty_months": None,
    }
    blank |= dict.fromkeys(DATES)
    return pd.DataFrame([blank | {"id": place} | row for place, row in enumerate(rows, 1)])


def classes(**row: Any) -> pd.DataFrame:
    """One class: two years of life, 1,200.00 on 1 November 2026, 3% a year."""
    known = {
        "id": 1,
        "useful_life_months": 24,
        "price_today": Decimal("1200.00"),
        "price_inflation": Decimal("0.03"),
        "price_on": date(2026, 11, 1),
    }
    return pd.DataFrame([known | row])


def test_what_is_replaced_is_due_again_after_its_life() -> None:
    """Bought in January 2025 with two years of life: January 2027, 2029 and 2031, each at the price of its day."""
    found = purchases(assets({"purchased_on": date(2025, 1, 31)}), classes(), AS_OF, LAST).frame
    assert [day.date() for day in found["bought_on"]] == [
        date(2027, 1, 31),
        date(2029, 1, 31),
        date(2031, 1, 31),
    ]
    assert found["round"].tolist() == [0, 1, 2]
    assert found["months"].tolist() == [2, 26, 50]
    assert found["amount"].tolist() == [Decimal("1205.93"), Decimal("1279.37"), Decimal("1357.28")]


def test_what_is_overdue_is_bought_now_and_counts_its_next_life_from_now() -> None:
    """Due in 2023: bought on the day it is seen, then two years later."""
    found = purchases(assets({"purchased_on": date(2021, 6, 1)}), classes(), AS_OF, date(2028, 12, 31)).frame
    assert [day.date() for day in found["bought_on"]] == [AS_OF, date(2028, 11, 22)]


def test_the_last_day_of_the_month_does_not_drift() -> None:
    """A month of life from 31 January 2027: 28 February, then 31 March again."""
    monthly = classes(useful_life_months=1)
    found = purchases(
        assets({"purchased_on": date(2026, 12, 31)}), monthly, date(2027, 1, 1), date(2027, 4, 30)
    )
    days = [day.date() for day in found.frame["bought_on"]]
    assert days == [date(2027, 1, 31), date(2027, 2, 28), date(2027, 3, 31), date(2027, 4, 30)]


def test_nothing_without_a_price_or_a_date_vanishes() -> None:
    """No price: unpriced. No date though needed: undated. Retired: neither."""
    found = purchases(
        assets(
            {
                "purchased_on": date(2025, 1, 1),
                "cost": None,
                "class_id": 9,
                "support_end_on": date(2027, 5, 1),
            },
            {"cost": None},
            {"purchased_on": date(2020, 1, 1), "status": "retired"},
        ),
        classes(),
        AS_OF,
        LAST,
    )
    assert found.frame.empty
    assert found.unpriced == (1,)
    assert found.undated == (2,)


def test_the_inputs_lengthen_lives_and_fill_blank_inflation() -> None:
    """Six months longer, never below a year; a class's own inflation stays."""
    found = with_inputs(classes(price_inflation=None), 6, Decimal("0.05"))
    assert found["useful_life_months"].tolist() == [30]
    assert found["price_inflation"].tolist() == [Decimal("0.05")]
    shorter = with_inputs(classes(), -24, Decimal("0.05"))
    assert shorter["useful_life_months"].tolist() == [12]
    assert shorter["price_inflation"].tolist() == [Decimal("0.03")]
