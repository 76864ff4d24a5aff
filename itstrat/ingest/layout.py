"""How one file is laid out for one kind: which table, where its header is, what each column means, long or wide."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import islice
from typing import TYPE_CHECKING

from itstrat.errors import QuestionError, UnusableFileError, short
from itstrat.ingest.dated import Dated, dated
from itstrat.ingest.header import SEARCHED, find_header, month_header, score
from itstrat.ingest.kinds import Kind
from itstrat.ingest.listed import Listed
from itstrat.ingest.mapping import Mapped, looks_like, map_columns, unique_headers
from itstrat.ingest.profiles import reshaped
from itstrat.ingest.roadmap_cells import scale
from itstrat.ingest.sheets import alike, places, sheet_name, told
from itstrat.ingest.tables import Row, Table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from itstrat.ingest.options import Options

# As many as a spreadsheet has.
MOST_COLUMNS = 16_384


@dataclass(frozen=True, slots=True)
class Layout:
    """A table understood. `months`: column -> ISO month of a wide table; `metrics`: column -> KPI name.

    `sheets` are those of the workbook that hold such a table, `sheet` is the one it stands on.
    """

    kind: Kind
    table: Table
    header_line: int
    above: tuple[int, ...]
    header: list[str]
    mapped: Mapped
    months: dict[int, str] = field(default_factory=dict)
    metrics: dict[int, str] = field(default_factory=dict)
    sample: tuple[Row, ...] = ()
    chosen: bool = False
    sheet: str = ""
    sheets: tuple[str, ...] = ()
    sheet_chosen: bool = False

    @property
    def wide(self) -> bool:
        """True when one row becomes several records."""
        return bool(self.months or self.metrics)

    @property
    def format(self) -> str:
        """What wrote the file, as far as it tells."""
        return self.table.format if isinstance(self.table, Listed) else self.mapped.format

    @property
    def left_out(self) -> list[tuple[int, str]]:
        """(line, reason) of what its reader found to be no row."""
        return list(self.table.left_out) if isinstance(self.table, Listed) else []

    @property
    def year_column(self) -> int | None:
        """The column with the year for month columns that have none."""
        return next((place for place, target in self.mapped.targets.items() if target == "year"), None)

    def missing(self) -> list[str]:
        """Required fields that nothing in the file fills."""
        given = {"month", "value", "amount"} if self.months else {"name", "value"} if self.metrics else set()
        return [name for name in self.mapped.missing(self.kind) if name not in given]

    def notes(self) -> list[str]:
        """What a person should know about how the table was understood."""
        said = [
            f"No column names the {self.kind.fields[name].label.lower()}: it was taken from '{self.header[place]}'."
            for place, name in self.mapped.targets.items()
            if name in self.mapped.borrowed
        ]
        said += [
            f"Amounts of '{self.header[place]}' are counted in {scale(self.header[place]):,}."
            for place, name in self.mapped.targets.items()
            if name in self.kind.fields
            and self.kind.fields[name].type == "money"
            and scale(self.header[place]) > 1
        ]
        if isinstance(self.table, Listed):
            said += self.table.notes
        if isinstance(self.table, Dated):
            said.append(
                f"No column says '{self.table.label}': {self.table.day} was taken from the file's name."
            )
        return said + told(self.sheet, self.sheets, chosen=self.sheet_chosen)

    def check(self, file: str) -> None:
        """UnusableFileError when this file cannot be of this kind: what it looks like, which columns are missing."""
        missing = self.missing()
        other = looks_like(self.header, self.kind) if not self.chosen else None
        if not missing and other is None:
            return
        guess = (
            f" It looks like a file of {other.title.lower()}: import it as '{other.name}'." if other else ""
        )
        labels = ", ".join(f"'{self.kind.fields[name].label}'" for name in missing)
        lacking = f" No column was found for {labels}." if missing else ""
        if any(self.kind.fields[name].in_name for name in missing):
            lacking += " The file's name may say the day instead: 2026-11-30 and the rest of its name."
        raise UnusableFileError(
            f"{file} cannot be imported as {self.kind.name}.{lacking}{guess} "
            f'Its columns are: {", ".join(map(short, self.header[:30]))}. Say which is which with --map "Header=field".'
        )


def understand(tables: Sequence[Table], kind: Kind, options: Options, file: str) -> Layout:
    """The table of the file that fits the kind best, with its header and the meaning of its columns."""
    names = [sheet_name(table) for table in tables]
    heads = [(table, *_head(table)) for table in reshaped(tables, kind.name)]
    scores = [max((score(row, kind, options.mapping) for row in rows), default=0) for _, _, rows in heads]
    best = max(places(names, options.sheet), key=scores.__getitem__)
    best_table, lines, rows = heads[best]
    if not rows:
        raise UnusableFileError("The file holds no rows that can be read.")
    place = find_header(rows, kind, options.mapping)
    header = unique_headers(_narrow(_trimmed(rows[place])))
    best_table, header = dated(best_table, header, lines[place], kind, file)
    layout = Layout(
        kind=kind,
        table=best_table,
        header_line=lines[place],
        above=tuple(
            line for line, row in zip(lines[:place], rows, strict=False) if any(c.strip() for c in row)
        ),
        header=header,
        mapped=map_columns(kind, header, options.mapping),
        sample=tuple(rows[place + 1 : place + 41]),
        chosen=bool(options.mapping),
        sheet=names[best],
        sheets=alike(names, scores),
        sheet_chosen=options.sheet is not None,
    )
    return _shaped(layout, options.fiscal_year_start or 1)


def _head(table: Table) -> tuple[list[int], list[Row]]:
    """The first rows of a table with their line numbers, as far as a header is searched and a bit."""
    lines: list[int] = []
    rows: list[Row] = []
    for block in islice(table.blocks(), 4):
        lines += block.lines
        rows += block.rows
        if len(rows) >= SEARCHED + 40:
            break
    return lines[: SEARCHED + 40], rows[: SEARCHED + 40]


def _narrow(header: Row) -> Row:
    if len(header) > MOST_COLUMNS:
        raise UnusableFileError(
            f"The table has {len(header):,} columns; {MOST_COLUMNS:,} are the most that are read. Is it really a table?"
        )
    return header


def _trimmed(row: Row) -> Row:
    """The header without the empty cells at its end."""
    end = len(row)
    while end > 1 and not row[end - 1].strip():
        end -= 1
    return row[:end]


def _shaped(layout: Layout, fiscal_year_start: int) -> Layout:
    """Budgets and KPIs may have months as columns, KPIs metrics as columns."""
    if layout.kind.name not in {"budget", "kpis"}:
        return layout
    named = {
        place: month
        for place, header in enumerate(layout.header)
        if (month := month_header(header, fiscal_year_start))
    }
    if len(named) > 1 and "month" not in layout.mapped.fields():
        return _with_months(layout, named)
    fields = layout.mapped.fields()
    if layout.kind.name == "kpis" and "month" in fields and not fields & {"value", "name"}:
        return _with_metrics(layout)
    return layout


def _with_months(layout: Layout, named: dict[int, str]) -> Layout:
    targets = {place: target for place, target in layout.mapped.targets.items() if place not in named}
    targets = {place: target for place, target in targets.items() if target not in {"amount", "value"}}
    if any(month.startswith("--") for month in named.values()) and "year" not in targets.values():
        year = [
            place
            for place, header in enumerate(layout.header)
            if header.strip().lower() in {"year", "calendar year"}
        ]
        if not year:
            raise QuestionError(
                f"The columns {layout.header[min(named)]} to {layout.header[max(named)]} say no year. "
                "Add a column 'Year', or name them 2026-01, 2026-02 and so on."
            )
        targets[year[0]] = "year"
    return replace(layout, mapped=Mapped(layout.mapped.format, targets), months=named)


def _with_metrics(layout: Layout) -> Layout:
    """Every column that is not understood and holds numbers is a metric; one that holds words means another kind of file."""
    open_ = [place for place in range(len(layout.header)) if place not in layout.mapped.targets]
    cells = {
        place: [row[place] for row in layout.sample if place < len(row) and row[place].strip()]
        for place in open_
    }
    numeric = {
        place: layout.header[place] for place in open_ if cells[place] and all(map(_has_digit, cells[place]))
    }
    wordy = [place for place in open_ if cells[place] and place not in numeric]
    return layout if wordy or not numeric else replace(layout, metrics=numeric)


def _has_digit(cell: str) -> bool:
    """True for a cell that may be a number: digits, and no more than a few letters."""
    letters = sum(letter.isalpha() for letter in cell)
    return letters <= 4 and (
        any(letter.isdigit() for letter in cell) or letters == 0 or cell.strip().lower() == "n/a"
    )
