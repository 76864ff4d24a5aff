"""Required or not, by risk left, with the cost to close."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from itstrat.planning.quadrant import Gap, Place, by_part, places, register

TODAY = date(2026, 6, 30)
EXPECTED = {1: Decimal(1_000), 2: Decimal(500), 3: None}
COSTS = {7: Decimal(30), 8: Decimal(20)}


def gap(number: int = 1, part: str | None = "Protect", **known: Any) -> Gap:
    """A gap of Protect, with sets given as tuples."""
    sets: dict[str, Any] = {name: frozenset(known.pop(name, ())) for name in ("risks", "upgrades")}
    return Gap(number, part, **known, **sets)


def alone(**known: Any) -> Place:
    """The place of one gap."""
    return places([gap(**known)], EXPECTED, COSTS)[0]


def test_risk_left_is_that_of_the_risks_treated() -> None:
    """Known ones add up, unknown ones are counted beside."""
    found = alone(risks=(1, 2, 3, 4))
    assert (found.risk_left, found.risks_unknown) == (Decimal(1_500), 2)


def test_unknown_risk_is_not_nothing() -> None:
    """Without a linked risk, or with one that has no money, there is no amount."""
    assert alone().risk_left is None
    assert alone(risks=(3,)).risk_left is None
    assert alone(risks=(3,)).risks_unknown == 1


def test_the_cheapest_upgrade_closes_a_gap() -> None:
    """One without a cost is no offer, and no offer has no cost."""
    found = alone(upgrades=(7, 8, 9))
    assert (found.cost, found.upgrades, found.unpriced) == (Decimal(20), (8,), 0)
    assert (alone(upgrades=(9,)).cost, alone().unpriced) == (None, 1)


def test_a_function_counts_each_risk_and_each_upgrade_once() -> None:
    """Two gaps that share them; the required stand apart, and what has no upgrade is said."""
    gaps = [
        gap(1, required=True, risks=(1,), upgrades=(8,)),
        gap(2, required=True, risks=(1, 2), upgrades=(8,), due_on=TODAY),
        gap(3, required=True),
        gap(4, "Detect", risks=(2,)),
        gap(5, risks=(2,)),
    ]
    must, may, detect = by_part(gaps, EXPECTED, COSTS)
    assert (must.part, must.required, must.gaps) == ("Protect", True, (1, 2, 3))
    assert (must.risk_left, must.cost) == (Decimal(1_500), Decimal(20))
    assert (must.unpriced, must.due_on) == (1, TODAY)
    assert (may.required, may.gaps) == (False, (5,))
    assert (detect.part, detect.cost) == ("Detect", None)


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
    assert [one.gaps[0] for one in found] == [6, 5, 4, 1, 3, 2]


@settings(deadline=None)
@given(
    st.lists(
        st.builds(
            gap,
            number=st.integers(1, 99),
            part=st.sampled_from(("Protect", "Detect", None)),
            required=st.booleans(),
            risks=st.frozensets(st.integers(1, 4)),
            upgrades=st.frozensets(st.integers(6, 9)),
        )
    )
)
def test_no_gap_vanishes(gaps: list[Gap]) -> None:
    """Every gap has a place by itself, in its function, and in the register."""
    alone, whole = places(gaps, EXPECTED, COSTS), by_part(gaps, EXPECTED, COSTS)
    numbers = sorted(one.control_id for one in gaps)
    assert sorted(number for place in whole for number in place.gaps) == numbers
    assert sorted(place.gaps[0] for place in register(alone, TODAY)) == numbers
    assert sum(place.unpriced for place in whole) == sum(place.unpriced for place in alone)
