"""People at the start of each month."""

from __future__ import annotations

from decimal import Decimal

from itstrat.planning.headcount import headcount


def people(*counts: float) -> tuple[Decimal, ...]:
    """Counts as decimals."""
    return tuple(Decimal(str(count)) for count in counts)


def test_hires_and_leavers_take_effect_at_the_start_of_their_month() -> None:
    """40 people, 2 more from the second month, 3 leave with the third."""
    assert headcount(Decimal(40), people(0, 2, 0), people(0, 0, 3)) == people(40, 42, 39)


def test_there_are_never_fewer_than_nobody() -> None:
    """More leavers than people leave none, and who is hired then counts whole."""
    assert headcount(Decimal(2), people(0, 1), people(5, 0)) == people(0, 1)


def test_the_average_of_a_month_looks_at_the_next_start() -> None:
    """Half of the change counts in the month before; the last month keeps its start."""
    assert headcount(Decimal(10), people(0, 2, 2), people(0, 0, 0), "average") == people(11, 13, 14)
