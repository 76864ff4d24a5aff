"""Any file as the tables in it, told by its first bytes and not by its name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from itstrat.errors import UnusableFileError
from itstrat.ingest import delimited, encoding

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from itstrat.ingest.tables import Table

_REFUSED = {
    b"%PDF": "a PDF document. Export the table behind it as CSV or XLSX",
    b"\x89PNG": "a picture. Export the table behind it as CSV or XLSX",
    b"\xff\xd8\xff": "a picture. Export the table behind it as CSV or XLSX",
    b"\x1f\x8b": "a compressed file. Unpack it first",
    b"Rar!": "a compressed file. Unpack it first",
    b"7z\xbc\xaf": "a compressed file. Unpack it first",
    b"SQLite format": "a database. Export its table as CSV",
}
_MARKUP = (b"<!doctype", b"<html", b"<table", b"{\\rtf")
_XML = (b"<?xml", b"<catalog", b"<profile", b"<project")
_YAML = re.compile(rb"(---\s*\n)?(#.*\n|\s*\n)*(catalog|profile):\s*\n")
_JSON = (b"{", b"[{", b"[\n", b"[\r", b"[ ")


def tables(path: Path) -> Sequence[Table]:
    """The tables of a file: one for text, documents and Parquet, one per sheet for a workbook.

    UnusableFileError says why not.
    """
    start = _first_bytes(path)
    if not start.strip():
        raise UnusableFileError(f"{path.name} is empty.")
    for magic, what in _REFUSED.items():
        if start.startswith(magic):
            raise UnusableFileError(f"{path.name} is {what}.")
    if start.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"PAR1")):
        return _binary(path, start)
    bare = _plain(start).lstrip().lower()
    if bare.startswith(_MARKUP):
        raise UnusableFileError(
            f"{path.name} is a web page, whatever its name says. Open it in a spreadsheet and save it as XLSX."
        )
    if _YAML.match(bare):
        raise UnusableFileError(
            f"{path.name} is YAML text, which is not read. Take the same document as JSON or XML: both are published."
        )
    if bare.startswith((*_XML, *_JSON)) or bare.split(b"\n", 1)[0].rstrip() == b"---":
        return [_document(path, bare)]
    return [delimited.sniff(path, encoding.detect(path))]


def _plain(start: bytes) -> bytes:
    """The first bytes of a text without its mark; UTF-16 with a mark as its Latin letters."""
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return start.decode("utf-16", "ignore").encode("ascii", "ignore")
    return start.removeprefix(b"\xef\xbb\xbf")


def _document(path: Path, start: bytes) -> Table:
    # Loaded only for such files: a table must not wait for it.
    from itstrat.ingest import documents, endoflife  # noqa: PLC0415

    if start.startswith(_XML):
        return documents.from_xml(path)
    return documents.from_json(path) if start.startswith(_JSON) else endoflife.from_page(path)


def _first_bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(512)
    except OSError as error:
        raise UnusableFileError(f"{path.name} cannot be opened: {error.strerror or error}.") from error


def _binary(path: Path, start: bytes) -> Sequence[Table]:
    # Loaded only for such files: a text file must not wait for it.
    from itstrat.ingest import workbook  # noqa: PLC0415

    if start.startswith(b"PAR1"):
        return [workbook.Parquet(path)]
    if start.startswith(b"PK"):
        workbook.check_archive(path)
    return workbook.sheets(path)
