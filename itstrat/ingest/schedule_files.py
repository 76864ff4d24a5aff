"""Files of tasks that wait for each other, told by what stands in them: Microsoft Project XML, PSPLIB, or our CSV."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itstrat.errors import UnusableFileError
from itstrat.ingest import msproject_work, psplib, schedule_csv
from itstrat.ingest.encoding import detect

if TYPE_CHECKING:
    from pathlib import Path

    from itstrat.planning.network import Network

_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_LARGEST = 200 << 20


def read_network(path: Path) -> Network:
    """The network of a file. UnusableFileError says what is wrong with it: line, column and value."""
    try:
        size = path.stat().st_size
        if not path.is_file() or size > _LARGEST:
            raise UnusableFileError(f"{path.name} is no file, or one larger than {_LARGEST >> 20} MiB.")
        content = path.read_bytes()
    except OSError as error:
        raise UnusableFileError(f"{path.name} cannot be opened: {error.strerror or error}.") from error
    if not content.strip():
        raise UnusableFileError(f"{path.name} is empty.")
    if content.startswith(_WORKBOOKS):
        raise UnusableFileError(f"{path.name} is a workbook. Save its sheet of tasks as CSV and try again.")
    start = content[:512]
    for mark in _MARKS:
        start = start.removeprefix(mark)
    if start.replace(b"\0", b"").lstrip().startswith(b"<"):
        return msproject_work.read(path)
    text = content.decode(detect(path), "replace")
    return psplib.read(path, text) if psplib.is_psplib(text) else schedule_csv.read(path)
