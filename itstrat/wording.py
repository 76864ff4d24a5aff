"""Text of others, made harmless before it is printed."""

from __future__ import annotations

import unicodedata

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
