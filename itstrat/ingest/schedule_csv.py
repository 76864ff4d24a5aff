"""Our own file of tasks: id, duration, predecessors, and where they are known resources, money and what binds a task.

Its form is told by `schedule_command.FORM`, for whoever asks the command for help.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

from itstrat.errors import Issue, UnusableFileError
from itstrat.ingest.cells import UNKNOWN
from itstrat.ingest.delimited import sniff
from itstrat.ingest.encoding import detect
from itstrat.ingest.kinds import fold
from itstrat.ingest.schedule_cells import Cells, Line
from itstrat.ingest.schedule_columns import Columns, columns
from itstrat.planning.link_text import LinkText, link_text, link_texts, parts
from itstrat.planning.network import Hold, Limits, Network, Step, network
from itstrat.planning.task_links import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from decimal import Decimal
    from fractions import Fraction
    from pathlib import Path

_KINDS: Mapping[str, Kind] = {kind: kind for kind in get_args(Kind)}
_CAPACITY, _CAP, _HORIZON = _LIMITS = ("capacity", "cap", "horizon")
_ALONE = "use"


def read(path: Path) -> Network:
    """The network of the file. UnusableFileError names line, column and value of what cannot be read."""
    rows = list(_rows(path))
    header_line, header = rows[0] if rows else (0, [])
    found = columns(header)
    for needed in found.missing:
        message = "one column with this name is needed"
        raise UnusableFileError(str(Issue(path.name, header_line, needed, ",".join(header)[:200], message)))
    spelt: dict[str, str] = {}
    lines = [_line(path.name, found, spelt, line, row) for line, row in rows[1:]]
    return _Reader(Cells(path.name, found), lines).network()


class _Reader:
    """The lines of one file, those of tasks and those of limits."""

    def __init__(self, cells: Cells, lines: list[Line]) -> None:
        self.cells = cells
        self.limits: dict[str, list[Line]] = {name: [] for name in _LIMITS}
        self.tasks: dict[str, Line] = {}
        for one in lines:
            if fold(one.id) in self.limits:
                self.limits[fold(one.id)].append(one)
            elif one.id and one.id not in self.tasks:
                self.tasks[one.id] = one
            else:
                already = self.tasks.get(one.id)
                message = f"stands on line {already.line} already" if already else "a task needs an id"
                cells.wrong(one, "id", message)
        if not self.tasks:
            raise UnusableFileError(f"{cells.file} has a header but no tasks.")

    def network(self) -> Network:
        # lengths and lags come first: money by the month needs to know in which unit they count
        lengths = {key: self.cells.length(one, "duration") for key, one in self.tasks.items()}
        holds = [hold for one in self.tasks.values() for hold in self._holds(one)]
        steps = [self._step(one, lengths[key]) for key, one in self.tasks.items()]
        capacity = self._capacity()
        if capacity:
            self._refuse_unknown(capacity)
        caps = tuple((self._period(one), self._cap(one, steps)) for one in self.limits[_CAP])
        for again in self.limits[_HORIZON][1:]:
            self.cells.wrong(again, "id", f"stands on line {self.limits[_HORIZON][0].line} already")
        horizon = next((self._period(one) for one in self.limits[_HORIZON]), None)
        return network(steps, holds, Limits(capacity, caps, horizon))

    def _step(self, one: Line, length: Fraction) -> Step:
        cells, group = self.cells, one["group"] or None
        cost = cells.money(one, "cost")
        if cost and not length:
            cells.wrong(one, "cost", "a task without duration has no time in which this is paid; give it one")
        return Step(
            one.id,
            length,
            one["name"] if one["name"] != one.id else "",
            {name: cells.number(one, self._use(name), cell) for name, cell in one.uses.items()},
            cells.money(one, "value"),
            cost,
            cells.money(one, "run"),
            cells.length(one, "deadline") if one["deadline"] else None,
            cells.yes(one, "mandatory") if cells.columns.has("mandatory") else group is None,
            group,
        )

    def _capacity(self) -> dict[str, Decimal]:
        found: dict[str, Decimal] = {}
        for one in self.limits[_CAPACITY]:
            if not one.uses:
                self.cells.wrong(one, _ALONE, "say how much there is")
            for name, cell in one.uses.items():
                if name in found:
                    self.cells.wrong(one, _ALONE, f"the capacity of {name} stands above already")
                found[name] = self.cells.number(one, self._use(name), cell)
        return found

    def _refuse_unknown(self, capacity: Mapping[str, Decimal]) -> None:
        for one in self.tasks.values():
            for name in one.uses:
                if name not in capacity:
                    message = f"no row 'capacity' says how much there is of {name}; there are: {', '.join(capacity)}"
                    self.cells.wrong(
                        one, "team" if fold(one["team"]) == fold(name) else _ALONE, message, name
                    )

    def _use(self, name: str) -> str:
        """The column that says how much of a resource."""
        return _ALONE if self.cells.columns.has(_ALONE) else f"{_ALONE} {name}"

    def _cap(self, one: Line, steps: list[Step]) -> Decimal:
        if not one["cost"]:
            self.cells.wrong(one, "cost", "say the most that may be spent in this time")
        if not any(step.cost or step.run for step in steps):
            self.cells.wrong(one, "cost", "no task has a cost, so that a cap limits nothing")
        return self.cells.money(one, "cost")

    def _period(self, one: Line) -> Fraction:
        found = self.cells.length(one, "duration")
        if not found:
            self.cells.wrong(one, "duration", "lasts no time")
        return found

    def _holds(self, one: Line) -> Iterator[Hold]:
        cell = one["predecessors"]
        for text in link_texts(cell):
            for part in parts(text, self.tasks.__contains__):
                link = LinkText(part) if part in self.tasks else self._link(one, part)
                if link.who not in self.tasks:
                    message = f"there is no task '{link.who[:40]}'; a link is written A, A FS+2 or A SS-1"
                    self.cells.wrong(one, "predecessors", message, part)
                if link.who == one.id:
                    self.cells.wrong(one, "predecessors", "a task cannot wait for itself", part)
                lag = self.cells.amount(one, "predecessors", link.lag)
                yield Hold(link.who, one.id, _KINDS[link.kind], lag)

    def _link(self, one: Line, text: str) -> LinkText:
        try:
            return link_text(text)
        except ValueError as error:
            self.cells.wrong(one, "predecessors", str(error), text.strip())


def _line(file: str, found: Columns, spelt: dict[str, str], line: int, row: list[str]) -> Line:
    """The row by fields; a resource is named as it was `spelt` first."""
    if any(row[len(found.headers) :]):
        message = f"has {len(row)} cells, the header {len(found.headers)}; put a cell that holds the sign between cells in quotes"
        raise UnusableFileError(str(Issue(file, line, "", ",".join(row)[:80], message)))
    cells = {field: row[place] for place, field in found.fields.items() if place < len(row)}
    uses = {name: row[place] for place, name in found.uses.items() if place < len(row)}
    if found.has(_ALONE):
        uses[cells.get("team") or _ALONE] = cells.get(_ALONE, "")
    taken = {
        spelt.setdefault(fold(name), name): cell for name, cell in uses.items() if cell.lower() not in UNKNOWN
    }
    return Line(line, cells, taken)


def _rows(path: Path) -> Iterator[tuple[int, list[str]]]:
    """The rows that hold anything with their line, cells without blanks around them; not the line that names the separator."""
    for block in sniff(path, detect(path)).blocks():
        if block.bad:
            bad = block.bad[0]
            raise UnusableFileError(str(Issue(path.name, bad.line, "", bad.source, bad.message)))
        for line, row in zip(block.lines, block.rows, strict=True):
            cells = [cell.strip() for cell in row]
            if any(cells) and not (line == 1 and cells[0].lower().startswith("sep=")):
                yield line, cells
