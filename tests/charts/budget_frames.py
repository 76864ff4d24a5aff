"""Frames of the budget, the reserve and the scenarios in the shape that reports hand to charts."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from functools import partial
from typing import Any

import pandas as pd

from itstrat.charts import backtest, budget, reserve, scenarios
from tests.charts.cases import Case

PLAN = [
    610_000,
    620_000,
    640_000,
    650_000,
    655_000,
    660_000,
    690_000,
    700_000,
    705_000,
    700_000,
    690_000,
    680_000,
]
SHOWN = [
    598_000,
    631_000,
    655_000,
    671_000,
    684_000,
    702_000,
    731_000,
    742_000,
    738_000,
    722_000,
    705_000,
    690_000,
]
RUNNING = [
    -12_000,
    -1_000,
    14_000,
    35_000,
    64_000,
    106_000,
    147_000,
    189_000,
    222_000,
    244_000,
    259_000,
    269_000,
]
CAUSES = [
    ("FY27 plan", 8_000_000, "total"),
    ("Cloud price rise", 220_000, "step"),
    ("ERP slip: dual running", 190_000, "step"),
    ("New cyber cover", 60_000, "step"),
    ("Licence clean-up", -130_000, "step"),
    ("Hiring delay", -70_000, "step"),
    ("FY27 forecast", 8_270_000, "forecast"),
]
DRIVERS = {
    "Seats": [212_000, 251_000, 296_000, 331_000, 348_000],
    "Contracts": [184_000, 193_000, 204_000, 215_000, 226_000],
    "Replacements": [61_000, 118_000, 42_000, 87_000, 139_000],
    "Initiatives": [90_000, 145_000, 60_000, 35_000, 20_000],
    "Savings": [-8_000, -31_000, -44_000, -52_000, -55_000],
    "Unknown": [26_000, 27_000, 28_000, 29_000, 30_000],
}
SCENARIOS = {
    "Approved plan": [565_000, 703_000, 586_000, 645_000, 708_000],
    "Hire to 40": [601_000, 768_000, 655_000, 731_000, 802_000],
    "Remote only": [548_000, 661_000, 532_000, 577_000, 641_000],
    "Acquisition of a 12-person firm": [565_000, 845_000, 726_000, 762_000, 819_000],
    "Keep devices a year longer": [549_000, 652_000, 601_000, 628_000, 665_000],
}
GOODS = ["Servers, storage", "Site switches", "Core network"]
NEEDS = [310, 365, 820, 290, 410, 455, 1180, 330, 420, 690, 980, 360, 470, 540, 905]


def year_of(count: int) -> list[dt.date]:
    """The first days of so many months from July 2026 on."""
    return [dt.date(2026 + (6 + at) // 12, (6 + at) % 12 + 1, 1) for at in range(count)]


def landing(plan: list[Any], shown: list[Any], closed: int = 4, spread: Any = 0.1) -> Case:
    """A year's plan, and what is shown: actual while closed, then forecast within so much of itself."""
    firsts = year_of(len(plan))
    rows = [
        (month, p, s, None, None, None)
        if at < closed
        else (month, p, None, s, *((s * (1 - spread), s * (1 + spread)) if spread and s else (None, None)))
        for at, (month, p, s) in enumerate(zip(firsts, plan, shown, strict=True))
    ]
    columns = ["month", "plan", "actual", "forecast", "low", "high"]
    frame = pd.DataFrame(rows, columns=columns, dtype=object)
    until = firsts[closed - 1] + dt.timedelta(days=27) if closed else firsts[0] - dt.timedelta(days=1)
    return Case("landing_months", partial(budget.landing_months, frame, until))


def running(differences: list[Any], closed: int = 4, wide: Any = 20, tolerance: Any = 160) -> Case:
    """Running differences; the range widens by so much a month."""
    rows = [
        (month, d, None, None, "actual")
        if at < closed
        else (
            month,
            d,
            *((None, None) if wide is None else (d - wide * (at - closed + 1), d + wide * (at - closed + 1))),
            "forecast",
        )
        for at, (month, d) in enumerate(zip(year_of(len(differences)), differences, strict=True))
    ]
    frame = pd.DataFrame(rows, columns=["month", "difference", "low", "high", "kind"], dtype=object)
    limit = None if tolerance is None else Decimal(tolerance)
    return Case("running_difference", partial(budget.running_difference, frame, limit))


