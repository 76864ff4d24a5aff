"""Charts of the budget with believable data and with data that tries their layout."""

from __future__ import annotations

from tests.charts.budget_frames import (
    CAUSES,
    DRIVERS,
    NEEDS,
    PLAN,
    RUNNING,
    SCENARIOS,
    SHOWN,
    bridged,
    changed,
    compared,
    landing,
    reserved,
    risks,
    running,
    years_by_driver,
)
from tests.charts.cases import LONG

USUAL = [
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
ODD = {
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
}
