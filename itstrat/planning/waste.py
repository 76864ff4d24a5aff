"""Spend worth a second look: paid twice, risen above its cap, subscribed without a contract, contracted without use.

Each finder returns one row per finding with `stake` (Decimal or None: the money in question, a year's where it
recurs) and `explanation` (a sentence), largest stake first. They point; a person judges.
"""

from __future__ import annotations

from decimal import Decimal
from math import sqrt
from typing import TYPE_CHECKING, Any

import pandas as pd

from itstrat.planning.money import cents, growth
from itstrat.planning.terms import BILLING_MONTHS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

PRICE_CAP = Decimal("0.05")
CREEP_MONTHS = 24
REGULAR_DAYS = 5
SLOWEST_DAILY_GAP = 6
DORMANT_CYCLES = 1.5


def wilson(hits: int, trials: int) -> tuple[float, float]:
    """The 95% interval of a share of `hits` in `trials` (Wilson score); (0, 1) when nothing was tried."""
    if trials == 0:
        return 0.0, 1.0
    z, share = 1.959963984540054, hits / trials
    centre, spread = (
        share + z * z / (2 * trials),
        z * sqrt((share * (1 - share) + z * z / (4 * trials)) / trials),
    )
    scale = 1 + z * z / trials
    return max(0.0, (centre - spread) / scale), min(1.0, (centre + spread) / scale)


def price_creep(
    charges: pd.DataFrame, caps: Mapping[int, Decimal | None], default_cap: Decimal = PRICE_CAP
) -> pd.DataFrame:
    """Contracts whose price rose faster than their cap over the last 24 months of charges.

    `charges`: contract_id, month, price (of a unit, or the regular charge), quantity (1 for a charge). From twelve
    charges on, the middle of the first and of the last three is compared, so that one odd charge does not count.
    A contract without a cap is held against `default_cap`, and the explanation says so. stake is the excess a year.
    """
    columns = ["contract_id", "price_before", "price_now", "yearly_rise", "cap", "stake", "explanation"]
    rows = [
        row
        for key, group in charges.dropna(subset=["price"]).groupby("contract_id")
        if (row := _creep(key, group.sort_values("month"), caps, default_cap))
    ]
    return _largest_first(pd.DataFrame(rows, columns=columns))


def _creep(
    contract_id: Any, charges: pd.DataFrame, caps: Mapping[int, Decimal | None], default_cap: Decimal
) -> tuple[Any, ...] | None:
    months = charges["month"].dt.year * 12 + charges["month"].dt.month
    charges, months = (part[months >= months.iloc[-1] - CREEP_MONTHS] for part in (charges, months))
    span = int(months.iloc[-1] - months.iloc[0])
    if span == 0:
        return None
    prices = [Decimal(str(price)) for price in charges["price"]]
    width = 3 if len(prices) >= 12 else 1
    before, now = sorted(prices[:width])[width // 2], sorted(prices[-width:])[width // 2]
    agreed = caps.get(contract_id)
    cap = default_cap if agreed is None else agreed
    excess = now - before * growth(cap, span)
    if before <= 0 or excess <= 0:
        return None
    a_year = Decimal(12) / Decimal(str(months.diff().median()))
    stake = cents(excess * Decimal(str(charges["quantity"].iloc[-1])) * a_year)
    rise = float(now / before) ** (12 / span) - 1
    against = f"the cap is {cap:.1%}" if agreed is not None else f"no cap is agreed, {cap:.1%} is assumed"
    said = f"The price rose from {before:,.2f} to {now:,.2f} in {span} months, {rise:.1%} a year; {against}."
    return (contract_id, before, now, rise, cap, stake, said) if stake > 0 else None


def unmanaged_subscriptions(charges: pd.DataFrame, as_of: date) -> pd.DataFrame:
    """Vendors without a contract that charge at a regular pace and still do on as_of.

    `charges`: vendor_key, posted_on, amount, contract_id (null without one). Regular: charges on three or more days,
    a week or more apart, the sd of the gaps at most 5 days. stake is the middle charge of the last three × charges a
    year at that pace.
    """
    columns = ["vendor_key", "charges", "first_on", "last_on", "gap_days", "stake", "explanation"]
    managed = charges.loc[charges["contract_id"].notna(), "vendor_key"].unique()
    free = charges[~charges["vendor_key"].isin(managed) & (charges["amount"] > 0)]
    rows = [
        row for key, group in free.groupby("vendor_key") if (row := _subscription(str(key), group, as_of))
    ]
    return _largest_first(pd.DataFrame(rows, columns=columns))


def _subscription(vendor_key: str, charges: pd.DataFrame, as_of: date) -> tuple[Any, ...] | None:
    by_day = charges.groupby("posted_on")["amount"].sum()
    days = pd.Series(by_day.index)
    gaps = days.diff().dropna().dt.days
    if len(gaps) < 2 or gaps.mean() < SLOWEST_DAILY_GAP or gaps.std() > REGULAR_DAYS:
        return None
    first, last, gap = days.iloc[0].date(), days.iloc[-1].date(), float(gaps.mean())
    if (as_of - last).days > DORMANT_CYCLES * gap:
        return None
    typical = sorted(Decimal(str(amount)) for amount in by_day.iloc[-3:])[1]
    stake = cents(typical * 365 / Decimal(str(round(gap, 4))))
    said = f"{len(days)} charges about every {gap:.0f} days, lately {typical:,.2f}, and no contract explains them."
    return vendor_key, len(days), first, last, gap, stake, said


def dormant_contracts(
    contracts: pd.DataFrame, last_charge: Mapping[int, date], as_of: date, ledger_from: date
) -> pd.DataFrame:
    """Running contracts with no charge for more than 1.5 billing cycles: unused, mis-coded, or not billed.

    `contracts`: id, name, start_on, billing (unknown counts as annual), amount. `last_charge` maps contract id to its
    last charge; without one the time counts from the start, or from the ledger's first day if later or unknown.
    What is paid once is never dormant. stake is a year's amount, None when unknown.
    """
    columns = ["contract_id", "name", "last_on", "days", "stake", "explanation"]
    starts = [None if pd.isna(day) else day.date() for day in pd.to_datetime(contracts["start_on"])]
    rows = []
    for key, name, start, billing, amount in zip(
        contracts["id"], contracts["name"], starts, contracts["billing"], contracts["amount"], strict=True
    ):
        last = last_charge.get(key)
        days = (as_of - (last or max(start or ledger_from, ledger_from))).days
        months = BILLING_MONTHS.get(billing, 12)
        if billing != "once" and days > DORMANT_CYCLES * months * 365 / 12:
            stake = None if pd.isna(amount) else cents(Decimal(str(amount)) * 12 / months)
            rows.append((key, name, last, days, stake, _dormant(name, last, days, months)))
    return _largest_first(pd.DataFrame(rows, columns=columns))


def _dormant(name: str, last: date | None, days: int, months: int) -> str:
    since = f"since {last.isoformat()}" if last else "in the ledger so far"
    pace = "monthly" if months == 1 else f"every {months} months"
    return f"{name} has no charge {since} ({days} days), though it bills {pace}."


def _largest_first(found: pd.DataFrame) -> pd.DataFrame:
    """By stake, unknown last; equal stakes keep their order."""
    key = found["stake"].map(lambda stake: Decimal(-1) if stake is None else stake)
    order = sorted(range(len(found)), key=lambda row: key.iloc[row], reverse=True)
    return found.astype({"stake": object}).iloc[order].reset_index(drop=True)
