"""The budget forecast of sixty months with ten thousand simulated paths, from 20 people to 5,000."""

from __future__ import annotations

import random
import time
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

import pandas as pd

from benchmarks.sample import Sample
from itstrat.planning.assumptions import Inputs, inputs
from itstrat.planning.budget_forecast import budget_forecast
from itstrat.planning.calendar import month_starts
from itstrat.planning.plan_facts import Ask, Licence, PlanFacts
from itstrat.planning.simulation import simulate
from itstrat.planning.terms import ContractTerms

if TYPE_CHECKING:
    from itstrat.planning.budget_forecast import Kept

SIZES = (20, 100, 500, 5_000)
_AS_OF = date(2026, 11, 22)
_ASK = Ask(_AS_OF, tuple(month_starts(date(2026, 11, 1), date(2031, 10, 1))), "pnl")
_CLASSES = 12
_DAYS = 2_000


def forecasts(runs: int) -> list[Sample]:
    """For each size the whole forecast, and the answer to one moved input from kept parts."""
    samples = []
    for people in SIZES:
        facts = company(people)
        whole, moved = [], []
        for run in range(runs):
            kept: Kept = {}
            whole.append(_seconds(facts, Inputs(), kept))
            moved.append(_seconds(facts, inputs({"hires_per_month": f"{run + 1}"}), kept))
        samples.append(Sample(f"{people:,} people, everything", tuple(whole)))
        samples.append(Sample(f"{people:,} people, hires moved", tuple(moved)))
    return samples


def company(people: int) -> PlanFacts:
    """A company with four assets a head and two contracts for every five; the same one for the same number."""
    chance = random.Random(people)
    contracts = {key: _contract(chance) for key in range(1, max(2 * people // 5, 8) + 1)}
    return PlanFacts(
        people=Decimal(people),
        contracts=contracts,
        contract_names={key: f"Contract {key}" for key in contracts},
        licences=tuple(Licence(key, Decimal(20), people, people) for key in list(contracts)[::10]),
        assets=pd.DataFrame([_asset(chance, key) for key in range(4 * people)]),
        classes=pd.DataFrame([_class(key) for key in range(_CLASSES)]),
        unexplained=tuple(Decimal(people * 30 + chance.randrange(people * 10)) for _ in range(48)),
    )


def _seconds(facts: PlanFacts, moved: Inputs, kept: Kept) -> float:
    started = time.perf_counter()
    simulate(budget_forecast(facts, moved, _ASK, kept).exposure)
    return time.perf_counter() - started


def _contract(chance: random.Random) -> ContractTerms:
    return ContractTerms(
        start_on=_AS_OF - timedelta(days=chance.randrange(_DAYS)),
        initial_months=12,
        renewal_months=12,
        notice_days=90,
        auto_renew=True,
        amount=Decimal(chance.randrange(100, 20_000)),
        billing=chance.choice(["annual", "quarterly", "monthly"]),
        uplift=chance.choice([None, Decimal("0.05")]),
    )


def _asset(chance: random.Random, key: int) -> dict[str, object]:
    unknown = dict.fromkeys(
        ("warranty_months", "warranty_end_on", "support_end_on", "os_end_on", "lease_end_on", "replace_on",
         "first_seen_on", "retired_on")
    )  # fmt: skip
    bought = _AS_OF - timedelta(days=chance.randrange(_DAYS))
    return {
        "id": key,
        "name": f"Asset {key}",
        "class_id": key % _CLASSES,
        "status": "in use",
        "purchased_on": bought,
        "cost": Decimal(chance.randrange(100, 5_000)),
        **unknown,
    }


def _class(key: int) -> dict[str, object]:
    return {
        "id": key,
        "name": f"Class {key}",
        "useful_life_months": 36 + 6 * (key % 5),
        "price_today": Decimal(500 + 100 * key),
        "price_inflation": Decimal("0.03"),
        "price_on": date(2026, 7, 1),
    }
