"""One file to typed parts on disk: runs inside the child process, in memory that does not grow with the file."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from itstrat.errors import UnusableFileError
from itstrat.ingest import evidence
from itstrat.ingest.cells import UNKNOWN
from itstrat.ingest.columns import Bad, Column, UnsettledError, canonical, reader
from itstrat.ingest.kinds import Field, is_lenient, kind_named
from itstrat.ingest.layout import Layout, understand
from itstrat.ingest.numbers import number
from itstrat.ingest.options import DECIMALS, Options
from itstrat.ingest.parts import RecordParts, RefusedPart, as_csv
from itstrat.ingest.rows import RowReader
from itstrat.ingest.shaping import shaper
from itstrat.ingest.sources import tables
from itstrat.ingest.tables import Block
from itstrat.wording import and_more

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from itstrat.ingest.rows import Typed

    Progress = Callable[[int, int, int], None]

TOLD, SAID = 1_000, 3
_FINER = re.compile(r"[.,]\d{3,}\D*$|\de-", re.IGNORECASE).search
_YEAR = Field("year", "Year", "count")
_VALUE = Field("value", "Value", "measure")


@dataclass(slots=True)
class Settled:
    """What is known about the columns of one file: date orders, decimal signs and years by column, and what to tell."""

    orders: dict[int, str] = field(default_factory=dict)
    signs: dict[int, str] = field(default_factory=dict)
    years: dict[int, int] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    def settle(self, layout: Layout, found: UnsettledError) -> None:
        """Ask the whole column; QuestionError when it does not tell."""
        header = layout.header[found.column]
        if found.what == "decimal":
            self.signs[found.column] = evidence.decimal(layout, found.column)
            return
        if found.what == "year":
            evidence.year(layout, found.column)
            self.years[found.column] = 0
            return
        dates = [
            place
            for place, each in layout.mapped.targets.items()
            if _field(layout, each).type in {"date", "month"}
        ]
        order, borrowed = evidence.date_order(layout, found.column, dates)
        self.orders[found.column] = order
        if borrowed:
            self.notes.append(f"Column '{header}' was read as {order}, the order of the file's other dates.")


def _field(layout: Layout, target: str) -> Field:
    name = target.partition(".")[0]
    if name.startswith("="):
        return layout.kind.fields["amount"] if layout.kind.name == "budget" else _VALUE
    return layout.kind.fields.get(name, _YEAR)


def columns(layout: Layout, options: Options, settled: Settled) -> list[Column]:
    """A reader for every column that means something."""
    targets = dict(layout.mapped.targets)
    targets |= {place: f"={place}" for place in [*layout.months, *layout.metrics]}
    made: list[Column] = []
    for place, target in targets.items():
        order = options.date_order or settled.orders.get(place)
        sign = DECIMALS[options.decimal] if options.decimal else settled.signs.get(place)
        header = layout.header[place]
        meant = _field(layout, target)
        year = options.year or settled.years.get(place)
        read = reader(meant, header, order=order, sign=sign, currency=options.currency, year=year)
        made.append(Column(place, target, read, canonical(meant, header)))
    return made


def below_header(layout: Layout) -> Iterator[Block]:
    """The blocks of the table without the header and what stands above it."""
    for block in layout.table.blocks(len(layout.header)):
        bad = [each for each in block.bad if each.line > layout.header_line]
        start = 0
        if block.lines and block.lines[0] <= layout.header_line:
            start = next(
                (i for i, line in enumerate(block.lines) if line > layout.header_line), len(block.lines)
            )
        yield Block(block.lines[start:], block.rows[start:], bad, block.bytes_read)


def typed_blocks(
    layout: Layout, options: Options, settled: Settled
) -> Iterator[tuple[Typed, Block, RowReader]]:
    """Every block read; UnsettledError when a column must be asked first."""
    rows = RowReader(layout, columns(layout, options, settled))
    for block in below_header(layout):
        yield rows.read(block), block, rows


def settled_columns(layout: Layout, attempt: Callable[[Settled], dict[str, Any]]) -> dict[str, Any]:
    """Try, and try again after each column that had to be asked."""
    settled = Settled()
    for _ in range(2 * len(layout.header) + 1):
        try:
            return attempt(settled)
        except UnsettledError as found:
            settled.settle(layout, found)
    raise UnusableFileError("The dates or numbers of this file contradict each other. Say --date-order.")


def convert(path: Path, kind_name: str, options: Options, folder: Path, progress: Progress) -> dict[str, Any]:
    """Write the file's records and refused rows to `folder` as Parquet and say what was found."""
    kind = kind_named(kind_name)
    layout = understand(tables(path), kind, options, path.name)
    layout.check(path.name)

    def attempt(settled: Settled) -> dict[str, Any]:
        for old in folder.glob("*.parquet"):
            old.unlink()
        return _write(layout, options, settled, folder, progress)

    result = settled_columns(layout, attempt)
    # A name in an old encoding is text only with its odd letters replaced.
    return result | {"sha256": sha256(path), "file": path.name.encode(errors="replace").decode()}


