"""Workbooks (XLSX, XLS, XLSB, ODS) and Parquet as rows of text, with numbers and dates written unmistakably."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq
import python_calamine as calamine

from itstrat.errors import UnusableFileError
from itstrat.ingest.tables import Block, Row

if TYPE_CHECKING:
    from collections.abc import Iterator

LARGEST_EXPANDED = 1 << 30
LARGEST_RATIO = 400
MOST_CELLS = 60_000_000
_BATCH = 20_000


def written(value: object) -> str:
    """A cell's value as text that reads in one way: ISO dates, a point as decimal sign, never three decimals."""
    match value:
        case str():
            return value
        case bool():
            return "true" if value else "false"
        case int() | float() | Decimal():
            return _number(value)
        case datetime() if value.time() == time():
            return value.date().isoformat()
        case date() | timedelta():
            return str(value)
    return "" if value is None else str(value)


def _number(value: float | Decimal) -> str:
    """Digits of a number; three decimals get a fourth, so that 1.234 cannot be taken for a thousand."""
    exact = value if isinstance(value, Decimal) else Decimal(repr(value))
    if not exact.is_finite():
        return ""
    text = f"{exact:f}"
    if "." not in text:
        return text
    text = text.rstrip("0").rstrip(".")
    return f"{text}0" if len(text.partition(".")[2]) == 3 else text


def check_archive(path: Path) -> None:
    """UnusableFileError when a zipped workbook says that it unpacks to more than any real one does."""
    try:
        with zipfile.ZipFile(path) as archive:
            expanded = sum(each.file_size for each in archive.infolist())
            names = archive.namelist()
    except (zipfile.BadZipFile, OSError) as error:
        raise UnusableFileError(f"{path.name} is damaged: {error}. Nothing was imported.") from error
    if expanded > LARGEST_EXPANDED or (
        expanded > 64 << 20 and expanded > LARGEST_RATIO * path.stat().st_size
    ):
        raise UnusableFileError(
            f"{path.name} would unpack to {expanded / (1 << 20):,.0f} MiB, which no real workbook of its size does. "
            "Nothing was imported. Save the sheet as CSV if it really is that large."
        )
    if not any(name.startswith(("xl/", "content.xml")) for name in names):
        raise UnusableFileError(
            f"{path.name} is a zip archive, not a workbook. Unpack it and import the file inside."
        )


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of a workbook."""

    name: str
    file_size: int
    sheet: Any = field(repr=False)

    @property
    def description(self) -> dict[str, str]:
        """The sheet's name."""
        return {"sheet": self.name}

    @property
    def size(self) -> int:
        """Bytes of the workbook's file."""
        return self.file_size

    def blocks(self, width: int | None = None) -> Iterator[Block]:  # noqa: ARG002  a cell's end is certain here
        """All rows; a line is the row's number as the spreadsheet shows it."""
        if self.sheet.end is None:
            return
        # iter_rows pads the rows above the first used one, so that its count is the spreadsheet's row number.
        total = int(self.sheet.end[0]) + 1
        rows: list[Row] = []
        for number, cells in enumerate(self.sheet.iter_rows(), start=1):
            rows.append([written(cell) for cell in cells])
            if len(rows) == _BATCH or number == total:
                lines = list(range(number + 1 - len(rows), number + 1))
                yield Block(lines, rows, bytes_read=self.file_size * number // total)
                rows = []


def sheets(path: Path) -> list[Sheet]:
    """Every sheet that holds cells; UnusableFileError when the workbook is damaged, locked or empty."""
    try:
        book = calamine.CalamineWorkbook.from_path(str(path))
        size = path.stat().st_size
        found = [Sheet(name, size, _loaded(book, name)) for name in book.sheet_names]
    except calamine.PasswordError as error:
        raise UnusableFileError(
            f"{path.name} is protected by a password. Save a copy without one."
        ) from error
    except (calamine.CalamineError, OSError, ValueError) as error:
        raise UnusableFileError(f"{path.name} cannot be read as a workbook: {error}") from error
    found = [each for each in found if each.sheet.start is not None]
    if not found:
        raise UnusableFileError(f"{path.name} holds no cells.")
    return found


def _loaded(book: Any, name: str) -> Any:
    sheet = book.get_sheet_by_name(name)
    if int(sheet.height) * int(sheet.width) > MOST_CELLS:
        raise UnusableFileError(
            f"Sheet '{name}' spans {sheet.height:,} rows by {sheet.width:,} columns. Delete the stray cells far "
            "below or right of the table, or save it as CSV. Nothing was imported."
        )
    return sheet


@dataclass(frozen=True, slots=True)
class Parquet:
    """A Parquet file; its column names are row 1."""

    path: Path

    @property
    def description(self) -> dict[str, str]:
        """That it is Parquet."""
        return {"form": "Parquet"}

    @property
    def size(self) -> int:
        """Bytes of the file."""
        return self.path.stat().st_size

    def blocks(self, width: int | None = None) -> Iterator[Block]:  # noqa: ARG002  a cell's end is certain here
        """All rows, read in batches."""
        try:
            with pq.ParquetFile(self.path) as file:
                yield Block([1], [list(file.schema_arrow.names)])
                total, seen = max(file.metadata.num_rows, 1), 0
                for batch in file.iter_batches(batch_size=_BATCH):
                    columns = [[written(value) for value in column.to_pylist()] for column in batch.columns]
                    rows = [list(row) for row in zip(*columns, strict=True)]
                    lines = list(range(seen + 2, seen + 2 + len(rows)))
                    seen += len(rows)
                    yield Block(lines, rows, bytes_read=self.size * seen // total)
        except (pa.ArrowException, OSError) as error:
            raise UnusableFileError(f"{self.path.name} cannot be read as Parquet: {error}") from error
