"""Charts of the security baseline with believable data and with data that tries their layout."""

from __future__ import annotations

import math
from decimal import Decimal
from functools import partial
from statistics import NormalDist
from typing import TYPE_CHECKING, Any

import pandas as pd

from itstrat.charts import exceedance, security
from tests.charts.cases import LONG, Case

if TYPE_CHECKING:
    from collections.abc import Mapping

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
USUAL = [baseline(FUNCTIONS), losses(CURVES)]
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
    "nothing met": baseline([("Govern", 1, 1, 1, 1, 4, None, 0, 3, 1, 0, 1, 0.5, 10**10, 1)]),
}
