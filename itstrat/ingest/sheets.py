"""Workbooks with several sheets of one kind: which one is read, and what is said about the others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itstrat.errors import UnusableFileError
from itstrat.ingest.kinds import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from itstrat.ingest.tables import Table

ALL = "all"


def places(names: Sequence[str], sheet: str | None) -> list[int]:
    """Which tables may be read: that of the sheet named, however spelt, or any. UnusableFileError when there is none."""
    if sheet is None:
        return list(range(len(names)))
    found = [place for place, name in enumerate(names) if name and name.strip() == sheet.strip()]
    found = found or [place for place, name in enumerate(names) if name and fold(name) == fold(sheet)]
    if found:
        return found[:1]
    there = ", ".join(f"'{name}'" for name in names if name)
    raise UnusableFileError(
        f"There is no sheet '{sheet}'. "
        + (f"The sheets are {there}." if there else "The file has no sheets.")
    )


def alike(names: Sequence[str], scores: Sequence[int]) -> tuple[str, ...]:
    """The sheets that hold such a table, in their order: their headers fit at least half as well as the best."""
    least = max(1.0, max(scores, default=0) / 2)
    return tuple(name for name, fit in zip(names, scores, strict=True) if name and fit >= least)


def told(read: str, sheets: Sequence[str], *, chosen: bool) -> list[str]:
    """What a person should know: which sheet was read, and how the others go in too."""
    others = ", ".join(f"'{name}'" for name in sheets if name != read)
    if chosen:
        return [f"The sheet '{read}' was read."]
    if not others:
        return []
    return [
        f"Only the sheet '{read}' was read; such tables stand on {others} too. "
        f"Choose the sheet on page Data, or say --sheet NAME; --sheet {ALL} takes every one of them."
    ]


def sheet_name(table: Table) -> str:
    """The name of the sheet a table stands on; "" for what is no workbook."""
    return table.description.get("sheet", "")
