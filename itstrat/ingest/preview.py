"""A look at a file before it is imported: how it would be understood, its first rows, and what must be answered."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any

from itstrat.errors import QuestionError, UnusableFileError
from itstrat.ingest.columns import UnsettledError
from itstrat.ingest.convert import Settled, facts, typed_blocks
from itstrat.ingest.kinds import kind_named
from itstrat.ingest.layout import Layout, understand
from itstrat.ingest.mapping import signature
from itstrat.ingest.shaping import shaper
from itstrat.ingest.sources import tables

if TYPE_CHECKING:
    from pathlib import Path

    from itstrat.ingest.options import Options

SHOWN = 20
SAMPLES = 5


def preview(path: Path, kind_name: str, options: Options) -> dict[str, Any]:
    """What Preview in parent.py describes, as JSON."""
    layout = understand(tables(path), kind_named(kind_name), options, path.name)
    settled, questions = Settled(), []
    try:
        layout.check(path.name)
        problem = ""
    except UnusableFileError as error:
        problem = str(error)
    found: dict[str, Any] = {
        "rows": [],
        "refused": [],
        "skipped": [{"line": n, "reason": "above the header"} for n in layout.above],
    }
    for _ in range(2 * len(layout.header) + 1 if not problem else 0):
        try:
            found = _first_rows(layout, options, settled)
            break
        except UnsettledError as unsettled:
            try:
                settled.settle(layout, unsettled)
            except QuestionError as question:
                header = layout.header[unsettled.column]
                questions.append({"about": unsettled.what, "column": header, "text": str(question)})
                break
    return (
        facts(layout, options, settled)
        | found
        | {
            "file": path.name,
            "signature": signature(layout.header),
            "samples": _samples(layout),
            "missing": layout.missing(),
            "problem": problem,
            "questions": questions,
            "notes": settled.notes,
        }
    )


def _first_rows(layout: Layout, options: Options, settled: Settled) -> dict[str, Any]:
    shape = shaper(layout)
    rows: list[dict[str, Any]] = []
    refused: list[dict[str, Any]] = []
    skipped: list[dict[str, Any]] = [{"line": line, "reason": "above the header"} for line in layout.above]
    for typed, _, _ in islice(typed_blocks(layout, options, settled), 3):
        lines, fields = shape(typed)
        for index, line in enumerate(lines[: SHOWN - len(rows)]):
            shown = {
                name: values[index]
                for name, values in fields.items()
                if name not in {"identity", "vendor_key"}
            }
            rows.append({"line": line, **shown})
        refused += [
            {"line": each.line, "column": each.column, "value": each.value[:200], "message": each.message}
            for each in typed.refused[: SHOWN - len(refused)]
        ]
        skipped += [{"line": line, "reason": reason} for line, reason in typed.skipped[:SHOWN]]
        if len(rows) >= SHOWN:
            break
    return {"rows": rows, "refused": refused, "skipped": skipped}


def _samples(layout: Layout) -> dict[str, list[str]]:
    """The first different values of each column."""
    samples: dict[str, list[str]] = {}
    for place, header in enumerate(layout.header):
        cells = (row[place].strip()[:60] for row in layout.sample if place < len(row))
        samples[header] = list(dict.fromkeys(cell for cell in cells if cell))[:SAMPLES]
    return samples
