"""How much an initiative adds to what the company wants."""

from __future__ import annotations

from decimal import Decimal

import pytest

from itstrat.planning.alignment import alignment

WEIGHTS: dict[str, Decimal | None] = {"a": Decimal("0.40"), "b": Decimal("0.35"), "c": Decimal("0.25")}


def test_the_published_case() -> None:
    """Strengths 5, 3 and 0 make 0.61 (oracle O4-6); what is not named counts 0."""
    found = alignment(WEIGHTS, {"a": 5, "b": 3, "c": 0})
    assert found is not None
    assert found.share == Decimal("0.61")
    assert found == alignment(WEIGHTS, {"a": 5, "b": 3})


def test_an_unknown_strength_is_a_range() -> None:
    """From 0 to 5 of a quarter."""
    found = alignment(WEIGHTS, {"a": 5, "b": 3, "c": None})
    assert found is not None
    assert (found.low, found.high, found.share) == (Decimal("0.61"), Decimal("0.86"), None)


def test_objectives_without_weights_count_the_same() -> None:
    """And it is said; with some weights unknown nothing can be."""
    found = alignment({"a": None, "b": None}, {"a": 5})
    assert found is not None
    assert (found.share, found.weights_assumed) == (Decimal("0.5"), True)
    assert alignment({"a": None, "b": Decimal(1)}, {"a": 5}) is None
    assert alignment({}, {}) is None


def test_a_strength_beyond_the_scale_is_refused() -> None:
    """0 to 5."""
    with pytest.raises(ValueError, match="0 to 5"):
        alignment(WEIGHTS, {"a": 6})
