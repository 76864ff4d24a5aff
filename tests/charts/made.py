"""Frames in the shape that reports hand to charts: believable ones and odd ones."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from functools import partial
from typing import Any

import pandas as pd

from itstrat.charts import assets, plan, quality, renewals, spend
from tests.charts import budget_cases, roadmap_cases, security_cases
from tests.charts.cases import LONG, Case

AS_OF = dt.date(2026, 11, 22)


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
    "40 drivers": drivers([(f"{LONG} {at}", at / 40, None, 1, 0.995) for at in range(40)]),
}
USUAL += budget_cases.USUAL + roadmap_cases.USUAL + security_cases.USUAL
ODD |= budget_cases.ODD | roadmap_cases.ODD | security_cases.ODD
