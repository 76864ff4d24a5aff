"""Rows found by words."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd


def fitting(rows: pd.DataFrame, columns: Sequence[str], words: str) -> pd.DataFrame:
    """The rows in which every word stands in one of these columns of text, whatever the case; no word fits all."""
    if not words.strip():
        return rows
    first, *others = columns
    looked = rows[first].fillna("").str.cat(rows[others].fillna(""), " ").str.lower()
    for word in words.lower().split():
        rows = rows[looked.loc[rows.index].str.contains(word, regex=False)]
    return rows
