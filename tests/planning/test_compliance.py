"""Compliance, its coverage and its range."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itstrat.planning.assessment import ControlState, Status
from itstrat.planning.compliance import compliance, tally

STATUSES: tuple[Status, ...] = (
    "implemented",
    "partly",
    "planned",
    "not implemented",
    "not applicable",
    "unknown",
)


def test_the_published_case() -> None:
    """56 items, 30 full, 10 partly, 4 not applicable, 12 none of which 6 unknown (oracle O3-1)."""
    counts = (30, 10, 2, 4, 4, 6)
    found = tally(status for status, count in zip(STATUSES, counts, strict=True) for _ in range(count))
    assert found.total == 56
    assert found.strict == pytest.approx(0.5769, abs=5e-5)
    assert found.with_credit == pytest.approx(0.6731, abs=5e-5)
    assert found.highest == pytest.approx(0.6923, abs=5e-5)
    assert found.coverage == pytest.approx(46 / 52)


def test_nothing_that_applies_has_no_share() -> None:
    """All not applicable, or no items at all: no percentage rather than 0 or 100."""
    for found in (tally(["not applicable"] * 3), tally([])):
        assert (found.strict, found.with_credit, found.highest, found.coverage) == (None, None, None, None)


def test_stale_items_are_counted_among_the_unknown() -> None:
    """They are told apart, not added."""
    found = compliance([ControlState(1, stale=True), ControlState(2), ControlState(3, "implemented")])
    assert (found.unknown, found.stale, found.applicable) == (2, 1, 3)


@given(st.lists(st.sampled_from(STATUSES), min_size=1))
def test_shares_are_in_order(statuses: list[Status]) -> None:
    """0 ≤ strict ≤ credit and highest ≤ 1, and learning what was unknown lands within the range."""
    found = tally(statuses)
    if found.strict is None or found.with_credit is None or found.highest is None:
        assert set(statuses) == {"not applicable"}
        return
    assert 0 <= found.strict <= min(found.with_credit, found.highest)
    assert max(found.with_credit, found.highest) <= 1
    learnt = tally("implemented" if one == "unknown" else one for one in statuses)
    assert learnt.strict == found.highest
