"""What initiatives are to bring and what came true, by kind."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itstrat.planning.benefits import KINDS, REALISATION, Benefit, Kind, closed, projected
from itstrat.planning.calendar import month_starts

MONTHS = month_starts(date(2026, 1, 1), date(2026, 12, 1))
CASH = Benefit("1", "cash", Decimal(10_000), date(2026, 3, 15), ramp_months=1, realisation=Decimal(1))


def test_a_benefit_ramps_up_to_the_share_that_comes_true() -> None:
    """Half of released time by default, a sixth of it more each month."""
    time = Benefit("1", "time", Decimal(1200), date(2026, 3, 1))
    assert projected(time, MONTHS)[:9] == tuple(
        Decimal(amount) for amount in (0, 0, 100, 200, 300, 400, 500, 600, 600)
    )
    assert sum(projected(replace(time, starts_on=None), MONTHS)) == 0


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_its_default_share(kind: Kind) -> None:
    """Once it is fully there."""
    benefit = replace(CASH, kind=kind, realisation=None)
    assert projected(benefit, MONTHS)[-1] == 10_000 * REALISATION[benefit.kind]


def test_the_month_that_runs_does_not_count_yet() -> None:
    """The first counts from the day after its last; a benefit without a first month is never due."""
    assert closed(CASH, date(2026, 3, 31)) == []
    assert closed(CASH, date(2026, 4, 1)) == [date(2026, 3, 1)]
    assert closed(replace(CASH, starts_on=None), date(2026, 4, 1)) == []


def test_only_signed_cash_lowers_the_budget() -> None:
    """Released time never does."""
    assert not CASH.lowers_budget
    assert replace(CASH, confirmed=True).lowers_budget
    assert not replace(CASH, kind="time", confirmed=True).lowers_budget


@given(
    st.sampled_from(KINDS), st.decimals(0, 10**6, places=2), st.integers(0, 24), st.decimals(0, 1, places=2)
)
def test_a_benefit_never_brings_more_than_it_says(
    kind: Kind, monthly: Decimal, ramp: int, share: Decimal
) -> None:
    """It rises, and ends at monthly × share."""
    benefit = replace(CASH, kind=kind, monthly=monthly, ramp_months=ramp, realisation=share)
    months = month_starts(date(2026, 1, 1), date(2028, 12, 1))
    found = projected(benefit, months)
    assert list(found) == sorted(found)
    assert abs(found[-1] - monthly * share) <= Decimal("0.005")
