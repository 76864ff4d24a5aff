"""Files out: what a spreadsheet opens without running anything."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Hashable

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")


def csv(frame: pd.DataFrame) -> bytes:
    """The frame as CSV for a spreadsheet (UTF-8 with a mark); texts that would run as a formula get an apostrophe."""
    safe = frame.map(_neutral)
    safe.columns = pd.Index([_neutral(name) for name in frame.columns])
    return safe.to_csv(index=False).encode("utf-8-sig")


def file_name(title: str, ending: str) -> str:
    """A title as a file name: `assets-by-class.csv`."""
    words = "".join(letter if letter.isalnum() else " " for letter in title.lower()).split()
    return f"{'-'.join(words)[:60] or 'itstrat'}.{ending}"


def _neutral(cell: Hashable) -> Hashable:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA_STARTS) else cell
