"""The two engines on their own, for anybody's numbers: what a reserve asks for, and what a series leads to."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any, get_args

import numpy as np

from itstrat.errors import ItstratError
from itstrat.planning.money import cents_of
from itstrat.planning.outlook import Outlook, outlook_ranges, outlooks
from itstrat.planning.reserve import Reserve, Timing, level_contribution

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from itstrat.planning.backtest import Score
    from itstrat.planning.series import Series

LONGEST_HORIZON = 120
# Beyond, figures have more digits than are kept: ten times a period for a rate, as for shares in files.
_MOST_MONEY, _MOST_RATE = Decimal(10) ** 15, Decimal(10)


def reserve_answer(
    needs: Series,
    *,
    opening: str = "0",
    rate: str = "0",
    growth: str = "0",
    floor: str = "0",
    timing: str = "end",
) -> dict[str, Any]:
    """The smallest level contribution: contribution, binding, periods, balances, and `method` in words.

    Rate and growth are per period of the series, as 0.02 or 2%. Amounts are texts with two decimals; `binding` is
    the day that names the period that forces the contribution, `binding_period` its number from 1; both None when the
    opening balance is enough. `balances`
    stand in the order of `periods`. ItstratError says which number cannot be used.
    """
    if timing not in get_args(Timing):
        raise ItstratError(f'timing is start or end, not "{timing}".')
    try:
        reserve = Reserve(
            needs=needs.amounts,
            opening=_number("opening", opening, _MOST_MONEY),
            rate=_number("rate", rate, _MOST_RATE),
            growth=_number("growth", growth, _MOST_RATE),
            floor=_number("floor", floor, _MOST_MONEY),
            timing="start" if timing == "start" else "end",
        )
    except ValueError as fault:
        raise ItstratError(f"The reserve cannot be worked out: {fault}") from fault
    level = level_contribution(reserve)
    return {
        "contribution": f"{level.contribution:.2f}",
        "binding": None if level.binding is None else needs.period(level.binding - 1).isoformat(),
        "binding_period": level.binding,
        "periods": [needs.period(place).isoformat() for place in range(len(needs.amounts))],
        "balances": [f"{balance:.2f}" for balance in level.balances],
        "method": f"smallest level contribution at the {timing} of each of {len(needs.amounts)} {needs.step}",
    }


def forecast_answer(series: Sequence[Series], horizon: int) -> list[dict[str, Any]]:
    """One answer a series: its name, rule, forecast, 80% ranges by month and of the total, and back-test.

    Keys: series, model, why, confidence, periods, forecast, low80, high80, total, total_low80, total_high80, backtest.
    Lists stand in the order of `periods`; amounts are texts with two decimals. The ranges are None where the past is
    too short to say, `backtest` is None where it is too short to test. ItstratError for series that are not monthly.
    """
    if not 1 <= horizon <= LONGEST_HORIZON:
        raise ItstratError(f"The horizon lies between 1 and {LONGEST_HORIZON} months, not at {horizon}.")
    if any(one.step != "months" for one in series):
        raise ItstratError("A forecast needs a value for each month; these are years.")
    seen = outlooks([np.array([float(amount) for amount in one.amounts]) for one in series])
    found = []
    for one, outlook, ranges in zip(series, seen, outlook_ranges(seen, horizon), strict=True):
        mean = outlook.forecast(horizon)
        found.append(
            {
                "series": one.name,
                "model": outlook.model,
                "why": outlook.reason,
                "confidence": outlook.confidence,
                "periods": [one.period(len(one.amounts) + step).isoformat() for step in range(horizon)],
                "forecast": _amounts(mean),
                "low80": None if ranges is None else _amounts(ranges.low[0]),
                "high80": None if ranges is None else _amounts(ranges.high[0]),
                "total": _amount(float(mean.sum())),
                "total_low80": None if ranges is None else _amount(float(ranges.total_low[0])),
                "total_high80": None if ranges is None else _amount(float(ranges.total_high[0])),
                "backtest": _tested(outlook),
            }
        )
    return found


def _tested(outlook: Outlook) -> dict[str, Any] | None:
    """The chosen rule's scores over yearly totals, with those it was compared with."""
    if not outlook.scores:
        return None
    own, *others = outlook.scores
    return {"origins": own.origins, **_scores(own), "compared": [_scores(score) for score in others]}


def _scores(score: Score) -> dict[str, Any]:
    return {
        "model": score.model,
        "mase": _ratio(score.mase),
        "bias": _ratio(score.bias),
        "total_error": _ratio(score.total_error),
        "coverage": _ratio(score.coverage),
        "interval_score": _amount(score.interval_score),
    }


def _number(name: str, text: str, most: Decimal) -> Decimal:
    said = text.strip()
    try:
        number = Decimal(said.removesuffix("%").replace(",", ""))
    except InvalidOperation:
        raise ItstratError(f'{name} takes a number, not "{text}".') from None
    if not number.is_finite():
        raise ItstratError(f'{name} takes a number, not "{text}".')
    number = number / 100 if said.endswith("%") else number
    if abs(number) > most:
        raise ItstratError(f"{name} is at most {most:,}, not {text[:40]}.")
    return number


def _amounts(values: Iterable[float]) -> list[str]:
    return [_amount(float(value)) for value in values]


def _amount(value: float) -> str:
    return f"{cents_of(value):.2f}"


def _ratio(value: float | None) -> float | None:
    return None if value is None else round(value, 4)
