"""Choosing without dates."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from itertools import chain, combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from itstrat.planning.portfolio import Candidate, broken, choose

VALUES = (90, 70, 70, 40, 55, 20, 65, 10)
COSTS = ((60, 10), (50, 0), (30, 20), (20, 15), (40, 5), (10, 0), (30, 25), (15, 5))
PLAN = [
    Candidate(
        key,
        Decimal(value),
        tuple(map(Decimal, costs)),
        needs={"E": ("D",), "C": ("F",)}.get(key, ()),
        excludes=("B",) if key == "A" else (),
        mandatory=key == "H",
    )
    for key, value, costs in zip("ABCDEFGH", VALUES, COSTS, strict=True)
]
BUDGETS = [Decimal(130), Decimal(50)]


@st.composite
def candidates(draw: st.DrawFn) -> list[Candidate]:
    """Up to six of them."""
    keys = "abcdef"[: draw(st.integers(1, 6))]
    others = st.lists(st.sampled_from(keys), max_size=1)
    return [
        Candidate(
            key,
            Decimal(draw(st.integers(-3, 20))),
            (Decimal(draw(st.integers(0, 9))), Decimal(draw(st.integers(0, 9)))),
            tuple(draw(others)),
            tuple(one for one in draw(others) if one != key),
            draw(st.booleans()),
        )
        for key in keys
    ]


def test_the_published_case() -> None:
    """B, C, D, F and H for 210, at 125 and 40 (oracle O4-4)."""
    found = choose(PLAN, BUDGETS)
    assert found.chosen == ("B", "C", "D", "F", "H")
    assert found.value == 210
    assert found.costs == (Decimal(125), Decimal(40))
    assert found.proven
    assert found.unfit == ()
    assert broken(PLAN, BUDGETS, found.chosen) == []


def test_what_is_mandatory_and_does_not_fit_is_told() -> None:
    """The rest is chosen all the same."""
    found = choose([replace(PLAN[0], excludes=(), mandatory=True), PLAN[3]], [Decimal(50), Decimal(50)])
    assert (found.chosen, found.unfit) == (("D",), ("A",))


def test_the_checker_names_each_rule() -> None:
    """Mandatory, needs, excludes, budget."""
    assert broken(PLAN, BUDGETS, {"A", "B", "E"}) == [
        "H is mandatory and is not chosen.",
        "A excludes B.",
        "E needs D.",
        "Year 1 costs 150.00 of 130.",
    ]


def test_nothing_to_choose_and_names_of_nobody() -> None:
    """An empty set is a set; a need for a stranger is a mistake."""
    assert choose([], BUDGETS).chosen == ()
    with pytest.raises(ValueError, match="key Z"):
        choose([replace(PLAN[1], needs=("Z",))], BUDGETS)


@settings(max_examples=30, deadline=None)
@given(candidates(), st.integers(0, 20))
def test_no_set_is_better(made: list[Candidate], budget: int) -> None:
    """Against trying all sets: the most mandatory ones, then the most worth."""
    budgets = [Decimal(budget), Decimal(20)]
    found = choose(made, budgets)
    sets = chain.from_iterable(combinations([one.key for one in made], size) for size in range(len(made) + 1))
    allowed = [keys for keys in sets if all("mandatory" in text for text in broken(made, budgets, keys))]

    def merit(keys: tuple[str, ...]) -> tuple[int, Decimal]:
        chosen = [one for one in made if one.key in keys]
        return sum(one.mandatory for one in chosen), sum((one.value for one in chosen), Decimal(0))

    assert found.chosen in allowed
    assert merit(found.chosen) == max(map(merit, allowed))
    assert found.proven
