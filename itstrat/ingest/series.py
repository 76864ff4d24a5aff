"""Files of one or many series: date,amount or series,date,amount, one row a period, in any order."""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from itstrat.errors import Issue, UnusableFileError
from itstrat.ingest.delimited import sniff
from itstrat.ingest.encoding import detect
from itstrat.planning.series import STEP_MONTHS, Series, Step

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NAMES = {
    "series": {"series", "series_id", "unique_id", "id"},
    "date": {"date", "ds", "month", "period", "time", "year"},
    "amount": {"amount", "value", "y", "need", "cost"},
}
_SHOWN = 10
# What comes after a series needs years of four digits too.
_LATEST_YEAR = 2199
_LARGEST = Decimal(10) ** 15
_PLAIN = re.compile(r"[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d{1,2})?")
_GROUPED = re.compile(r"[-+]?\d{1,3}(,\d{3})+(\.\d+)?")
_DAY = re.compile(r"(\d{4})-(\d{1,2})(?:-(\d{1,2}))?(?:[T ].*)?")
_YEAR = re.compile(r"\d{4}")
_DECIMAL_YEAR = re.compile(r"(\d{4})\.(\d+)")


@dataclass(frozen=True, slots=True)
class _Columns:
    """The place of each column (series None: one series) and its header as the file spells it."""

    date: int
    amount: int
    series: int | None
    headers: tuple[str, ...]

    def header(self, place: int) -> str:
        return self.headers[place] if place < len(self.headers) else ""


@dataclass(frozen=True, slots=True)
class _Point:
    line: int
    name: str
    on: date
    whole_year: bool
    amount: Decimal


def read_series(path: Path) -> list[Series]:
    """The series of a file in the order they first appear, all by month or all by year; without names, the file's.

    Dates are 2026-03-31, 2026-03, 2026 or a decimal year (2026.25 is April). Years when every date is a year or
    each series keeps to one day of the year. UnusableFileError names line and column of what cannot be read, and of
    a period that is missing or there twice: nothing is filled in.
    """
    rows = list(_rows(path))
    if not rows:
        raise UnusableFileError(f"{path.name} is empty. It takes date,amount or series,date,amount.")
    columns, body = _columns(path, rows)
    issues: list[Issue] = []
    points = [point for line, row in body if (point := _point(path, line, row, columns, issues))]
    _refuse(issues)
    if not points:
        raise UnusableFileError(f"{path.name} has a header but no rows.")
    by_name: dict[str, list[_Point]] = defaultdict(list)
    for point in points:
        by_name[point.name].append(point)
    step: Step = "years" if all(_yearly(one) for one in by_name.values()) else "months"
    found = [
        _series(path, name, sorted(one, key=lambda p: p.on), step, issues) for name, one in by_name.items()
    ]
    _refuse(issues)
    return found


def _rows(path: Path) -> Iterator[tuple[int, list[str]]]:
    try:
        blocks = sniff(path, detect(path)).blocks()
        for block in blocks:
            if block.bad:
                bad = block.bad[0]
                raise UnusableFileError(str(Issue(path.name, bad.line, "", bad.source, bad.message)))
            for line, row in zip(block.lines, block.rows, strict=True):
                if any(cell.strip() for cell in row):
                    yield line, [cell.strip() for cell in row]
    except OSError as error:
        raise UnusableFileError(f"{path.name} cannot be opened: {error.strerror or error}.") from error


def _columns(path: Path, rows: list[tuple[int, list[str]]]) -> tuple[_Columns, list[tuple[int, list[str]]]]:
    """Where the columns are, and the rows below the header, if there is one."""
    line, first = rows[0]
    if any(_date(cell) for cell in first) and _amount(first[-1]) is not None:
        if len(first) not in (2, 3):
            raise UnusableFileError(_shape(path, line, first))
        return _Columns(len(first) - 2, len(first) - 1, 0 if len(first) == 3 else None, ()), rows
    places = {
        what: [place for place, header in enumerate(first) if header.lower() in names]
        for what, names in NAMES.items()
    }
    if any(len(places[what]) != 1 for what in ("date", "amount")) or len(places["series"]) > 1:
        raise UnusableFileError(_shape(path, line, first))
    series = places["series"][0] if places["series"] else None
    return _Columns(places["date"][0], places["amount"][0], series, tuple(first)), rows[1:]


