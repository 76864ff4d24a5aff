"""Numbers as people write them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itstrat.ingest import cells, numbers
from itstrat.ingest.cells import CellError, UndecidedError


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("1,013.38", "1013.38"),
        ("$125.44 ", "125.44"),
        ("£1 234,50", "1234.50"),
        ("1.234,50", "1234.50"),
        ("1'234.50", "1234.50"),
        ("1.234.567", "1234567.00"),
        ("1,00,000.00", "100000.00"),
        ("(500.00)", "-500.00"),
        ("($1,500.00)", "-1500.00"),
        ("500.00-", "-500.00"),
        ("-£500", "-500.00"),
        ("500 CR", "-500.00"),
        ("500.00cr", "-500.00"),
        ("500 DR", "500.00"),
        ("\u2212500,25", "-500.25"),
        ("1\xa0234,50 €", "1234.50"),
        ("1\u202f234,50", "1234.50"),
        ("EUR 12,5", "12.50"),
        ("12.50 USD", "12.50"),
        ("US$ 12", "12.00"),
        ("-0.00", "0.00"),
        ("0.005", "0.01"),
        ("-0.005", "-0.01"),
        (".5", "0.50"),
        ("12345.678", "12345.68"),
        ("1.5E+03", "1500.00"),
        ("'-12.00", "-12.00"),
    ],
)
def test_money_in_many_styles(written: str, meant: str) -> None:
    """An amount that reads in one way is read whatever its style, rounded half up to the cent."""
    assert numbers.fixed(2, None)(written) == meant


@pytest.mark.parametrize("written", ["", "-", "N/A", "n/a", "#N/A", "—", "TBC", "#VALUE!", "unknown"])
def test_unknown_is_not_zero(written: str) -> None:
    """Signs for 'not known' are unknown, never 0."""
    assert numbers.fixed(2, None)(written) is None


@pytest.mark.parametrize(
    "written", ["abc", "1,23,4", "12.34.5", "1.2,3.4", "5%", "12 34", "²", "１２", "1-2", "=1+1"]
)
def test_what_is_no_number_is_refused(written: str) -> None:
    """Text that is no properly grouped number is refused with the text itself."""
    with pytest.raises(CellError, match="is not a number"):
        numbers.fixed(2, None)(written)


def test_larger_than_any_ledger_is_refused() -> None:
    """A number beyond the store's range is refused, not cut."""
    with pytest.raises(CellError, match="too large"):
        numbers.fixed(2, None)("123,456,789,012,345.00")


@pytest.mark.parametrize("written", ["1.234", "1,234", "-12.345"])
def test_three_digits_after_a_lone_sign_need_the_column(written: str) -> None:
    """1.234 is a thousand or a fraction: the column decides, not the cell."""
    with pytest.raises(UndecidedError):
        numbers.fixed(2, None)(written)


def test_the_columns_sign_decides() -> None:
    """With the column's sign known, the same cell reads one way."""
    assert numbers.fixed(2, ",")("1.234") == "1234.00"
    assert numbers.fixed(2, ".")("1.235") == "1.24"
    assert numbers.fixed(2, ".")("1,234") == "1234.00"


_AMOUNTS = st.decimals(min_value=-(10**9), max_value=10**9, places=2, allow_nan=False, allow_infinity=False)
_SIGNS = st.sampled_from(
    [("", "."), (",", "."), (".", ","), (" ", ","), ("'", "."), ("\xa0", ","), (" ", ".")]
)
_NEGATIVE = st.sampled_from(["-{}", "({})", "{}-", "{} CR", "\u2212{}", "(-{})"])
_MARK = st.sampled_from(["{}", "${}", "£ {}", "{} €", "USD {}", "{} GBP", " {} "])


@given(amount=_AMOUNTS, signs=_SIGNS, negative=_NEGATIVE, mark=_MARK)
def test_any_style_reads_back(amount: Decimal, signs: tuple[str, str], negative: str, mark: str) -> None:
    """Money written in any supported style reads back to the same Decimal."""
    thousands, decimal = signs
    digits = f"{abs(amount):,.2f}".replace(",", "\0").replace(".", decimal).replace("\0", thousands)
    written = mark.format(digits)
    written = negative.format(written) if amount < 0 else written
    read = numbers.fixed(2, None)(written)
    assert read is not None
    assert Decimal(read) == amount


