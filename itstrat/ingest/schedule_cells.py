"""Cells of a file of tasks: lengths of time in one unit, numbers, money, yes or no; whatever is none is told with its place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, NoReturn

from itstrat.errors import Issue, UnusableFileError
from itstrat.ingest import numbers
from itstrat.ingest.cells import UNKNOWN, CellError, truth
from itstrat.ingest.roadmap_cells import scale
from itstrat.planning.money import ZERO, cents
from itstrat.planning.spans import span

if TYPE_CHECKING:
    from decimal import Decimal

    from itstrat.ingest.schedule_columns import Columns
    from itstrat.planning.spans import Span

_MOST_LONG, _MOST, _FINEST, _FINEST_LONG = 10**12, 10**9, -2, -6
# How much of a month's or year's money belongs to each unit of time: (said, unit of the durations).
_RATES = {
    ("month", ""): Fraction(1), ("month", "month"): Fraction(1), ("month", "year"): Fraction(12),
    ("year", "month"): Fraction(1, 12), ("year", "year"): Fraction(1),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """One row: its line, its cells by field, and what it takes or offers of each resource."""

    line: int
    cells: Mapping[str, str]
    uses: Mapping[str, str]

    @property
    def id(self) -> str:
        """What the row is about, as it stands there."""
        return self.cells.get("id", "")

    def __getitem__(self, field: str) -> str:
        """The cell of a field; "" where there is none, or it says that it is unknown."""
        cell = self.cells.get(field, "")
        return "" if cell.lower() in UNKNOWN else cell


class Cells:
    """The cells of one file. Each method raises UnusableFileError, naming line, column and value of what is wrong."""

    def __init__(self, file: str, columns: Columns) -> None:
        """Lengths count in the unit that the header of the durations says, else in the first that a cell says."""
        self.file, self.columns = file, columns
        self.unit = columns.unit("duration")

    def length(self, one: Line, field: str) -> Fraction:
        """A length of time from 0 on."""
        found = span(one[field]) if one[field] else None
        if found is None:
            self.wrong(one, field, "is no number")
        if found.amount < 0:
            self.wrong(one, field, "is below 0")
        return self.amount(one, field, found)

    def amount(self, one: Line, field: str, length: Span) -> Fraction:
        """The number of a length, once its unit is the one of the file."""
        if length.unit and self.unit and length.unit != self.unit:
            message = f"counts in {length.unit}s, the lines above in {self.unit}s; write all in one unit"
            self.wrong(one, field, message, str(length))
        self.unit = length.unit or self.unit
        if abs(length.amount) > _MOST_LONG or _places(length.amount) < _FINEST_LONG:
            self.wrong(one, field, f"is beyond {_MOST_LONG:,} or finer than six decimals", str(length))
        return Fraction(length.amount)

    def money(self, one: Line, field: str) -> Decimal:
        """An amount from 0 on, 0 where none is said; of what comes with time, for each unit of it."""
        if not one[field]:
            return ZERO
        header = self.columns.header(field)
        found = self.number(one, field, one[field]) * scale(header)
        said = self.columns.per(field) if field in {"value", "run"} else ""
        share = _RATES.get((said, self.unit)) if said else Fraction(1)
        if share is None:
            unit = f"{self.unit}s" if self.unit else "a unit that nothing says"
            self.wrong(one, field, f"counts by the {said} and the durations in {unit}; write those in months")
        return cents(found * share.numerator / share.denominator)

    def number(self, one: Line, field: str, cell: str) -> Decimal:
        """A number from 0 on."""
        try:
            found = numbers.number(cell, ".")
        except CellError:
            found = None
        if found is None or found < 0:
            self.wrong(one, field, "is no number from 0 on", cell)
        if found > _MOST or _places(found) < _FINEST:
            self.wrong(one, field, f"is beyond {_MOST:,} or finer than two decimals", cell)
        return found

    def yes(self, one: Line, field: str) -> bool:
        """Whether it says yes; nothing is no."""
        try:
            return truth(one[field]) == "true"
        except CellError as error:
            self.wrong(one, field, str(error))

    def wrong(self, one: Line, field: str, message: str, value: str | None = None) -> NoReturn:
        """Refuse the file for this cell, or the part of it that `value` is."""
        shown = (one.cells.get(field, "") if value is None else value)[:40]
        raise UnusableFileError(str(Issue(self.file, one.line, self.columns.header(field), shown, message)))


def _places(number: Decimal) -> int:
    """The power of ten of its last digit that is not 0."""
    return int(number.normalize().as_tuple().exponent)
