"""Delimited text in any encoding, with any line end, in bounded memory."""

from __future__ import annotations

import csv
import io
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from itstrat.errors import UnusableFileError
from itstrat.ingest import delimited, encoding, sources
from itstrat.ingest.delimited import LONGEST_LINE, Delimited
from tests.ingest.made import LEDGER, read, read_text

if TYPE_CHECKING:
    from itstrat.ingest.tables import BadLine, Row


def _all(table: Delimited, width: int | None = None) -> tuple[list[tuple[int, Row]], list[BadLine]]:
    rows: list[tuple[int, Row]] = []
    bad: list[BadLine] = []
    for block in table.blocks(width):
        rows += zip(block.lines, block.rows, strict=True)
        bad += block.bad
    return rows, bad


_CELL = st.text(alphabet="abcXYZ 0189'\"\n,;|\té€£ñ.-", max_size=12)
_TABLE = st.integers(2, 5).flatmap(
    lambda width: st.lists(st.lists(_CELL, min_size=width, max_size=width), min_size=1, max_size=8)
)


@settings(max_examples=150)
@given(
    table=_TABLE,
    codec=st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"]),
    delimiter=st.sampled_from([",", ";", "\t", "|"]),
    end=st.sampled_from(["\n", "\r\n", "\r"]),
)
def test_any_table_reads_back(table: list[Row], codec: str, delimiter: str, end: str) -> None:
    """Any table written as CSV in any encoding, delimiter and line end reads back with the right line numbers."""
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator="\n", quoting=csv.QUOTE_ALL).writerows(table)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "t.csv"
        path.write_bytes(out.getvalue().replace("\n", end).encode(codec))
        rows, bad = _all(Delimited(path, codec, delimiter), len(table[0]))
    assert bad == []
    assert [row for _, row in rows] == table
    line = 1
    for (found, _), row in zip(rows, table, strict=True):
        assert found == line
        line += 1 + sum(cell.count("\n") for cell in row)


_WORDS = "Zürich École café naïve Müller €500 “quoted” Señor it’s 1–2 façade Straße £"


@pytest.mark.parametrize(
    ("codec", "found"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("cp1252", "cp1252"),
        ("mac_roman", "mac_roman"),
    ],
)
def test_encoding_is_found(tmp_path: Path, codec: str, found: str) -> None:
    """Marks, zeros, validity and plausibility tell the encoding; supplier names come through whole."""
    rows = "".join(f"2024-01-31,{word},5.00,x\n" for word in _WORDS.split())
    read = read_text(tmp_path, (LEDGER + rows).encode(codec))
    assert read.column("vendor_text") == _WORDS.split()
    assert encoding.detect(tmp_path / "export.csv") == found


def test_one_odd_byte_late_in_the_file(tmp_path: Path) -> None:
    """A Windows-1252 pound sign after a megabyte of plain text is still read rightly."""
    rows = "2024-01-31,Plain,5.00,x\n" * 60_000
    read = read_text(tmp_path, (LEDGER + rows + "2024-01-31,£ Shop,5.00,x\n").encode("cp1252"))
    assert read.rows[-1]["vendor_text"] == "£ Shop"


def test_mixed_line_ends_keep_line_numbers(tmp_path: Path) -> None:
    """CR, LF and CRLF in one file each end one line."""
    read = read_text(tmp_path, "Date,Supplier,Amount\r2024-01-31,A,1\r\n2024-01-31,B,2\n\n2024-01-31,C,3\r")
    assert [(row["line"], row["vendor_text"]) for row in read.rows] == [(2, "A"), (3, "B"), (5, "C")]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_delimiter_is_found(tmp_path: Path, delimiter: str) -> None:
    """The delimiter that makes the lines regular is taken, whatever else the cells hold."""
    lines = ["Date|Supplier|Amount", '2024-01-31|"Fish; chips"|"1.234,50"', '2024-02-01|"A, B"|"2,00"']
    read = read_text(tmp_path, "\n".join(lines).replace("|", delimiter))
    assert [str(each) for each in read.column("amount")] == ["1234.50", "2.00"]


def test_spreadsheets_own_delimiter_line(tmp_path: Path) -> None:
    """A first line 'sep=;' names the delimiter and is no data."""
    read = read_text(tmp_path, "sep=;\nDate;Supplier;Amount\n2024-01-31;A;1,50\n")
    assert [str(each) for each in read.column("amount")] == ["1.50"]
    assert read.skipped() == [(1, "above the header")]


def test_unclosed_quote_costs_its_line_only(tmp_path: Path) -> None:
    """A quote that never closes refuses its own line; the next line is read."""
    lines = [f'2024-01-{day:02d},"Shop {day}",{day}.00,"note"' for day in range(1, 29)]
    lines[9] = '2024-01-10,"Shop 10,10.00,note'
    lines[20] = '2024-01-21,Shop 21,21.00,"never closed'
    read = read_text(tmp_path, LEDGER + "\n".join(lines))
    assert [(line, message) for line, _, message in read.issues()] == [
        (11, "a quote mark is out of place or never closes"),
        (22, "a quote mark is out of place or never closes"),
    ]
    assert len(read.rows) == 26


