"""Columns of text to columns of canonical text, at the speed of a dictionary: each distinct cell is read once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa

from itstrat.ingest import cells, dates, numbers, roadmap_cells
from itstrat.ingest.cells import CellError, UndecidedError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from itstrat.ingest.kinds import Field

    Reader = Callable[[str], str | None]
    Test = Callable[[Sequence[str]], bool]

CACHED = 20_000
ARROW = {
    "text": pa.string(),
    "date": pa.date32(),
    "month": pa.date32(),
    "money": pa.decimal128(18, 2),
    "price": pa.decimal128(18, 4),
    "number": pa.decimal128(18, 4),
    "measure": pa.decimal128(18, 4),
    "ratio": pa.decimal128(9, 6),
    "count": pa.int32(),
    "months": pa.int32(),
    "level": pa.decimal128(4, 1),
    "withdrawn": pa.bool_(),
    "percent": pa.decimal128(9, 6),
    "bool": pa.bool_(),
    "capital": pa.bool_(),
}


class Bad(str):
    """Why a cell could not be read, in the place of its value."""

    __slots__ = ()


class UnsettledError(Exception):
    """The reader of a column met a cell that only the whole column can settle."""

    def __init__(self, column: int, what: str) -> None:
        super().__init__(column, what)
        self.column, self.what = column, what


class Column(dict[str, "str | None"]):
    """Cell -> canonical text, None (unknown) or Bad; filled as cells are met, emptied when it grows too large."""

    def __init__(self, place: int, target: str, read: Reader, as_is: Test | None = None) -> None:
        """`as_is` tells of a whole run of cells that each is its own canonical text."""
        super().__init__()
        self.place, self.target, self.read, self.as_is = place, target, read, as_is
        self.any_bad = False
        self._many = False

    def __missing__(self, cell: str) -> str | None:
        if len(self) > CACHED:
            self.clear()
            self._many = True
        try:
            value = self.read(cell)
        except CellError as error:
            value = Bad(error)
            self.any_bad = True
        except UndecidedError as error:
            raise UnsettledError(self.place, error.what) from None
        self[cell] = value
        return value

    def read_all(self, column: Sequence[str]) -> list[str | None]:
        """The values of a run of cells. Where cells hardly repeat, a run that is canonical is taken as it is."""
        if self._many and self.as_is is not None and self.as_is(column):
            return list(column)
        return list(map(self.__getitem__, column))


def reader(
    field: Field,
    header: str,
    *,
    order: str | None,
    sign: str | None,
    currency: str | None,
    year: int | None = 0,
) -> Reader:
    """The reader of a field's cells. `order`, `sign` and `year` are the column's, None when not known (yet)."""
    simple: dict[str, Reader] = {
        "text": cells.text,
        "count": numbers.count,
        "months": numbers.months,
        "bool": cells.truth,
        "level": cells.level,
        "withdrawn": cells.withdrawn,
        "capital": cells.capital,
        "money": numbers.fixed(2, sign, roadmap_cells.scale(header)),
        "price": numbers.fixed(4, sign),
        "number": numbers.fixed(4, sign),
        "measure": numbers.measure(sign),
        "ratio": numbers.ratio(sign, percent_header="%" in header or "percent" in header.lower()),
        "percent": roadmap_cells.percent,
        "span": roadmap_cells.span(header),
        "lag": roadmap_cells.lag(header),
        "waits": roadmap_cells.waits,
        "fiscal_year": roadmap_cells.fiscal_year,
        "currency": cells.currency(currency),
        "date": lambda cell: dates.day(cell, order, year),
        "month": lambda cell: dates.month(cell, order),
    }
    return simple.get(field.type) or cells.choice(field.type)


def canonical(field: Field, header: str) -> Test | None:
    """The test that lets a whole run of cells of this field pass unread, for the types that have one."""
    tests: dict[str, Test] = {"text": cells.all_clean}
    if roadmap_cells.scale(header) == 1:
        tests["money"] = numbers.all_cents
    return tests.get(field.type)


def to_arrow(type_: str, values: Sequence[str | None]) -> pa.Array:
    """Canonical text as a typed column."""
    return pa.array(values, pa.string()).cast(ARROW.get(type_, pa.string()))
