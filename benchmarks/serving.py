"""The servers that are measured, each with its process."""

from __future__ import annotations

import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import psutil  # type: ignore[import-untyped]

from benchmarks import plans
from benchmarks.importing import resident
from itstrat.settings import ROOT, Settings
from itstrat.store.database import Store
from itstrat.ui import running
from tests import serving

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@dataclass(frozen=True, slots=True)
class Measured:
    """A server that is up; `page` is what is asked of it."""

    name: str
    port: int
    page: str

    def resident(self) -> int:
        """Bytes its process and its children hold in memory."""
        theirs = [each for each in psutil.Process().children() if str(self.port) in each.cmdline()]
        return resident(theirs[0]) or 0


@contextmanager
def dashboard(rows: int) -> Iterator[Measured]:
    """The page Spend on a ledger of that many lines; ready and its first page made, as after `python -m itstrat run`."""
    with opened(plans.filled(rows), f"Spend, {told(rows)} lines", "spend") as server:
        yield server


@contextmanager
def made(name: str, page: str, fill: Callable[[Store], None]) -> Iterator[Measured]:
    """A page on a plan that `fill` fills anew, as ready."""
    with tempfile.TemporaryDirectory() as folder:
        plan = Settings(database=Path(folder) / "plan.duckdb")
        store = Store(plan)
        fill(store)
        store.close()
        with opened(plan, name, page) as server:
            yield server


@contextmanager
def opened(plan: Settings, name: str, page: str) -> Iterator[Measured]:
    """A page on this plan; the server is ready and its first page made."""
    with serving.serving(plan) as server:
        running.open_up(server.url)
        running.make_first_page(server.url)
        yield Measured(name, server.port, page)


@contextmanager
def empty_page() -> Iterator[Measured]:
    """A Streamlit page with one choice and nothing else."""
    nowhere = Settings(database=plans.TMP / "nothing" / "plan.duckdb")
    with serving.serving(nowhere, script=ROOT / "benchmarks" / "empty.py") as server:
        yield Measured("Empty Streamlit page", server.port, "")


def told(rows: int) -> str:
    """1000000 is 1M, 20000 is 20k."""
    return f"{rows // 1_000_000}M" if rows >= 1_000_000 else f"{rows // 1000}k"
