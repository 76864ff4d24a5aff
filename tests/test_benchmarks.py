"""The measurements run from end to end."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from benchmarks import plans
from benchmarks.measure import Depth, Measured, measure
from benchmarks.results import results, updated
from benchmarks.sample import Sample

if TYPE_CHECKING:
    from pathlib import Path

TINY = Depth((1000, 2000), choices=2, starts=1, crowds=(3,), seconds=6)


@pytest.mark.slow
@pytest.mark.browser
def test_every_measurement_of_a_run_is_in_its_results(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On tiny ledgers each part is measured and told; how fast it was is not asked."""
    monkeypatch.setattr(plans, "TMP", tmp_path)
    found = measure(TINY, lambda _doing: None)
    told = results(found, date(2026, 11, 22), quick=True)
    assert [each.rows for each in found.imports] == list(TINY.ledgers)
    assert len(found.first) == len(found.again) == 3
    assert found.crowds[0].seconds
    assert found.memory
    assert found.memory.crowds > 0
    assert found.optimised
    assert len(found.roadmap_days) == len(found.security_days) == 2
    for sample in (
        *found.first,
        *found.choices,
        *found.starts,
        *found.security,
        *found.security_days,
        *found.roadmap,
        *found.roadmap_days,
        *found.crowds,
    ):
        assert f"| {sample.name} |" in told


def test_a_run_of_one_part_leaves_the_others_as_they_were() -> None:
    """Goals and sections measured again stand in the place of theirs, with their day; nothing else changes."""
    starts = (Sample("Ready", (1.0,)), Sample("Overview painted", (5.0,)))
    crowds = (Sample("100 sessions", (0.1,)),)
    before = results(Measured(TINY, (0, 0), starts=starts, crowds=crowds), date(2026, 11, 22), quick=False)
    again = Measured(TINY, (0, 0), starts=(starts[0], Sample("Overview painted", (3.0,))))
    after = updated(before, again, date(2026, 12, 1))
    assert "| Overview painted after a cold start, median | 4.0 s | 3.0 s | yes |" in after
    assert "## Start\n\nMeasured on 2026-12-01" in after
    assert after.count("Overview painted | 1 | 3,000.0") == 1
    assert "5,000.0" not in after
    assert "\n\n\n" not in after
    assert before.partition("## Many viewers")[2] == after.partition("## Many viewers")[2]


def test_a_part_that_was_never_measured_before_is_added() -> None:
    """Its goals stand below the others, and its section comes last."""
    before = results(
        Measured(TINY, (0, 0), crowds=(Sample("100 sessions", (0.1,)),)), date(2026, 11, 22), quick=False
    )
    found = Measured(TINY, (0, 0), security=(Sample("Years of risks", (0.25,)),))
    after = updated(before, found, date(2026, 12, 1))
    goals = [line for line in after.partition("## ")[0].splitlines() if line.startswith("| ")]
    assert goals[2:] == [
        "| 100 sessions, p95 | 300 ms | 100 ms | yes |",
        "| Years of risks, median | 0.50 s | 0.25 s | yes |",
    ]
    assert after.index("## Many viewers") < after.index("## Security\n\nMeasured on 2026-12-01")
    assert after.endswith("|\n")


def test_a_made_ledger_is_the_same_every_time_and_judged_in_three_ways(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its lines come from their numbers, in order of dates, with categories that are IT, not IT and without a rule."""
    files = []
    for folder in ("one", "other"):
        monkeypatch.setattr(plans, "TMP", tmp_path / folder)
        files.append(plans.ledger_file(2000).read_text(encoding="utf-8"))
    assert files[0] == files[1]
    lines = files[0].splitlines()[1:]
    assert len(lines) == 2000
    assert [line[:10] for line in lines] == sorted(line[:10] for line in lines)
    assert all(any(f",{word} " in line for line in lines) for word in ("Technology", "Office", "Sundry"))
