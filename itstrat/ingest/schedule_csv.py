"""Our own file of tasks: id, duration, predecessors, and where they share resources, use and value.

Its form is told by `schedule_command.FORM`, for whoever asks the command for help.
"""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import TYPE_CHECKING, NoReturn, get_args

from itstrat.errors import Issue, UnusableFileError
from itstrat.ingest.delimited import sniff
from itstrat.ingest.encoding import detect
from itstrat.planning.link_text import LinkText, link_text, link_texts, parts
from itstrat.planning.network import Hold, Network, Step, network
from itstrat.planning.spans import Span, span
from itstrat.planning.task_links import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

_CAPACITY = "capacity"
_MOST_LONG, _MOST, _FINEST, _FINEST_LONG = 10**12, 10**9, -2, -6
_KINDS: Mapping[str, Kind] = {kind: kind for kind in get_args(Kind)}
_NEEDED = ("id", "duration")
_SPELT = {
    "task": "id", "task id": "id", "activity": "id", "length": "duration", "predecessor": "predecessors",
    "depends on": "predecessors", "after": "predecessors", "weight": "value",
}  # fmt: skip


def read(path: Path) -> Network:
    """The network of the file. UnusableFileError names line, column and value of what cannot be read."""
    return _Reader(path).network()


class _Reader:
    """The rows of one file."""

    def __init__(self, path: Path) -> None:
        self.file = path.name
        rows = list(_rows(path))
        self.header_line, header = rows[0] if rows else (0, [])
        self.columns = [
            _SPELT.get(name, name) for name in (" ".join(cell.lower().split()) for cell in header)
        ]
        for needed in _NEEDED:
            if self.columns.count(needed) != 1:
                self._wrong(self.header_line, needed, ",".join(header), "one column with this name is needed")
        self.rows = [(line, dict(zip(self.columns, row, strict=False))) for line, row in rows[1:]]
        self.unit = ""

    def network(self) -> Network:
        steps: dict[str, Step] = {}
        lines: dict[str, int] = {}
        capacity: dict[str, Decimal] = {}
        for line, row in self.rows:
            if row["id"].lower() == _CAPACITY:
                capacity |= self._use(line, row)
                continue
            if not row["id"] or row["id"] in steps:
                already = f"stands on line {lines[row['id']]} already" if row["id"] else "a task needs an id"
                self._wrong(line, "id", row["id"], already)
            steps[row["id"]], lines[row["id"]] = self._step(line, row), line
        if not steps:
            raise UnusableFileError(f"{self.file} has a header but no tasks.")
        holds = [
            hold for line, row in self.rows if row["id"] in steps for hold in self._holds(line, row, steps)
        ]
        return network(list(steps.values()), holds, capacity)

    def _step(self, line: int, row: Mapping[str, str]) -> Step:
        length = self._length(line, "duration", row.get("duration", ""))
        if length < 0:
            self._wrong(line, "duration", row["duration"], "is below 0")
        value = self._number(line, "value", row["value"]) if row.get("value") else Decimal(1)
        return Step(row["id"], length, row.get("name", ""), self._use(line, row), value)

    def _use(self, line: int, row: Mapping[str, str]) -> dict[str, Decimal]:
        team = row.get("team") or "use"
        return {
            team if column == "use" else column: self._number(line, column, cell)
            for column, cell in row.items()
            if (column == "use" or column.startswith("use ")) and cell
        }

    def _holds(self, line: int, row: Mapping[str, str], steps: Mapping[str, Step]) -> Iterator[Hold]:
        for text in link_texts(row.get("predecessors", "")):
            for part in parts(text, steps.__contains__):
                link = LinkText(part) if part in steps else self._link(line, part)
                if link.who not in steps:
                    self._wrong(line, "predecessors", part, f"there is no task '{link.who}'")
                lag = self._amount(line, "predecessors", link.lag)
                yield Hold(link.who, row["id"], _KINDS[link.kind], lag)

    def _link(self, line: int, text: str) -> LinkText:
        try:
            return link_text(text)
        except ValueError as error:
            self._wrong(line, "predecessors", text.strip(), str(error))

    def _length(self, line: int, column: str, cell: str) -> Fraction:
        found = span(cell) if cell else None
        if found is None:
            self._wrong(line, column, cell, "is no number")
        return self._amount(line, column, found)

    def _amount(self, line: int, column: str, length: Span) -> Fraction:
        """The number, once its unit is the one of the file."""
        if length.unit and self.unit and length.unit != self.unit:
            message = f"counts in {length.unit}s, the lines above in {self.unit}s; write all in one unit"
            self._wrong(line, column, str(length), message)
        self.unit = length.unit or self.unit
        if abs(length.amount) > _MOST_LONG or _places(length.amount) < _FINEST_LONG:
            self._wrong(
                line, column, str(length)[:40], f"is beyond {_MOST_LONG:,} or finer than six decimals"
            )
        return Fraction(length.amount)

    def _number(self, line: int, column: str, cell: str) -> Decimal:
        try:
            found = Decimal(cell)
        except InvalidOperation:
            self._wrong(line, column, cell, "is no number")
        if not found.is_finite() or found < 0:
            self._wrong(line, column, cell, "is no number from 0 on")
        if found > _MOST or _places(found) < _FINEST:
            self._wrong(line, column, cell[:40], f"is beyond {_MOST:,} or finer than two decimals")
        return found

    def _wrong(self, line: int, column: str, value: str, message: str) -> NoReturn:
        raise UnusableFileError(str(Issue(self.file, line, column, value, message)))


def _places(number: Decimal) -> int:
    """The power of ten of its last digit that is not 0."""
    return int(number.normalize().as_tuple().exponent)


def _rows(path: Path) -> Iterator[tuple[int, list[str]]]:
    for block in sniff(path, detect(path)).blocks():
        if block.bad:
            bad = block.bad[0]
            raise UnusableFileError(str(Issue(path.name, bad.line, "", bad.source, bad.message)))
        for line, row in zip(block.lines, block.rows, strict=True):
            if any(cell.strip() for cell in row):
                yield line, [cell.strip() for cell in row]
