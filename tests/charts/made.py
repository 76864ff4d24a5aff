"""Frames in the shape that reports hand to charts: believable ones and odd ones, and the looks they are drawn in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, partial
from typing import Any

import pandas as pd

from itstrat.charts import assets, backtest, budget, plan, quality, renewals, reserve, scenarios, spend
from itstrat.charts.drawing import Chart
from itstrat.charts.theme import SLIDE, Look

AS_OF = dt.date(2026, 11, 22)
LOOKS = {
    "slide": SLIDE,
    "wide": Look("light", 1770, 1.3, 500),
    "page": Look("dark", 860, 1.3, 420),
    "third": Look("light", 560, 1.3, 400),
    "phone": Look("light", 358, 1.3, 400),
}


@dataclass(frozen=True)
class Case:
    """A chart of some frame, to be drawn in any look."""

    name: str
    draw: Callable[..., Chart]

    def __call__(self, look: Look = SLIDE) -> Chart:
        return _drawn(self, look)


@cache
def _drawn(case: Case, look: Look) -> Chart:
    """Each case is drawn once per look, however many tests look at it."""
    return case.draw(look=look)


def months(
    actual: list[Any], budget: list[Any], closed: int = 4, start: dt.date = dt.date(2026, 7, 1)
) -> Case:
    """Monthly spend of these amounts; the first `closed` months are closed."""
    firsts = [
        dt.date(start.year + (start.month - 1 + at) // 12, (start.month - 1 + at) % 12 + 1, 1)
        for at in range(len(budget))
    ]
    frame = pd.DataFrame({"month": firsts, "actual": actual, "budget": budget}, dtype=object)
    until = firsts[closed - 1] + dt.timedelta(days=27) if closed else firsts[0] - dt.timedelta(days=1)
    return Case("monthly", partial(spend.monthly, frame, until))


def bars(rows: list[tuple[Any, Any, Any]], top: int = 10) -> Case:
    """Breakdown of (name, actual, budget)."""
    frame = pd.DataFrame(rows, columns=["name", "actual", "budget"], dtype=object)
    return Case("breakdown", partial(spend.breakdown, frame, "vendor", top=top))


def contracts(
    days: list[int | None], state: str = "ahead", name: str = "Contract", names: list[str] | None = None
) -> Case:
    """Renewals to cancel so many days from the as-of date."""
    rows = []
    for at, ahead in enumerate(days):
        by = None if ahead is None else AS_OF + dt.timedelta(days=ahead)
        on = None if by is None else by + dt.timedelta(days=30 + at * 5 % 60)
        auto = (True, False, None)[at % 3]
        shown = "unknown" if by is None else "overdue" if ahead is not None and ahead < 0 else state
        rows.append(
            (
                names[at] if names else f"{name} {at + 1}",
                f"Vendor {at}",
                by,
                on,
                None if at % 5 == 4 else Decimal(1200 * at + 90),
                auto,
                shown,
            )
        )
    columns = ["name", "vendor", "cancel_by", "renewal_on", "amount", "auto_renew", "state"]
    return Case(
        "renewals", partial(renewals.timeline, pd.DataFrame(rows, columns=columns, dtype=object), AS_OF)
    )


def known(**amounts: int) -> Case:
    """What explains the spend."""
    frame = pd.DataFrame({"state": list(amounts), "amount": [Decimal(amount) for amount in amounts.values()]})
    return Case("known", partial(spend.known, frame))


def capital(rows: list[tuple[int, Any, int]]) -> Case:
    """Spend by (fiscal year, capital, amount)."""
    amounts = [(year, flag, Decimal(amount)) for year, flag, amount in rows]
    frame = pd.DataFrame(amounts, columns=["fiscal_year", "capital", "amount"], dtype=object)
    return Case("capital", partial(spend.capital, frame))


def replacements(rows: list[tuple[Any, Any, Any, int]]) -> Case:
    """Replacements by (fiscal year, class, cost, count)."""
    frame = pd.DataFrame(rows, columns=["fiscal_year", "class", "cost", "count"], dtype=object)
    return Case("replacements", partial(assets.replacements, frame))


def ages(rows: list[tuple[Any, str, int, Any]]) -> Case:
    """Ages by (years, class, count, past its life)."""
    frame = pd.DataFrame(rows, columns=["age_years", "class", "count", "past_life"], dtype=object)
    return Case("age_profile", partial(assets.age_profile, frame))


def steps(items: dict[str, list[tuple[str, str]]]) -> Case:
    """The plan by step."""
    rows = [(step, item, state) for step, row in items.items() for item, state in row]
    return Case("steps", partial(plan.steps, pd.DataFrame(rows, columns=["step", "item", "state"])))


def drivers(rows: list[tuple[str, Any, Any, Any, Any]]) -> Case:
    """Data quality by driver."""
    frame = pd.DataFrame(rows, columns=["driver", *quality.MEASURES], dtype=object)
    return Case("quality", partial(quality.quality, frame))


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


CLASSES = ["Laptop", "Server", "Switch", "Firewall", "Monitor", "Phone", "Printer", "Dock"]
SERVICES = [
    "Security monitoring, day and night",
    "Backup and recovery",
    "Customer relations (CRM)",
    "Hosted desktops and fund records",
    "Fibre internet, head office",
    "Domains, DNS and web protection",
    "IT helpdesk and monitoring",
    "Cloud phone system",
    "Work planning",
    "Battery maintenance",
]
USUAL = [
    months([598, 631, 655, 671, *[None] * 8], [610, 620, 640, 650, 655, 660, 690, 700, 705, 700, 690, 680]),
    bars(
        [
            ("Microsoft", 182400, 170000),
            ("Amazon", 141000, 150000),
            ("Dell", 61500, 80000),
            ("Box", 900, None),
            (None, 37200, None),
        ]
    ),
    known(contract=612000, asset=141000, budget=55000, decision=8000, unexplained=61000, undecided=23000),
    capital([(2025, False, 612000), (2025, True, 141000), (2026, False, 655000), (2026, None, 31000)]),
    replacements(
        [
            (y, c, Decimal(900 * (at + 2)), at + 1)
            for y in ("overdue", 2027, 2028, 2030)
            for at, c in enumerate(CLASSES)
        ]
    ),
    ages(
        [
            (0, "Laptop", 4, False),
            (1, "Laptop", 9, False),
            (5, "Server", 3, True),
            (14, "Dock", 2, None),
            (None, "Phone", 6, None),
        ]
    ),
    contracts([-40, -12, 4, 31, 58, 95, 131, 240, 400, None], names=SERVICES),
    steps(
        {
            "1 Right resources": [("CIO seat", "filled"), ("Systems", "partly"), ("Billing flow", "missing")],
            "2 Roadmap": [("Objectives", "filled"), ("Initiatives", "missing")],
            "3 Review process": [("Key metrics", "filled")],
            "4 Review people": [("Seats", "missing")],
            "5 Review technology": [("Contracts and renewals", "partly"), ("Ledger", "filled")],
        },
    ),
    drivers([("Contracts", 0.92, 0.99, 1.0, 0.88), ("Seats", 0.3, None, 0.0, 0.004)]),
]
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
USUAL += [
    landing(PLAN, SHOWN),
    running(RUNNING, wide=20_500, tolerance=160_000),
    bridged(CAUSES, 8_110_000, 8_430_000),
    years_by_driver(DRIVERS),
    reserved(NEEDS, 475, 900, today=380),
    compared(SCENARIOS),
    changed(
        [(565_000, 601_000), (703_000, 668_000), (586_000, 586_000), (645_000, 690_000), (708_000, 741_000)]
    ),
    risks(
        {
            "Hiring": 0.46,
            "Vendor uplift": 0.22,
            "Replacements": 0.17,
            "Initiatives": 0.11,
            "Unknown spend": 0.004,
            "Savings": 0.036,
        }
    ),
]
LONG = "Northwind Managed Technology and Consulting Services of the Pacific North-West, Incorporated"
ODD = {
    "one month": months([5], [4], closed=1),
    "no month closed": months([None] * 3, [4, 5, 6], closed=0),
    "no budget at all": months([5, 6], [None, None], closed=2),
    "a closed month without actual": months([5, None], [4, 4], closed=2),
    "credits": months([500, -900, 700], [600, 600, 600], closed=3),
    "a huge month": months([1, 1, 9_000_000], [1, 1, 1], closed=3),
    "40 months": months([1000 + at for at in range(40)], [1000] * 40, closed=40),
    "nothing spent": months([0, 0], [0, 0], closed=2),
    "one bar": bars([(LONG, 5, None)]),
    "negative bars": bars([(LONG, -500, 900), ("Refund", -2000, None), ("Box", 10, -3)]),
    "huge ratio": bars([("Big", 9_000_000_000, 1), ("Small", 1, 9_000_000_000)]),
    "40 bars": bars([(f"{LONG} {at}", 1000 - at, 900) for at in range(40)], top=40),
    "unknown bars": bars([(None, None, None)]),
    "nothing known": known(unexplained=100),
    "slivers": known(contract=1, asset=1, budget=100000, decision=1, unexplained=1, undecided=1),
    "a credit undecided": known(contract=100, undecided=-20),
    "one year": capital([(2026, True, 10)]),
    "credits of a year": capital([(2026, True, -500), (2026, False, 900), (2027, None, -20)]),
    "only overdue": replacements([("overdue", LONG, None, 3)]),
    "a long plan": replacements([(2026 + at, "Laptop", Decimal(100 * at), at) for at in range(1, 16)]),
    "unplanned too": replacements(
        [("overdue", None, Decimal(10), 1), (2027, "Server", None, 2), ("unplanned", "Dock", None, 9)]
    ),
    "ages unknown": ages([(None, "Laptop", 3, None)]),
    "one old thing": ages([(30, "Server", 1, True)]),
    "40 renewals": contracts([at * 11 - 60 for at in range(40)], name=LONG),
    "one renewal today": contracts([0], state="due"),
    "no dates": contracts([None, None]),
    "one step": steps({LONG: [(LONG, "partly")]}),
    "many items": steps(
        {f"{at} Step": [(f"Item {i} of {LONG[: 5 * i]}", "missing") for i in range(9)] for at in range(5)}
    ),
    "a landing of one month": landing([5], [4], closed=0),
    "all months closed": landing([600] * 12, [590 + at * 3 for at in range(12)], closed=12),
    "a landing without plan": landing([None] * 12, SHOWN),
    "a landing of nothing": landing([0] * 12, [0] * 12, spread=None),
    "a landing of credits": landing([600, -200, 500, 0], [500, -900, -40, 700], closed=2),
    "a large landing": landing([80_000_000 + at for at in range(12)], [81_234_567] * 12),
    "a forecast that is missing": landing([5, 6, 7], [4, None, None], closed=1),
    "always under plan": running([-d for d in RUNNING], wide=20_500, tolerance=160_000),
    "no range, no tolerance": running(RUNNING, wide=None, tolerance=None),
    "no difference": running([0] * 12, wide=None, tolerance=0),
    "one month of difference": running([40], closed=0),
    "the year is over": running(RUNNING, closed=12, tolerance=160_000),
    "large differences": running([at * 7_654_321 for at in range(12)], wide=900_000, tolerance=50_000_000),
    "crossing zero": running([-9, -30, -60, -20, 0, 10, 4, -8, -20, -40, -10, 5], wide=9, tolerance=12),
    "a bridge without steps": bridged([("Plan", 500, "total"), ("Forecast", 500, "forecast")]),
    "a bridge of one total": bridged([(LONG, 500, "total")]),
    "a bridge of nothing": bridged(
        [("Plan", 0, "total"), ("None", 0, "step"), ("Forecast", 0, "forecast")], 0, 0
    ),
    "a bridge below zero": bridged(
        [("Plan", 100, "total"), (LONG, -400, "step"), ("Forecast", -300, "forecast")], -500, -90
    ),
    "a bridge of many steps": bridged(
        [
            ("Plan", 90_000_000, "total"),
            *[(f"{LONG} {at}", 99_000 * (-1) ** at, "step") for at in range(14)],
            ("Forecast", 90_000_000, "forecast"),
        ],
        89_000_000,
        91_500_000,
    ),
    "a bridge of large steps": bridged(
        [("Plan", 100, "total"), ("Growth", 900, "step"), ("Forecast", 1000, "forecast")], 800, 1300
    ),
    "one year of one driver": years_by_driver({"Seats": [500]}, spread=None),
    "twelve drivers": years_by_driver({f"{LONG} {at}": [1000 * at, 900 * at, -50] for at in range(12)}),
    "years of nothing": years_by_driver({"Seats": [0, 0], "Contracts": [None, 0]}),
    "only savings": years_by_driver({"Savings": [-500, -900]}),
    "large years": years_by_driver({name: [v * 100 for v in row] for name, row in DRIVERS.items()}),
    "a reserve of one year": reserved([300], 200, 400, today=100),
    "a reserve of nothing": reserved([0, 0, 0], 0, 0, floor=None),
    "a reserve of 20 years": reserved([*NEEDS, *NEEDS[:5]], 560, 900, today=500),
    "a reserve of five years": reserved(NEEDS[:5], 400, 300, today=430),
    "a reserve of 36 months": reserved(
        [at * 37 % 90 + 900 * (at % 9 == 4) for at in range(36)], 160, 900, today=120, months=True
    ),
    "a reserve of 60 months": reserved(
        [at * 37 % 90 + 900 * (at % 11 == 4) for at in range(60)], 130, 900, today=90, months=True
    ),
    "a reserve below zero": reserved([900, 900, 900], 300, 200, today=100, floor=0),
    "a large reserve": reserved(
        [need * 98_765 for need in NEEDS], 545 * 98_765, 90_000_000, today=380 * 98_765, floor=25_000_000
    ),
    "one scenario of one year": compared({"Approved plan": [500]}),
    "scenarios without ranges": compared({"Approved plan": [500, 600], LONG: [-700, None]}, spread=None),
    "scenarios of nothing": compared({"Approved plan": [0, 0], "Other": [0, 0]}),
    "unknown scenarios": compared({"Approved plan": [None], "Other": [None]}),
    "large scenarios": compared({name: [v * 123.4 for v in row] for name, row in SCENARIOS.items()}),
    "a change of one year": changed([(500, 450)]),
    "a change from nothing": changed([(0, 0), (0, 900_000_00)]),
    "an unknown change": changed([(None, 5), (7, None), (-3, 4)]),
    "one risk": risks({LONG: 1}),
    "risks that even out": risks({"Hiring": 1.2, "Hedge": -0.2, "Unknown": None}),
    "no risk known": risks({"Hiring": None}),
    "40 risks": risks({f"{LONG} {at}": at / 800 for at in range(40)}),
    "40 drivers": drivers([(f"{LONG} {at}", at / 40, None, 1, 0.995) for at in range(40)]),
}
