"""Files of the security baseline on the command line."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from tests.commanding import run

if TYPE_CHECKING:
    from pathlib import Path

    from itstrat.settings import Settings

HOUSE = "Framework,ID,Title,Parent,Status\nHouse,1,Lists,,\nHouse,1.1,Devices,1,\nHouse,1.2,Old,1,Withdrawn\n"
YEARLESS = "Control,Observation Date,Tier\nPR.AA-01,10-Jan,2\nPR.AA-02,11-Jan,Repeatable\n"


def test_controls_say_how_many_items_they_bring(settings: Settings, tmp_path: Path) -> None:
    """Items to assess, what is withdrawn, and live items of each level, in JSON and in words."""
    path = tmp_path / "house.csv"
    path.write_text(HOUSE, encoding="utf-8")
    done = run(settings, "import", "controls", str(path), "--json")
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout)
    assert (answer["rows"], answer["accepted"]) == (2, 2)
    assert answer["items"] == 1
    assert answer["withdrawn"] == 1
    assert answer["by_level"] == {"group": 1, "control": 1}
    again = run(settings, "import", "controls", str(path))
    assert "1 items to assess (1 group, 1 control); 1 withdrawn left out" in again.stdout
    assert "2 unchanged" in again.stdout


def test_a_year_is_asked_not_guessed(settings: Settings, tmp_path: Path) -> None:
    """Dates that say no year end with exit code 2 and how to answer; with the answer they go in as said."""
    path = tmp_path / "scores.csv"
    path.write_text(YEARLESS, encoding="utf-8")
    asked = run(settings, "import", "assessments", str(path), "--json")
    assert asked.returncode == 2
    assert "--year" in asked.stderr
    done = run(settings, "import", "assessments", str(path), "--json", "--year", "2026")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["accepted"] == 2
