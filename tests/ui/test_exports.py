"""Files that leave the dashboard."""

from __future__ import annotations

import pandas as pd
import pytest

from itstrat.ui import exports


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n"])
def test_a_text_that_would_run_as_a_formula_is_neutralised(start: str) -> None:
    """In cells and in headers: a vendor may be called =HYPERLINK(...)."""
    frame = pd.DataFrame({f"{start}head": [f"{start}1+1"]})
    text = exports.csv(frame).decode("utf-8-sig")
    assert f"'{start}1+1" in text
    assert f"'{start}head" in text


def test_numbers_stay_numbers() -> None:
    """A negative amount is not a formula, and an unknown one is an empty cell."""
    text = exports.csv(pd.DataFrame({"amount": [-12.5, None], "name": ["a", "b"]})).decode("utf-8-sig")
    assert text.splitlines() == ["amount,name", "-12.5,a", ",b"]


def test_a_spreadsheet_sees_the_encoding() -> None:
    """The mark at the start makes Excel read UTF-8."""
    assert exports.csv(pd.DataFrame({"name": ["Zoë"]})).startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize(
    ("title", "name"), [("Assets by class", "assets-by-class.csv"), ("../..", "itstrat.csv")]
)
def test_a_title_becomes_a_harmless_file_name(title: str, name: str) -> None:
    """Letters and digits, joined by hyphens."""
    assert exports.file_name(title, "csv") == name
