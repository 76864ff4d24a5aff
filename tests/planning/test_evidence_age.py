"""How long evidence counts."""

from __future__ import annotations

from datetime import date

from itstrat.planning.evidence_age import fresh_until

ASSESSED = date(2026, 3, 10)


def test_evidence_counts_for_twelve_months_unless_told() -> None:
    """Counted from the evidence, else from the assessment; its own cadence comes before the default."""
    assert fresh_until(ASSESSED, None) == date(2027, 3, 10)
    assert fresh_until(ASSESSED, date(2025, 6, 1)) == date(2026, 6, 1)
    assert fresh_until(ASSESSED, None, 3) == date(2026, 6, 10)
    assert fresh_until(ASSESSED, None, None, 6) == date(2026, 9, 10)
    assert fresh_until(date(2024, 2, 29), None) == date(2025, 2, 28)
