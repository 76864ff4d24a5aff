"""The parts pages are made of, as they reach the screen."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest


def shown(script: str) -> AppTest:
    """The screen after a script that uses `layout`."""
    begin = "from datetime import date\nfrom decimal import Decimal\nimport pandas as pd\n"
    names = "from itstrat.reports.statement import Decision, Figure, Finding\nfrom itstrat.ui import layout\n"
    return AppTest.from_string(begin + names + script).run()


FIGURE = 'layout.figures([Figure("Spend", {value}, "USD", "FY27 to date", date(2026, 11, 22), "ledger", "B", "The sum.")])'


def test_a_figure_shows_value_period_source_day_and_confidence() -> None:
    """Nothing a board asks about a figure is further away than its card."""
    screen = shown(FIGURE.format(value="Decimal(1184000)"))
    words = " ".join(text.value for text in screen.markdown)
    assert screen.metric[0].value == r"\$1.18M"
    assert screen.metric[0].help == "The sum."
    for fact in ("FY27 to date", "ledger, 22 Nov 2026", "confidence B"):
        assert fact in words


def test_an_unknown_figure_says_so() -> None:
    """Never 0, never an empty card."""
    assert shown(FIGURE.format(value="None")).metric[0].value == "unknown"


def test_a_finding_says_its_severity_in_a_word() -> None:
    """Colour is never alone; the rows behind it are counted."""
    screen = shown('layout.findings([Finding("off track", "Late by $5k.", "nowhere", 2)], "t")')
    assert "■ Off track" in screen.markdown[0].value
    assert r"Late by \$5k. (2 rows)" in screen.markdown[0].value


def test_at_most_three_decisions_are_asked() -> None:
    """Of five, the first three."""
    screen = shown(
        'layout.decisions([Decision(f"D{n}", "now.", None, "later.", "x") for n in range(5)], "USD")'
    )
    words = [text.value for text in screen.markdown if text.value.startswith("**")]
    assert words == ["**D0**", "**D1**", "**D2**"]


def test_a_paged_table_reads_only_the_page_shown() -> None:
    """Of 120 rows the second page asks for 50 from the 51st, and says so."""
    screen = shown(
        "def rows(offset, limit):\n"
        "    return pd.DataFrame({'row': range(offset + 1, offset + limit + 1)})\n"
        "import streamlit as st\n"
        "st.session_state.setdefault('lines_page', 2)\n"
        "layout.paged_table(rows, 120, 'lines')\n"
    )
    assert not screen.exception
    assert screen.dataframe[0].value["row"].tolist() == list(range(51, 101))
    assert "Rows 51 to 100 of 120" in screen.markdown[0].value


def test_names_from_files_are_not_markup() -> None:
    """A vendor called $x$ [y](z) reaches the title letter by letter."""
    assert shown('layout.header("$x$ [y](z)", "sub")').title[0].value == r"\$x\$ \[y\](z)"
