"""Cells of the roadmap's files: lengths of time, links, shares, fiscal years, and money in thousands or millions."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from itstrat.ingest.cells import UNKNOWN, CellError, text
from itstrat.ingest.dates import day
from itstrat.ingest.numbers import number
from itstrat.planning.link_text import link_text, link_texts
from itstrat.planning.spans import Span
from itstrat.planning.spans import span as read_span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from itstrat.ingest.cells import Reader

_SHARE = Decimal("0.000001")
_UNIT = re.compile(
    r"[(\[]\s*(?:in\s+)?(minutes|hours|working days|days|weeks|months|years)\s*[)\]]", re.IGNORECASE
)
_YEAR = re.compile(
    r"(?:FY|fiscal year|financial year|year)?\s*'?(\d{4}|\d{2})(?:\s*[-/–]\s*'?(\d{4}|\d{2}))?", re.IGNORECASE
)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}.*")
_SCALES = (
    (re.compile(r"[(\[]\s*(?:in\s+)?[$£€]?\s*(?:m|mm|mn|mio|mill?ions?)\.?\s*[$£€]?\s*[)\]]", re.IGNORECASE), 1_000_000),
    (re.compile(r"[(\[]\s*(?:in\s+)?[$£€]?\s*(?:k|'?000'?s?|thousands?)\.?\s*[$£€]?\s*[)\]]", re.IGNORECASE), 1_000),
)  # fmt: skip


def scale(header: str) -> int:
    """What money under this header is counted in: 1,000,000 for "Cost ($ M)", 1,000 for "Cost (£000)", else 1."""
    return next((amount for pattern, amount in _SCALES if pattern.search(header)), 1)


def span(header: str) -> Reader:
    """A reader of lengths of time, written as the amount and its unit; the header may say the unit: "Duration (months)"."""
    said = _UNIT.search(header)

    def read(cell: str) -> str | None:
        if cell.strip().lower() in UNKNOWN:
            return None
        found = read_span(cell)
        if found is None:
            raise CellError(f"'{cell.strip()[:40]}' is no length of time like 3 months, 12w or 45d")
        if found.unit:
            return str(found)
        if said is None and found.amount:
            raise CellError(f"say the unit of '{cell.strip()[:40]}': {found.amount} months, weeks or days")
        return str(Span(found.amount, said[1].lower().split()[-1].removesuffix("s") if said else "day"))

    return read


def lag(header: str) -> Reader:
    """A reader of lags: lengths of time; without a unit they are days."""
    return span(header if _UNIT.search(header) else f"{header} (days)")


def waits(cell: str) -> str | None:
    """Links as they are written, once each can be read; what none of ours is, the plan will tell."""
    if cell.strip().lower() in UNKNOWN:
        return None
    for part in link_texts(cell):
        try:
            link_text(part)
        except ValueError:
            _check(part.split(","))
    return "; ".join(filter(None, (text(part) for part in link_texts(cell)))) or None


def _check(apart: Sequence[str]) -> None:
    """CellError for the first of these that is no link."""
    try:
        for one in apart:
            link_text(one)
    except ValueError as error:
        raise CellError(str(error)) from None


def percent(cell: str) -> str | None:
    """A share: 40%, 40 and 0.4 are the same, 1 is the whole."""
    value = number(cell.replace("%", ""), ".")
    if value is None:
        return None
    share = value / 100 if "%" in cell or value > 1 else value
    if not 0 <= share <= 1:
        raise CellError(f"'{cell.strip()[:40]}' is no share between 0% and 100%")
    return f"{share.quantize(_SHARE, ROUND_HALF_UP):f}"


def fiscal_year(cell: str) -> str | None:
    """The year a fiscal year ends in: 2027, FY27 and 2026/27 are the same; a day in it (2026-07-01) stays one."""
    bare = cell.strip()
    if bare.lower() in UNKNOWN:
        return None
    if _DAY.fullmatch(bare):
        return day(bare, "ymd")
    found = _YEAR.fullmatch(bare)
    if found is None:
        raise CellError(f"'{bare[:40]}' is no fiscal year like FY27, 2027 or 2026/27")
    first, last = found[1], found[2]
    year = int(first) if len(first) == 4 else 2000 + int(first)
    if last is None:
        return str(year)
    end = int(last) if len(last) == 4 else year - year % 100 + int(last)
    if end != year + 1:
        raise CellError(f"'{bare[:40]}' is not one year")
    return str(end)
