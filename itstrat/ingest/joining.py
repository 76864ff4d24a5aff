"""Columns of one field put together: the parts of a text in their order, debit less credit, the first day known."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from itstrat.ingest.columns import Bad

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from itstrat.ingest.columns import Column
    from itstrat.ingest.kinds import Field

    Values = list[str | None]


def joined(
    columns: Sequence[Column], read: Mapping[int, Values], field_of: Callable[[Column], Field | None]
) -> dict[str, Values]:
    """Values by field, from the values of each column by its id()."""
    fields: dict[str, Values] = {}
    for column in sorted(columns, key=lambda each: each.target):
        name, _, part = column.target.partition(".")
        values = read[id(column)]
        if part and name in fields:
            field = field_of(column)
            join = _JOINED.get(field.type if field else "") or _with(field.between if field else " ")
            fields[name] = [join(*pair) for pair in zip(fields[name], values, strict=True)]
        else:
            fields[name] = values
    return fields


def _with(between: str) -> Callable[[str | None, str | None], str | None]:
    return lambda first, second: between.join(filter(None, (first, second))) or None


def _less(debit: str | None, credit: str | None) -> str | None:
    """Debit less credit; an empty one is nothing, two empty ones are unknown."""
    bad = next((each for each in (debit, credit) if each.__class__ is Bad), None)
    if bad is not None or (debit is None and credit is None):
        return bad
    return f"{Decimal(debit or 0) - Decimal(credit or 0):.2f}"


def _first(one: str | None, other: str | None) -> str | None:
    return other if one is None else one


_JOINED = {"money": _less, "date": _first}
