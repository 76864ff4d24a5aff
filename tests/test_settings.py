"""Where things are, from the environment."""

from __future__ import annotations

from pathlib import Path

import pytest

from itstrat.errors import ItstratError
from itstrat.settings import ROOT, Settings


def test_without_environment_the_plan_lies_in_data() -> None:
    """Nobody names anything: the plan file and all that belongs to it lie in the project's data folder."""
    settings = Settings.from_environment({})
    assert settings.database == ROOT / "data" / "itstrat.duckdb"
    assert {settings.backups.parent, settings.imports.parent, settings.spool.parent} == {ROOT / "data"}


def test_the_environment_names_the_plan_and_how_many_backups_stay() -> None:
    """Both names are taken; the path is made absolute."""
    settings = Settings.from_environment({"ITSTRAT_DATABASE": "mine.duckdb", "ITSTRAT_BACKUPS_KEPT": "3"})
    assert (settings.database, settings.backups_kept) == (Path.cwd() / "mine.duckdb", 3)


@pytest.mark.parametrize("kept", ["x", "0", "-1", "2.5", ""])
def test_a_number_of_backups_that_is_none_is_refused(kept: str) -> None:
    """The message names the variable and what it takes."""
    with pytest.raises(ItstratError, match="ITSTRAT_BACKUPS_KEPT takes a whole number"):
        Settings.from_environment({"ITSTRAT_BACKUPS_KEPT": kept})
