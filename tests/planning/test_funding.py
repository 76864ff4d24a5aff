"""How much of the fleet's wear the reserve could pay for."""

from __future__ import annotations

from decimal import Decimal

from itstrat.planning.funding import Worn, percent_funded


def worn(cost: int, age: int, life: int) -> Worn:
    """An item in years."""
    return Worn(Decimal(cost), Decimal(age), Decimal(life))


def test_percent_funded() -> None:
    """Three items half to nearly worn: 35,857.14 is full, 21,514.29 is 60% (oracle O2-4)."""
    found = percent_funded([worn(40_000, 2, 4), worn(15_000, 3, 5), worn(8_000, 6, 7)], Decimal("21514.29"))
    assert found.full == Decimal("35857.14")
    assert found.share == Decimal("0.6000")
    assert (found.band, found.overdue) == ("fair", 0)


def test_what_is_overdue_counts_once_and_is_told_apart() -> None:
    """Nine years on a life of four is worn to 100%, not more."""
    found = percent_funded([worn(1_000, 9, 4)], Decimal(1_000))
    assert found.full == 1_000 and found.share == 1
    assert (found.band, found.overdue) == ("strong", 1)


def test_bands() -> None:
    """Below 31% weak, below 70% fair."""
    fleet = [worn(100, 1, 1)]
    assert [percent_funded(fleet, Decimal(one)).band for one in (30, 31, 69, 70)] == [
        "weak",
        "fair",
        "fair",
        "strong",
    ]


def test_a_new_fleet_has_no_percentage() -> None:
    """Nothing is worn yet: the share is unknown, not zero."""
    assert percent_funded([worn(1_000, 0, 4)], Decimal(10)).share is None
