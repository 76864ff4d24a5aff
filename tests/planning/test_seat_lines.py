"""Seats that follow the headcount."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from itstrat.planning.calendar import month_starts
from itstrat.planning.seat_lines import SeatPlan, seat_costs, seats, starter_costs

MONTHS = month_starts(date(2026, 1, 1), date(2026, 12, 1))
PLAN = SeatPlan(
    1, "Suite", Decimal("25.00"), spare=Decimal("0.05"), renews=(MONTHS[6],), uplift=Decimal("0.06")
)
PEOPLE = tuple(Decimal(count) for count in (40, 40, 40, 42, 44, 46, 46, 46, 46, 46, 46, 46))


def test_seats_and_their_year() -> None:
    """5% spare, 25.00 a seat, 6% more from the seventh month: 14,466.00 in the year (oracle O1-1)."""
    assert seats(PEOPLE, MONTHS, PLAN) == (42, 42, 42, 45, 47, *[49] * 7)
    assert sum(seat_costs(PEOPLE, MONTHS, PLAN)) == Decimal("14466.00")


def test_whole_seats_are_counted_without_floating_point() -> None:
    """50 people and 10% spare are 55 seats; binary floats would make 56."""
    assert seats([Decimal(50)], MONTHS[:1], replace(PLAN, spare=Decimal("0.1"))) == (55,)


def test_a_share_that_has_no_decimals_is_exact() -> None:
    """Two licences for every three people and 5% spare: 60 people need exactly 42, a hundredth of a person more 43."""
    plan = replace(PLAN, ratio=Fraction(2, 3))
    assert seats([Decimal(60), Decimal("60.01")], MONTHS[:2], plan) == (42, 43)


def test_a_contract_that_stops_costs_nothing_from_that_month_on() -> None:
    """Seats added to a contract that stops in July are paid until June."""
    costs = seat_costs(PEOPLE, MONTHS, replace(PLAN, stops_on=MONTHS[6]))
    assert costs == (*seat_costs(PEOPLE, MONTHS, PLAN)[:6], *[Decimal(0)] * 6)


def test_seats_fall_only_at_the_renewal_and_never_below_the_committed() -> None:
    """Ten people leave in month 3: the seats stay until month 7, then fall to the committed number."""
    people = [Decimal(40)] * 2 + [Decimal(30)] * 10
    assert seats(people, MONTHS, replace(PLAN, committed=35)) == (*[42] * 6, *[35] * 6)


def test_seats_paid_elsewhere_cost_nothing_here() -> None:
    """With 45 seats in the contract only the seats above them are charged, at the price in force."""
    costs = seat_costs(PEOPLE, MONTHS, replace(PLAN, included=45))
    assert costs[:6] == (*[Decimal(0)] * 4, Decimal("50.00"), Decimal("100.00"))
    assert costs[6] == Decimal("106.00")


def test_equipment_is_bought_for_added_people_once() -> None:
    """Nothing for part people, nothing for who takes over from a leaver, growth of the price by month."""
    people = [Decimal(one) for one in ("10.5", "11", "9", "11", "13")]
    found = starter_costs(people, Decimal(10), Decimal(100), Decimal("1.1"))
    assert found == tuple(Decimal(one) for one in ("0", "110.00", "0", "0", "292.82"))


@settings(deadline=None)
@given(st.lists(st.integers(0, 500), min_size=1, max_size=12), st.integers(0, 60))
def test_more_people_never_need_fewer_seats(counts: list[int], more: int) -> None:
    """Adding people to every month never lowers the seats of any month."""
    few = seats([Decimal(count) for count in counts], MONTHS[: len(counts)], PLAN)
    many = seats([Decimal(count + more) for count in counts], MONTHS[: len(counts)], PLAN)
    assert all(less <= now for less, now in zip(few, many, strict=True))
