"""Cost and savings of an initiative by month."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from itstrat.planning.benefits import Benefit
from itstrat.planning.calendar import add_months, month_starts
from itstrat.planning.initiative_lines import Initiative, initiative_months

MONTHS = month_starts(date(2026, 1, 1), date(2028, 12, 1))
TIME = Benefit("1", "time", Decimal(1_000), None)
CASH = Benefit("2", "cash", Decimal(1_000), None)
CRM = Initiative(
    source_id=1,
    label="One customer file",
    starts_on=date(2026, 3, 10),
    months=3,
    one_off=Decimal(10_000),
    run_monthly=Decimal(200),
    savings=(TIME,),
)


def test_cost_first_then_run_cost_and_savings_that_ramp_up() -> None:
    """March to May the one-off, from June run cost, and half of the saving reached in six steps."""
    found = initiative_months(CRM, MONTHS)
    assert found.one_off[2:5] == (Decimal("3333.33"), Decimal("3333.34"), Decimal("3333.33"))
    assert sum(found.one_off) == Decimal(10_000)
    assert found.run[4:6] == (Decimal(0), Decimal(200))
    assert found.saving[4:7] == (Decimal(0), Decimal("83.33"), Decimal("166.67"))
    assert set(found.saving[10:]) == {Decimal(500)}


def test_cancelled_contracts_come_true_more_than_released_time() -> None:
    """90% against 50%; a stated share overrides both."""
    savings = (CASH, replace(CASH, realisation=Decimal("0.2")))
    last = [initiative_months(replace(CRM, savings=(one,)), MONTHS).saving[-1] for one in savings]
    assert last == [Decimal(900), Decimal(200)]
    assert initiative_months(replace(CRM, savings=savings), MONTHS).saving[-1] == Decimal(1_100)


def test_a_saving_may_start_on_its_own_day() -> None:
    """One that starts later than go-live ramps up from there; an unscheduled initiative has no months at all."""
    later = Benefit("3", "cash", Decimal(600), date(2026, 9, 1), 2, Decimal(1))
    assert initiative_months(replace(CRM, savings=(later,)), MONTHS).saving[7:10] == (
        Decimal(0),
        Decimal(300),
        Decimal(600),
    )
    with pytest.raises(ValueError, match="not scheduled"):
        initiative_months(replace(CRM, starts_on=None), MONTHS)


@settings(deadline=None)
@given(st.integers(0, 12))
def test_moving_the_start_moves_every_line(later: int) -> None:
    """A start so many months later shifts one-off, run cost and savings by as many months."""
    moved = initiative_months(replace(CRM, starts_on=add_months(date(2026, 3, 10), later)), MONTHS)
    base = initiative_months(CRM, MONTHS)
    for shifted, first in ((moved.one_off, base.one_off), (moved.run, base.run), (moved.saving, base.saving)):
        assert shifted[later:] == first[: len(MONTHS) - later]
        assert not any(shifted[:later])
