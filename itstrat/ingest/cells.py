"""One cell of text to one value, written in one canonical way that Arrow and a person read alike.

A reader takes the stripped text of a cell and returns canonical text, or None for unknown; it raises CellError with a
sentence when the cell cannot be read, and UndecidedError when only the other cells of the column can tell.
"""

from __future__ import annotations

import re
from html import unescape
from itertools import product
from typing import TYPE_CHECKING

from itstrat.ingest.kinds import Words, fold, words

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Reader = Callable[[str], str | None]

UNKNOWN = {
    "",
    "-",
    "--",
    "---",
    "–",
    "—",
    "n/a",
    "na",
    "#n/a",
    "n.a.",
    "none",
    "null",
    "nil",
    "unknown",
    "tbc",
    "tbd",
    "?",
}
UNKNOWN |= {
    "#value!",
    "#ref!",
    "#name?",
    "#div/0!",
    "#null!",
    "#num!",
    "nan",
    "not known",
    "not available",
    "-na-",
}
UNKNOWN_TEXT = {"", "-", "--", "---", "–", "—", "n/a", "#n/a", "n.a.", "#value!", "#ref!", "#name?", "null"}
# Letters as a web page writes them: tools that keep their texts for the web export them so.
_ESCAPED = re.compile(r"&(?:amp|lt|gt|quot|apos|nbsp|#[0-9]{1,5}|#x[0-9a-fA-F]{1,4});")
_ESCAPES = ("&amp;", "&lt;", "&gt;", "&quot;", "&apos;", "&nbsp;", "&#")
# Between cells joined by NUL: an empty cell, a space at an end or doubled, any other white space, a guarding mark.
_UNCLEAN = ("\0\0", "\0 ", " \0", "  ", "\0'", *"\t\n\r\v\f\x1c\x1d\x1e\x1f", *_ESCAPES)
_UNKNOWN_SPELT = {
    "".join(letters) for word in UNKNOWN_TEXT for letters in product(*((each, each.upper()) for each in word))
}
_YES = {"yes", "y", "true", "t", "1", "x", "on", "oui", "ja", "si", "auto", "automatic", "automatically"}
_NO = {"no", "n", "false", "f", "0", "off", "non", "nein", "manual", "manually", "never"}
_TIERS = {"partial": "1", "risk informed": "2", "risk-informed": "2", "repeatable": "3", "adaptive": "4"}
_LEVEL = re.compile(
    r"(?:(?:tier|level|maturity|l|t)\s*)?(\d{1,3}(?:[.,]\d)?)(?:[.,]0+)?(?:\s*[-–—:(.]\s*[^\d/%]*)?"
)
_CAPITAL = {"capital", "capex", "cap", "c", "capitalexpenditure", "capitalised", "capitalized", "investment"}
_REVENUE = {"revenue", "opex", "rev", "r", "operating", "operational", "expense", "revenueexpenditure"}


class CellError(ValueError):
    """A cell that cannot be read; the text is a sentence for a person."""


class UndecidedError(Exception):
    """A cell that reads in two ways until the whole column is known; `what` is 'date_order' or 'decimal'."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


def text(cell: str) -> str | None:
    """Text with single spaces, letters for a web page's codes, and without the mark that keeps spreadsheets from running it."""
    clean = " ".join(_ESCAPED.sub(lambda code: unescape(code[0]), cell).split())
    if len(clean) > 1 and clean[0] == "'" and clean[1] in "=+-@":
        clean = clean[1:]
    return None if clean.lower() in UNKNOWN_TEXT else clean


def all_clean(column: Sequence[str]) -> bool:
    """True when every cell is what `text` would make of it; told by a few searches in all cells at once."""
    joined = "\0".join(["", *column, ""])
    return (
        joined.isascii() and not any(map(joined.__contains__, _UNCLEAN)) and _UNKNOWN_SPELT.isdisjoint(column)
    )


def truth(cell: str) -> str | None:
    """'true' or 'false' for yes and no as people write them."""
    bare = cell.strip().lower()
    if bare in UNKNOWN:
        return None
    if bare in _YES or bare in _NO:
        return "true" if bare in _YES else "false"
    raise CellError(f"'{cell.strip()[:40]}' is neither yes nor no")


def capital(cell: str) -> str | None:
    """'true' for capital expenditure, 'false' for revenue; other words are unknown."""
    bare = fold(cell)
    if bare in _CAPITAL or bare in _YES:
        return "true"
    return "false" if bare in _REVENUE or bare in _NO else None


def level(cell: str) -> str | None:
    """A level with at most one decimal: a tier by its number or its name, a score by its number."""
    bare = " ".join(cell.split()).casefold()
    if bare in UNKNOWN:
        return None
    if found := _LEVEL.fullmatch(bare):
        return found[1].replace(",", ".")
    if tier := next((number for name, number in _TIERS.items() if bare.startswith(name)), None):
        return tier
    raise CellError(f"'{cell.strip()[:40]}' is no level: write a number, or {', '.join(_TIERS)}")


def withdrawn(cell: str) -> str | None:
    """'true' when the cell says withdrawn, alone or as the start of a text; anything else says nothing."""
    bare = cell.strip().lstrip("[(").casefold()
    return "true" if bare.startswith("withdrawn") or bare in _YES else None


def choice(type_: str) -> Reader:
    """A reader of one of the words of that type; a word not listed is unknown or refused, as the list says."""
    listed: Words = words(type_)

    def read(cell: str) -> str | None:
        meaning = listed.meaning.get(fold(cell))
        if meaning is None and cell.strip().lower() in UNKNOWN:
            return None
        if meaning is None and not listed.lenient:
            raise CellError(f"'{cell.strip()[:40]}' is none of: {', '.join(listed.allowed)}")
        return meaning

    return read


def currency(plan: str | None) -> Reader:
    """Passes the plan's own currency (or none said) and refuses any other: amounts are not converted.

    With no plan's currency given every currency passes.
    """

    def read(cell: str) -> str | None:
        code = cell.strip().upper()
        if plan and code and code != plan.upper() and code.lower() not in UNKNOWN:
            raise CellError(f"this row is in {code[:10]}, the plan is kept in {plan}; convert it first")
        return None

    return read
