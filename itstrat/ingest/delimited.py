"""Delimited text: CR, LF, CRLF or mixed line ends; comma, semicolon, tab or bar; any length, in bounded memory.

A cell may hold line breaks inside quotes (they read as LF). A quote that never closes costs its own line and no other.
"""

from __future__ import annotations

import codecs
import csv
import io
from collections import Counter
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from itstrat.ingest.tables import BadLine, Block, Row

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST_LINE = 1 << 20
LONGEST_RECORD = 2000
_READ = 1 << 20
_MOST_LINES = 10_000
_SHOWN = 200
DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}
csv.field_size_limit(2 * LONGEST_LINE)


@dataclass(slots=True)
class Lines:
    """A run of physical lines; `first` is the number of lines[0]; a line that was too long is None."""

    first: int
    lines: list[str | None]
    bytes_read: int


def physical_lines(path: Path, encoding: str) -> Iterator[Lines]:
    """Every physical line without its end, about 1 MiB or 10,000 lines at a time; None stands for a line longer than LONGEST_LINE."""
    decoder = io.IncrementalNewlineDecoder(codecs.getincrementaldecoder(encoding)("replace"), translate=True)
    number, rest, dropping = 1, "", False
    with path.open("rb") as file:
        while True:
            data = file.read(_READ)
            pieces = (rest + decoder.decode(data, final=not data)).split("\n")
            rest = pieces.pop()
            if dropping and pieces:
                pieces[0], dropping = "", False
                long_first = True
            else:
                long_first = False
            lines: list[str | None] = [None if len(piece) > LONGEST_LINE else piece for piece in pieces]
            if long_first:
                lines[0] = None
            if len(rest) > LONGEST_LINE or dropping:
                rest, dropping = "", True
            if not data:
                lines.extend([None] if dropping else [rest] if rest else [])
            # A MiB of nothing but line ends would be a million rows at once.
            for start in range(0, len(lines), _MOST_LINES):
                part = lines[start : start + _MOST_LINES]
                yield Lines(number, part, file.tell())
                number += len(part)
            if not data:
                return


@dataclass(frozen=True, slots=True)
class Delimited:
    """A delimited text file, ready to be read as rows."""

    path: Path
    encoding: str
    delimiter: str

    @property
    def description(self) -> dict[str, str]:
        """Encoding and delimiter in words."""
        return {"encoding": self.encoding, "delimiter": DELIMITERS[self.delimiter]}

    @property
    def size(self) -> int:
        """Bytes of the file."""
        return self.path.stat().st_size

    def blocks(self, width: int | None = None) -> Iterator[Block]:
        """All rows with the line on which each starts."""
        pending: list[str | None] = []
        first = 1
        for run in physical_lines(self.path, self.encoding):
            if not pending:
                first = run.first
            pending += run.lines
            block, used = self._parse(pending, first, width, last=False)
            block.bytes_read = run.bytes_read
            pending, first = pending[used:], first + used
            yield block
        if pending:
            block, _ = self._parse(pending, first, width, last=True)
            block.bytes_read = self.size
            yield block

    def _parse(
        self, lines: list[str | None], first: int, width: int | None, *, last: bool
    ) -> tuple[Block, int]:
        """Rows of these lines and how many lines they took; an open record at the end waits for more lines."""
        whole = [line for line in lines if line is not None]
        if len(whole) == len(lines):
            try:
                rows = list(csv.reader(whole, delimiter=self.delimiter, strict=True))
            except csv.Error:
                rows = []
            if len(rows) == len(whole):
                return Block(list(range(first, first + len(rows))), rows), len(rows)
        return self._parse_carefully(lines, first, width, last=last)

    def _parse_carefully(
        self, lines: list[str | None], first: int, width: int | None, *, last: bool
    ) -> tuple[Block, int]:
        block, place = Block([], []), 0
        while place < len(lines):
            line = lines[place]
            if line is None:
                block.bad.append(
                    BadLine(first + place, f"the line is longer than {LONGEST_LINE >> 20} MiB", "")
                )
                place += 1
                continue
            row, used, open_ = self._record(lines, place, line, width)
            if open_ and not last:
                break
            if row is None:
                block.bad.append(
                    BadLine(first + place, "a quote mark is out of place or never closes", line[:_SHOWN])
                )
            else:
                block.lines.append(first + place)
                block.rows.append(row)
            place += used
        return block, place

    def _record(
        self, lines: list[str | None], place: int, line: str, width: int | None
    ) -> tuple[Row | None, int, bool]:
        """(row or None, lines used, whether it may still close further on) of the record that starts at this place."""
        if '"' not in line:
            return line.split(self.delimiter) if line else [], 1, False
        taken = 0

        def feed() -> Iterator[str]:
            nonlocal taken
            size = 0
            for each in islice(lines, place, place + LONGEST_RECORD):
                size += len(each or "")
                if each is None or size > LONGEST_LINE:
                    return
                taken += 1
                yield each + "\n"

        try:
            row = next(csv.reader(feed(), delimiter=self.delimiter, strict=True))
        except csv.Error as error:
            at_end = "unexpected end" in str(error) and place + taken == len(lines) and taken < LONGEST_RECORD
            return None, 1, at_end
        if taken > 1 and width is not None and (len(row) < width or any(row[width:])):
            return None, 1, False
        return row, taken, False


def sniff(path: Path, encoding: str) -> Delimited:
    """The file with the delimiter that gives the most lines the same number of cells; comma when none does."""
    run = next(physical_lines(path, encoding), None)
    lines = [line for line in (run.lines if run else []) if line][:200]
    if lines and lines[0].lower().startswith("sep=") and lines[0][4:5] in DELIMITERS:
        return Delimited(path, encoding, lines[0][4])
    best = max(DELIMITERS, key=lambda delimiter: _regularity(lines, delimiter))
    return Delimited(path, encoding, best)


def _regularity(lines: list[str], delimiter: str) -> tuple[float, int]:
    """Share of lines in rows with the commonest number of cells above one, and that number."""
    widths: Counter[int] = Counter()
    taken: Counter[int] = Counter()
    reader, before = csv.reader(lines, delimiter=delimiter), 0
    try:
        for row in reader:
            widths[len(row)] += 1
            taken[len(row)] += reader.line_num - before
            before = reader.line_num
    except csv.Error:
        return 0.0, 0
    several = [(count, width) for width, count in widths.items() if width > 1]
    if not several:
        return 0.0, 0
    _, width = max(several)
    return round(taken[width] / len(lines), 1), width