def test_unclosed_quote_does_not_swallow_unquoted_lines(tmp_path: Path) -> None:
    """Without any later quote the rest of the file is still read line by line."""
    rows = "2024-01-31,A,1.00,x\n" * 5000
    read = read_text(tmp_path, f'{LEDGER}2024-01-31,"B,2.00,x\n{rows}')
    assert len(read.rows) == 5000
    assert read.issues()[0][0] == 2


def test_true_line_breaks_inside_quotes(tmp_path: Path) -> None:
    """A quoted cell over several lines is one row, counted at its first line."""
    read = read_text(tmp_path, LEDGER + '2024-01-31,A,1.00,"two\nlines"\n2024-01-31,B,2.00,x\n')
    assert [(row["line"], row["description"]) for row in read.rows] == [(2, "two lines"), (4, "x")]


def test_cells_of_many_lines(tmp_path: Path) -> None:
    """Cells whose lines hold other delimiters do not decide which one the file has; a blank cell at a row's end is none."""
    text = "a. Find, list;\n\nb. keep, mend;\nc. tell; and\nd. repeat."
    rows = "".join(f'AC-{n},Policy {n},"{text}","More; of it",\n' for n in range(1, 40))
    path = tmp_path / "catalog.csv"
    path.write_text("identifier,name,control_text,discussion,\n" + rows, encoding="utf-8")
    found = read(path, "controls")
    assert [row["code"] for row in found.rows] == [f"AC-{n}" for n in range(1, 40)]
    assert found.issues() == []


def test_line_longer_than_a_mebibyte_is_one_refused_row(tmp_path: Path) -> None:
    """A line of 3 MiB is refused by its number; what stands before and after goes in."""
    long = "2024-01-31," + "x" * (3 << 20) + ",1.00,x\n"
    read = read_text(tmp_path, LEDGER + "2024-01-31,A,1.00,x\n" + long + "2024-01-31,B,2.00,x\n")
    assert [(row["line"], row["vendor_text"]) for row in read.rows] == [(2, "A"), (4, "B")]
    assert read.issues() == [(3, "", f"the line is longer than {LONGEST_LINE >> 20} MiB")]


@pytest.mark.parametrize("tail", ["\n", "", "\n2024-01-31,B,2.00,x"])
def test_long_last_line(tmp_path: Path, tail: str) -> None:
    """A too long line at the end of the file, with or without its end, is one refused row."""
    read = read_text(tmp_path, LEDGER + "2024-01-31,A,1.00,x\n" + "x" * (2 << 20) + tail)
    assert [line for line, _, _ in read.issues()] == [3]
    assert len(read.rows) == (2 if len(tail) > 1 else 1)


def test_blocks_join_without_a_seam(tmp_path: Path) -> None:
    """Rows that straddle the blocks in which a file is read come through whole, quoted or not."""
    path = tmp_path / "t.csv"
    expected = [
        [f"{number}", "x" * (number % 97), 'a "b"\nc' if number % 5 == 0 else "é"] for number in range(60_000)
    ]
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(expected)
    rows, bad = _all(delimited.sniff(path, "utf-8"), 3)
    assert bad == []
    assert [row for _, row in rows] == expected


def test_rows_of_other_length(tmp_path: Path) -> None:
    """A longer row is refused, a shorter one goes in with its lacking cells unknown and is told."""
    read = read_text(
        tmp_path, LEDGER + "2024-01-31,A,1.00\n2024-01-31,Fish, chips,1.00,x\n2024-01-31,B,2.00,x,,\n"
    )
    assert read.column("description") == [None, "x"]
    assert [line for line, _, _ in read.issues()] == [3]
    assert "5 cells, the header 4" in read.issues()[0][2]
    assert read.said["notes"] == [
        "1 rows end before the last column, the first at line 2; what they lack is unknown."
    ]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "is empty"),
        (b"  \n ", "is empty"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"<html><table><tr><td>Date", "web page"),
        (b'{"a": 1}', "JSON"),
        (b"\x89PNG\r\n\x1a\n", "picture"),
        (b"\x00\x01\x02\x03" * 500, "binary"),
        (b"\x1f\x8b\x08\x00", "compressed"),
        (b"PK\x03\x04 not really", "damaged"),
        (b"PAR1 not really", "cannot be read as Parquet"),
        (b"\xd0\xcf\x11\xe0 not really", "cannot be read as a workbook"),
    ],
)
def test_what_is_no_table_is_told(tmp_path: Path, content: bytes, sentence: str) -> None:
    """A file that is no table is refused whole with a sentence that says what it is."""
    with pytest.raises(UnusableFileError, match=sentence):
        read_text(tmp_path, content)


def test_missing_file_is_told(tmp_path: Path) -> None:
    """A file that is not there is refused with its name."""
    with pytest.raises(UnusableFileError, match=r"gone\.csv cannot be opened"):
        sources.tables(tmp_path / "gone.csv")


def test_a_million_line_ends_do_not_become_a_million_rows_at_once(tmp_path: Path) -> None:
    """Blank lines are handed on in runs, so that a table of many columns stays within the memory allowed."""
    path = tmp_path / "blank.csv"
    path.write_bytes(LEDGER.encode() + b"\n" * 200_000 + b"2024-01-31,A,1,x\n")
    blocks = list(Delimited(path, "utf-8", ",").blocks(4))
    assert max(len(block.rows) for block in blocks) <= 10_000
    assert [line for block in blocks for line in block.lines] == list(range(1, 200_003))
