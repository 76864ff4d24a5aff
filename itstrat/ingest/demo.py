"""The demo company, loaded through the same importers as anybody's files and moved so that it never ages."""

from __future__ import annotations

import csv
import re
import tempfile
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from itstrat.errors import ItstratError
from itstrat.ingest.importing import import_file
from itstrat.ingest.options import Options
from itstrat.planning.calendar import add_months, months_between
from itstrat.store.outline import outline

if TYPE_CHECKING:
    from collections.abc import Callable

    from itstrat.store.database import Store

# What others refer to goes first; the ledger last, when everything that explains it is there.
KINDS = (
    "company", "departments", "people", "seats", "asset-classes", "contracts", "assets", "systems", "it-rules",
    "objectives", "teams", "initiatives", "initiative-links", "milestones", "budget-caps", "benefits", "benefit-values",
    "controls", "assessments", "obligations", "risks", "appetites", "upgrades", "upgrade-effects", "eol",
    "budget", "kpis", "ledger",
)  # fmt: skip
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def load(store: Store, as_of: date, who: str, say: Callable[[dict[str, Any]], None]) -> list[str]:
    """Fill an empty plan with the demo company as it stands at `as_of`; gives the files' names.

    Every date moves by the same whole number of months, so that the newest fall in the month before `as_of`.
    Raises ItstratError when the plan holds something already, or when a file did not go in whole.
    """
    with store.snapshot() as plan:
        if any(outline(plan).filled.values()):
            raise ItstratError(
                f"{store.settings.database} holds a plan already, and the demo company would mix with it. "
                "Name another file: ITSTRAT_DATABASE=demo.duckdb python -m itstrat demo"
            )
    months = months_between(_speaks_from(store.settings.demo / "company.csv"), as_of)
    loaded = []
    with tempfile.TemporaryDirectory() as folder:
        for kind in KINDS:
            source = store.settings.demo / f"{kind}.csv"
            moved = Path(folder) / source.name
            _move(source, moved, months)
            result = import_file(store, moved, kind, Options(date_order="ymd"), who)
            if result.outcome.refused:
                raise ItstratError(f"The demo file did not go in whole: {result.outcome.issues[0]}")
            say({"file": source.name, "rows": result.outcome.rows})
            loaded.append(source.name)
    return loaded


def _speaks_from(company: Path) -> date:
    with company.open(encoding="utf-8", newline="") as handle:
        return date.fromisoformat(next(csv.DictReader(handle))["As of"])


def _move(source: Path, target: Path, months: int) -> None:
    with (
        source.open(encoding="utf-8", newline="") as old,
        target.open("w", encoding="utf-8", newline="") as new,
    ):
        writer = csv.writer(new)
        for row in csv.reader(old):
            writer.writerow([_moved(cell, months) for cell in row])


def _moved(cell: str, months: int) -> str:
    return add_months(date.fromisoformat(cell), months).isoformat() if _DAY.fullmatch(cell) else cell
