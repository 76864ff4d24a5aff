"""Reading inside one transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

    import duckdb
    import pandas as pd

Row = dict[str, Any]
Value = TypeVar("Value")


class Reader:
    """One consistent view of the plan, given out by Store.snapshot and Store.tx."""

    def __init__(
        self, cursor: duckdb.DuckDBPyConnection, version: int, known: dict[str, Any] | None = None
    ) -> None:
        """Read through `cursor`; `version` is the data version this view shows.

        `known` holds what was read already from the same version, for `once`.
        """
        self._cursor = cursor
        self.version = version
        self._read_already = {} if known is None else known

    def once(self, name: str, read: Callable[[Reader], Value]) -> Value:
        """`read(self)`, read from the plan once for each data version; it must depend on nothing but the plan."""
        if name not in self._read_already:
            self._read_already[name] = read(self)
        found: Value = self._read_already[name]
        return found

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
