"""The servers that are measured, each with its process."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import psutil  # type: ignore[import-untyped]

from benchmarks import plans
from benchmarks.importing import resident
from itstrat.settings import ROOT, Settings
from itstrat.ui import running
from tests import serving

if TYPE_CHECKING:
    from collections.abc import Iterator


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
    with serving.serving(plans.filled(rows)) as server:
        running.open_up(server.url)
        running.make_first_page(server.url)
        yield Measured(f"Spend, {told(rows)} lines", server.port, "spend")


@contextmanager
def empty_page() -> Iterator[Measured]:
    """A Streamlit page with one choice and nothing else."""
    nowhere = Settings(database=plans.TMP / "nothing" / "plan.duckdb")
    with serving.serving(nowhere, script=ROOT / "benchmarks" / "empty.py") as server:
        yield Measured("Empty Streamlit page", server.port, "")


def told(rows: int) -> str:
    """1000000 is 1M, 20000 is 20k."""
    return f"{rows // 1_000_000}M" if rows >= 1_000_000 else f"{rows // 1000}k"
