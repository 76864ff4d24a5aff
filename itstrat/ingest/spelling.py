"""Headers that are spelt nearly like a known one, or that hold a telling word."""

from __future__ import annotations

import re

from rapidfuzz import fuzz

NEAR = 90.0
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
# A header with one of these speaks of something about the thing: the supplier's number, the VAT amount.
_NOT_THE_THING = {
    "id",
    "code",
    "number",
    "no",
    "ref",
    "type",
    "vat",
    "tax",
    "category",
    "postcode",
    "address",
    "uri",
    "group",
}


def near_spelling(folded: str, spelling: str) -> bool:
    """A misspelling: nearly all letters are the same, and no word more or less ('operating system' is not its end)."""
    return (
        len(spelling) > 4 and abs(len(folded) - len(spelling)) <= 2 and fuzz.ratio(folded, spelling) >= NEAR
    )


def has_word(header: str, wanted: frozenset[str]) -> bool:
    """True when the header holds one of these words and none that makes it speak of something about the thing."""
    words = {word.lower() for word in _WORD.findall(header)}
    return bool(words & wanted) and not words & _NOT_THE_THING
