"""Where the support of a cycle stands."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itstrat.planning.end_of_support import Cycle, Support, counts, support, support_of_any

TODAY = date(2026, 6, 30)
DAYS = st.none() | st.dates(date(2020, 1, 1), date(2035, 1, 1))


def cycle(**change: Any) -> Cycle:
    """A release cycle of which nothing is known but what is given."""
    return Cycle(1, "PostgreSQL", "13", **change)


@pytest.mark.parametrize(
    ("known", "state"),
    [
        ({"support_end_on": date(2027, 7, 1)}, "supported"),
        ({"support_end_on": date(2027, 6, 30)}, "ends soon"),
        ({"support_end_on": TODAY}, "ends soon"),
        ({"support_end_on": date(2026, 6, 29)}, "past"),
        ({"support_end_on": date(2026, 6, 29), "extended_end_on": TODAY}, "extended only"),
        ({"support_end_on": date(2024, 1, 1), "extended_end_on": date(2026, 6, 29)}, "past"),
        ({"supported": True}, "supported"),
        ({"supported": False}, "past"),
        ({"supported": False, "extended_end_on": date(2027, 1, 1)}, "extended only"),
        ({"extended_end_on": date(2027, 1, 1)}, "unknown"),
        ({"extended_end_on": date(2026, 1, 1)}, "past"),
        ({}, "unknown"),
    ],
)
def test_where_support_stands(known: dict[str, Any], state: str) -> None:
    """The last day counts, twelve months are soon, a word stands in for a missing day, nothing is unknown."""
    assert support(cycle(**known), TODAY).state == state


def test_until_is_the_last_day_of_any_support() -> None:
    """Of the extended one where only that is left or was the last."""
    end, extended = date(2025, 1, 1), date(2028, 1, 1)
    assert support(cycle(support_end_on=end), TODAY) == Support("past", end)
    assert support(cycle(support_end_on=end, extended_end_on=extended), TODAY) == Support(
        "extended only", extended
    )


def test_how_soon_is_soon_may_be_asked() -> None:
    """Six months instead of twelve."""
    assert support(cycle(support_end_on=date(2027, 1, 31)), TODAY, 6).state == "supported"


def test_several_candidates_are_told_when_they_agree() -> None:
    """Past whichever it is, with the earliest day; else unknown."""
    first, second = cycle(support_end_on=date(2020, 1, 1)), cycle(support_end_on=date(2022, 1, 1))
    assert support_of_any([second, first], TODAY) == Support("past", date(2020, 1, 1))
    assert support_of_any([first, cycle(supported=True)], TODAY) == Support("unknown")
    assert support_of_any([cycle(supported=True), cycle(support_end_on=date(2030, 1, 1))], TODAY) == Support(
        "supported"
    )
    assert support_of_any([], TODAY) == Support("unknown")


def test_every_state_is_counted() -> None:
    """With a zero where nothing stands, and all things counted once."""
    found = counts([Support("past"), Support("past"), Support("unknown")])
    assert found == {"past": 2, "extended only": 0, "ends soon": 0, "supported": 0, "unknown": 1}


@given(DAYS, DAYS, st.none() | st.booleans())
def test_support_never_comes_back(end: date | None, extended: date | None, said: bool | None) -> None:
    """What is past on a day is past on the next."""
    one = cycle(support_end_on=end, extended_end_on=extended, supported=said)
    if support(one, TODAY).state == "past":
        assert support(one, TODAY + timedelta(days=1)).state == "past"
