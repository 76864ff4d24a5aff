"""Tables edited on a page: what the browser sends is taken cell by cell, and nothing else is believed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pandas as pd
import pytest

from itstrat.errors import ItstratError, NotAllowedError
from itstrat.store.amending import Change
from itstrat.ui import records
from itstrat.ui.records import Field

FIELDS = {
    "Life": Field("life", records.whole, {}),
    "Price": Field("price", records.money, {}),
    "Rise (%)": Field("rise", records.fraction, {}),
    "From": Field("since", records.day, {}),
    "Note": Field("note", records.text, {}),
    "Month": Field("month", records.month, {}),
    "One": Field("one", records.price, {}),
    "Renews": Field("renews", records.Among({"yes": True, "no": False}), {}),
}
HELD = pd.DataFrame(
    {"Name": ["A", "B"], "Life": [48, 60]},
    index=pd.MultiIndex.from_tuples([(11, 3), (12, 1)], names=["id", "version"]),
)


def test_an_edited_row_is_a_change_at_the_version_seen() -> None:
    """By position in the table that was shown; untouched rows are no change."""
    assert records.changes(HELD, {1: {"Life": 72}}, FIELDS) == [Change(12, 1, {"life": 72})]


@pytest.mark.parametrize(
    ("column", "cell", "stored"),
    [
        ("Life", 36.0, 36),
        ("Price", 1590.1, Decimal("1590.10")),
        ("Price", 0.125, Decimal("0.13")),
        ("Rise (%)", 3.5, Decimal("0.035000")),
        ("From", "2026-07-01", date(2026, 7, 1)),
        ("From", "2026-07-01T00:00:00.000Z", date(2026, 7, 1)),
        ("Note", "  so ", "so"),
        ("Note", " ", None),
        ("Price", None, None),
        ("Month", "2026-07-19", date(2026, 7, 1)),
        ("One", 0.12345, Decimal("0.1235")),
        ("Renews", "no", False),
        ("Renews", None, None),
    ],
)
def test_a_cell_becomes_what_the_plan_stores(column: str, cell: Any, stored: object) -> None:
    """Exact decimals, days, texts without blanks around them; an emptied cell is unknown."""
    (change,) = records.changes(HELD, {0: {column: cell}}, FIELDS)
    assert change.after == {FIELDS[column].column: stored}


@pytest.mark.parametrize("edits", [{0: {"Name": "Mine"}}, {2: {"Life": 1}}, {-1: {"Life": 1}}])
def test_a_forged_cell_is_refused(edits: dict[int, dict[str, Any]]) -> None:
    """A column that may not be edited, a row that is not there."""
    with pytest.raises(NotAllowedError):
        records.changes(HELD, edits, FIELDS)


@pytest.mark.parametrize(
    ("column", "cell"),
    [("Life", "many"), ("Life", 2.5), ("Price", []), ("From", "soon"), ("Renews", "maybe")],
)
def test_a_cell_that_cannot_be_read_is_refused_by_its_column(column: str, cell: Any) -> None:
    """In words, whatever was sent."""
    with pytest.raises(ItstratError, match=column):
        records.changes(HELD, {0: {column: cell}}, FIELDS)
