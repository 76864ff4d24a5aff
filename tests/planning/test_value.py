"""Present value, internal rate, payback, profitability."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itstrat.planning.value import internal_rate, monthly_rate, payback, worth

FLOWS = [Decimal(flow) for flow in (-50_000, 15_000, 20_000, 25_000, 10_000)]
EIGHT = Decimal("0.08")


def test_the_published_case() -> None:
    """At 8%: 8,231.77, 15.322%, 2.6 years, 2.956 discounted, 1.1646 (oracle O4-5)."""
    found = worth(FLOWS, EIGHT)
    assert found.present == Decimal("8231.77")
    assert found.internal_rate == Decimal("0.15322")
    assert found.payback == Decimal("2.6")
    assert found.discounted_payback is not None
    assert round(found.discounted_payback, 3) == Decimal("2.956")
    assert found.profitability == Decimal("1.1646")


def test_a_year_of_monthly_rates_is_the_yearly_one() -> None:
    """(1 + m)^12 = 1.08."""
    assert round((1 + monthly_rate(EIGHT)) ** 12, 12) == Decimal("1.08")


def test_what_never_pays_back_says_so() -> None:
    """Never, at once, and only for good: a later outlay counts."""
    assert payback([Decimal(-5), Decimal(4)]) is None
    assert payback([]) is None
    assert payback([Decimal(3), Decimal(1)]) == 0
    assert payback([Decimal(-2), Decimal(4), Decimal(-4), Decimal(4)]) == Decimal("2.5")


@pytest.mark.parametrize("flows", [(-1, 3, -1), (1, 2), (-1, -2), (), (0, 0)])
def test_without_exactly_one_change_of_sign_there_is_no_internal_rate(flows: tuple[int, ...]) -> None:
    """It would be two rates, or none."""
    assert internal_rate([Decimal(flow) for flow in flows]) is None


def test_income_without_outlay_has_no_profitability() -> None:
    """Nothing is divided by nothing."""
    assert worth([Decimal(1)], EIGHT).profitability is None


@given(st.lists(st.integers(1, 1000), min_size=1, max_size=8), st.integers(1, 3000))
def test_at_its_internal_rate_an_investment_is_worth_nothing(income: list[int], outlay: int) -> None:
    """To the digits of the rate; and it pays back discounted no sooner than plain."""
    flows = [Decimal(-outlay), *map(Decimal, income)]
    rate = internal_rate(flows)
    if rate is not None and rate > Decimal("-0.9"):
        step = Decimal("0.0001")
        assert worth(flows, rate - step).present >= 0 >= worth(flows, rate + step).present
    found = worth(flows, EIGHT)
    if found.discounted_payback is not None:
        assert found.payback is not None
        assert found.payback <= found.discounted_payback


def test_a_century_of_months_has_a_rate() -> None:
    """1% a month of what was laid out, for so long that the powers are beyond a float."""
    assert internal_rate([Decimal(-1000), *[Decimal(10)] * 1200]) == Decimal("0.01000")
