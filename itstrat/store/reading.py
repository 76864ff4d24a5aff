"""Reading inside one transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import duckdb
    import pandas as pd

Row = dict[str, Any]


class Reader:
    """One consistent view of the plan, given out by Store.snapshot and Store.tx."""

    def __init__(self, cursor: duckdb.DuckDBPyConnection, version: int) -> None:
        """Read through `cursor`; `version` is the data version this view shows."""
        self._cursor = cursor
        self.version = version

    def frame(self, sql: str, *parameters: object) -> pd.DataFrame:
        """The result as a frame, for charts and tables. Decimals become floats; sum money in SQL."""
        return self._cursor.execute(sql, parameters).df()

    def rows(self, sql: str, *parameters: object) -> list[Row]:
        """The result as dicts with exact values: Decimal, date, None for unknown."""
        result = self._cursor.execute(sql, parameters)
        names = [column[0] for column in result.description or ()]
        return [dict(zip(names, values, strict=True)) for values in result.fetchall()]

    def row(self, sql: str, *parameters: object) -> Row | None:
        """The first row, or None."""
        return next(iter(self.rows(sql, *parameters)), None)

    def value(self, sql: str, *parameters: object) -> Any:
        """The first value of the first row, or None."""
        first = self._cursor.execute(sql, parameters).fetchall()
        return first[0][0] if first else None
