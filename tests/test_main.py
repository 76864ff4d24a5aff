"""How a command ends that meets what is not its fault."""

from __future__ import annotations

import getpass
from typing import TYPE_CHECKING, Never

import pytest

from itstrat import __main__ as program

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def plan_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test here touches the plan beside the program."""
    monkeypatch.setenv("ITSTRAT_DATABASE", str(tmp_path / "plan.duckdb"))


def ending_with(monkeypatch: pytest.MonkeyPatch, fault: BaseException) -> int:
    """The exit code of a command whose work raises this."""

    def fail(*_: object) -> Never:
        raise fault

    monkeypatch.setattr(program, "_do", fail)
    return program.main(["check"])


def test_what_the_system_refuses_is_a_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A folder of somebody else's is named, without a traceback."""
    assert ending_with(monkeypatch, PermissionError(13, "Permission denied", "/srv/spool/jobs")) == 2
    assert capsys.readouterr().err == "itstrat: /srv/spool/jobs: Permission denied.\n"


def test_stopped_by_hand_it_says_nothing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Ctrl+C is no defect; the exit code is the one a shell expects."""
    assert ending_with(monkeypatch, KeyboardInterrupt()) == 130
    assert capsys.readouterr().err == ""


def test_a_number_without_a_name_may_import(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """A container may run as a user that no list of users knows."""

    def unknown() -> Never:
        raise KeyError("getpwuid(): uid not found: 54321")

    monkeypatch.setattr(getpass, "getuser", unknown)
    file = tmp_path / "departments.csv"
    file.write_text("Department\nTax\n", encoding="utf-8")
    assert program.main(["import", "departments", str(file)]) == 0
    assert "1 accepted" in capsys.readouterr().out
