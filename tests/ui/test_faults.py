"""What a person reads when something goes wrong, and what the log keeps."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from itstrat.errors import DiskFullError
from itstrat.ui import faults

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_our_own_errors_are_told_as_they_are() -> None:
    """Their text is written for the person."""
    assert faults.sentence(DiskFullError("The disk is full.")) == "The disk is full."


def test_any_other_error_is_told_by_number_and_logged(caplog: pytest.LogCaptureFixture) -> None:
    """The sentence shows nothing of the inside; the log line is found by its number."""
    said = faults.sentence(KeyError("inner workings"))
    number = said.partition("Fault ")[2][:8]
    assert "inner workings" not in said
    assert f"Fault {number}" in caplog.text
    assert "inner workings" in caplog.text


def test_the_log_holds_no_secret(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Values of secrets.toml are struck out wherever they stand in a traceback."""
    file = tmp_path / "secrets.toml"
    file.write_text(
        '[auth]\ncookie_secret = "correct horse"\n[auth.google]\nclient_secret = "battery staple"\n'
    )
    monkeypatch.setattr(st, "get_option", lambda _: [str(file)])
    faults.sentence(ValueError("correct horse and battery staple"))
    assert "•••" in caplog.text
    assert "correct horse" not in caplog.text
    assert "battery staple" not in caplog.text
