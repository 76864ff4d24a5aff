"""Rows of a report as a person reads them: the columns shown, by their names, in types that a table shows well."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pandas as pd
import pyarrow as pa

from itstrat.numbers import is_known, percent

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_MONEY = pd.ArrowDtype(pa.decimal128(18, 2))


def rows(
    frame: pd.DataFrame,
    names: Mapping[str, str],
    *,
    shares: Sequence[str] = (),
    levels: Sequence[str] = (),
) -> pd.DataFrame:
    """The columns of a report's frame under the names a person reads, in types that a table shows well.

    `shares` become percents, `levels` plain numbers; what is unknown stays blank.
    """
    told: dict[str, Any] = {}
    for name, label in names.items():
        values = [value if is_known(value) else None for value in frame[name]]
        if name in shares:
            told[label] = [None if value is None else percent(value) for value in values]
        elif name in levels:
            told[label] = [None if value is None else f"{float(value):g}" for value in values]
        else:
            told[label] = _column(values)
    return pd.DataFrame(told)


def _column(values: list[Any]) -> Any:
    first = next((value for value in values if value is not None), None)
    if isinstance(first, Decimal):
        return pd.Series(values, dtype=_MONEY)
    if isinstance(first, bool):
        return ["yes" if value else "" for value in values]
    if isinstance(first, int):
        return pd.array(values, "Int64")
    return pd.to_datetime(pd.Series(values)) if isinstance(first, date) else values
