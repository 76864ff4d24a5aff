"""Links as people write them in one cell: "A FS+2 months; B", or as project programs do: "3FS+5 days,4SS"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from itstrat.planning.spans import Span, span

if TYPE_CHECKING:
    from collections.abc import Callable

_NO_LAG = Span(Decimal(0), "")
_LINK = re.compile(r"(?P<who>.*?)(?:(?<=\d)|\s+)(?P<kind>FS|SS|FF|SF)\s*(?P<lag>[+-].*)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class LinkText:
    """One link as written: whose, of which kind, and its lag in the unit written (none where none was)."""

    who: str
    kind: str = "FS"
    lag: Span = _NO_LAG

    def __str__(self) -> str:
        """As `link_text` reads it again."""
        sign = "+" if self.lag.amount >= 0 else ""
        lag = f"{sign}{self.lag}" if self.lag.amount else ""
        return f"{self.who} {self.kind}{lag}"


def link_text(text: str) -> LinkText:
    """One link; a text without a kind is finish to start without lag. Raises ValueError, in words, for a lag that is none."""
    bare = " ".join(text.split())
    found = _LINK.fullmatch(bare)
    if found is None or not found["who"].strip():
        return LinkText(bare)
    lag = span(found["lag"]) if found["lag"] else _NO_LAG
    if lag is None:
        raise ValueError(f"'{found['lag'][:40]}' is no lag like +2 months, -3d or +1w")
    return LinkText(found["who"].strip(), found["kind"].upper(), lag)


def parts(text: str, known: Callable[[str], bool]) -> list[str]:
    """A text between semicolons: as it is when it links to a known name (which may hold commas), else apart at commas."""
    try:
        whole = known(text) or known(link_text(text).who)
    except ValueError:
        whole = False
    return [text] if whole else [part.strip() for part in text.split(",") if part.strip()]


def link_texts(cell: str) -> list[str]:
    """The links of a cell, apart at semicolons and line ends; what stands between commas may be one name or several."""
    return [" ".join(part.split()) for part in re.split(r"[;\n]", cell) if part.strip()]
