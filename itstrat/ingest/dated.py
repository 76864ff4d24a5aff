"""A table whose rows share the day that the file's name says: 2026-11-30 profile.xlsx."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from itstrat.ingest.cells import CellError
from itstrat.ingest.dates import day
from itstrat.ingest.kinds import fold
from itstrat.ingest.listed import Listed
from itstrat.ingest.tables import Block, Row, Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itstrat.ingest.kinds import Field, Kind

_DAY = re.compile(r"(?<!\d)(\d{4}-\d{2}-\d{2})(?!\d)")


@dataclass(frozen=True, slots=True)
class Dated:
    """The table with one column more: its header, and below it the day in each row that holds more than one cell."""

    table: Table
    header: Row
    header_line: int
    label: str
    day: str

    @property
    def description(self) -> dict[str, str]:
        """That of the table."""
        return self.table.description

    @property
    def size(self) -> int:
        """That of the table."""
        return self.table.size

    def blocks(self, width: int | None = None) -> Iterator[Block]:
        """The table's rows, each with its day behind its last column."""
        for block in self.table.blocks(width and width - 1):
            rows = [self._row(line, row) for line, row in zip(block.lines, block.rows, strict=True)]
            yield replace(block, rows=rows)

    def _row(self, line: int, row: Row) -> Row:
        width = len(self.header)
        cells = row[:width] + [""] * (width - len(row))
        # A lone cell stays alone, so that a note is still told from data.
        known = self.day if line > self.header_line and sum(map(bool, cells)) > 1 else ""
        return [
            *cells,
            self.label if line == self.header_line or cells == self.header else known,
            *row[width:],
        ]


def dated(
    table: Table, header: list[str], header_line: int, kind: Kind, name: str
) -> tuple[Table, list[str]]:
    """The table and its header; where no column can be the kind's day, and the file's name says it, with such a column."""
    found = _DAY.search(name)
    wanted = [each for each in kind.fields.values() if each.in_name]
    if found is None or not wanted or isinstance(table, Listed) or _has(header, wanted[0]):
        return table, header
    try:
        said = day(found[1], "ymd") or ""
    except CellError:
        return table, header
    return Dated(table, header, header_line, wanted[0].label, said), [*header, wanted[0].label]


def _has(header: list[str], field: Field) -> bool:
    return any(fold(each) in field.spelt for each in header)
