"""Assets: what is to be replaced when and at what cost, and how old everything is."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pandas as pd

from itstrat.charts.columns import Column, Part, StackedColumns
from itstrat.charts.drawing import Chart, Drawing
from itstrat.charts.layout import heading
from itstrat.charts.theme import SERIES, SLIDE, Look
from itstrat.numbers import (
    count_label,
    exact,
    fiscal_year_label,
    is_known,
    money_label,
    number,
    plural,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

OVERDUE = "overdue"
UNPLANNED = "unplanned"

_OTHER = "Other classes"
_CLASSES_SHOWN = 5
_OLDEST = 10
_NOT_PAST, _PAST, _NO_RULE = "Within useful life", "Past useful life", "No rule"
_AGES = (Part(_NOT_PAST, "actual"), Part(_PAST, "bad"), Part(_NO_RULE, "page", "dash"))


def replacements(frame: pd.DataFrame, *, look: Look = SLIDE, currency: str = "USD") -> Chart:
    """What replacing costs by fiscal year, stacked by class, overdue first and unplanned last.

    `frame` has at least one row: fiscal_year (the year it ends, "overdue" or "unplanned"), class, cost (None where no
    price is known), count. The five dearest classes are told apart, the rest is "Other classes". Assets without a price
    count in the second line of their column, not as money. Years without replacements are shown empty.
    """
    facts = frame.assign(
        when=[_when(year) for year in frame["fiscal_year"]],
        kind=[str(name) if is_known(name) else "No class" for name in frame["class"]],
        price=pd.Series([exact(cost) for cost in frame["cost"]], index=frame.index, dtype=object),
    )
    parts = _class_parts(facts)
    shown = {part.name for part in parts}
    facts["kind"] = [kind if kind in shown else _OTHER for kind in facts["kind"]]
    columns = [_replacement(facts[facts["when"] == when], when, currency) for when in _years(facts["when"])]
    drawing = Drawing(look)
    top = heading(drawing, "Replacement cost by fiscal year", [part.swatch for part in reversed(parts)])
    StackedColumns(drawing, parts, columns, top, look.height, lambda v: money_label(v, currency)).draw()
    return drawing.chart(
        look.height, _replacements_alt(facts, currency), _replacements_table(facts, parts, currency)
    )


def age_profile(frame: pd.DataFrame, *, look: Look = SLIDE) -> Chart:
    """How many assets are how old, those past their useful life in orange-red, those of unknown age apart.

    `frame` has at least one row: age_years (whole years, None unknown), class, count, past_life (True, False, or None where
    no rule says). Ages of ten years and more share one column.
    """
    facts = frame.assign(
        age=pd.to_numeric(frame["age_years"]).clip(upper=_OLDEST),
        state=[(_PAST if past else _NOT_PAST) if is_known(past) else _NO_RULE for past in frame["past_life"]],
    )
    known = [int(age) for age in facts["age"] if is_known(age)]
    ages: list[int | None] = list(range(max(known) + 1)) if known else []
    if len(known) < len(facts):
        ages.append(None)
    parts = [part for part in _AGES if (facts["state"] == part.name).any()]
    columns = [_age_column(facts, age) for age in ages]
    drawing = Drawing(look)
    top = heading(drawing, "Assets by age in years", [part.swatch for part in parts])
    StackedColumns(drawing, parts, columns, top, look.height, count_label).draw()
    return drawing.chart(look.height, _age_alt(facts), _age_table(columns))


def _when(year: object) -> str | int:
    if not is_known(year):
        return UNPLANNED
    return str(year) if year in {OVERDUE, UNPLANNED} else int(str(year))


def _years(when: pd.Series[Any]) -> list[str | int]:
    """Overdue, every year from the first to the last, unplanned: each only if it has rows."""
    years = sorted({int(year) for year in when if year not in {OVERDUE, UNPLANNED}})
    sequence = list(range(years[0], years[-1] + 1)) if years else []
    present = set(when)
    return [*[w for w in (OVERDUE,) if w in present], *sequence, *[w for w in (UNPLANNED,) if w in present]]


def _class_parts(facts: pd.DataFrame) -> list[Part]:
    """Dearest class at the bottom; by count where no price is known."""
    price = [number(p) if p is not None else 0.0 for p in facts["price"]]
    sums = facts.assign(price=price).groupby("kind")[["price", "count"]].sum()
    dearest = [str(kind) for kind in sums.sort_values(["price", "count"], ascending=False).index]
    shown = dearest if len(dearest) <= _CLASSES_SHOWN + 1 else [*dearest[:_CLASSES_SHOWN], _OTHER]
    return [Part(name, fill) for name, fill in zip(shown, SERIES, strict=False)]


def _replacement(rows: pd.DataFrame, when: str | int, currency: str) -> Column:
    values: dict[str, float] = {}
    for kind, price in zip(rows["kind"], rows["price"], strict=True):
        values[kind] = values.get(kind, 0.0) + (0.0 if price is None else float(price))
    count, total = int(rows["count"].sum()), _total(rows["price"])
    unpriced = int(rows["count"][[price is None for price in rows["price"]]].sum())
    label = "no price" if unpriced and unpriced == count else money_label(total, currency)
    note = plural(count, "asset")
    if 0 < unpriced < count:
        note = f"{count_label(count)}, {count_label(unpriced)} unpriced"
    name = fiscal_year_label(when) if isinstance(when, int) else when.capitalize()
    parts = ", ".join(f"{kind} {money_label(value, currency)}" for kind, value in values.items() if value)
    sentence = f"{name}: {money_label(total, currency)} for {plural(count, 'asset')}"
    sentence += f" ({parts})" * bool(parts) + f", {count_label(unpriced)} without a price" * bool(unpriced)
    apart = not isinstance(when, int)
    return Column(name, values, label, note if count else "", sentence, apart=apart, bad=when == OVERDUE)


def _total(prices: pd.Series[Any]) -> Decimal:
    return sum((price for price in prices if price is not None), start=Decimal(0))


def _replacements_alt(facts: pd.DataFrame, currency: str) -> str:
    total, count = _total(facts["price"]), int(facts["count"].sum())
    late = facts[facts["when"] == OVERDUE]
    unpriced = int(facts["count"][[price is None for price in facts["price"]]].sum())
    text = f"{plural(count, 'asset')} to replace for {money_label(total, currency)}"
    if len(late):
        text += f"; {count_label(int(late['count'].sum()))} overdue, {money_label(_total(late['price']), currency)}"
    return text + (f"; {count_label(unpriced)} without a price." if unpriced else ".")


def _replacements_table(facts: pd.DataFrame, parts: Sequence[Part], currency: str) -> pd.DataFrame:
    groups = dict(list(facts.groupby(["when", "kind"], sort=False)))
    rows = [
        {
            "Year": fiscal_year_label(when) if isinstance(when, int) else when.capitalize(),
            "Class": part.name,
            "Assets": int(groups[when, part.name]["count"].sum()),
            f"Cost ({currency})": _priced(groups[when, part.name]["price"]),
        }
        for when in _years(facts["when"])
        for part in parts
        if (when, part.name) in groups
    ]
    return pd.DataFrame(rows, dtype=object)


def _priced(prices: pd.Series[Any]) -> Decimal | None:
    """The sum of the known prices; None where none is known."""
    return _total(prices) if any(price is not None for price in prices) else None


def _age_column(facts: pd.DataFrame, age: int | None) -> Column:
    rows = facts[facts["age"].isna()] if age is None else facts[facts["age"] == age]
    values = {str(state): float(count) for state, count in rows.groupby("state")["count"].sum().items()}
    total = int(rows["count"].sum())
    name = "Unknown age" if age is None else f"{age}{'+' * (age == _OLDEST)}"
    said = name if age is None else f"Age {name}"
    parts = ", ".join(f"{count_label(value)} {state.lower()}" for state, value in values.items())
    sentence = f"{said}: {plural(total, 'asset')}" + (f" ({parts})" if parts else "")
    return Column(name, values, count_label(total) if total else "", "", sentence, apart=age is None)


def _age_alt(facts: pd.DataFrame) -> str:
    total = int(facts["count"].sum())
    past = int(facts.loc[facts["state"] == _PAST, "count"].sum())
    unknown = int(facts.loc[facts["age"].isna(), "count"].sum())
    without = int(facts.loc[facts["state"] == _NO_RULE, "count"].sum())
    said = f"{count_label(past)} of {plural(total, 'asset')} are past their useful life"
    return f"{said}; {count_label(unknown)} of unknown age, {count_label(without)} without a rule."


def _age_table(columns: Sequence[Column]) -> pd.DataFrame:
    rows = [
        {"Age (years)": c.name, **{p.name: int(c.amounts.get(p.name, 0)) for p in _AGES}} for c in columns
    ]
    return pd.DataFrame(rows, dtype=object)