@pytest.mark.parametrize(
    ("written", "months"), [("36", "36"), ("36 months", "36"), ("3 years", "36"), ("1.5 yrs", "18")]
)
def test_durations_in_months(written: str, months: str) -> None:
    """A duration may name its unit; without one it is months."""
    assert numbers.months(written) == months


def test_half_a_seat_is_refused() -> None:
    """A count must be whole."""
    assert numbers.count("1,200") == "1200"
    assert numbers.count("12.0") == "12"
    with pytest.raises(CellError, match="whole number"):
        numbers.count("1.5")


def test_shares_are_fractions() -> None:
    """5% and 0.05 are the same; a bare 5 is a share only below a header that says percent."""
    assert numbers.ratio(None, percent_header=False)("5%") == "0.050000"
    assert numbers.ratio(None, percent_header=False)("0.05") == "0.050000"
    assert numbers.ratio(None, percent_header=True)("5") == "0.050000"
    with pytest.raises(CellError, match="write '5%'"):
        numbers.ratio(None, percent_header=False)("5")


def test_words_for_yes_and_no() -> None:
    """Yes and no in several languages; anything else is refused."""
    assert [cells.truth(word) for word in ("Yes", "x", "TRUE", "no", "0", "N/A")] == ["true"] * 3 + [
        "false"
    ] * 2 + [None]
    with pytest.raises(CellError):
        cells.truth("sometimes")


def test_capital_or_revenue() -> None:
    """Capital is true, revenue false, another word unknown."""
    assert [cells.capital(word) for word in ("Capital", "CapEx", "Revenue", "OpEx", "Supplies", "")] == [
        "true", "true", "false", "false", None, None,
    ]  # fmt: skip


def test_listed_words() -> None:
    """A tool's own status is translated or unknown; a wrong technology class is refused with the right ones."""
    assert cells.choice("status")("Ready to Deploy") == "spare"
    assert cells.choice("status")("On the moon") is None
    assert cells.choice("technology_class")("Phones") == "phone"
    with pytest.raises(CellError, match="internet, phone, infrastructure"):
        cells.choice("technology_class")("gadgets")


def test_text_loses_the_formula_guard_only() -> None:
    """The mark that keeps a spreadsheet from running a cell is taken off; other apostrophes stay."""
    assert cells.text("'=SUM(A1)") == "=SUM(A1)"
    assert cells.text("'tis") == "'tis"
    assert cells.text("  two\n words\xa0 ") == "two words"


def test_text_kept_for_the_web_is_read_as_its_letters() -> None:
    """Known codes become their letters, once; an ampersand that begins none stays."""
    assert cells.text("O&amp;M for B&#39;s &lt;core&gt;&nbsp;") == "O&M for B's <core>"
    assert cells.text("&amp;amp;") == "&amp;"
    assert cells.text("R&D; M&S &copy &#0;") == "R&D; M&S &copy \ufffd"
    assert not cells.all_clean(["a", "O&amp;M"])
    assert cells.all_clean(["M&S", "R&D; more"])


@given(st.lists(st.text(alphabet=" '-=–aAnN/#.\t\xa0\x0b0é", max_size=6), min_size=1))
def test_a_clean_run_is_what_cleaning_makes(column: list[str]) -> None:
    """A run of texts taken as it is equals the same texts cleaned one by one."""
    if cells.all_clean(column):
        assert column == [cells.text(cell) for cell in column]


@given(st.lists(st.one_of(_AMOUNTS.map(str), st.text(alphabet="-0.129\n", max_size=6)), min_size=1))
def test_a_run_of_cents_is_what_reading_makes(column: list[str]) -> None:
    """A run of amounts taken as it is equals the same amounts read one by one; plain ones are taken so."""
    if numbers.all_cents(column):
        assert column == [numbers.fixed(2, None)(cell) for cell in column]


def test_usual_runs_are_taken_as_they_are() -> None:
    """The short way is taken for what most ledgers hold, and left for one cell that needs reading."""
    assert numbers.all_cents(["0.00", "-12.50", "1234567.89"])
    assert not numbers.all_cents(["1.00", "-0.00"])
    assert not numbers.all_cents(["1.00\n2.00"])
    assert cells.all_clean(["Invoice 1, paid", "don't", "Na"])
    assert not cells.all_clean(["a", "N/A"])
    assert not cells.all_clean(["a", " b"])
