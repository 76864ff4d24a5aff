"""The demo company's files as its tests read them."""

from __future__ import annotations

import csv
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

from itstrat.planning.vendors import Matcher, normalise

DATA = Path(__file__).parent.parent / "data"
AS_OF = date(2026, 11, 22)
FIRST = date(2023, 7, 1)
Row = dict[str, str]


@cache
def rows(name: str, folder: str = "demo") -> list[Row]:
    """The rows of one file, by header."""
    with (DATA / folder / f"{name}.csv").open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def names(name: str, column: str) -> set[str]:
    """The distinct texts of one column, empty cells left out."""
    return {row[column] for row in rows(name) if row[column]}


def day(text: str) -> date:
    """An ISO date."""
    return date.fromisoformat(text)


def total(lines: list[Row]) -> Decimal:
    """The sum of the column Amount."""
    return sum((Decimal(row["Amount"]) for row in lines), Decimal(0))


@cache
def known_vendors() -> list[str]:
    """The vendors that a contract, an asset or a budget line names."""
    return sorted(names("contracts", "Vendor") | names("assets", "Vendor") | names("budget", "Vendor"))


@cache
def vendor_of(text: str) -> str | None:
    """The known vendor a ledger text is certain to mean, or None."""
    keys = [(number, normalise(name)) for number, name in enumerate(known_vendors())]
    found = Matcher(keys).match(normalise(text)).vendor_id
    return None if found is None else known_vendors()[found]


def is_it(row: Row) -> bool:
    """Whether the rule with the lowest rank that fits the line says it is IT."""
    values = {name: row[name.title()].lower() for name in ("vendor", "category", "account", "department")}
    ranked = sorted(rows("it-rules"), key=lambda rule: int(rule["Rank"]))
    fitting = (rule for rule in ranked if rule["Pattern"].lower() in values[rule["Field"]])
    return next((rule["Verdict"] == "it" for rule in fitting), False)


@cache
def it_lines() -> list[Row]:
    """The ledger lines that are IT."""
    return [row for row in rows("ledger") if is_it(row)]
