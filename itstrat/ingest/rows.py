"""Rows of text to typed rows, rows refused with a reason, and rows skipped because they are no data."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from itertools import compress
from typing import TYPE_CHECKING

from itstrat.ingest import header as headers
from itstrat.ingest.columns import Bad, Column
from itstrat.ingest.joining import joined
from itstrat.ingest.tables import Row

if TYPE_CHECKING:
    from itstrat.ingest.kinds import Field
    from itstrat.ingest.layout import Layout
    from itstrat.ingest.tables import Block

    Values = list[str | None]

_TOTALS_ALWAYS = {"departments", "budget"}
_INSTRUCTIONS = 3


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """A row that was not taken: where, which cell, why, the row itself and its money when that could be read."""

    line: int
    column: str
    value: str
    message: str
    row: Row | str
    amount: str | None = None


@dataclass(slots=True)
class Typed:
    """Rows read: canonical text by field, with the line of each and the row as it stood."""

    lines: list[int]
    fields: dict[str, Values]
    rows: list[Row]
    refused: list[RefusedRow] = field(default_factory=list)
    skipped: list[tuple[int, str]] = field(default_factory=list)


class RowReader:
    """Reads block after block of one file. `ends_early` and `first_early` count the rows with fewer cells than the header."""

    def __init__(self, layout: Layout, columns: list[Column]) -> None:
        self.layout = layout
        self.columns = columns
        self.width = len(layout.header)
        self.ends_early = 0
        self.first_early = 0
        self._before_data = True
        self._rows_below = 0
        self._header_cells = dict(enumerate(layout.header))
        given = (
            {"month", "value", "amount"} if layout.months else {"name", "value"} if layout.metrics else set()
        )
        self._required = [name for name in layout.kind.required if name not in given]
        self._filled = [name for name in layout.kind.filled if name not in given]
        self._wide_columns = [column for column in columns if column.target.startswith("=")]

    def read(self, block: Block) -> Typed:
        """The rows of a block; every row of it is in exactly one of fields, refused and skipped."""
        lines, rows = block.lines, block.rows
        problems: dict[int, str] = {}
        if rows and set(map(len, rows)) != {self.width}:
            rows, problems = self._evened(lines, rows)
        by_place = list(zip(*rows, strict=True)) or [()] * self.width
        read = {id(column): column.read_all(by_place[column.place]) for column in self.columns}
        fields = joined(self.columns, read, self._field)
        odd = set(problems) | self._odd_rows(read, fields, by_place)
        typed = Typed(lines, fields, rows)
        for bad in block.bad:
            typed.refused.append(RefusedRow(bad.line, "", "", bad.message, bad.source))
        if odd:
            self._set_aside(typed, rows, read, odd, problems)
        if typed.lines:
            self._before_data = False
        return typed

    def _evened(self, lines: list[int], rows: list[Row]) -> tuple[list[Row], dict[int, str]]:
        """Rows with as many cells as the header; a row with more that hold anything is a problem."""
        problems: dict[int, str] = {}
        even: list[Row] = []
        for index, row in enumerate(rows):
            if len(row) < self.width:
                if len(row) > 1:
                    self.ends_early += 1
                    self.first_early = self.first_early or lines[index]
                even.append(row + [""] * (self.width - len(row)))
                continue
            if any(cell.strip() for cell in row[self.width :]):
                problems[index] = (
                    f"the row has {len(row)} cells, the header {self.width}: is a separator inside a text?"
                )
            even.append(row[: self.width])
        return even, problems

    def _odd_rows(
        self, read: dict[int, Values], fields: dict[str, Values], by_place: list[tuple[str, ...]]
    ) -> set[int]:
        """Rows that need a closer look: a bad cell, a required one missing, or a header or total in the middle."""
        odd: set[int] = set()
        for column in self.columns:
            if column.any_bad:
                odd.update(i for i, value in enumerate(read[id(column)]) if value.__class__ is Bad)
        for name in self._filled:
            values, *others = self._stand_ins(fields, name)
            if None in values:
                blank = {i for i, value in enumerate(values) if value is None}
                odd |= {i for i in blank if all(other[i] is None for other in others)}
        first = self.columns[0].place if self.columns else 0
        if self._header_cells[first] in by_place[first]:
            odd.update(i for i, cell in enumerate(by_place[first]) if cell == self._header_cells[first])
        if self.layout.wide or self.layout.kind.name in _TOTALS_ALWAYS:
            odd.update(range(len(by_place[0])))
        if self.layout.kind.left_out in fields:
            odd.update(i for i, value in enumerate(fields[self.layout.kind.left_out]) if value == "true")
        return odd

    def _set_aside(
        self, typed: Typed, rows: list[Row], read: dict[int, Values], odd: set[int], problems: dict[int, str]
    ) -> None:
        """Move odd rows out of `typed` into skipped or refused; those that are fine after all stay."""
        keep = [True] * len(rows)
        for index in sorted(odd):
            row, line = rows[index], typed.lines[index]
            bad = self._trouble(index, row, read, typed.fields, problems)
            reason = self._no_data(row, read, typed.fields, index, fine=bad is None)
            self._rows_below += bool(reason or bad)
            if reason:
                typed.skipped.append((line, reason))
                keep[index] = False
            elif bad:
                column, value, message = bad
                amount = self._amount(typed.fields, index)
                typed.refused.append(RefusedRow(line, column, value, message, row, amount))
                keep[index] = False
        if not all(keep):
            typed.lines = list(compress(typed.lines, keep))
            typed.rows = list(compress(typed.rows, keep))
            typed.fields = {name: list(compress(values, keep)) for name, values in typed.fields.items()}

    def _trouble(
        self,
        index: int,
        row: Row,
        read: dict[int, Values],
        fields: dict[str, Values],
        problems: dict[int, str],
    ) -> tuple[str, str, str] | None:
        """(column, value, message) of the first thing wrong with a row, None when all is well."""
        if index in problems:
            return "", "", problems[index]
        for column in sorted(self.columns, key=lambda each: each.place):
            value = read[id(column)][index]
            if value.__class__ is Bad:
                return self.layout.header[column.place], row[column.place], str(value)
        for name in self._filled:
            if all(values[index] is None for values in self._stand_ins(fields, name)):
                places = {column.target.partition(".")[0]: column.place for column in self.columns}
                stand_ins = (name, *self.layout.kind.fields[name].named_by)
                place = next(places[each] for each in stand_ins if each in places)
                message = f"{self.layout.kind.fields[name].label} is missing"
                return self.layout.header[place], row[place], message
        return None

    def _no_data(
        self, row: Row, read: dict[int, Values], fields: dict[str, Values], index: int, *, fine: bool
    ) -> str | None:
        """Why a row is no data: blank, the header again, a total, instructions, a note; None when it is data."""
        always = self.layout.wide or self.layout.kind.name in _TOTALS_ALWAYS
        empty = bool(self._wide_columns) and all(
            read[id(column)][index] is None for column in self._wide_columns
        )
        reasons = {
            "blank": headers.is_blank(row),
            "header repeated": headers.is_repeated(row, self.layout.header),
            "total": self._is_total(row, fields, index, always=always),
            "no values": empty,
            self.layout.kind.left_out or "": self._left_out(fields, index),
            "note": not fine and headers.is_note(row),
            "instructions": not fine and self._is_instruction(row, read, index),
        }
        return next((reason for reason, holds in reasons.items() if holds), None)

    def _is_total(self, row: Row, fields: dict[str, Values], index: int, *, always: bool) -> bool:
        """A total lacks something that a row of data has, unless rows of this kind have nothing to lack."""
        for looks, needed in (
            (headers.is_total, self._required),
            (headers.is_total_of, self._filled),
        ):
            if looks(row) and (
                always or any(_lacks(fields[name][index]) for name in needed if name in fields)
            ):
                return True
        return False

    def _left_out(self, fields: dict[str, Values], index: int) -> bool:
        name = self.layout.kind.left_out
        return name in fields and fields[name][index] == "true"

    def _stand_ins(self, fields: dict[str, Values], name: str) -> list[Values]:
        """The values of a required field, and of those that name a row where it is blank."""
        wanted = (name, *self.layout.kind.fields[name].named_by)
        return [fields[each] for each in wanted if each in fields]

    def _is_instruction(self, row: Row, read: dict[int, Values], index: int) -> bool:
        """Right below the header, a row that explains the columns: words in every typed cell that holds anything."""
        if not self._before_data or index != self._rows_below or index >= _INSTRUCTIONS:
            return False
        typed = [
            column for column in self.columns if self._type(column) != "text" and row[column.place].strip()
        ]
        wordy = [
            column
            for column in typed
            if read[id(column)][index].__class__ is Bad and sum(map(str.isalpha, row[column.place])) > 3
        ]
        return len(wordy) > 1 and len(wordy) == len(typed)

    def _field(self, column: Column) -> Field | None:
        return self.layout.kind.fields.get(column.target.partition(".")[0])

    def _type(self, column: Column) -> str:
        field = self._field(column)
        return field.type if field else "number"

    def _amount(self, fields: dict[str, Values], index: int) -> str | None:
        """The money of a refused row, as far as it can be read."""
        money = self.layout.kind.money
        if money is None:
            return None
        if self.layout.months:
            found = [fields[column.target][index] for column in self._wide_columns]
            readable = [value for value in found if value is not None and value.__class__ is not Bad]
            return str(sum(map(Decimal, readable), Decimal("0.00"))) if readable else None
        value = fields[money][index] if money in fields else None
        return None if value.__class__ is Bad else value


def _lacks(value: str | None) -> bool:
    return value is None or value.__class__ is Bad
