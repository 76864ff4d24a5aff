"""Shares by money, the worth of knowing, and the grade."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from itstrat.planning.quality import (
    GradeFacts,
    decision_value,
    driver_quality,
    grade,
    money_weighted,
)

GOOD = GradeFacts(
    known_share=0.93,
    backtest_coverage=0.8,
    has_headcount_plan=True,
    contract_value_without_end=0.1,
    asset_value_without_date=0.1,
    ledger_months=36,
)


def test_shares_are_weighted_by_money() -> None:
    """120k, 60k, 40k and 20k, complete by 1, 0.6, 0 and 0.9: 72.5%, not the rows' 62.5% (oracle O9-1)."""
    money = [Decimal(120_000), Decimal(60_000), Decimal(40_000), Decimal(20_000)]
    assert money_weighted([1, 0.6, 0, 0.9], money) == pytest.approx(0.725)


def test_credits_weigh_by_size_and_unknown_money_not_at_all() -> None:
    """A wrong credit is as wrong as a wrong charge; with no money known there is no share, not a share of zero."""
    assert money_weighted([True, False], [Decimal(-300), Decimal(100)]) == 0.75
    assert money_weighted([True, False], [Decimal(300), None]) == 1
    assert money_weighted([float("nan"), True], [1, 1]) == 0.5
    assert money_weighted([True], [None]) is None
    assert money_weighted([], []) is None


def test_the_quality_of_a_driver() -> None:
    """Completeness by filled fields, validity, freshness and coverage by rows, each by money."""
    rows = pd.DataFrame(
        {
            "money": [Decimal(300), Decimal(100)],
            "end_on": [date(2027, 1, 1), None],
            "owner": ["Ada", None],
        }
    )
    found = driver_quality(
        "contracts",
        rows,
        required=["end_on", "owner"],
        valid=pd.Series([False, True]),
        seen_on=pd.Series([date(2026, 11, 1), date(2025, 11, 1)]),
        cadence_days=90,
        sourced=pd.Series([True, True]),
        as_of=date(2026, 11, 22),
    )
    assert (found.completeness, found.validity, found.freshness, found.coverage) == (0.75, 0.25, 0.75, 1.0)
    assert found.money == 400


def test_the_input_worth_most_comes_first() -> None:
    """Unknown spend is 44.3% of the variance; knowing it narrows 46,207 to 34,483 (oracle O9-2)."""
    found = decision_value({"headcount": 9000, "uplift": 6000, "unknown spend": 12000, "prices": 8000})
    first = found.iloc[0]
    assert first.input == "unknown spend"
    assert round(first.share, 3) == 0.443
    assert (round(first.width), round(first.width_if_known)) == (46207, 34483)
    assert first.explanation == "Resolve unknown spend and the range shrinks by 25%."
    assert decision_value({}).empty


@given(st.dictionaries(st.text(max_size=4), st.floats(0, 1e6), max_size=6))
def test_knowing_more_never_widens_the_range(deviations: dict[str, float]) -> None:
    """Shares sum to the whole, and each width with an input known is at most today's."""
    found = decision_value(deviations)
    assert (found.width_if_known <= found.width + 1e-6).all()
    if any(deviation > 1e-3 for deviation in deviations.values()):
        assert sum(found.share) == pytest.approx(1)


@pytest.mark.parametrize(
    ("change", "letter", "reason"),
    [
        ({}, "A", None),
        ({"backtest_coverage": None}, "B", "not been back-tested"),
        ({"backtest_coverage": 0.55}, "B", "held 55%"),
        ({"known_share": 0.89}, "B", "an A needs 90%"),
        ({"known_share": 0.75}, "B", "75% of spend"),
        ({"known_share": 0.74}, "C", "a B needs 75%"),
        ({"known_share": 0.49}, "D", "a C needs 50%"),
        ({"known_share": None}, "D", "no spend yet"),
        ({"has_headcount_plan": False}, "D", "headcount plan"),
        ({"contract_value_without_end": 0.21}, "D", "21% of contract value"),
        ({"asset_value_without_date": 0.31}, "D", "31% of asset value"),
        ({"ledger_months": 11}, "D", "holds 11 months"),
        ({"contract_value_without_end": None, "asset_value_without_date": None}, "A", None),
    ],
)
def test_the_grade_and_its_reason(change: dict[str, Any], letter: str, reason: str | None) -> None:
    """Every bound of the grades, with the reason that it is not better."""
    found = grade(replace(GOOD, **change))
    assert found.letter == letter
    assert (reason is None and not found.reasons) or any(str(reason) in one for one in found.reasons)


def test_all_gaps_are_said_together() -> None:
    """A person can mend them in one go."""
    empty = GradeFacts(
        None,
        None,
        has_headcount_plan=False,
        contract_value_without_end=None,
        asset_value_without_date=None,
        ledger_months=0,
    )
    assert len(grade(empty).reasons) == 3