def _shape(path: Path, line: int, row: list[str]) -> str:
    message = "the columns are not date,amount or series,date,amount"
    return f"{Issue(path.name, line, '', ','.join(row), message)}. Name them so in the first line."


def _point(path: Path, line: int, row: list[str], columns: _Columns, issues: list[Issue]) -> _Point | None:
    """The row's point; None after saying what is wrong with it."""
    needed = max(columns.date, columns.amount, columns.series or 0)
    if len(row) <= needed:
        issues.append(Issue(path.name, line, "", ",".join(row), f"{needed + 1} cells are needed"))
        return None
    day, amount = _date(row[columns.date]), _amount(row[columns.amount])
    if day is None:
        header = columns.header(columns.date) or "date"
        issues.append(
            Issue(path.name, line, header, row[columns.date], "is no date like 2026-03-31 or 2026-03")
        )
    if amount is None:
        header = columns.header(columns.amount) or "amount"
        issues.append(Issue(path.name, line, header, row[columns.amount], "is no amount like 1200.50"))
    if day is None or amount is None:
        return None
    name = path.stem if columns.series is None else row[columns.series]
    return _Point(line, name, day, _YEAR.fullmatch(row[columns.date]) is not None, amount)


def _date(cell: str) -> date | None:
    found = _day(cell)
    return found if found and found.year <= _LATEST_YEAR else None


def _day(cell: str) -> date | None:
    if _YEAR.fullmatch(cell) and int(cell):
        return date(int(cell), 1, 1)
    if (found := _DECIMAL_YEAR.fullmatch(cell)) and int(found[1]):
        month = round(float(f"0.{found[2]}") * 12)
        return _calendar(int(found[1]) + month // 12, month % 12 + 1, 1)
    if found := _DAY.fullmatch(cell):
        return _calendar(int(found[1]), int(found[2]), int(found[3] or 1))
    return None


def _calendar(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _amount(cell: str) -> Decimal | None:
    if not _PLAIN.fullmatch(cell) and not _GROUPED.fullmatch(cell):
        return None
    amount = Decimal(cell.replace(",", ""))
    return amount if abs(amount) < _LARGEST else None


def _yearly(points: list[_Point]) -> bool:
    days = {(point.on.month, point.on.day) for point in points}
    return all(point.whole_year for point in points) or (len(days) == 1 and len(points) > 1)


def _series(path: Path, name: str, points: list[_Point], step: Step, issues: list[Issue]) -> Series:
    """The series, after saying which periods are missing or there twice."""
    size = STEP_MONTHS[step]
    said = f" of {name}" if name else ""
    for before, point in itertools.pairwise(points):
        apart = _number(point.on) // size - _number(before.on) // size
        if apart == 0:
            message = (
                f"this {step[:-1]}{said} is there already, on line {before.line}; add the two together first"
            )
            issues.append(Issue(path.name, point.line, "", f"{point.on}", message))
        elif apart > 1:
            message = f"{_missing(apart - 1, step)} before this one{said}; write 0 where nothing was spent"
            issues.append(Issue(path.name, point.line, "", f"{point.on}", message))
    first = points[0].on if step == "years" else points[0].on.replace(day=1)
    return Series(name, step, first, tuple(point.amount for point in points))


def _missing(count: int, step: Step) -> str:
    return f"one {step[:-1]} is missing" if count == 1 else f"{count} {step} are missing"


def _number(day: date) -> int:
    return day.year * 12 + day.month - 1


def _refuse(issues: list[Issue]) -> None:
    if not issues:
        return
    more = f"\n... and {len(issues) - _SHOWN} more." if len(issues) > _SHOWN else ""
    raise UnusableFileError("\n".join(str(issue) for issue in issues[:_SHOWN]) + more)
