"""Texts of others: made harmless before they are printed, and named in short."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

# Control and format characters (escape sequences, changes of direction), halves of letters, ends of lines.
_UNSEEN = {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}


def plain(text: str, keep: str = "\n") -> str:
    """The text with every character that a terminal obeys, but for those to `keep`, written as its code."""
    return "".join(
        each.encode("unicode_escape").decode()
        if unicodedata.category(each) in _UNSEEN and each not in keep
        else each
        for each in text
    )


def and_more(names: Sequence[str], shown: int = 1, between: str = ", ") -> str:
    """The first names and how many others there are: `CRM, ERP and 3 more`; "" without any."""
    more = f" and {len(names) - shown:,} more" if len(names) > shown else ""
    return between.join(names[:shown]) + more
