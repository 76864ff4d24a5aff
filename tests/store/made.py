"""Small staged files in the shapes that the reading side hands to the store."""

from __future__ import annotations

import hashlib
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq

from itstrat.store.imports import Staged

if TYPE_CHECKING:
    from collections.abc import Sequence

    from itstrat.store.database import Store


def staged(store: Store, kind: str, rows: Sequence[dict[str, Any]], name: str = "file") -> Staged:
    """The rows, numbered as lines from 2, as one converted file without refused rows."""
    path = store.staging / f"{name}.parquet"
    names = {name: None for row in rows for name in row}
    numbered = [{"line": line} | names | row for line, row in enumerate(rows, start=2)]
    pq.write_table(pa.Table.from_pylist(numbered), path)
    return Staged(kind, "made", f"{name}.csv", "0" * 64, None, "{}", (path,), None, len(rows))


def line(on: date, vendor: str, amount: str, **more: object) -> dict[str, Any]:
    """One ledger line with the identity that the reading side gives it."""
    key = vendor.lower()
    number = str(more.get("transaction_number") or "")
    tail = "" if number else str(more.get("description") or "")
    text = "\x1f".join((number, on.isoformat(), key, amount, tail))
    return {
        "posted_on": on,
        "vendor_text": vendor,
        "vendor_key": key,
        "amount": Decimal(amount),
        "identity": hashlib.blake2b(text.encode(), digest_size=16).hexdigest(),
        **more,
    }


def lines(count: int, first: date = date(2026, 1, 1), vendor: str = "acme") -> list[dict[str, Any]]:
    """So many different lines, one a day."""
    return [line(first + timedelta(days=day), vendor, f"{day + 1}.25") for day in range(count)]


def add_department(store: Store, name: str) -> None:
    """The smallest write there is."""
    with store.tx("test") as edit:
        edit.insert("department", {"name": name})
