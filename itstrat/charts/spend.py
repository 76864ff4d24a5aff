"""Spend: by month against budget, by class, vendor or department, what is known of it, and capital against operating."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pandas as pd

from itstrat.charts.bars import Bar, Bars, bar_table, gathered, sum_known
from itstrat.charts.columns import Column, Part, StackedColumns
from itstrat.charts.drawing import Chart, Drawing
from itstrat.charts.layout import Swatch, heading
from itstrat.charts.lettering import shorten
from itstrat.charts.periods import Period, PeriodColumns
from itstrat.charts.share import Share, ShareBar
from itstrat.charts.theme import SLIDE, Look
from itstrat.numbers import (
    exact,
    fiscal_year_label,
    is_known,
    money_label,
    money_unit,
    month_label,
    number,
    percent,
    signed_money,
    signed_percent,
)

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from itstrat.charts.drawing import Dash


def monthly(frame: pd.DataFrame, closed_until: date, *, look: Look = SLIDE, currency: str = "USD") -> Chart:
    """Actual against budget by month, the difference above on the same scale.

    `frame` has at least one row per month, in order: month (first day), actual, budget; an unknown amount is None. A month
    that begins after `closed_until` is open and shows its budget only.
    """
    months = [_month(row, closed_until) for row in frame.to_dict("records")]
    unit = money_unit([v for m in months for v in (m.shown, m.plan) if is_known(v)], currency)
    drawing = Drawing(look, left=look.px(36))
    key = (
        Swatch("Budget (PL)", "page"),
        Swatch("Actual (AC)", "actual"),
        Swatch("ΔPL = actual − budget", ""),
    )
    top = heading(drawing, f"Spend by month, {unit.name}", key)
    columns = PeriodColumns(drawing, months, unit, top, look.height)
    columns.draw()
    for at, month in enumerate(months):
        x = drawing.left + at * columns.slot
        drawing.fact((x, x + columns.slot), (top, look.height), _month_sentence(month, currency))
    return drawing.chart(look.height, _monthly_alt(months, currency), _monthly_table(frame, months, currency))


def breakdown(
    frame: pd.DataFrame,
    noun: str,
    *,
    top: int = 10,
    look: Look = SLIDE,
    currency: str = "USD",
) -> Chart:
    """Actual against budget by class, vendor or department (`noun`, as the heading says it), largest first.

    `frame` has at least one row: name, actual, budget; an unknown amount or a name that is not known is None. Rows after
    the first `top` are added up as "Other", rows without a name as "Unknown"; the table keeps every row. A difference of
    5% of its budget or more is coloured.
    """
    rows = [
        Bar(str(row["name"]), exact(row["actual"]), exact(row["budget"]))
        if _named(row["name"])
        else Bar("Unknown", exact(row["actual"]), exact(row["budget"]), quiet=True)
        for row in frame.to_dict("records")
    ]
    rows.sort(key=lambda bar: (bar.quiet, bar.actual is None, -(bar.actual or 0)))
    drawing = Drawing(look)
    key = (Swatch("Budget", "page"), Swatch("Actual", "actual"), Swatch("at right: actual − budget", ""))
    layout = Bars(drawing, gathered(rows, top), heading(drawing, f"Spend by {noun}", key), currency)
    layout.draw()
    return drawing.chart(
        layout.bottom + 2, _breakdown_alt(rows, noun, currency), bar_table(rows, noun, currency)
    )


def known(frame: pd.DataFrame, *, look: Look = SLIDE, currency: str = "USD") -> Chart:
    """How much of the spend is explained, and by what, as one bar.

    `frame` has one row per state: state (contract, asset, budget, decision, unexplained or undecided), amount. Undecided
    is money of which nobody has said whether it is IT.
    """
    amounts = {str(row["state"]): exact(row["amount"]) for row in frame.to_dict("records")}
    states = [(state, amount) for state in _STATES if (amount := amounts.get(state))]
    total = sum((amount for _, amount in states), start=Decimal(0))
    drawing = Drawing(look)
    shares = [_share(state, amount, total, currency) for state, amount in states]
    bottom = ShareBar(
        drawing, shares, heading(drawing, f"What explains {money_label(total, currency)} of spend")
    ).draw()
    told = [amount for state, amount in states if state in _EXPLAINED]
    explained = sum(told, start=Decimal(0))
    alt = (
        f"{_part(explained, total)} of {money_label(total, currency)} is explained; "
        f"{money_label(amounts.get('unexplained') or Decimal(0), currency)} is unexplained and "
        f"{money_label(amounts.get('undecided') or Decimal(0), currency)} undecided."
    )
    return drawing.chart(bottom, alt, _known_table(states, total, currency))


def capital(frame: pd.DataFrame, *, look: Look = SLIDE, currency: str = "USD") -> Chart:
    """Operating and capital spend by fiscal year, what is not classified apart from both.

    `frame`: fiscal_year (the year it ends), capital (True CapEx, False OpEx, None unknown), amount.
    """
    kinds = [("CapEx" if flag else "OpEx") if is_known(flag) else "Unclassified" for flag in frame["capital"]]
    sums = frame.assign(kind=kinds).groupby(["fiscal_year", "kind"])["amount"].sum()
    years = sorted({int(year) for year in frame["fiscal_year"]})
    rows = {year: {part.name: exact(sums.get((year, part.name), 0)) for part in _CAPITAL} for year in years}
    drawing = Drawing(look)
    top = heading(drawing, "Spend by fiscal year", [part.swatch for part in _CAPITAL])
    columns = [_capital_column(year, row, currency) for year, row in rows.items()]
    StackedColumns(drawing, _CAPITAL, columns, top, look.height, lambda v: money_label(v, currency)).draw()
    table = pd.DataFrame(
        [
            {"Fiscal year": fiscal_year_label(year)} | {f"{k} ({currency})": v for k, v in row.items()}
            for year, row in rows.items()
        ],
        dtype=object,
    )
    return drawing.chart(look.height, f"{columns[-1].sentence}.", table)


_EXPLAINED = ("contract", "asset", "budget", "decision")
_STATES = {
    "contract": ("Contract", "series1"),
    "asset": ("Asset purchase", "series2"),
    "budget": ("Budget line", "series3"),
    "decision": ("Decision", "series4"),
    "unexplained": ("Unexplained", "bad"),
    "undecided": ("IT or not: undecided", "page"),
}
_CAPITAL = (Part("OpEx", "series1"), Part("CapEx", "series3"), Part("Unclassified", "page", "dash"))


def _named(name: object) -> bool:
    return is_known(name) and str(name).strip().lower() not in {"", "unknown"}


def _breakdown_alt(rows: list[Bar], noun: str, currency: str) -> str:
    first = rows[0]
    total = sum_known(bar.actual for bar in rows)
    off = [(bar.variance, bar) for bar in rows if bar.variance is not None]
    name = shorten(first.name, 200, 11)
    start = f"{name} is the largest of {len(rows)} ({noun}): {money_label(first.actual, currency)} of {money_label(total, currency)}"
    if not off:
        return f"{start}; none has a budget."
    gap, bar = max(off, key=lambda pair: abs(pair[0]))
    return f"{start}; furthest from budget: {shorten(bar.name, 200, 11)}, {signed_money(gap, currency)}."


def _part(amount: Decimal, total: Decimal) -> str:
    return percent(amount / total) if total else percent(None)


def _share(state: str, amount: Decimal, total: Decimal, currency: str) -> Share:
    name, fill = _STATES[state]
    text = f"{money_label(amount, currency)} · {_part(amount, total)}"
    dash: Dash = "dash" if state == "undecided" else "solid"
    return Share(float(amount), fill, dash, (name, text), f"{name}: {text}")


def _known_table(states: list[tuple[str, Decimal]], total: Decimal, currency: str) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "State": [_STATES[state][0] for state, _ in states],
            f"Amount ({currency})": [amount for _, amount in states],
            "Share": [_part(amount, total) for _, amount in states],
        },
        dtype=object,
    )


def _capital_column(year: int, row: Mapping[str, Decimal | None], currency: str) -> Column:
    total = sum_known(row.values()) or Decimal(0)
    name = fiscal_year_label(year)
    values = {kind: number(amount) for kind, amount in row.items()}
    note = (
        f"{_part(row['CapEx'] or Decimal(0), total)} CapEx" if total > 0 and min(values.values()) >= 0 else ""
    )
    parts = ", ".join(f"{kind} {money_label(amount, currency)}" for kind, amount in row.items() if amount)
    return Column(
        name, values, money_label(total, currency), note, f"{name}: {money_label(total, currency)} ({parts})"
    )


def _month(row: dict[object, object], closed_until: date) -> Period:
    first = pd.Timestamp(str(row["month"])).date()
    name = month_label(first)
    closed = first <= closed_until
    return Period(f"{name} {first.year}", name, number(row["budget"]), number(row["actual"]), closed)


def _month_sentence(month: Period, currency: str) -> str:
    if not month.closed:
        return f"{month.name}: budget {money_label(month.plan, currency)}, month still open"
    sums = f"{month.name}: actual {money_label(month.actual, currency)}, budget {money_label(month.plan, currency)}"
    return f"{sums}, {signed_money(month.variance, currency)}" if is_known(month.variance) else sums


def _monthly_alt(months: list[Period], currency: str) -> str:
    both = [month for month in months if is_known(month.variance)]
    if not both:
        budget = sum(month.plan for month in months if is_known(month.plan))
        return f"Budget {money_label(budget, currency)} over {len(months)} months; none can be compared with actual yet."
    actual, budget = sum(m.actual for m in both), sum(m.plan for m in both)
    gap = actual - budget
    ratio = f" ({signed_percent(gap / budget)})" if budget else ""
    worst = max(both, key=lambda month: abs(month.variance))
    return (
        f"{len(both)} closed months: actual {money_label(actual, currency)} against budget {money_label(budget, currency)}, "
        f"{signed_money(gap, currency)}{ratio}; furthest off in {worst.short}: "
        f"{signed_money(worst.variance, currency)}."
    )


def _monthly_table(frame: pd.DataFrame, months: list[Period], currency: str) -> pd.DataFrame:
    actual = [exact(v) if m.closed else None for v, m in zip(frame["actual"], months, strict=True)]
    budget = [exact(v) for v in frame["budget"]]
    return pd.DataFrame(
        {
            "Month": [m.name for m in months],
            f"Actual ({currency})": actual,
            f"Budget ({currency})": budget,
            f"Actual − budget ({currency})": [_gap(a, b) for a, b in zip(actual, budget, strict=True)],
        },
        dtype=object,
    )


def _gap(actual: Decimal | None, budget: Decimal | None) -> Decimal | None:
    return None if actual is None or budget is None else actual - budget