def bridged(rows: list[tuple[str, Any, str]], low: Any = None, high: Any = None) -> Case:
    """A bridge of (label, amount, kind) with the range of its forecast."""
    frame = pd.DataFrame(rows, columns=["label", "amount", "kind"], dtype=object)
    ends = [None if end is None else Decimal(end) for end in (low, high)]
    return Case("bridge", partial(budget.bridge, frame, *ends))


def years_by_driver(amounts: dict[str, list[Any]], spread: Any = 0.1) -> Case:
    """Drivers by fiscal year from 2027 on, each year's total within so much of itself."""
    totals = [sum(v or 0 for v in year) for year in zip(*amounts.values(), strict=True)]
    rows = [
        (
            2027 + at,
            name,
            amount,
            *(
                (None, None)
                if spread is None
                else (totals[at] - spread * abs(totals[at]), totals[at] + spread * abs(totals[at]))
            ),
        )
        for name, row in amounts.items()
        for at, amount in enumerate(row)
    ]
    columns = ["fiscal_year", "driver", "amount", "low_total", "high_total"]
    return Case("by_driver", partial(budget.by_driver, pd.DataFrame(rows, columns=columns, dtype=object)))


def reserved(
    needs: list[Any], paid: int, opening: int, floor: Any = 250, today: Any = None, months: bool = False
) -> Case:
    """A reserve in thousands that gets `paid` a period, growing, or `today` as it is now; needs of 800 and more are named."""
    rows, balance, other, dry = [], float(opening), float(opening), None
    for at, need in enumerate(needs):
        balance += paid * (1 if months else 1.025**at) - need
        other += (today or 0) - need
        year, month = (2026 + (6 + at) // 12, (6 + at) % 12 + 1) if months else (2027 + at, 6)
        on = dt.date(year, month, 28)
        dry = on if today is not None and dry is None and other < (floor or 0) else dry
        lacking, other = max(0.0, -other), max(0.0, other)
        shown = (None, None) if today is None else (round(other * 1000), round(lacking * 1000))
        rows.append((on, need * 1000, round(balance * 1000), *shown, GOODS[at % 3] if need >= 800 else None))
    columns = ["period_on", "need", "balance", "balance_today", "unfunded", "label"]
    frame = pd.DataFrame(rows, columns=columns, dtype=object)
    least, on = min((row[2], row[0]) for row in rows)
    limit = None if floor is None else Decimal(floor * 1000)
    return Case("reserve", partial(reserve.reserve, frame, limit, (on, Decimal(least)), dry))


def compared(expected: dict[str, list[Any]], spread: Any = 0.06) -> Case:
    """Scenarios by fiscal year from 2027 on, each within so much of itself."""
    rows = [
        (
            name,
            2027 + at,
            amount,
            *(
                (None, None)
                if spread is None or amount is None
                else (amount - spread * abs(amount), amount + spread * abs(amount))
            ),
        )
        for name, row in expected.items()
        for at, amount in enumerate(row)
    ]
    columns = ["scenario", "fiscal_year", "expected", "low", "high"]
    return Case("scenarios", partial(scenarios.scenarios, pd.DataFrame(rows, columns=columns, dtype=object)))


def changed(rows: list[tuple[Any, Any]]) -> Case:
    """(before, after) by fiscal year from 2027 on."""
    years = [(2027 + at, *row) for at, row in enumerate(rows)]
    frame = pd.DataFrame(years, columns=["fiscal_year", "before", "after"], dtype=object)
    return Case("before_after", partial(scenarios.before_after, frame))


def risks(shares: dict[str, Any]) -> Case:
    """Shares of variance by driver."""
    frame = pd.DataFrame({"driver": list(shares), "share": list(shares.values())}, dtype=object)
    return Case("drivers_of_risk", partial(backtest.drivers_of_risk, frame))
