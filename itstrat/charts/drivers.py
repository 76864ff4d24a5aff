"""The drivers of the plan as parts of its years: largest at the bottom, savings below zero, the unknown dashed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from itstrat.charts.columns import Column, Part
from itstrat.charts.lettering import shorten
from itstrat.charts.theme import SERIES
from itstrat.numbers import exact, fiscal_year_label, is_known, money_label, number, signed_money

if TYPE_CHECKING:
    from collections.abc import Sequence

OTHER = "Other drivers"
UNKNOWN = "Unknown"


def range_text(low: object, high: object, currency: str) -> str:
    """`, 8 in 10: $620k to $710k`, or nothing where either end is unknown."""
    if not (is_known(low) and is_known(high)):
        return ""
    return f", 8 in 10: {money_label(exact(low), currency)} to {money_label(exact(high), currency)}"


def driver_parts(facts: pd.DataFrame) -> list[Part]:
    """Largest driver at the bottom; what only saves is blue, what is unknown is dashed and last."""
    amounts = facts.assign(amount=[number(v) for v in facts["amount"]]).fillna({"amount": 0.0})
    sums = amounts.groupby("driver")["amount"].sum()
    most = amounts.groupby("driver")["amount"].max()
    saving = [str(name) for name in sums.index if most[name] <= 0 and sums[name] < 0]
    rest = sums.drop([*saving, *[name for name in (UNKNOWN,) if name in sums.index]])
    largest = [str(name) for name in rest.sort_values(ascending=False).index]
    told = largest if len(largest) <= len(SERIES) - 1 else [*largest[: len(SERIES) - 2], OTHER]
    parts = [Part(name, fill) for name, fill in zip(told, SERIES, strict=False)]
    parts += [Part(UNKNOWN, "page", "dash")] * (UNKNOWN in sums.index)
    return parts + [Part(name, "good") for name in saving]


def year_column(rows: pd.DataFrame, year: int, currency: str) -> Column:
    """One fiscal year, with the range of its total where it has one."""
    values: dict[str, float] = {}
    for driver, amount in zip(rows["driver"], rows["amount"], strict=True):
        values[driver] = values.get(driver, 0.0) + (number(amount) if is_known(amount) else 0.0)
    low, high = exact(rows["low_total"].iloc[0]), exact(rows["high_total"].iloc[0])
    name, total = fiscal_year_label(year), money_label(sum(values.values()), currency)
    parts = ", ".join(f"{driver} {money_label(value, currency)}" for driver, value in values.items() if value)
    ranged = range_text(low, high, currency)
    note = f"{money_label(low, currency)} to {money_label(high, currency)}" if ranged else ""
    sentence = f"{name}: {total}{ranged}" + f" ({parts})" * bool(parts)
    if low is None or high is None:
        return Column(name, values, total, note, sentence)
    return Column(name, values, total, note, sentence, low=float(low), high=float(high))


def driver_alt(columns: Sequence[Column], currency: str) -> str:
    """The first year, the last, and what the last is mostly made of."""
    first, last = columns[0], columns[-1]
    largest = max(last.amounts, key=lambda name: abs(last.amounts[name]))
    said = f"{first.name}: {money_label(first.net, currency)}"
    if len(columns) > 1:
        said += f"; {last.name}: {money_label(last.net, currency)}, {signed_money(last.net - first.net, currency)}"
    share = money_label(last.amounts[largest], currency)
    return f"{said}; the largest driver is {shorten(largest, 300, 11)}, {share} in {last.name}."


def driver_table(facts: pd.DataFrame, currency: str) -> pd.DataFrame:
    """Every driver of every year, with exact money."""
    return pd.DataFrame(
        {
            "Fiscal year": [fiscal_year_label(int(year)) for year in facts["fiscal_year"]],
            "Driver": list(facts["driver"]),
            f"Amount ({currency})": [exact(v) for v in facts["amount"]],
            f"Low of the year, 8 in 10 ({currency})": [exact(v) for v in facts["low_total"]],
            f"High of the year, 8 in 10 ({currency})": [exact(v) for v in facts["high_total"]],
        },
        dtype=object,
    )
