"""How long evidence counts."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from itstrat.planning.evidence_age import fresh_until, is_stale

ASSESSED = date(2026, 3, 10)


def test_evidence_counts_for_twelve_months_unless_told() -> None:
    """Counted from the evidence, else from the assessment; its own cadence comes before the default."""
    assert fresh_until(ASSESSED, None) == date(2027, 3, 10)
    assert fresh_until(ASSESSED, date(2025, 6, 1)) == date(2026, 6, 1)
    assert fresh_until(ASSESSED, None, 3) == date(2026, 6, 10)
    assert fresh_until(ASSESSED, None, None, 6) == date(2026, 9, 10)
    assert fresh_until(date(2024, 2, 29), None) == date(2025, 2, 28)


def test_the_last_day_still_counts() -> None:
    """On the day it is fresh, the day after it is stale."""
    assert not is_stale(ASSESSED, None, date(2027, 3, 10))
    assert is_stale(ASSESSED, None, date(2027, 3, 11))


@given(st.dates(date(2000, 1, 1), date(2090, 1, 1)), st.integers(1, 120), st.integers(0, 4000))
def test_evidence_never_becomes_fresh_again(day: date, cadence: int, later: int) -> None:
    """What is stale on a day is stale on every later day."""
    asked = day + timedelta(days=later)
    if is_stale(day, None, asked, cadence):
        assert is_stale(day, None, asked + timedelta(days=1), cadence)
