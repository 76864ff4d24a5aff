"""What a whole column says where a cell alone does not: the order of its dates, its decimal sign."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from itstrat.errors import QuestionError
from itstrat.ingest.cells import decimal_sign, split_number
from itstrat.ingest.dates import OrderEvidence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itstrat.ingest.layout import Layout

_DECISIVE = 20
_SEEN = 50_000


@dataclass(slots=True)
class SignEvidence:
    """What the values of one column say about its decimal sign."""

    signs: dict[str, int] = field(default_factory=lambda: {".": 0, ",": 0})
    unsure: dict[str, list[str]] = field(default_factory=lambda: {".": [], ",": []})

    def add(self, cell: str) -> None:
        """Count the sign of a cell that shows it; keep examples of those that do not."""
        parts = split_number(cell)
        if parts is None or not any(map(str.isdigit, parts[0])):
            return
        sign = decimal_sign(parts[0])
        if sign:
            self.signs[sign] += 1
        elif sign is None:
            seen = self.unsure["." if "." in parts[0] else ","]
            if len(seen) < 3:
                seen.append(cell.strip())

    @property
    def settled(self) -> bool:
        """True when enough values agree that the rest need not be read."""
        return max(self.signs.values()) >= _DECISIVE and not min(self.signs.values())

    def sign(self) -> str | None:
        """'.' or ','; None when a lone point before three digits could be either."""
        points, commas = self.signs["."], self.signs[","]
        if points != commas and min(points, commas) * _DECISIVE <= max(points, commas):
            return "." if points > commas else ","
        return None if self.unsure["."] or points else "."


def date_order(layout: Layout, column: int, date_columns: list[int]) -> tuple[str, bool]:
    """The order of one column's dates, and whether it was taken from the file's other date columns.

    The whole column is asked first; a column that allows both readings follows the other date columns when they
    agree. QuestionError when nothing tells.
    """
    found = {place: OrderEvidence() for place in date_columns}
    for place, cell in _distinct(layout, date_columns):
        found[place].add(cell)
        if found[column].settled:
            break
    own = found[column].order()
    if own is not None:
        return own, False
    others = {each.order() for place, each in found.items() if place != column and each.decisive}
    if len(others) == 1 and (order := others.pop()) is not None and not found[column].decisive:
        return order, True
    examples = ", ".join(found[column].examples) or "its two-digit years"
    raise QuestionError(
        f"The dates in column '{layout.header[column]}' can be read day first or month first ({examples}): nothing in "
        "the file tells which. Say --date-order dmy, mdy or ymd (d day, m month, y year)."
    )


def decimal(layout: Layout, column: int) -> str:
    """The decimal sign of one column. QuestionError when 1.234 may be a thousand or a fraction."""
    found = SignEvidence()
    for _, cell in _distinct(layout, [column]):
        found.add(cell)
        if found.settled:
            break
    sign = found.sign()
    if sign is None:
        examples = ", ".join(found.unsure["."] or found.unsure[","])
        raise QuestionError(
            f"The numbers in column '{layout.header[column]}' can be read with a decimal point or a decimal comma "
            f"({examples}): nothing in the file tells which. Say --decimal point or --decimal comma."
        )
    return sign


def _distinct(layout: Layout, columns: list[int]) -> Iterator[tuple[int, str]]:
    """(column, cell) for every cell not seen before, in file order; a few repeat when a column has very many."""
    seen: dict[int, set[str]] = {place: set() for place in columns}
    for block in layout.table.blocks(len(layout.header)):
        if block.lines and block.lines[-1] <= layout.header_line:
            continue
        start = next((i for i, line in enumerate(block.lines) if line > layout.header_line), len(block.lines))
        for place in columns:
            cells = {row[place] for row in block.rows[start:] if place < len(row)} - seen[place]
            for cell in sorted(cells):
                yield place, cell
            seen[place] |= cells
            if len(seen[place]) > _SEEN:
                seen[place] = set()
