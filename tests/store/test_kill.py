"""A process killed at any moment loses nothing it acknowledged, and the plan always opens."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from itstrat.settings import ROOT
from itstrat.store.database import Store

if TYPE_CHECKING:
    from itstrat.settings import Settings

_LINES = 200
_MONEY = sum(range(1, _LINES + 1))


def test_a_killed_process_loses_nothing_acknowledged(settings: Settings) -> None:
    """Four kills during edits and imports: every acknowledged batch is there, whole, and sums agree."""
    _kill_again_and_again(settings, times=4)


@pytest.mark.slow
@pytest.mark.timeout(1200)
def test_a_hundred_kills_lose_nothing_acknowledged(settings: Settings) -> None:
    """A hundred kills during edits, imports and checkpoints: nothing acknowledged is lost, the file always opens."""
    _kill_again_and_again(settings, times=100)


def _kill_again_and_again(settings: Settings, times: int) -> None:
    chance = random.Random(7)
    acknowledged = {turn: _run_and_kill(settings, turn, chance.uniform(0.0, 1.2)) for turn in range(times)}
    store = Store(settings)
    with store.snapshot() as plan:
        held = {
            row["turn"]: row
            for row in plan.rows(
                "select cast(split_part(vendor_text, '.', 1) as integer) as turn, count(*) as lines, "
                "count(distinct vendor_text) as files, cast(sum(amount) as bigint) as money from ledger_line group by 1"
            )
        }
        edits = {
            row["turn"]: row["edits"]
            for row in plan.rows(
                "select cast(split_part(name, '.', 1) as integer) as turn, count(*) as edits from department group by 1"
            )
        }
        sums = (
            plan.row("select sum(lines) as lines, cast(sum(amount) as bigint) as money from ledger_month")
            or {}
        )
    store.close()
    assert sum(acknowledged.values()) > 0
    for turn, files in acknowledged.items():
        found = held.get(turn, {"files": 0, "lines": 0, "money": 0})
        assert found["files"] >= files
        assert edits.get(turn, 0) >= files
        assert (found["lines"], found["money"]) == (found["files"] * _LINES, found["files"] * _MONEY)
    assert sums == {
        "lines": sum(row["lines"] for row in held.values()),
        "money": sum(row["money"] for row in held.values()),
    }


def _run_and_kill(settings: Settings, turn: int, after: float) -> int:
    """How many rounds the writer acknowledged before it was killed."""
    command = [sys.executable, "-m", "tests.store.writer", str(settings.database), str(turn)]
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as writer:
        assert writer.stdout and writer.stderr
        started = time.monotonic()
        said = [writer.stdout.readline()] if turn % 3 else []
        time.sleep(max(0.0, after - (time.monotonic() - started) * (turn % 2)))
        writer.kill()
        said += writer.stdout.readlines()
        trouble = writer.stderr.read()
    assert not trouble, trouble
    numbers = [int(text) for text in said if text.endswith("\n")]
    return max(numbers, default=0)
