"""Workbooks and Parquet files."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import openpyxl  # type: ignore[import-untyped]
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import xlwt
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P

from itstrat.errors import UnusableFileError
from itstrat.ingest import workbook
from itstrat.ingest.importing import import_sheets
from itstrat.ingest.options import Options
from tests.ingest.made import bare_workbook, read

if TYPE_CHECKING:
    from pathlib import Path

    from itstrat.store.database import Store

_ROWS: list[list[Any]] = [
    ["Payments in January"],
    [],
    ["Date", "Supplier", "Amount", "Trans No"],
    [dt.date(2024, 1, 31), "Shop", 1234.5, 46296351],
    [dt.datetime(2024, 2, 1, 10, 30), "Bar", -2.005, "46296-1"],
    ["x", "Bad", 1, 2],
    ["Total", None, 1233.49, None],
]


def _xlsx(path: Path, rows: list[list[Any]], *, sheet: str = "Data", before: str | None = None) -> Path:
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    if before:
        page.title = before
        page["A1"] = "Read me first"
        page = book.create_sheet(sheet)
    for row in rows:
        page.append(row)
    book.save(path)
    return path


def _xls(path: Path, rows: list[list[Any]]) -> Path:
    book = xlwt.Workbook()
    page = book.add_sheet("Data")
    as_date = xlwt.easyxf(num_format_str="YYYY-MM-DD")
    for y, row in enumerate(rows):
        for x, value in enumerate(row):
            if isinstance(value, dt.date):
                page.write(y, x, value, as_date)
            elif value is not None:
                page.write(y, x, value)
    book.save(str(path))
    return path


def _ods(path: Path, rows: list[list[Any]]) -> Path:
    book = OpenDocumentSpreadsheet()
    page = Table(name="Data")
    for row in rows:
        line = TableRow()
        for value in row:
            if isinstance(value, dt.date):
                cell = TableCell(valuetype="date", datevalue=value.isoformat())
            elif isinstance(value, int | float):
                cell = TableCell(valuetype="float", value=str(value))
            else:
                cell = TableCell(valuetype="string")
                cell.addElement(P(text=value or ""))
            line.addElement(cell)
        page.addElement(line)
    book.spreadsheet.addElement(page)
    book.save(str(path))
    return path


@pytest.mark.parametrize(("write", "name"), [(_xlsx, "t.xlsx"), (_xls, "t.xls"), (_ods, "t.ods")])
def test_payment_list_in_a_workbook(tmp_path: Path, write: Any, name: str) -> None:
    """XLSX, XLS and ODS read alike: real dates, numbers as money, codes as text, rows numbered as the sheet shows."""
    found = read(write(tmp_path / name, _ROWS), "ledger")
    assert [
        (row["line"], row["posted_on"], row["amount"], row["transaction_number"]) for row in found.rows
    ] == [
        (4, dt.date(2024, 1, 31), Decimal("1234.50"), "46296351"),
        (5, dt.date(2024, 2, 1), Decimal("-2.01"), "46296-1"),
    ]
    assert [(line, column) for line, column, _ in found.issues()] == [(6, "Date")]
    assert (7, "total") in found.skipped()


def test_the_sheet_that_fits_is_taken(tmp_path: Path) -> None:
    """A cover sheet in front does not matter; the sheet whose header fits best is read."""
    found = read(_xlsx(tmp_path / "t.xlsx", _ROWS, before="Cover"), "ledger")
    assert found.said["described"] == {"sheet": "Data"}
    assert len(found.rows) == 2


def test_number_cells_are_never_ambiguous(tmp_path: Path) -> None:
    """1.234 in a number cell is one and a bit, whatever other cells hold."""
    rows: list[list[Any]] = [
        ["Date", "Supplier", "Amount"],
        [dt.date(2024, 1, 31), "A", 1.234],
        [45322, "B", 12.5],
    ]
    found = read(_xlsx(tmp_path / "t.xlsx", rows), "ledger")
    assert found.column("amount") == [Decimal("1.23"), Decimal("12.50")]
    assert found.column("posted_on") == [dt.date(2024, 1, 31), dt.date(2024, 1, 31)]


def test_formula_cells_give_their_value_not_their_text(tmp_path: Path) -> None:
    """A formula without a stored value is an empty cell: nothing is ever computed or run."""
    rows: list[list[Any]] = [
        ["Date", "Supplier", "Amount"],
        [dt.date(2024, 1, 31), '=HYPERLINK("http://x")', "=1+1"],
    ]
    found = read(_xlsx(tmp_path / "t.xlsx", rows), "ledger")
    assert found.rows == []
    assert [message for _, _, message in found.issues()] == ["Amount is missing"]


def test_parquet(tmp_path: Path) -> None:
    """A Parquet file reads by its column names and types."""
    table = pa.table(
        {
            "Date": pa.array([dt.date(2024, 1, 31), None]),
            "Supplier": ["A", "B"],
            "Amount": pa.array([Decimal("1.005"), Decimal("2.000")]),
        }
    )
    pq.write_table(table, tmp_path / "t.parquet")
    found = read(tmp_path / "t.parquet", "ledger")
    assert [(row["line"], row["amount"]) for row in found.rows] == [(2, Decimal("1.01"))]
    assert found.issues() == [(3, "Date", "Posted on is missing")]


def test_archive_that_says_it_is_huge_is_refused_unread(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The sizes in a zip are added up before anything is unpacked."""
    monkeypatch.setattr(workbook, "LARGEST_EXPANDED", 10_000)
    path = bare_workbook(tmp_path / "t.xlsx", "<sheetData>" + " " * 20_000 + "</sheetData>")
    with pytest.raises(UnusableFileError, match="would unpack to"):
        read(path, "ledger")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (1.0, "1"),
        (1.5, "1.5"),
        (1.234, "1.2340"),
        (True, "true"),
        (None, ""),
        (float("nan"), ""),
        (1e20, "1" + "0" * 20),
    ],
)
def test_values_as_text(value: object, text: str) -> None:
    """A cell's value is written so that it reads in one way only."""
    assert workbook.written(value) == text


