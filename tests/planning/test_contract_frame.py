"""Many contracts at once say what each says alone."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from itstrat.planning.calendar import add_months, month_starts
from itstrat.planning.contract_frame import contract_frame
from itstrat.planning.terms import uplifts

from .lines_of_one import contract_lines
from .made import DAYS, TERMS, contract

if TYPE_CHECKING:
    from itstrat.planning.contract_frame import View
    from itstrat.planning.terms import ContractTerms

VIEWS: tuple[View, ...] = ("cash", "pnl", "commitment")


@settings(deadline=None)
@given(st.lists(TERMS, max_size=3), DAYS, DAYS, st.sampled_from(VIEWS))
def test_it_agrees_with_the_lines_of_one(
    many: list[ContractTerms], as_of: date, first: date, view: View
) -> None:
    """For any contracts, day, view and span: the same amount in every month, or unknown in both."""
    months = month_starts(first, add_months(first, 36))
    found = contract_frame(dict(enumerate(many)), as_of, months, view)
    for key, terms in enumerate(many):
        alone = contract_lines(terms, as_of, months[0], months[-1], view)
        if alone["amount"].isna().any():
            assert key in found.unknown
            continue
        own = found.frame[found.frame["contract_id"] == key]
        sums = dict.fromkeys(alone["month"], Decimal(0))
        for month, amount in zip(own["month"], own["amount"], strict=True):
            sums[month] += amount
        assert list(sums.values()) == list(alone["amount"])


def test_rises_are_the_renewals_on_the_way_to_the_payment() -> None:
    """A yearly contract seen before its first renewal: no rise, then one, then two; the price tells the same."""
    terms = contract()
    months = month_starts(date(2026, 3, 1), date(2028, 12, 1))
    found = contract_frame({7: terms}, date(2026, 4, 1), months, "cash").frame
    assert found["rises"].tolist() == [0, 1, 2]
    grown = [Decimal(12000) * (1 + uplifts(terms)[1]) ** rises for rises in range(3)]
    assert [float(one) for one in found["amount"]] == pytest.approx([float(one) for one in grown], abs=0.01)


@pytest.mark.parametrize("end", [date(2026, 3, 14), date(2026, 3, 13), date(2025, 1, 1)])
@pytest.mark.parametrize("view", VIEWS)
def test_an_end_before_the_start_makes_no_service_of_no_days(view: View, end: date) -> None:
    """As files have it: what is paid once is then for the day it is due; whether that is owed already is another matter."""
    terms = contract(end_on=end, billing="once", initial_months=None, renewal_months=None, auto_renew=None)
    months = month_starts(date(2026, 1, 1), date(2026, 12, 1))
    found = contract_frame({7: terms}, date(2026, 1, 1), months, view).frame
    alone = contract_lines(terms, date(2026, 1, 1), months[0], months[-1], view)
    assert sum(found["amount"]) == sum(alone["amount"])
    assert view == "commitment" or sum(found["amount"]) > 0


def test_no_contracts_have_no_lines() -> None:
    """An empty portfolio is an empty frame with its columns."""
    found = contract_frame({}, date(2026, 4, 1), [date(2026, 4, 1)], "pnl")
    assert found.frame.empty and list(found.frame.columns) == ["contract_id", "month", "rises", "amount"]
