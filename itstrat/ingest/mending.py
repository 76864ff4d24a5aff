"""Refused rows as a file to mend and import again."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING

from itstrat.ingest.delimited import LONGEST_LINE

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

# What was read as one line can be written as one.
csv.field_size_limit(2 * LONGEST_LINE)
_RUNS = ("=", "+", "-", "@", "\t", "\r")
_NUMBER = re.compile(r"[+-]?[\d.,' ]*\d[\d.,' ]*-?")


def neutral(cell: str) -> str:
    """The cell as a spreadsheet will show it and not run it: a quote mark before = + - @, numbers as they are."""
    return f"'{cell}" if cell.startswith(_RUNS) and not _NUMBER.fullmatch(cell) else cell


def as_csv(columns: Sequence[str], sources: Iterable[str]) -> str:
    """CSV with the file's own header and its refused rows (each given as one CSV row); blank header names stay blank.

    Cells are neutralised; the importer takes the mark off again. Rows that could not be shown (a line too long) are
    left out.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([neutral(column) for column in columns])
    for source in sources:
        for row in csv.reader([source]) if source else []:
            writer.writerow([neutral(cell) for cell in row])
    return out.getvalue()
