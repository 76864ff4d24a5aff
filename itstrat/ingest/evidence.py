"""What a whole column says where a cell alone does not: the order of its dates, its decimal sign."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from itstrat.errors import QuestionError
from itstrat.ingest.dates import PREFERRED, RARE, in_order, possible_orders, says_no_year, triple
from itstrat.ingest.numbers import decimal_sign, split_number

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from itstrat.ingest.layout import Layout

DECISIVE = 20
_SEEN = 50_000


@dataclass(slots=True)
class OrderEvidence:
    """What the values of one column say about its date order; add each distinct value once."""

    values: int = 0
    fits: Counter[str] = field(default_factory=Counter)
    decisive: Counter[str] = field(default_factory=Counter)
    year_first: Counter[str] = field(default_factory=Counter)
    differing: bool = False
    examples: list[str] = field(default_factory=list)
    places: tuple[set[str], set[str], set[str]] = field(default_factory=lambda: (set(), set(), set()))

    def add(self, cell: str) -> None:
        """Count in which orders the cell is a date; a cell that is none in any order says nothing."""
        parts = triple(cell)
        readings = _readings(parts) if parts else {}
        if parts is None or not readings:
            return
        if len(parts[0]) == 4:
            self.year_first.update(["all", *readings])
            return
        self.values += 1
        self.fits.update(readings.keys())
        likely = [order for order in ("dmy", "mdy", "ymd") if order in readings]
        if len(likely) > 1 and "ymd" in likely:
            likely.remove("ymd")
        if len(likely) == 1:
            self.decisive[likely[0]] += 1
        elif len(likely) == 2 and readings["dmy"] != readings["mdy"]:
            self.differing = True
            self.examples.extend([cell.strip()] if len(self.examples) < 3 else [])
        for seen, part in zip(self.places, parts, strict=True):
            if len(seen) < 400:
                seen.add(part)

    @property
    def settled(self) -> bool:
        """True when enough decisive values agree that the rest need not be read."""
        return len(self.decisive) == 1 and max(self.decisive.values()) >= DECISIVE

    def order(self) -> str | None:
        """The column's order; None when the values allow two readings that differ.

        An order with the year in the middle, or with the day after it, is taken only when it fits every value and
        the usual orders fit less than half: a few impossible dates must not turn a column.
        """
        if not self.values:
            all_, usual, rare = (self.year_first[each] for each in ("all", "ymd", "ydm"))
            return "ydm" if rare == all_ > 2 * usual else "ymd"
        rare_whole = [each for each in RARE if self.fits[each] == self.values]
        if rare_whole and 2 * max(self.fits[each] for each in PREFERRED) < self.values:
            return rare_whole[0] if len(rare_whole) == 1 else None
        ranked = [each for each, _ in self.decisive.most_common(2)]
        if not ranked:
            return None if self.differing else "dmy"
        if len(ranked) == 2 and self.decisive[ranked[0]] < DECISIVE * self.decisive[ranked[1]]:
            return None
        return None if self._looks_year_first(ranked[0]) else ranked[0]

    def _looks_year_first(self, order: str) -> bool:
        """Two-digit numbers whose first varies less than the last may well start with the year."""
        if order == "ymd" or self.fits["ymd"] < self.values:
            return False
        return len(self.places[2]) > len(self.places[0])


def _readings(parts: tuple[str, str, str]) -> dict[str, date]:
    return {order: found for order in possible_orders(parts) if (found := in_order(parts, order))}


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
        sign = decimal_sign(parts[0].rstrip("% "))
        if sign:
            self.signs[sign] += 1
        elif sign is None:
            seen = self.unsure["." if "." in parts[0] else ","]
            if len(seen) < 3:
                seen.append(cell.strip())

    @property
    def settled(self) -> bool:
        """True when enough values agree that the rest need not be read."""
        return max(self.signs.values()) >= DECISIVE and not min(self.signs.values())

    def sign(self) -> str | None:
        """'.' or ','; None when a lone point before three digits could be either."""
        points, commas = self.signs["."], self.signs[","]
        if points != commas and min(points, commas) * DECISIVE <= max(points, commas):
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


def year(layout: Layout, column: int) -> None:
    """QuestionError when most dates of the column say no year; else those that say none are left to be refused."""
    without, others = [], 0
    for _, cell in _distinct(layout, [column]):
        if says_no_year(cell):
            without.append(cell.strip())
        elif cell.strip():
            others += 1
    if len(without) > others:
        raise QuestionError(
            f"The dates in column '{layout.header[column]}' say no year ({', '.join(without[:3])}): nothing in the file "
            "tells which. Say --year and the year they are of."
        )


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
