"""A table made by a reader of some other form (JSON, XML, a page's front matter, an odd spreadsheet): rows in memory."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from itstrat.ingest.tables import Block, Row

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_BATCH = 20_000


@dataclass(slots=True)
class Listed:
    """Rows under a header of our own spelling; add each with the line it comes from.

    `notes` are what a person should know about how the rows were made; `left_out` counts, by reason, what is no row;
    `format` names the form that was read.
    """

    format: str
    header: Row
    file_size: int
    header_line: int = 0
    lines: list[int] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    left_out: list[tuple[int, str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def add(self, line: int, values: Mapping[str, str | None]) -> None:
        """One row by header; what is not given is blank."""
        self.lines.append(line)
        self.rows.append([values.get(name) or "" for name in self.header])

    @property
    def description(self) -> dict[str, str]:
        """The form that was read."""
        return {"form": self.format}

    @property
    def size(self) -> int:
        """Bytes of the file."""
        return self.file_size

    def blocks(self, width: int | None = None) -> Iterator[Block]:  # noqa: ARG002  a cell's end is certain here
        """The header, then all rows."""
        yield Block([self.header_line], [list(self.header)])
        for start in range(0, len(self.rows), _BATCH):
            lines, rows = self.lines[start : start + _BATCH], self.rows[start : start + _BATCH]
            yield Block(lines, _copied(rows), bytes_read=self.file_size)


def _copied(rows: Sequence[Row]) -> list[Row]:
    """Rows of their own for each reading: the table is read from the start any number of times."""
    return [list(row) for row in rows]
