"""Required or not, by risk left, with the cost to close."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from itstrat.planning.quadrant import Gap, Place, places, register

TODAY = date(2026, 6, 30)
EXPECTED = {1: Decimal(1_000), 2: Decimal(500), 3: None}
COSTS = {7: Decimal(30), 8: Decimal(20)}


def gap(number: int = 1, **known: Any) -> Gap:
    """A gap, with sets given as tuples."""
    sets: dict[str, Any] = {name: frozenset(known.pop(name, ())) for name in ("risks", "upgrades")}
    return Gap(number, **known, **sets)


def alone(**known: Any) -> Place:
    """The place of one gap."""
    return places([gap(**known)], EXPECTED, COSTS)[0]


def test_risk_left_is_that_of_the_risks_treated() -> None:
    """Known ones add up, beside unknown ones too."""
    assert alone(risks=(1, 2, 3, 4)).risk_left == Decimal(1_500)


def test_unknown_risk_is_not_nothing() -> None:
    """Without a linked risk, or with one that has no money, there is no amount."""
    assert alone().risk_left is None
    assert alone(risks=(3,)).risk_left is None


def test_the_cheapest_upgrade_closes_a_gap() -> None:
    """One without a cost is no offer, and no offer has no cost."""
    found = alone(upgrades=(7, 8, 9))
    assert (found.cost, found.upgrade) == (Decimal(20), 8)
    assert (alone(upgrades=(9,)).upgrade, alone().cost) == (None, None)


def test_the_register_is_in_the_order_to_look_at() -> None:
    """Overdue, required, most risk; unknown risk after known, then the first due. Due today is not overdue."""
    gaps = [
        gap(1, risks=(1,)),
        gap(2),
        gap(3, due_on=TODAY),
        gap(4, required=True),
        gap(5, required=True, risks=(2,)),
        gap(6, due_on=date(2026, 6, 29)),
    ]
    found = register(places(gaps, EXPECTED, COSTS), TODAY)
    assert [one.control_id for one in found] == [6, 5, 4, 1, 3, 2]


@settings(deadline=None)
@given(
    st.lists(
        st.builds(
            gap,
            number=st.integers(1, 99),
            required=st.booleans(),
            risks=st.frozensets(st.integers(1, 4)),
            upgrades=st.frozensets(st.integers(6, 9)),
        )
    )
)
def test_no_gap_vanishes(gaps: list[Gap]) -> None:
    """Every gap has a place by itself and in the register."""
    found = places(gaps, EXPECTED, COSTS)
    assert [place.control_id for place in found] == [one.control_id for one in gaps]
    assert sorted(map(id, register(found, TODAY))) == sorted(map(id, found))
