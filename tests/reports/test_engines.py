"""The two engines' answers for anybody's numbers."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal

import pytest

from itstrat.errors import ItstratError
from itstrat.planning.series import Series
from itstrat.reports.engines import forecast_answer, reserve_answer

YEARS = Series(
    "needs", "years", date(2026, 7, 1), tuple(Decimal(one) for one in (0, 10_000, 0, 30_000, 5_000))
)


def months(count: int, name: str = "spend") -> Series:
    """A series with a season, growing."""
    amounts = tuple(Decimal(1_000 + 10 * month + 40 * (month % 12)) for month in range(count))
    return Series(name, "months", date(2022, 11, 1), amounts)


def test_the_reserve_of_five_years() -> None:
    """8,000.00 a year, forced by the fourth, with the balance after each (oracle O2-1)."""
    found = reserve_answer(YEARS, opening="8,000")
    assert found["contribution"] == "8000.00"
    assert found["binding"] == "2029-07-01"
    assert found["balances"] == ["16000.00", "14000.00", "22000.00", "0.00", "3000.00"]
    assert found["periods"][0] == "2026-07-01"
    assert json.loads(json.dumps(found)) == found


def test_rates_are_fractions_or_percent() -> None:
    """2% and 0.02 are one rate: 7,224.82 at the start of the period with 3% growth (oracle O2-2)."""
    answers = [
        reserve_answer(YEARS, opening="8000", rate=rate, growth=growth, timing="start")["contribution"]
        for rate, growth in (("2%", "0.03"), ("0.02", "3%"))
    ]
    assert answers == ["7224.82", "7224.82"]


def test_enough_in_hand_has_no_binding_period() -> None:
    """It is null, not a date."""
    assert reserve_answer(YEARS, opening="99999")["binding"] is None


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"opening": "much"}, 'opening takes a number, not "much"'),
        ({"rate": "nan"}, 'rate takes a number, not "nan"'),
        ({"rate": "-200%"}, "above −100%"),
        ({"opening": "1e400"}, "opening is at most"),
        ({"floor": "-1e20"}, "floor is at most"),
        ({"rate": "1e400"}, "rate is at most 10"),
        ({"growth": "1001%"}, "growth is at most 10"),
        ({"timing": "middle"}, "timing is start or end"),
    ],
)
def test_numbers_that_cannot_be_used_are_said(wrong: dict[str, str], said: str) -> None:
    """The option is named."""
    with pytest.raises(ItstratError, match=said):
        reserve_answer(YEARS, **wrong)


def test_a_negative_need_is_refused() -> None:
    """A reserve pays; what comes in is the opening balance or a contribution."""
    with pytest.raises(ItstratError, match="need must not be negative"):
        reserve_answer(Series("needs", "years", date(2026, 1, 1), (Decimal(-5),)))


def test_a_forecast_says_its_rule_range_and_back_test() -> None:
    """Four years of months: dates go on after the last, ranges hold the forecast, scores name what was compared."""
    found = forecast_answer([months(48)], 6)[0]
    assert found["series"] == "spend"
    assert found["periods"][0] == "2026-11-01"
    for low, mean, high in zip(found["low80"], found["forecast"], found["high80"], strict=True):
        assert Decimal(low) <= Decimal(mean) <= Decimal(high)
    assert Decimal(found["total_low80"]) <= Decimal(found["total"]) <= Decimal(found["total_high80"])
    assert found["backtest"]["origins"] == 13
    assert found["backtest"]["model"] == found["model"]
    assert len(found["backtest"]["compared"]) == 2
    assert json.loads(json.dumps(found)) == found


def test_a_short_past_has_no_back_test_and_a_very_short_one_no_range() -> None:
    """Null, and the reason in words."""
    short, very = forecast_answer([months(14), months(3, "new")], 12)
    assert short["backtest"] is None and short["low80"] is not None
    assert very["low80"] is None and very["total_low80"] is None
    assert very["confidence"] == "very low"
    assert "too few" in very["why"]


def test_a_series_is_answered_the_same_alone_and_among_others() -> None:
    """Its neighbours in the file do not matter."""
    alone = forecast_answer([months(40)], 12)[0]
    assert forecast_answer([months(40, "b"), months(20), months(40)], 12)[2] == alone


def test_years_and_endless_horizons_are_refused() -> None:
    """A forecast is of months, one to 120 of them."""
    with pytest.raises(ItstratError, match="each month"):
        forecast_answer([YEARS], 12)
    with pytest.raises(ItstratError, match="between 1 and 120"):
        forecast_answer([months(24)], 0)
