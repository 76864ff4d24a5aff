"""Charts of the security baseline with believable data and with data that tries their layout."""

from __future__ import annotations

import datetime as dt
import math
from decimal import Decimal
from functools import partial
from statistics import NormalDist
from typing import TYPE_CHECKING, Any

import pandas as pd

from itstrat.charts import exceedance, frontier, quadrant, security, trend
from tests.charts.cases import LONG, Case

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

PARTS = (
    *("part", "level", "low", "high", "least", "target", "year_ago", "at_target", "items", "unknown"),
    *("compliance", "compliance_high", "goal", "loss", "appetite"),
)


def money(amount: float | None) -> Decimal | None:
    """An amount as reports hand it on."""
    return None if amount is None else Decimal(str(amount))


def baseline(rows: list[tuple[Any, ...]], **named: Any) -> Case:
    """A baseline of such parts."""
    frame = pd.DataFrame(
        [(*row[:13], *(money(v) for v in row[13:])) for row in rows], columns=list(PARTS), dtype=object
    )
    return Case("baseline", partial(security.baseline, frame, **named))


FUNCTIONS = [
    ("Govern", 2, 2, 3, 1, 3, 2, 14, 31, 0.1, 0.91, 0.94, 0.95, 600_000, 800_000),
    ("Identify", 2.5, 2, 3, 1, 3, 2, 9, 21, 0.0, 0.88, 0.88, 0.9, 900_000, 800_000),
    ("Protect", 3, 2, 3, 2, 3, 2, 15, 22, 0.05, 0.93, 0.95, 0.95, 1_400_000, 1_500_000),
    ("Detect", 3, 2, 4, 1, 3, 3, 7, 11, 0.0, 0.9, 0.9, 0.9, 900_000, 1_000_000),
    ("Respond", 2, 2, 3, 1, 3, 2, 4, 13, 0.15, 0.84, 0.9, 0.9, 1_500_000, 1_000_000),
    ("Recover", 1, 1, 2, 1, 3, 1, 1, 8, 0.25, 0.74, 0.97, 0.9, 3_100_000, 1_200_000),
]


def losses(
    curves: Mapping[str, tuple[float, float]], appetite: float | None = 2_000_000, points: int = 60
) -> Case:
    """Curves of lognormal losses: the median and the spread of each."""
    rows = []
    for name, (median, sigma) in curves.items():
        for at in range(points):
            odds = 0.8 * (0.004 / 0.8) ** (at / max(points - 1, 1))
            rows.append((name, median * math.exp(sigma * NormalDist().inv_cdf(1 - odds)), odds))
    frame = pd.DataFrame(rows, columns=["curve", "loss", "odds"], dtype=object)
    return Case("exceedance", partial(exceedance.exceedance, frame, money(appetite)))


CURVES = {"Today": (600_000, 1.1), "With the plan": (420_000, 1.0), "With the best set": (300_000, 0.9)}


def gaps(rows: list[tuple[Any, Any, Any, Any]]) -> Case:
    """Gaps by name, required, risk left and cost to close."""
    told = [(name, required, money(risk), money(cost)) for name, required, risk, cost in rows]
    columns = ["name", "required", "risk_left", "cost_to_close"]
    return Case("quadrant", partial(quadrant.quadrant, pd.DataFrame(told, columns=columns, dtype=object)))


