"""Price creep, subscriptions without a contract, contracts without charges."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from itstrat.planning.waste import dormant_contracts, price_creep, unmanaged_subscriptions, wilson

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(("hits", "trials", "low", "high"), [(18, 20, 0.699, 0.972), (94, 100, 0.875, 0.972)])
def test_a_share_of_a_sample_has_an_interval(hits: int, trials: int, low: float, high: float) -> None:
    """Wilson's 95% interval (oracle O7-1)."""
    found = wilson(hits, trials)
    assert [round(end, 3) for end in found] == [low, high]


@given(st.integers(0, 50), st.integers(0, 50))
def test_the_interval_holds_the_share(hits: int, misses: int) -> None:
    """It stays within 0 and 1, holds the share itself, and is everything when nothing was tried."""
    low, high = wilson(hits, hits + misses)
    share = hits / (hits + misses) if hits + misses else 0.5
    assert 0 <= low <= share + 1e-12
    assert share - 1e-12 <= high <= 1


def charged(prices: list[str], step: int = 1, quantity: int = 200) -> pd.DataFrame:
    """One contract's charges, the last of them in November 2026."""
    months = pd.date_range(end="2026-11-01", periods=len(prices), freq=f"{step}MS")
    rows = {"contract_id": 1, "month": months, "price": [Decimal(p) for p in prices], "quantity": quantity}
    return pd.DataFrame(rows)


YEARS = ["10.00"] * 3 + ["11.00"] * 19 + ["12.10"] * 3


def test_a_price_that_outran_its_cap() -> None:
    """10.00 to 12.10 in 24 months is 10% a year; over a 5% cap that is 2,580.00 a year on 200 seats (oracle O7-2)."""
    found = price_creep(charged(YEARS), {1: Decimal("0.05")}).iloc[0]
    assert found.stake == Decimal("2580.00")
    assert round(found.yearly_rise, 6) == 0.1
    assert found.explanation == (
        "The price rose from 10.00 to 12.10 in 24 months, 10.0% a year; the cap is 5.0%."
    )


def test_what_is_no_creep() -> None:
    """A rise within the cap, a flat price, one odd charge among regular ones, a single charge, no charge."""
    assert price_creep(charged(YEARS), {1: Decimal("0.10")}).empty
    odd = ["10.00"] * 24 + ["20.00"]
    for prices in (["10.00"] * 25, odd, ["10.00"], []):
        assert price_creep(charged(prices), {1: None}).empty


def test_yearly_bills_creep_too() -> None:
    """Three bills a year apart are compared first with last, and the excess counts once a year; no cap is said."""
    found = price_creep(charged(["1000", "1100", "1210"], step=12, quantity=1), {1: None}).iloc[0]
    assert found.stake == Decimal("107.50")
    assert "no cap is agreed, 5.0% is assumed" in found.explanation


def test_only_the_last_24_months_count() -> None:
    """A rise before them is settled history."""
    assert price_creep(charged(["5.00"] * 10 + ["10.00"] * 25), {1: None}).empty


def monthly(vendor: str, days: list[int], amount: float = 49, contract: float | None = None) -> pd.DataFrame:
    """Charges so many days before today."""
    posted = [pd.Timestamp(TODAY - timedelta(days=ago)) for ago in days]
    rows: dict[str, Any] = {
        "vendor_key": vendor,
        "posted_on": posted,
        "amount": amount,
        "contract_id": contract,
    }
    return pd.DataFrame(rows)


def test_regular_charges_without_a_contract_are_a_subscription() -> None:
    """Three charges about a month apart, still running: 49.00 × 365 / 30 a year."""
    found = unmanaged_subscriptions(monthly("notely", [70, 40, 10]), TODAY).iloc[0]
    assert (found.vendor_key, found.charges, found.stake) == ("notely", 3, Decimal("596.17"))
    assert found.last_on == TODAY - timedelta(days=10)


@pytest.mark.parametrize(
    "charges",
    [
        monthly("two only", [40, 10]),
        monthly("has a contract", [70, 40, 10], contract=7),
        monthly("irregular", [90, 40, 10]),
        monthly("stopped", [170, 140, 110]),
        monthly("daily fares", [5, 4, 3, 2, 1]),
        monthly("credits", [70, 40, 10], amount=-49),
    ],
)
def test_what_is_no_subscription(charges: pd.DataFrame) -> None:
    """Too few, explained by a contract, without a pace, ended, faster than a week, or money coming back."""
    assert unmanaged_subscriptions(charges, TODAY).empty


def test_subscriptions_are_listed_largest_first() -> None:
    """Where most money is at stake the CIO looks first."""
    both = pd.concat([monthly("small", [70, 40, 10], 5), monthly("large", [70, 40, 10], 500)])
    assert list(unmanaged_subscriptions(both, TODAY).vendor_key) == ["large", "small"]


def signed(**facts: Any) -> pd.DataFrame:
    """One contract that bills 100.00 monthly since 2024."""
    known = {"id": 1, "name": "Archive", "start_on": date(2024, 1, 1), "billing": "monthly", "amount": 100.0}
    return pd.DataFrame([known | facts])


def test_a_contract_without_charges_is_dormant() -> None:
    """45 days of silence are not yet one and a half months, 46 are."""
    start = date(2024, 1, 1)
    assert dormant_contracts(signed(), {1: TODAY - timedelta(days=45)}, TODAY, start).empty
    found = dormant_contracts(signed(), {1: TODAY - timedelta(days=46)}, TODAY, start).iloc[0]
    assert (found.days, found.stake) == (46, Decimal("1200.00"))
    assert found.explanation == "Archive has no charge since 2026-10-07 (46 days), though it bills monthly."


def test_silence_counts_from_what_the_ledger_can_know() -> None:
    """A ledger that begins last month says nothing about a contract of 2024, nor one signed last month."""
    assert dormant_contracts(signed(), {}, TODAY, TODAY - timedelta(days=30)).empty
    assert dormant_contracts(signed(start_on=TODAY), {}, TODAY, date(2020, 1, 1)).empty
    found = dormant_contracts(
        signed(start_on=None, amount=None, billing=None), {}, TODAY, date(2024, 1, 1)
    ).iloc[0]
    assert (found.stake, found.last_on) == (None, None)


def test_what_is_paid_once_is_never_dormant() -> None:
    """A licence bought for ever charges no more."""
    assert dormant_contracts(signed(billing="once"), {}, TODAY, date(2020, 1, 1)).empty
