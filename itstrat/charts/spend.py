"""Spend: by month against budget, by class, vendor or department, what is known of it, and capital against operating."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from itstrat.charts.drawing import Chart, Drawing
from itstrat.charts.layout import Swatch, heading
from itstrat.charts.months import Month, MonthColumns
from itstrat.charts.numbers import (
    exact,
    money_label,
    money_unit,
    month_label,
    number,
    signed_money,
    signed_percent,
)
from itstrat.charts.numbers import (
    known as is_known,
)
from itstrat.charts.theme import SLIDE, Look

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal


def monthly(frame: pd.DataFrame, closed_until: date, *, look: Look = SLIDE, currency: str = "USD") -> Chart:
    """Actual against budget by month, the difference above on the same scale.

    `frame` has at least one row per month, in order: month (first day), actual, budget; an unknown amount is None. A month
    that begins after `closed_until` is open and shows its budget only.
    """
    months = [_month(row, closed_until) for row in frame.to_dict("records")]
    unit = money_unit([v for m in months for v in (m.shown, m.budget) if is_known(v)], currency)
    drawing = Drawing(look, left=look.px(36))
    key = (
        Swatch("Budget (PL)", "page"),
        Swatch("Actual (AC)", "actual"),
        Swatch("ΔPL = actual − budget", ""),
    )
    top = heading(drawing, f"Spend by month, {unit.name}", key)
    columns = MonthColumns(drawing, months, unit, top, look.height)
    columns.draw()
    for at, month in enumerate(months):
        x = drawing.left + at * columns.slot
        drawing.fact((x, x + columns.slot), (top, look.height), _month_sentence(month, currency))
    return drawing.chart(look.height, _monthly_alt(months, currency), _monthly_table(frame, months, currency))


def _month(row: dict[object, object], closed_until: date) -> Month:
    first = pd.Timestamp(str(row["month"])).date()
    return Month(first, number(row["actual"]), number(row["budget"]), first <= closed_until)


def _month_sentence(month: Month, currency: str) -> str:
    name = f"{month_label(month.month)} {month.month.year}"
    if not month.closed:
        return f"{name}: budget {money_label(month.budget, currency)}, month still open"
    sums = (
        f"{name}: actual {money_label(month.actual, currency)}, budget {money_label(month.budget, currency)}"
    )
    return f"{sums}, {signed_money(month.variance, currency)}" if is_known(month.variance) else sums


def _monthly_alt(months: list[Month], currency: str) -> str:
    both = [month for month in months if is_known(month.variance)]
    if not both:
        budget = sum(month.budget for month in months if is_known(month.budget))
        return f"Budget {money_label(budget, currency)} over {len(months)} months; none can be compared with actual yet."
    actual, budget = sum(m.actual for m in both), sum(m.budget for m in both)
    gap = actual - budget
    ratio = f" ({signed_percent(gap / budget)})" if budget else ""
    worst = max(both, key=lambda month: abs(month.variance))
    return (
        f"{len(both)} closed months: actual {money_label(actual, currency)} against budget {money_label(budget, currency)}, "
        f"{signed_money(gap, currency)}{ratio}; furthest off in {month_label(worst.month)}: "
        f"{signed_money(worst.variance, currency)}."
    )


def _monthly_table(frame: pd.DataFrame, months: list[Month], currency: str) -> pd.DataFrame:
    actual = [exact(v) if m.closed else None for v, m in zip(frame["actual"], months, strict=True)]
    budget = [exact(v) for v in frame["budget"]]
    return pd.DataFrame(
        {
            "Month": [f"{month_label(m.month)} {m.month.year}" for m in months],
            f"Actual ({currency})": actual,
            f"Budget ({currency})": budget,
            f"Actual − budget ({currency})": [_gap(a, b) for a, b in zip(actual, budget, strict=True)],
        },
        dtype=object,
    )


def _gap(actual: Decimal | None, budget: Decimal | None) -> Decimal | None:
    return None if actual is None or budget is None else actual - budget
