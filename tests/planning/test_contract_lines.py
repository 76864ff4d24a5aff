"""What a contract costs by month in its three views."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any, Literal

import pandas as pd
from hypothesis import given

from itstrat.planning.contracts import stops_on
from itstrat.planning.terms import ContractTerms

from .lines_of_one import contract_lines
from .made import DAYS, TERMS, contract

START = date(2026, 3, 15)


def by_year(frame: pd.DataFrame) -> dict[int, Decimal]:
    """The sum of the lines of each calendar year."""
    return {int(str(year)): total for year, total in frame.groupby(frame.month.dt.year).amount.sum().items()}


def lines(
    terms: ContractTerms,
    view: Literal["cash", "pnl", "commitment"],
    *,
    as_of: date = START,
    first: date = date(2026, 1, 1),
    last: date = date(2028, 12, 31),
) -> pd.DataFrame:
    """The lines of three calendar years."""
    return contract_lines(terms, as_of, first, last, view)


def test_cost_of_the_period_is_by_day_of_the_service() -> None:
    """12,000 from 15 March, 7% more at the renewal, 29 February counted (oracle O1-2; three terms asked)."""
    terms = contract(decision="cancel", auto_renew=False)
    two_terms = contract(initial_months=24, decision="cancel", auto_renew=False)
    assert by_year(lines(terms, "pnl")) == {2026: Decimal("9600.00"), 2027: Decimal("2400.00"), 2028: 0}
    assert by_year(lines(two_terms, "pnl"))[2028] == Decimal("2426.23")
    rolled = lines(contract(), "pnl", last=date(2028, 3, 1))
    assert by_year(rolled)[2026] == Decimal("9600.00")
    assert by_year(rolled)[2027] == Decimal("12643.93")
    ended = contract(end_on=date(2028, 3, 14), initial_months=None, auto_renew=False)
    assert sum(lines(ended, "pnl").amount) == Decimal("24000.00")


def test_the_part_of_the_third_year() -> None:
    """The renewed term reaches 2,596.07 into 2028 (oracle O1-2), beside the term that follows it."""
    whole = by_year(lines(contract(), "pnl"))[2028]
    third_term = lines(contract(start_on=date(2028, 3, 15), amount=Decimal("13738.80")), "pnl")
    assert whole - by_year(third_term)[2028] == Decimal("2596.07")


def test_cash_falls_on_the_due_days() -> None:
    """Quarterly from 15 March: June, September, December; the month has the whole payment."""
    frame = lines(contract(billing="quarterly", amount=Decimal(300)), "cash", last=date(2026, 12, 31))
    paid = frame[frame.amount != 0]
    assert [month.month for month in paid.month] == [3, 6, 9, 12]
    assert set(paid.amount) == {Decimal("300.00")}
    assert len(frame) == 12


def test_the_price_steps_at_the_renewal_never_within_a_term() -> None:
    """Monthly bills of 100.00 become 107.00 in March 2027 and 114.49 a year later."""
    frame = lines(contract(billing="monthly", amount=Decimal(100)), "cash")
    prices = frame.set_index("month").amount
    assert [prices[f"{month}-01"] for month in ("2027-02", "2027-03", "2028-02", "2028-03")] == [
        Decimal("100.00"),
        Decimal("107.00"),
        Decimal("107.00"),
        Decimal("114.49"),
    ]


def test_past_renewals_do_not_raise_the_price_known_today() -> None:
    """The stored amount is the price on the as-of date, however old the contract is."""
    old = contract(start_on=date(2016, 3, 15))
    assert by_year(lines(old, "cash", as_of=date(2026, 11, 22)))[2026] == Decimal("12000.00")


def test_the_commitment_ends_at_the_earliest_exit() -> None:
    """Seen from 1 January 2027, before cancel-by: 73 days are owed. A month later the next term is owed too."""
    early = lines(contract(), "commitment", as_of=date(2027, 1, 1))
    assert sum(early.amount) == Decimal("2400.00")
    late = lines(contract(), "commitment", as_of=date(2027, 2, 1), last=date(2029, 1, 1))
    assert sum(late.amount) == Decimal("1380.82") + Decimal("12840.00")


def test_a_sum_paid_once() -> None:
    """A prepaid term is paid once and spread over its days; a licence without a term is spent on its day."""
    prepaid = contract(billing="once", initial_months=24, auto_renew=False)
    assert list(by_year(lines(prepaid, "cash")).values()) == [Decimal("12000.00"), 0, 0]
    assert sum(lines(prepaid, "pnl").amount) == Decimal("12000.00")
    licence = contract(billing="once", initial_months=None, renewal_months=None, auto_renew=None)
    spent = lines(licence, "pnl")
    assert list(spent[spent.amount != 0].month) == [pd.Timestamp("2026-03-01")]


def test_a_contract_known_by_its_end_only_is_counted_back_from_it() -> None:
    """Without a start the months before the end have their payments too."""
    terms = contract(start_on=None, initial_months=None, end_on=date(2027, 3, 14), billing="monthly")
    frame = lines(terms, "cash", as_of=date(2026, 11, 1), last=date(2026, 12, 31))
    assert set(frame.amount) == {Decimal("12000.00")}


def test_unknown_money_stays_unknown() -> None:
    """Without an amount, or without any date, every month is unknown: there is no silent zero."""
    for terms in (contract(amount=None), ContractTerms(amount=Decimal(5), billing="annual")):
        assert set(lines(terms, "pnl").amount) == {None}


def test_a_contract_beyond_the_horizon_adds_nothing() -> None:
    """It starts later: all months are there, and all are zero. A reversed span has no month."""
    assert set(lines(contract(start_on=date(2031, 1, 1)), "cash").amount) == {Decimal("0.00")}
    assert lines(contract(), "cash", last=date(2025, 1, 1)).empty


@given(TERMS, DAYS, DAYS)
def test_months_sum_to_the_year_in_every_view(terms: ContractTerms, as_of: date, first: date) -> None:
    """Asking for twelve months at once or one by one gives the same cents."""
    last = date(first.year + 1, first.month, 1)
    for view in ("cash", "pnl", "commitment"):
        whole = contract_lines(terms, as_of, first, last, view)
        single = [contract_lines(terms, as_of, m.date(), m.date(), view).amount.iloc[0] for m in whole.month]
        assert list(whole.amount) == single
        assert not any(amount is not None and amount < 0 for amount in single)


@given(TERMS, DAYS)
def test_over_its_life_a_contract_costs_what_was_paid(terms: ContractTerms, as_of: date) -> None:
    """Cash and cost of the period differ in time only: over the whole life of an ending contract they are equal."""
    end = stops_on(terms, as_of)
    if end is None or terms.start_on is None or end.year > 2040:
        return
    span: dict[str, Any] = {"as_of": as_of, "first": date(2010, 1, 1), "last": date(2045, 12, 31)}
    cash, cost = lines(terms, "cash", **span), lines(terms, "pnl", **span)
    if terms.amount is not None:
        assert sum(cash.amount) == sum(cost.amount)