def _book(path: Path, sheets: dict[str, list[list[Any]]]) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        page = book.create_sheet(name)
        for row in rows:
            page.append(row)
    book.save(path)
    return path


_HEADER = ["Date", "Supplier", "Amount"]
_MONTHS: dict[str, list[list[Any]]] = {
    "Notes": [["What this is", "Whom to ask"]],
    "January": [_HEADER, [dt.date(2024, 1, 31), "Shop", 10]],
    "February": [[*_HEADER, "Trans No"], [dt.date(2024, 2, 29), "Bar", 20, "7"]],
}


def test_every_sheet_that_holds_such_a_table_is_named(tmp_path: Path) -> None:
    """One goes in and says so; the others are named with what to do, also where their columns differ a little."""
    found = read(_book(tmp_path / "t.xlsx", _MONTHS), "ledger")
    assert found.said["sheets"] == ["January", "February"]
    assert found.column("vendor_text") == ["Bar"]
    (note,) = [note for note in found.said["notes"] if "sheet" in note]
    assert note.startswith("Only the sheet 'February' was read; such tables stand on 'January' too.")


def test_the_sheet_asked_for_is_read(tmp_path: Path) -> None:
    """However its name is spelt, and whatever fits better; a name that is none is refused with those there are."""
    path = _book(tmp_path / "t.xlsx", _MONTHS)
    found = read(path, "ledger", sheet="january ")
    assert found.column("vendor_text") == ["Shop"]
    assert found.said["described"]["sheet"] == "January"
    assert "The sheet 'January' was read." in found.said["notes"]
    with pytest.raises(
        UnusableFileError, match="no sheet 'March'. The sheets are 'Notes', 'January', 'February'"
    ):
        read(path, "ledger", sheet="March")
    text = tmp_path / "t.csv"
    text.write_text("Date,Supplier,Amount\n2024-01-31,Shop,10\n")
    with pytest.raises(UnusableFileError, match="The file has no sheets"):
        read(text, "ledger", sheet="January")


def test_all_sheets_go_in_one_after_the_other(store: Store, tmp_path: Path) -> None:
    """Each is an import of its own, that can be undone alone; a later sheet's trouble says which went in."""
    path = _book(tmp_path / "t.xlsx", _MONTHS)
    taken = import_sheets(store, path, "ledger", Options(sheet="all"), "ada")
    assert [(each.to_json()["sheet"], each.outcome.accepted) for each in taken] == [
        ("January", 1),
        ("February", 1),
    ]
    assert len({each.outcome.batch_id for each in taken}) == 2
    asked = _MONTHS | {"Later": [_HEADER, ["01/02/2024", "Shop", 1]]}
    with pytest.raises(
        UnusableFileError, match=r"Sheet 'Later': .* before it, 'January', 'February', were read"
    ):
        import_sheets(store, _book(tmp_path / "u.xlsx", asked), "ledger", Options(sheet="all"), "ada")


def test_a_sheet_that_is_called_all_is_the_one_meant(store: Store, tmp_path: Path) -> None:
    """Its name wins over the word."""
    path = _book(tmp_path / "t.xlsx", {"All": _MONTHS["January"], "Old": _MONTHS["January"]})
    assert [
        each.to_json()["sheet"] for each in import_sheets(store, path, "ledger", Options(sheet="all"), "ada")
    ] == ["All"]
