"""Texts cut to their room."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from itstrat.charts import lettering
from itstrat.charts.lettering import shorten, text_width

if TYPE_CHECKING:
    import pytest


@given(st.text(st.characters(min_codepoint=32, max_codepoint=0x24F), max_size=60), st.floats(1, 300))
def test_as_much_stays_as_fits(text: str, limit: float) -> None:
    """No longer beginning of the text would fit; a text that fits stays whole."""
    said = shorten(text, limit, 11)
    if text_width(text, 11) <= limit:
        assert said == text
        return
    beginnings = [f"{text[:kept].rstrip(' ,;:-–&(')}…" for kept in range(1, len(text) + 1)]
    fitting = [one for one in beginnings if text_width(one, 11) <= limit]
    assert said == (fitting or beginnings[:1])[-1]


def test_a_name_as_long_as_a_book_is_not_measured_letter_by_letter(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is cut from 10,000 letters depends on the room, not on how many there are."""
    measured: list[str] = []

    def counted(text: str, size: float, weight: int = 400) -> float:
        measured.append(text)
        return text_width(text, size, weight)

    monkeypatch.setattr(lettering, "text_width", counted)
    assert shorten("N" * 10_000, 110, 11).endswith("…")
    assert len(measured) <= 102
