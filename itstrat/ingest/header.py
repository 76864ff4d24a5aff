"""Where the table starts, and which rows of it are no data: titles, repeated headers, totals, notes, instructions."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from itstrat.errors import QuestionError
from itstrat.ingest.dates import full_year, month, month_named
from itstrat.ingest.formats import formats
from itstrat.ingest.kinds import Kind, fold, kinds

if TYPE_CHECKING:
    from collections.abc import Mapping

    from itstrat.ingest.tables import Row

SEARCHED = 60
_TOTAL = re.compile(
    r"(grand|sub|overall|report|net|gross|page|monthly|annual)?[\s-]*(totals?|sum|summe|totaux|gesamt|gesamtsumme|somme)"
    r"(\s+(amount|payments?|spend|for the month|general|of payments?|gbp|usd|eur|£))?\s*[:.]?",
    re.IGNORECASE,
)
_TOTAL_OF = re.compile(r"(grand |sub-?)?totals?\b.*|.*\b(sub-?)?totals?\s*:?", re.IGNORECASE)
_LETTERS = re.compile(r"[^\W\d_]")
_MONTH_HEADER = re.compile(
    r"[^\W\d_]{3,9}\.?[\s\-/.,']*(?:\d{4}|\d{2})|\d{4}[\s\-/.]?M?\d{1,2}|\d{1,2}[\-/.]\d{4}|\d{4}-\d{2}-\d{2}",
    re.IGNORECASE,
)
_FISCAL_YEAR = re.compile(r"\bFY[\s'’]*(\d{4}|\d{2})(?!\d)", re.IGNORECASE)
_PERIOD = re.compile(r"(p|per|period)?[\s.]*(\d{1,2})", re.IGNORECASE)


def month_header(header: str, fiscal_year_start: int = 1) -> str | None:
    """The month that a header names: ISO date of its first day, or '--07' when it has no year; None when it names none.

    FY24 is the fiscal year that ends in 2024: Jul FY24 is a month of it by name, P1 FY24 by its number. QuestionError
    for FY2024-07 where that is July for some and the seventh month of the year for others.
    """
    plain = header.strip()
    if found := _FISCAL_YEAR.search(plain):
        rest = (plain[: found.start()] + " " + plain[found.end() :]).strip(" -/_.,:'’")
        return _fiscal_month(header, full_year(found[1]), rest, fiscal_year_start)
    if number := month_named(plain):
        return f"--{number:02d}"
    if not _MONTH_HEADER.fullmatch(plain):
        return None
    try:
        return month(plain, "ymd")
    except ValueError:
        return None


def _fiscal_month(header: str, year: int, rest: str, start: int) -> str | None:
    number = month_named(rest)
    if number is None:
        found = _PERIOD.fullmatch(rest)
        if found is None or not 1 <= int(found[2]) <= 12:
            return None
        if found[1] is None and start != 1:
            raise QuestionError(
                f"The column {header} may be a month of the calendar or of the fiscal year. "
                f"Name such columns FY{year} Jul, or FY{year} P1 for the first month of the fiscal year."
            )
        number = (start + int(found[2]) - 2) % 12 + 1
    return date(year - (start > 1 and number >= start), number, 1).isoformat()


@cache
def _spellings(kind: str) -> frozenset[str]:
    fields = kinds()[kind].fields.values()
    own = {each for field in fields for each in field.spelt}
    own |= {each for field in fields for part in field.parts for each in part}
    return frozenset(
        own.union(*(form.telling | form.fields.keys() for form in formats() if form.kind == kind))
    )


def score(row: Row, kind: Kind, chosen: Mapping[str, str]) -> int:
    """How much a row looks like the header of this kind; a header of another kind counts a little."""
    folded = {fold(cell) for cell in row if cell.strip()}
    mine = len(folded & _spellings(kind.name))
    any_kind = max(len(folded & _spellings(name)) for name in kinds())
    named = len(folded & {fold(header) for header in chosen})
    months = 0
    if kind.name in {"budget", "kpis"}:
        months = sum(month_header(cell) is not None for cell in row if cell.strip())
    return 9 * named + 3 * mine + any_kind + (2 * months if months > 1 else 0)


def find_header(rows: list[Row], kind: Kind, chosen: Mapping[str, str]) -> int:
    """Index of the header among the first rows of a file; the first full row of text when nothing is recognised."""
    scores = [score(row, kind, chosen) for row in rows[:SEARCHED]]
    best = max(scores, default=0)
    if best >= 4:
        return scores.index(best)
    widths = [sum(bool(cell.strip()) for cell in row) for row in rows[:SEARCHED]]
    widest = max(widths, default=0)
    return next((index for index, width in enumerate(widths) if width and width >= 0.8 * widest), 0)


def is_total(row: Row) -> bool:
    """True when the first cell that holds anything says total, sum or the like."""
    first = next((cell.strip() for cell in row if cell.strip()), "")
    return bool(_TOTAL.fullmatch(first))


def is_total_of(row: Row) -> bool:
    """True when the first cell says of what it is the total ("Total for 6000 Software") and the others hold no words."""
    first, *others = [cell.strip() for cell in row if cell.strip()] or [""]
    return bool(_TOTAL_OF.fullmatch(first)) and not any(map(_LETTERS.search, others))


def is_repeated(row: Row, header: Row) -> bool:
    """True when the row is the header again."""
    mine = [fold(cell) for cell in row if cell.strip()]
    return len(mine) > 1 and mine == [fold(cell) for cell in header if cell.strip()]


def is_note(row: Row) -> bool:
    """True when the only cell of a row is words: a footnote or a caption. A lone number is never a note."""
    filled = [cell for cell in row if cell.strip()]
    return len(row) > 1 and len(filled) == 1 and len(_LETTERS.findall(filled[0])) > 2


def is_blank(row: Row) -> bool:
    """True when no cell holds anything."""
    return not any(cell.strip() for cell in row)
