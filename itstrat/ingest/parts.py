"""Parquet parts of accepted records and of refused rows, in the shape the store stages."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq

from itstrat.ingest.columns import to_arrow

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from itstrat.ingest.kinds import Kind
    from itstrat.ingest.rows import RefusedRow, Values

PART = 100_000
_SHOWN = 200
_EXTRA_TYPES = {"vendor_key": "text", "identity": "text", "duration_days": "count"}
_REFUSED = pa.schema(
    [
        ("line", pa.int64()),
        ("column", pa.string()),
        ("value", pa.string()),
        ("message", pa.string()),
        ("source", pa.string()),
        ("amount", pa.decimal128(18, 2)),
    ]
)


def as_csv(row: Sequence[str]) -> str:
    """One row as CSV text without its line end."""
    out = io.StringIO()
    csv.writer(out, lineterminator="").writerow(row)
    return out.getvalue()


class RecordParts:
    """Writes records to numbered files of at most PART rows in `folder`; `close` returns their paths in order."""

    def __init__(self, folder: Path, kind: Kind) -> None:
        self.folder, self.kind = folder, kind
        self.paths: list[Path] = []
        self.rows = 0
        self._waiting: list[pa.Table] = []
        self._count = 0

    def add(self, lines: list[int], fields: dict[str, Values], rows: list[str] | None = None) -> None:
        """Take records, with the row each came from where it is given; a full part is written at once."""
        if not lines:
            return
        table = pa.table(
            {"line": pa.array(lines, pa.int64()), **{n: self._typed(n, v) for n, v in fields.items()}}
        )
        if rows is not None:
            table = table.append_column("row", pa.array(rows, pa.string()))
        self.rows += len(lines)
        while self._count + table.num_rows >= PART:
            room = PART - self._count
            self._waiting.append(table.slice(0, room))
            self._write()
            table = table.slice(room)
        if table.num_rows:
            self._waiting.append(table)
            self._count += table.num_rows

    def _typed(self, name: str, values: Values) -> pa.Array:
        field = self.kind.fields.get(name)
        return to_arrow(field.type if field else _EXTRA_TYPES[name], values)

    def _write(self) -> None:
        path = self.folder / f"records-{len(self.paths):05d}.parquet"
        pq.write_table(pa.concat_tables(self._waiting), path, use_dictionary=True, compression="snappy")
        self.paths.append(path)
        self._waiting, self._count = [], 0

    def close(self) -> list[Path]:
        """Write what waits; the paths of all parts."""
        if self._waiting:
            self._write()
        return self.paths


class RefusedPart:
    """Writes refused rows to one file, made with the first of them; `close` returns its path or None."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "refused.parquet"
        self.rows = 0
        self._writer: pq.ParquetWriter | None = None

    def add(self, refused: Sequence[RefusedRow]) -> None:
        """Take refused rows of one block."""
        if not refused:
            return
        if self._writer is None:
            self._writer = pq.ParquetWriter(self.path, _REFUSED)
        columns = {
            "line": [each.line for each in refused],
            "column": [each.column for each in refused],
            "value": [each.value[:_SHOWN] for each in refused],
            "message": [each.message for each in refused],
            "source": [each.row if isinstance(each.row, str) else as_csv(each.row) for each in refused],
            "amount": to_arrow("money", [each.amount for each in refused]),
        }
        self._writer.write_table(pa.table(columns, schema=_REFUSED))
        self.rows += len(refused)

    def close(self) -> Path | None:
        """Finish the file."""
        if self._writer is None:
            return None
        self._writer.close()
        return self.path