def _write(
    layout: Layout, options: Options, settled: Settled, folder: Path, progress: Progress
) -> dict[str, Any]:
    records, refused = RecordParts(folder, layout.kind), RefusedPart(folder)
    shape = shaper(layout)
    skipped = [(line, "above the header") for line in layout.above] + layout.left_out
    reasons = Counter(reason for _, reason in skipped)
    last: RowReader | None = None
    for typed, block, reading in typed_blocks(layout, options, settled):
        lines, fields = shape(typed)
        records.add(lines, fields, _as_they_stood(layout, typed, lines))
        refused.add(typed.refused)
        reasons.update(reason for _, reason in typed.skipped)
        skipped += typed.skipped[: max(TOLD - len(skipped), 0)]
        last = reading
        progress(records.rows + refused.rows, block.bytes_read, layout.table.size)
    notes = _told_early_ends(last) + _told_unknown(last) + _told_rounded(last) if last else []
    return facts(layout, options, settled) | {
        "records": [str(each) for each in records.close()],
        "refused": str(path) if (path := refused.close()) else None,
        "rows": records.rows + refused.rows,
        "refused_rows": refused.rows,
        "skipped": [{"line": line, "reason": reason} for line, reason in skipped],
        "skipped_reasons": dict(reasons),
        "notes": layout.notes() + settled.notes + notes,
    }


def _told_early_ends(reading: RowReader) -> list[str]:
    if not reading.ends_early:
        return []
    count, first = reading.ends_early, reading.first_early
    return [
        f"{count:,} rows end before the last column, the first at line {first}; what they lack is unknown."
    ]


def _told_unknown(reading: RowReader) -> list[str]:
    """Words that none of a list's are, in columns where such words are taken as unknown."""
    said = []
    for column in reading.columns:
        field = reading.layout.kind.fields.get(column.target)
        if field is None or not is_lenient(field.type):
            continue
        lost = [
            cell for cell, value in column.items() if value is None and cell.strip().lower() not in UNKNOWN
        ]
        if lost:
            named = and_more([f"'{cell[:30]}'" for cell in lost], SAID)
            said.append(f"Column '{reading.layout.header[column.place]}' says {named}: taken as unknown.")
    return said


def _told_rounded(reading: RowReader) -> list[str]:
    """Columns of money with parts of a cent, as cloud bills have them."""
    return [
        f"Column '{reading.layout.header[column.place]}' holds parts of a cent: each line was rounded to cents, so that "
        "their sum may differ from the file's."
        for column in reading.columns
        if _field(reading.layout, column.target).type == "money"
        and any(_FINER(cell) and _rounded(cell, value) for cell, value in column.items())
    ]


def _rounded(cell: str, value: str | None) -> bool:
    if value is None or value.__class__ is Bad:
        return False
    exact = number(cell, ".")
    return exact is not None and 0 < abs(exact - Decimal(value)) < Decimal("0.01")


def _as_they_stood(layout: Layout, typed: Typed, lines: list[int]) -> list[str] | None:
    """The row of each record as CSV, so that one the store refuses can be mended; a ledger's lines never are."""
    if layout.kind.name == "ledger":
        return None
    if lines is typed.lines:
        return [as_csv(row) for row in typed.rows]
    rows = dict(zip(typed.lines, typed.rows, strict=True))
    return [as_csv(rows[line]) for line in lines]


def facts(layout: Layout, options: Options, settled: Settled) -> dict[str, Any]:
    """How the file was understood."""
    return {
        "kind": layout.kind.name,
        "format": layout.format,
        "described": layout.table.description | ({"sheet": layout.sheet} if layout.sheet else {}),
        "sheets": list(layout.sheets),
        "header_line": layout.header_line,
        "columns": layout.header,
        "mapping": {layout.header[place]: target for place, target in layout.mapped.targets.items()},
        "date_orders": {layout.header[place]: order for place, order in settled.orders.items()},
        "decimals": {layout.header[place]: sign for place, sign in settled.signs.items()},
        "options": options.to_json(),
    }


def sha256(path: Path) -> str:
    """Hexadecimal SHA-256 of a file, read in blocks."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
