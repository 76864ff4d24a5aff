"""Fixtures that every test may use."""

from __future__ import annotations

import json
import shutil
from datetime import date
from typing import TYPE_CHECKING, Any

import hypothesis
import pytest

from itstrat.ingest import demo
from itstrat.settings import Settings
from itstrat.store.database import Store
from tests.reading import read_here
from tests.serving import NO_BROWSER, Server
from tests.talking import warmed_up

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

# A busy machine is no reason to fail: times are measured by the benchmarks.
hypothesis.settings.register_profile("itstrat", deadline=None)
hypothesis.settings.load_profile("itstrat")

DEMO_DAY = date(2026, 11, 22)


def pytest_addoption(parser: pytest.Parser) -> None:
    """`pytest --update-golden` writes golden files and made documents anew, to be looked at before a commit."""
    parser.addoption(
        "--update-golden", action="store_true", help="write golden files and made documents anew"
    )


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, Any], None]:
    """Compares a value with its golden file beside the test; the file decides, unless --update-golden was given."""

    def compare(name: str, value: Any) -> None:
        path = request.path.parent / "golden" / f"{name}.json"
        text = json.dumps(value, indent=1, ensure_ascii=False, default=str) + "\n"
        if request.config.getoption("--update-golden"):
            path.write_text(text)
        assert json.loads(text) == json.loads(path.read_text()), (
            f"{name} is not what it was; look at it, then update its golden file"
        )

    return compare


def copied(plan: Path, settings: Settings) -> None:
    """Put a copy of that plan file where these settings look for theirs."""
    settings.database.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(plan, settings.database)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Settings of a plan that does not exist yet."""
    return Settings(database=tmp_path / "plan" / "itstrat.duckdb")


@pytest.fixture(scope="session")
def new_plan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of a plan that holds nothing yet, made once; copy it, do not open it."""
    made = Settings(database=tmp_path_factory.mktemp("new") / "itstrat.duckdb")
    Store(made).close()
    return made.database


@pytest.fixture
def store(settings: Settings, new_plan: Path) -> Iterator[Store]:
    """An empty plan, open."""
    copied(new_plan, settings)
    opened = Store(settings)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def demo_company(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The plan file of the demo company as it stands at DEMO_DAY, made once; copy it, do not open it."""
    made = Settings(database=tmp_path_factory.mktemp("demo") / "itstrat.duckdb")
    opened = Store(made)
    with pytest.MonkeyPatch.context() as monkeypatch:
        read_here(monkeypatch)
        demo.load(opened, DEMO_DAY, "test", lambda _said: None)
    opened.close()
    return made.database


@pytest.fixture
def demo_plan(demo_company: Path, settings: Settings) -> Settings:
    """Settings of a plan that holds the demo company, for this test alone."""
    copied(demo_company, settings)
    return settings


@pytest.fixture
def demo_store(demo_plan: Settings) -> Iterator[Store]:
    """The demo company, open."""
    opened = Store(demo_plan)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def demo_server(demo_company: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A warmed-up dashboard on a demo company that the tests of one module have to themselves."""
    settings = Settings(database=tmp_path_factory.mktemp("demo_server") / "plan" / "itstrat.duckdb")
    copied(demo_company, settings)
    with warmed_up(settings) as server:
        yield server


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say among the last lines when the browser tests did not run."""
    skipped = [
        report for report in terminalreporter.stats.get("skipped", []) if NO_BROWSER in str(report.longrepr)
    ]
    if skipped:
        terminalreporter.section("browser tests", red=True)
        terminalreporter.line(f"{NO_BROWSER} ({len(skipped)} tests)", red=True)
