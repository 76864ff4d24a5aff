"""From typed rows to records of the kind: months and metrics as columns become rows; a ledger line gets its identity."""

from __future__ import annotations

import re
from hashlib import blake2b
from typing import TYPE_CHECKING

from itstrat.ingest import initiative_rows
from itstrat.ingest.columns import Bad, Column
from itstrat.planning.vendors import normalise

if TYPE_CHECKING:
    from collections.abc import Callable

    from itstrat.ingest.layout import Layout
    from itstrat.ingest.rows import Typed, Values

    Records = tuple[list[int], dict[str, Values]]

_UNIT = re.compile(r"(.+?)\s*[(\[]\s*([^()\[\]]{1,12})\s*[)\]]\s*")
_UNITS = {
    "hours",
    "hour",
    "hrs",
    "h",
    "days",
    "day",
    "d",
    "minutes",
    "min",
    "mins",
    "seconds",
    "s",
    "weeks",
    "months",
}
_UNITS |= {
    "%",
    "percent",
    "pct",
    "count",
    "number",
    "#",
    "$",
    "€",
    "£",
    "usd",
    "eur",
    "gbp",
    "k$",
    "points",
    "score",
    "ms",
}


def shaper(layout: Layout) -> Callable[[Typed], Records]:
    """The function that turns typed rows of this layout into (lines, fields) of records."""
    if layout.months:
        return lambda typed: _months_to_rows(layout, typed)
    if layout.metrics:
        return lambda typed: _metrics_to_rows(layout, typed)
    if layout.kind.name == "initiatives":
        return lambda typed: initiative_rows.shaped(layout, typed)
    if layout.kind.name == "ledger":
        keys = Column(-1, "vendor_key", lambda text: normalise(text) or text.lower())
        return lambda typed: _with_identity(layout, typed, keys)
    return lambda typed: (typed.lines, {name: typed.fields[name] for name in _labels(layout, typed)})


def _with_identity(layout: Layout, typed: Typed, keys: Column) -> Records:
    """A ledger line's vendor key and the hash of its natural key: transaction number, else its description."""
    fields = {name: typed.fields[name] for name in _labels(layout, typed)}
    count = len(typed.lines)
    unknown: Values = [None] * count
    # No vendor is the empty text, so that such lines are counted together.
    fields["vendor_text"] = [text or "" for text in fields["vendor_text"]]
    if "vendor_text" in layout.mapped.borrowed:
        # The vendor's key forgets numbers that tell two such lines apart.
        fields["description"] = list(typed.fields["vendor_text"])
    vendor_keys = [keys[text or ""] for text in fields["vendor_text"]]
    fields["vendor_key"] = vendor_keys
    numbers = fields.get("transaction_number", unknown)
    descriptions = fields.get("description", unknown)
    days, amounts = fields["posted_on"], fields["amount"]
    fields["identity"] = [
        blake2b(
            f"{number or ''}\x1f{day}\x1f{key}\x1f{amount}\x1f{'' if number else description or ''}".encode(),
            digest_size=16,
        ).hexdigest()
        for number, day, key, amount, description in zip(
            numbers, days, vendor_keys, amounts, descriptions, strict=True
        )
    ]
    return typed.lines, fields


def _labels(layout: Layout, typed: Typed) -> list[str]:
    """The fields that are kept as they are: not the cells of a wide table, nor what only checked the row."""
    known = layout.kind.fields
    return [name for name in typed.fields if name in known and known[name].type != "currency"]


def _months_to_rows(layout: Layout, typed: Typed) -> Records:
    """One record per row and month column that holds a number; an empty cell is unknown, not zero, and gives none."""
    value_field = "amount" if layout.kind.name == "budget" else "value"
    labels = _labels(layout, typed)
    lines: list[int] = []
    fields: dict[str, Values] = {name: [] for name in [*labels, "month", value_field]}
    years = typed.fields.get("year")
    for index, line in enumerate(typed.lines):
        for place, month in layout.months.items():
            value = typed.fields[f"={place}"][index]
            if value is None or value.__class__ is Bad:
                continue
            lines.append(line)
            for name in labels:
                fields[name].append(typed.fields[name][index])
            fields["month"].append(
                f"{years[index] if years else ''}{month[1:]}-01" if month[0] == "-" else month
            )
            fields[value_field].append(value)
    return lines, fields


def unit_of(header: str) -> tuple[str, str | None]:
    """Name and unit of a metric's header: 'TTD (Hours)' is TTD in Hours."""
    found = _UNIT.fullmatch(header)
    return (found[1], found[2]) if found and found[2].strip().lower() in _UNITS else (header, None)


def _metrics_to_rows(layout: Layout, typed: Typed) -> Records:
    """One record per row and metric column that holds a number."""
    labels = [name for name in _labels(layout, typed) if name != "unit"]
    lines: list[int] = []
    fields: dict[str, Values] = {name: [] for name in [*labels, "name", "unit", "value"]}
    named = {place: unit_of(header) for place, header in layout.metrics.items()}
    for index, line in enumerate(typed.lines):
        for place, (name, unit) in named.items():
            value = typed.fields[f"={place}"][index]
            if value is None or value.__class__ is Bad:
                continue
            lines.append(line)
            for label in labels:
                fields[label].append(typed.fields[label][index])
            fields["name"].append(name)
            fields["unit"].append(unit)
            fields["value"].append(value)
    return lines, fields