def shares(series: Mapping[str, Sequence[Any]], unknown: float = 0.08) -> Case:
    """Shares at target, half a year apart."""
    rows = [
        (
            part,
            dt.date(2025 + at // 2, 1 + 6 * (at % 2), 10),
            share,
            None if share is None else min(1, share + unknown),
        )
        for part, row in series.items()
        for at, share in enumerate(row)
    ]
    columns = ["part", "assessed_on", "share", "share_high"]
    return Case("trend", partial(trend.trend, pd.DataFrame(rows, columns=columns, dtype=object)))


def budgets(rows: Sequence[tuple[float, float, Any]], chosen: float | None = 70_000) -> Case:
    """Best residual by budget."""
    told = [(money(budget), money(residual), added) for budget, residual, added in rows]
    frame = pd.DataFrame(told, columns=["budget", "residual", "added"], dtype=object)
    return Case("frontier", partial(frontier.frontier, frame, money(chosen)))


GAPS = [
    ("Backups that cannot be changed", False, 980_000, 60_000),
    ("Second factor for all", True, 640_000, 18_000),
    ("Supplier access reviewed", True, 410_000, 9_000),
    ("Recovery rehearsed", False, 720_000, 25_000),
    ("Logs kept a year", True, 120_000, 42_000),
    ("Asset inventory", True, 90_000, 12_000),
    ("Network split in zones", False, 350_000, 110_000),
    ("Phishing training", True, 260_000, 8_000),
    ("Secrets out of scripts", False, 150_000, None),
    ("Old file server", None, 210_000, 30_000),
    ("Privacy notices", True, None, 5_000),
    ("Paper archive", False, None, None),
]
SHARES: dict[str, list[Any]] = {
    "Govern": [0.3, 0.35, 0.41, 0.45],
    "Identify": [0.25, 0.3, 0.38, 0.43],
    "Protect": [0.5, 0.55, 0.6, 0.68],
    "Detect": [0.6, 0.62, 0.6, 0.64],
    "Respond": [0.4, 0.36, 0.33, 0.31],
    "Recover": [None, 0.05, 0.1, 0.125],
}
STEPS = [
    (0, 193_000, None),
    (18_000, 141_000, "second factor"),
    (27_000, 122_000, "supplier access"),
    (60_000, 92_600, "backups"),
    (93_000, 70_400, "recovery rehearsed"),
    (120_000, 62_000, None),
]
USUAL = [baseline(FUNCTIONS), losses(CURVES), gaps(GAPS), shares(SHARES), budgets(STEPS)]
ODD = {
    "one part of which nothing is known": baseline([(LONG, *[None] * 14)]),
    "no money columns": Case(
        "baseline",
        partial(
            security.baseline, pd.DataFrame(FUNCTIONS, columns=list(PARTS), dtype=object)[list(PARTS[:13])]
        ),
    ),
    "20 families": baseline([(f"{LONG} {at}", *row[1:]) for at, row in enumerate((FUNCTIONS * 4)[:20])]),
    "a scale of ten": baseline(
        [(row[0], *(3 * v for v in row[1:7]), *row[7:]) for row in FUNCTIONS], levels=("",) * 11, lowest=0
    ),
    "all at target, nothing to lose": baseline([("Govern", 4, 4, 4, 4, 4, 4, 3, 3, 0, 1, 1, 1, 0, 0)]),
    "losses without appetite": losses(CURVES, None),
    "one curve of one point": losses({LONG: (500, 1.0)}, 10, points=1),
    "no losses": losses({"Today": (0, 1.0)}, 0),
    "curves over each other": losses({f"{LONG} {at}": (500_000 + at, 1.0) for at in range(5)}, 10),
    "an appetite far beyond": losses(CURVES, 10**9),
    "one gap of which nothing is known": gaps([(LONG, None, None, None)]),
    "one gap": gaps([(LONG, True, 5, 5)]),
    "no risk left": gaps([("A", True, 0, 0), ("B", False, 0, 10)]),
    "200 gaps": gaps(
        [
            (f"{LONG} {at}", (True, False, None)[at % 3], 10_000 * (at % 17), 500 * (at % 23))
            for at in range(200)
        ]
    ),
    "40 of unknown risk": gaps([(f"Gap {at}", at % 2 == 0, None, 1000 * at) for at in range(40)]),
    "one assessment": shares({LONG: [0.5]}),
    "an assessment of nothing": shares({"Govern": [None, None]}),
    "20 parts over time": shares({f"{LONG} {at}": [at / 20, 1.0, 0.0] for at in range(20)}, unknown=0),
    "one step": budgets([(0, 0, None)], None),
    "a budget beyond": budgets(STEPS, 900_000),
    "many steps": budgets([(at * 1000, 10**9 / (at + 1), LONG) for at in range(40)], 0),
    "nothing met": baseline([("Govern", 1, 1, 1, 1, 4, None, 0, 3, 1, 0, 1, 0.5, 10**10, 1)]),
}
