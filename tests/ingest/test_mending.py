"""Refused rows as a file to mend."""

from __future__ import annotations

from itstrat.ingest.delimited import LONGEST_LINE
from itstrat.ingest.mending import as_csv


def test_a_cell_as_long_as_may_be_read_is_written() -> None:
    """The module of csv stops at 131,072 letters unless it is told otherwise."""
    book = "x" * (LONGEST_LINE - 2)
    assert as_csv(["Note", "Date"], [f"{book},1"]) == f"Note,Date\r\n{book},1\r\n"
