"""How far the plan's data can be trusted: shares weighted by money, what resolving a gap is worth, and a grade."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING, Literal

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date
    from decimal import Decimal

Letter = Literal["A", "B", "C", "D"]

P90 = 1.2815515655446004
KNOWN_FOR: tuple[tuple[Letter, float], ...] = (("A", 0.90), ("B", 0.75), ("C", 0.50))


@dataclass(frozen=True, slots=True)
class DriverQuality:
    """The data behind one driver of the forecast: shares of its money, 0 to 1, None where there is none to weigh."""

    driver: str
    money: float
    completeness: float | None
    validity: float | None
    freshness: float | None
    coverage: float | None


@dataclass(frozen=True, slots=True)
class GradeFacts:
    """What the grade rests on: shares of money 0 to 1, None when there is nothing to take a share of.

    `known_share` is the spend explained by a source, `backtest_coverage` how often the last back-test's 80% range
    held, `ledger_months` the months of ledger at hand.
    """

    known_share: float | None
    backtest_coverage: float | None
    has_headcount_plan: bool
    contract_value_without_end: float | None
    asset_value_without_date: float | None
    ledger_months: int


@dataclass(frozen=True, slots=True)
class Grade:
    """A to D with the reasons it is not better."""

    letter: Letter
    reasons: tuple[str, ...]


def money_weighted(shares: Iterable[float | bool], money: Iterable[Decimal | float | None]) -> float | None:
    """The mean of the shares weighted by the size of the money; None when no money is known.

    Credits weigh by their size, unknown money weighs nothing, an unknown share (NaN) counts as 0: it is a gap.
    """
    weights = np.abs(np.array([np.nan if one is None else float(one) for one in money], dtype=float))
    weights = np.nan_to_num(weights)
    values = np.nan_to_num(np.array([float(share) for share in shares], dtype=float))
    total = float(weights.sum())
    return float((values * weights).sum()) / total if total > 0 else None


def driver_quality(
    driver: str,
    rows: pd.DataFrame,
    *,
    required: Sequence[str],
    valid: pd.Series,
    seen_on: pd.Series,
    cadence_days: int,
    sourced: pd.Series,
    as_of: date,
) -> DriverQuality:
    """The quality of one driver's rows, each weighted by its column `money`.

    completeness: required fields that are filled. validity: rows that keep the rules (`valid`). freshness: rows seen
    (`seen_on`) within the cadence before as_of. coverage: rows with a source (`sourced`).
    """
    money = list(rows["money"])
    age = (pd.Timestamp(as_of) - pd.to_datetime(seen_on)).dt.days
    return DriverQuality(
        driver=driver,
        money=float(sum(abs(float(one)) for one in money if not pd.isna(one))),
        completeness=money_weighted(rows[list(required)].notna().mean(axis=1), money),
        validity=money_weighted(valid, money),
        freshness=money_weighted(age <= cadence_days, money),
        coverage=money_weighted(sourced, money),
    )


def decision_value(deviations: Mapping[str, float]) -> pd.DataFrame:
    """What knowing each input is worth, from its independent standard deviation, largest first.

    One row per input: share (of the forecast's variance), width (P10 to P90 today), width_if_known, narrowing (share
    of the width), explanation.
    """
    columns = ["input", "share", "width", "width_if_known", "narrowing", "explanation"]
    variance = sum(deviation**2 for deviation in deviations.values())
    width = 2 * P90 * sqrt(variance)
    rows = []
    for name, deviation in sorted(deviations.items(), key=lambda item: -item[1]):
        share = deviation**2 / variance if variance else 0.0
        left = 2 * P90 * sqrt(max(0.0, variance - deviation**2))
        narrowing = 1 - left / width if width else 0.0
        said = f"Resolve {name} and the range shrinks by {narrowing:.0%}."
        rows.append((name, share, width, left, narrowing, said))
    return pd.DataFrame(rows, columns=columns)


def grade(facts: GradeFacts) -> Grade:
    """A: 90% of the money known and a back-test that covered 70 to 90%; B: 75%; C: 50%; D: less, or a gap in the basis.

    Gaps that make a D: no headcount plan, over 20% of contract value without an end, over 30% of asset value without
    a date, under 12 months of ledger.
    """
    share = facts.known_share
    gaps = _gaps(facts)
    if share is None or share < KNOWN_FOR[-1][1] or gaps:
        return Grade("D", (*_too_little_known(share), *gaps))
    if share >= KNOWN_FOR[0][1]:
        return _with_backtest(facts.backtest_coverage)
    if share >= KNOWN_FOR[1][1]:
        return Grade("B", (f"{share:.0%} of spend is known; an A needs 90%.",))
    return Grade("C", (f"{share:.0%} of spend is known; a B needs 75%.",))


def _too_little_known(share: float | None) -> tuple[str, ...]:
    if share is None:
        return ("There is no spend yet to explain.",)
    return (f"Only {share:.0%} of spend is known; a C needs 50%.",) if share < KNOWN_FOR[-1][1] else ()


def _with_backtest(coverage: float | None) -> Grade:
    if coverage is None:
        return Grade("B", ("The forecast has not been back-tested; an A needs it.",))
    if not 0.70 <= coverage <= 0.90:
        return Grade(
            "B", (f"The last back-test's range held {coverage:.0%} of the time; an A needs 70 to 90%.",)
        )
    return Grade("A", ())


def _gaps(facts: GradeFacts) -> tuple[str, ...]:
    found = [
        (not facts.has_headcount_plan, "There is no headcount plan."),
        (
            (facts.contract_value_without_end or 0) > 0.20,
            f"{facts.contract_value_without_end or 0:.0%} of contract value has no end date; 20% is the most.",
        ),
        (
            (facts.asset_value_without_date or 0) > 0.30,
            f"{facts.asset_value_without_date or 0:.0%} of asset value has no date; 30% is the most.",
        ),
        (facts.ledger_months < 12, f"The ledger holds {facts.ledger_months} months; 12 are the least."),
    ]
    return tuple(reason for holds, reason in found if holds)
