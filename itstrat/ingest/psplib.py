"""PSPLIB single-mode instances (.sm): jobs, successors, durations and renewable resources, read strictly."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, NoReturn

from itstrat.errors import Issue, UnusableFileError
from itstrat.planning.network import Hold, Limits, Network, Step, network

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_JOBS = re.compile(r"\s*jobs\s*\(incl\. supersource/sink\s*\)\s*:\s*(\d{1,9})\s*", re.IGNORECASE)
_RESOURCES = re.compile(
    r"\s*-\s*(renewable|nonrenewable|doubly constrained)\s*:\s*(\d{1,9})\s+[RND]\s*", re.IGNORECASE
)
_MARKER = "PRECEDENCE RELATIONS:"
_MOST = 100_000
# The section stands within this many characters of the beginning.
_HEAD = 1 << 16


def is_psplib(text: str) -> bool:
    """Whether this text is such an instance."""
    return _MARKER in text[:_HEAD].upper()


def read(path: Path, text: str) -> Network:
    """The instance; jobs keep their numbers, supersource and sink included. UnusableFileError names line and value."""
    return _Reader(path.name, text.splitlines()).network()


class _Reader:
    """The lines of one file, read from section to section."""

    def __init__(self, file: str, lines: list[str]) -> None:
        self.file, self.lines = file, lines
        self.count = 0
        self.resources = 0
        self._head()

    def network(self) -> Network:
        after = self._successors()
        steps = self._requests()
        holds = [Hold(job, then, "FS", Fraction(0)) for job, row in after.items() for then in row]
        return network(steps, holds, Limits(self._capacity()))

    def _head(self) -> None:
        for number, line in enumerate(self.lines, start=1):
            if found := _JOBS.fullmatch(line):
                self.count = int(found[1])
            elif found := _RESOURCES.fullmatch(line):
                if found[1].casefold() == "renewable":
                    self.resources = int(found[2])
                elif int(found[2]):
                    self._wrong(number, found[1], found[2], "only renewable resources are read")
        if not 1 <= self.count <= _MOST:
            self._wrong(
                0,
                "jobs",
                str(self.count),
                "the line 'jobs (incl. supersource/sink ):' with their number is missing",
            )

    def _successors(self) -> dict[int, list[int]]:
        after: dict[int, list[int]] = {}
        rows = self._section(_MARKER, 1)
        for number, cells in rows:
            # A long row goes on below.
            while 3 <= len(cells) < 3 + cells[2] and (more := next(rows, None)):
                cells.extend(more[1])
            if len(cells) < 3 or len(cells) != 3 + cells[2]:
                self._wrong(
                    number,
                    "#successors",
                    " ".join(map(str, cells)),
                    "does not count the successors that follow",
                )
            job, modes, _, *successors = cells
            if modes != 1:
                self._wrong(number, "#modes", str(modes), "only jobs with one mode are read")
            for then in successors:
                if not 1 <= then <= self.count:
                    self._wrong(
                        number, "successors", str(then), f"is no job; there are jobs 1 to {self.count}"
                    )
            after[job] = successors
        self._complete(_MARKER, list(after))
        return after

    def _requests(self) -> list[Step]:
        steps = []
        for number, cells in self._section("REQUESTS/DURATIONS:", 2):
            if len(cells) != 3 + self.resources:
                message = f"has {len(cells)} numbers, not job, mode, duration and {self.resources} resources"
                self._wrong(number, "", " ".join(map(str, cells)), message)
            job, _, duration, *uses = cells
            use = {f"R {place}": Decimal(amount) for place, amount in enumerate(uses, start=1) if amount}
            steps.append(Step(job, Fraction(duration), f"job {job}", use))
        self._complete("REQUESTS/DURATIONS:", [int(step.id) for step in steps])
        return steps

    def _capacity(self) -> dict[str, Decimal]:
        rows = list(self._section("RESOURCEAVAILABILITIES:", 1))
        if len(rows) != 1 or len(rows[0][1]) != self.resources:
            at = rows[0][0] if rows else self._line("RESOURCEAVAILABILITIES:")
            self._wrong(
                at,
                "RESOURCEAVAILABILITIES",
                "",
                f"one line with {self.resources} numbers is expected below it",
            )
        return {f"R {place}": Decimal(amount) for place, amount in enumerate(rows[0][1], start=1)}

    def _section(self, title: str, headings: int) -> Iterator[tuple[int, list[int]]]:
        """(line, whole numbers) of each line of a section, below its headings."""
        first = self._line(title) + headings
        for number, line in enumerate(self.lines[first:], start=first + 1):
            if line.startswith("*"):
                return
            if line.strip() and not line.startswith("---"):
                yield number, [self._whole(number, cell) for cell in line.split()]

    def _line(self, title: str) -> int:
        found = next((n for n, line in enumerate(self.lines, start=1) if line.strip().upper() == title), None)
        return found if found is not None else self._wrong(0, title, "", "this section is missing")

    def _whole(self, number: int, cell: str) -> int:
        if not cell.isascii() or not cell.isdigit() or len(cell) > 9:
            self._wrong(number, "", cell, "is no whole number")
        return int(cell)

    def _complete(self, title: str, jobs: list[int]) -> None:
        if sorted(jobs) != list(range(1, self.count + 1)):
            wrong = next((n for n in range(1, self.count + 1) if jobs.count(n) != 1), max(jobs, default=0))
            message = f"stands {jobs.count(wrong)} times in this section; each job from 1 to {self.count} stands once"
            self._wrong(self._line(title), title.rstrip(":"), str(wrong), message)

    def _wrong(self, line: int, column: str, value: str, message: str) -> NoReturn:
        raise UnusableFileError(str(Issue(self.file, line, column, value, message)))
