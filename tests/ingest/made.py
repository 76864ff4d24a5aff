"""Small files made by the tests, and what became of them."""

from __future__ import annotations

import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from itstrat.ingest.convert import convert
from itstrat.ingest.options import Options

LEDGER = "Date,Supplier,Amount,Description\n"


@dataclass(frozen=True, slots=True)
class Read:
    """Records and refused rows of one file, with what was said about it."""

    rows: list[dict[str, Any]]
    refused: list[dict[str, Any]]
    said: dict[str, Any]

    def column(self, name: str) -> list[Any]:
        """One field of all records."""
        return [row[name] for row in self.rows]

    def issues(self) -> list[tuple[int, str, str]]:
        """(line, column, message) of each refused row."""
        return [(row["line"], row["column"], row["message"]) for row in self.refused]

    def skipped(self) -> list[tuple[int, str]]:
        """(line, reason) of each line that is no data."""
        return [(each["line"], each["reason"]) for each in self.said["skipped"]]


def read(path: Path, kind: str, **options: Any) -> Read:
    """Convert a file in this process."""
    with tempfile.TemporaryDirectory() as folder:
        said = convert(path, kind, Options(**options), Path(folder), lambda *_: None)
        rows = [row for part in said["records"] for row in pq.read_table(part).to_pylist()]
        refused = pq.read_table(said["refused"]).to_pylist() if said["refused"] else []
    assert said["rows"] == len(rows) + len(refused)
    return Read(rows, refused, said)


def read_text(folder: Path, content: str | bytes, kind: str = "ledger", **options: Any) -> Read:
    """Convert a file with this content."""
    path = folder / "export.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read(path, kind, **options)


def bare_workbook(path: Path, sheet: str) -> Path:
    """An XLSX with exactly this XML between <worksheet> and </worksheet>."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    types = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{types}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{types}.worksheet+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships">'
        f'<Relationship Id="r1" Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{office}">'
        '<sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships">'
        f'<Relationship Id="r1" Type="{office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}">{sheet}</worksheet>',
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path
