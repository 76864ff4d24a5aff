"""Fixtures that every test may use."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from itstrat.settings import Settings
from itstrat.store.database import Store
from tests.serving import NO_BROWSER

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Settings of a plan that does not exist yet."""
    return Settings(database=tmp_path / "plan" / "itstrat.duckdb")


@pytest.fixture
def store(settings: Settings) -> Iterator[Store]:
    """An empty plan, open."""
    opened = Store(settings)
    yield opened
    opened.close()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say among the last lines when the browser tests did not run."""
    skipped = [
        report for report in terminalreporter.stats.get("skipped", []) if NO_BROWSER in str(report.longrepr)
    ]
    if skipped:
        terminalreporter.section("browser tests", red=True)
        terminalreporter.line(f"{NO_BROWSER} ({len(skipped)} tests)", red=True)
