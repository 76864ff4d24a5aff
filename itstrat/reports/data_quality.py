"""How far the plan's data can be trusted, driver by driver, and which gap is worth closing first."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING, Any

import pandas as pd

from itstrat.planning import quality
from itstrat.planning.budget_forecast import unexplained_outlook
from itstrat.planning.calendar import FiscalCalendar, add_months, month_start, months_apart
from itstrat.planning.landing import seen_on
from itstrat.planning.quality import DriverQuality, Grade, GradeFacts
from itstrat.store import budget, gaps, spending
from itstrat.store.outline import outline

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from itstrat.store.reading import Reader

# How old each driver's data may be: a ledger comes monthly, lists quarterly, a budget once a year.
_CADENCE = {"ledger": 45, "contracts": 92, "assets": 92, "budget": 366}
# Spread of PERT(0, 7%, 15%), the rise assumed where a contract states none.
_UPLIFT_DEVIATION = 0.0283
_DEFAULT_LIFE = 48
_HISTORY_MONTHS = 24


@dataclass(frozen=True, slots=True)
class DataQuality:
    """`grade` and the `facts` it rests on: those of the whole plan, and how the forecast held against the past.

    `drivers`: driver, money, completeness, validity, freshness, coverage (shares of money, None: nothing to weigh).

    `gaps`: input, share (of the range's variance), narrowing (of the range), explanation; the worthiest first.
    """

    grade: Grade
    facts: GradeFacts
    known_share: float | None
    drivers: pd.DataFrame
    gaps: pd.DataFrame


def data_quality(plan: Reader, as_of: date) -> DataQuality:
    """The plan as it stands on a day; the ledger and the budget of the twelve months up to it."""
    last = month_start(as_of)
    first = add_months(last, -11)
    assets, contracts = gaps.asset_facts(plan), gaps.contract_facts(plan, as_of)
    ledger, budgeted = gaps.ledger_facts(plan, first, last), gaps.budget_facts(plan, first, last)
    seen = gaps.imported_at(plan)
    drivers = [
        _ledger(ledger, spending.last_posted_on(plan), as_of),
        _contracts(contracts, seen, as_of),
        _assets(assets, seen, as_of),
        _budget(budgeted, seen, as_of),
    ]
    known = _known_share(ledger)
    opened = gaps.open_by_month(plan, add_months(last, 1 - _HISTORY_MONTHS), last)
    facts = _facts(plan, known, assets, contracts, as_of)
    return DataQuality(
        grade=quality.grade(facts),
        facts=facts,
        known_share=known,
        drivers=pd.DataFrame(
            [_shown(each) for each in drivers if each.money],
            columns=["driver", "money", *_MEASURES],
            dtype=object,
        ),
        gaps=quality.decision_value(_deviations(opened, assets, contracts)),
    )


_MEASURES = ("completeness", "validity", "freshness", "coverage")


def _shown(driver: DriverQuality) -> dict[str, Any]:
    return {"driver": driver.driver, "money": driver.money} | {
        name: getattr(driver, name) for name in _MEASURES
    }


def _ledger(rows: pd.DataFrame, posted_on: date | None, as_of: date) -> DriverQuality:
    return quality.driver_quality(
        "Ledger",
        rows,
        required=("department_id", "category", "capital"),
        valid=rows["verdict"] != "undecided",
        seen_on=_same(rows, posted_on),
        cadence_days=_CADENCE["ledger"],
        sourced=rows["explained_by"].notna(),
        as_of=as_of,
    )


def _contracts(rows: pd.DataFrame, seen: Mapping[str, datetime], as_of: date) -> DriverQuality:
    return quality.driver_quality(
        "Contracts",
        rows,
        required=("end_on", "notice", "uplift", "owner", "billing"),
        valid=(pd.to_datetime(rows["end_on"]) > pd.to_datetime(rows["start_on"]))
        | rows["end_on"].isna()
        | rows["start_on"].isna(),
        seen_on=_same(rows, seen.get("contracts")),
        cadence_days=_CADENCE["contracts"],
        sourced=rows["charged"].astype(bool),
        as_of=as_of,
    )


def _assets(rows: pd.DataFrame, seen: Mapping[str, datetime], as_of: date) -> DriverQuality:
    return quality.driver_quality(
        "Assets",
        rows,
        required=("class_id", "purchased_on", "department_id", "cost"),
        valid=(pd.to_datetime(rows["purchased_on"]) <= pd.Timestamp(as_of)) | rows["purchased_on"].isna(),
        seen_on=_same(rows, seen.get("assets")),
        cadence_days=_CADENCE["assets"],
        sourced=rows["order_number"].notna(),
        as_of=as_of,
    )


def _budget(rows: pd.DataFrame, seen: Mapping[str, datetime], as_of: date) -> DriverQuality:
    return quality.driver_quality(
        "Budget",
        rows,
        required=("department_id", "category", "capital"),
        valid=rows["money"] >= 0,
        seen_on=_same(rows, seen.get("budget")),
        cadence_days=_CADENCE["budget"],
        sourced=rows["category"].notna(),
        as_of=as_of,
    )


def _same(rows: pd.DataFrame, day: date | None) -> pd.Series[Any]:
    """The same day for every row; unknown when there is none."""
    return pd.Series([pd.NaT if day is None else pd.Timestamp(day)] * len(rows), index=rows.index)


def _known_share(ledger: pd.DataFrame) -> float | None:
    spent = ledger[ledger["verdict"] == "it"]
    return quality.money_weighted(spent["explained_by"].notna(), spent["money"])


def _facts(
    plan: Reader, known: float | None, assets: pd.DataFrame, contracts: pd.DataFrame, as_of: date
) -> GradeFacts:
    first, last = spending.ledger_span(plan)
    months = 0 if first is None or last is None else months_apart(first, last) + 1
    return GradeFacts(
        known_share=known,
        backtest_coverage=_coverage(plan, as_of, last),
        has_headcount_plan=gaps.has_headcount_plan(plan),
        contract_value_without_end=quality.money_weighted(contracts["end_on"].isna(), contracts["money"]),
        asset_value_without_date=quality.money_weighted(assets["purchased_on"].isna(), assets["money"]),
        ledger_months=months,
    )


def _coverage(plan: Reader, as_of: date, ledger_until: date | None) -> float | None:
    """How often the range of the forecast of unexplained spend held in the past; None where that cannot be tested."""
    calendar = FiscalCalendar(outline(plan).fiscal_year_start)
    series = budget.unexplained(plan, seen_on(calendar, as_of, ledger_until))
    scores = unexplained_outlook(series).scores if series else ()
    return scores[0].coverage if scores else None


def _deviations(opened: pd.DataFrame, assets: pd.DataFrame, contracts: pd.DataFrame) -> dict[str, float]:
    """The standard deviation that each gap puts on the next twelve months, in money; gaps of none are left out.

    Unexplained spend: its monthly spread over twelve months. Undecided lines: all of a year's or none. Uplifts nobody
    recorded: the spread of the assumed rise, all contracts together. Assets of unknown age: each comes due in this year
    with the chance 12 / life, or not.
    """
    monthly = opened["unexplained"].astype(float)
    rises = contracts.loc[contracts["uplift"].isna(), "money"].astype(float).abs().sum()
    aged = assets[assets["purchased_on"].isna() & assets["money"].notna()]
    chance = (12 / aged["life_months"].astype(float).fillna(_DEFAULT_LIFE)).clip(upper=1.0)
    spread = (aged["money"].astype(float) ** 2 * chance * (1 - chance)).sum()
    found = {
        "unexplained spend": float(monthly.std()) * sqrt(12) if len(monthly) > 1 else 0.0,
        "lines nobody called IT or not": float(opened["undecided"].astype(float).tail(12).sum()) / 2,
        "price rises of contracts that state none": float(rises) * _UPLIFT_DEVIATION,
        "purchase dates of assets of unknown age": sqrt(float(spread)),
    }
    return {name: deviation for name, deviation in found.items() if deviation > 0}
