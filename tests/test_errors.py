"""What is said about a file of others stays a sentence."""

from __future__ import annotations

from itstrat.errors import Issue


def test_a_long_value_is_cut_short() -> None:
    """A cell, or a header, of a million letters does not fill the screen; a short one is told whole."""
    book = "x" * 1_000_000
    said = str(Issue("f.csv", 3, book, book, "is no amount"))
    assert len(said) < 250
    assert said.startswith("f.csv:3: [xxx")
    assert str(Issue("f.csv", 3, "Amount", "1e400", "is no amount")).endswith("(value: 1e400)")
