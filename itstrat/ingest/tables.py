"""What every source of rows offers, whatever the file: blocks of rows of text with their line numbers."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator

Row = list[str]


@dataclass(frozen=True, slots=True)
class BadLine:
    """A line that is no row: too long, or with a quote mark that never closes. `source` is what can be shown of it."""

    line: int
    message: str
    source: str


@dataclass(slots=True)
class Block:
    """Rows in file order. lines[i] is the physical line (or sheet row) at which rows[i] starts, counted from 1."""

    lines: list[int]
    rows: list[Row]
    bad: list[BadLine] = field(default_factory=list)
    bytes_read: int = 0


class Table(Protocol):
    """A table that can be read from the start any number of times."""

    @property
    def description(self) -> dict[str, str]:
        """Facts for the person: encoding, delimiter, sheet."""
        ...

    @property
    def size(self) -> int:
        """What `Block.bytes_read` reaches at the end."""
        ...

    def blocks(self, width: int | None = None) -> Iterator[Block]:
        """All rows; `width` is the number of columns once it is known, which tells true line breaks from lost quotes."""
        ...
