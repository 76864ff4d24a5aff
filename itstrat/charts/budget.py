"""Budget: where the year lands by month, how far that is from plan, what moved it, and the years ahead by driver."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

import pandas as pd

from itstrat.charts.bridge import Row, Rows
from itstrat.charts.columns import StackedColumns
from itstrat.charts.drawing import Chart, Drawing
from itstrat.charts.drivers import (
    OTHER,
    UNKNOWN,
    driver_alt,
    driver_parts,
    driver_table,
    range_text,
    year_column,
)
from itstrat.charts.fan import Fan, Point, limit_text
from itstrat.charts.hatching import HATCH
from itstrat.charts.layout import Swatch, heading
from itstrat.charts.lettering import shorten
from itstrat.charts.periods import Period, PeriodColumns
from itstrat.charts.theme import SLIDE, Look
from itstrat.numbers import (
    exact,
    is_known,
    money_label,
    money_unit,
    month_label,
    number,
    plural,
    signed_money,
    signed_percent,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from decimal import Decimal

    from itstrat.numbers import Number

_AXIS = 52.0  # px left of the months, the same in both charts so that they stand above each other


def landing_months(
    frame: pd.DataFrame, closed_until: date, *, look: Look = SLIDE, currency: str = "USD"
) -> Chart:
    """The year by month: plan outlined, actual solid, forecast hatched, the difference from plan above on the same scale.

    `frame` has at least one row per month, in order: month (first day), plan, actual, forecast, low, high (the 8-in-10 range
    of the forecast); an unknown amount is None. A month that begins after `closed_until` is open and shows its forecast. The
    range of a month is said and stands in the table; it is drawn where it adds up, in `running_difference`.
    """
    months = [_month(row, closed_until) for row in frame.to_dict("records")]
    unit = money_unit([v for m in months for v in (m.shown, m.plan) if is_known(v)], currency)
    drawing = Drawing(look, left=look.px(_AXIS))
    key = (
        Swatch("Plan (PL)", "page"),
        Swatch("Actual (AC)", "actual"),
        Swatch("Forecast (FC)", "page", shape=HATCH),
        Swatch("ΔPL = difference from plan", ""),
    )
    top = heading(drawing, f"Spend by month, {unit.name}", key)
    columns = PeriodColumns(drawing, months, unit, top, look.height, ("ΔPL", "AC | FC"))
    columns.draw()
    for at, (month, row) in enumerate(zip(months, frame.to_dict("records"), strict=True)):
        x = drawing.left + at * columns.slot
        drawing.fact((x, x + columns.slot), (top, look.height), _month_sentence(month, row, currency))
    return drawing.chart(look.height, _landing_alt(months, currency), _landing_table(frame, months, currency))


def running_difference(
    frame: pd.DataFrame,
    tolerance: Decimal | None = None,
    *,
    look: Look = SLIDE,
    currency: str = "USD",
    height: int = 0,
) -> Chart:
    """The sum of the differences from plan so far, month by month to the year's end, with its 8-in-10 range.

    `frame` has at least one row per month, in order: month (first day), difference (the running sum), low, high (None where
    there is no range), kind ("actual" or "forecast"). `tolerance` is the overspend still accepted at the year's end, drawn
    as a limit that grows evenly over the year; None where none was set. `height` 0 fills that of the look.
    """
    look = replace(look, height=height or look.height)
    points = [_point(row) for row in frame.to_dict("records")]
    amounts = [v for p in points for v in (p.amount, p.low, p.high)]
    unit = money_unit([v for v in [*amounts, tolerance] if is_known(v)], currency)
    drawing = Drawing(look, left=look.px(_AXIS))
    ranged = ", with 8-in-10 range" if any(is_known(p.low) for p in points) else ""
    said = limit_text(unit, tolerance) if look.narrow and tolerance is not None else ""
    note = f"dotted: {said}" if said else ""
    top = heading(drawing, f"Running difference from plan, {unit.name}{ranged}", note=note)
    fan = Fan(drawing, points, unit, number(tolerance), top, look.height)
    fan.draw()
    for at, point in enumerate(points):
        across = (fan.x(at) - fan.slot / 2, fan.x(at) + fan.slot / 2)
        drawing.fact(across, (top, look.height), _point_sentence(point, currency))
    return drawing.chart(
        look.height, _difference_alt(points, tolerance, currency), _difference_table(frame, points, currency)
    )


def bridge(
    frame: pd.DataFrame,
    low: Decimal | None = None,
    high: Decimal | None = None,
    *,
    look: Look = SLIDE,
    currency: str = "USD",
) -> Chart:
    """What moved the year, from plan to forecast by its causes; more spend is orange-red, less is blue.

    `frame` has at least one row, in order: label, amount, kind ("total", "step" or "forecast"). Steps start where the row
    above ends and must add up to the total after them. `low` and `high` are the forecast's 8-in-10 range. Where steps would
    be too small to see, the totals are cut, marked // and said to be.
    """
    rows = [Row(str(r["label"]), number(r["amount"]), r["kind"]) for r in frame.to_dict("records")]
    ends = (None, None) if low is None or high is None else (float(low), float(high))
    layout = Rows(Drawing(look), rows, ends, 0.0, currency)
    note = "total bars are cut (//); steps are to scale" if layout.cut else ""
    layout.top = heading(layout.drawing, "What moved the year", note=note)
    layout.draw()
    for at, row in enumerate(rows):
        y = layout.top + at * layout.row_height
        text = signed_money(row.amount, currency) if row.kind == "step" else money_label(row.amount, currency)
        layout.drawing.fact((0, look.width), (y, y + layout.row_height), f"{row.label}: {text}")
    table = pd.DataFrame(
        {"Row": [row.label for row in rows], f"Amount ({currency})": [exact(v) for v in frame["amount"]]},
        dtype=object,
    )
    return layout.drawing.chart(layout.bottom, _bridge_alt(rows, ends, currency), table)


def by_driver(frame: pd.DataFrame, *, look: Look = SLIDE, currency: str = "USD") -> Chart:
    """The years ahead by driver as stacked columns with their totals, savings below zero, the total's range beside it.

    `frame`: fiscal_year (the year it ends), driver, amount, low_total, high_total (the 8-in-10 range of the whole year,
    repeated in its rows, None where there is none). Six drivers at most are told apart, the smallest are "Other drivers".
    """
    facts = frame.assign(driver=[str(name) if is_known(name) else UNKNOWN for name in frame["driver"]])
    parts = driver_parts(facts)
    shown = {part.name for part in parts}
    told = facts.assign(driver=[name if name in shown else OTHER for name in facts["driver"]])
    years = sorted({int(year) for year in facts["fiscal_year"]})
    columns = [year_column(told[told["fiscal_year"] == year], year, currency) for year in years]
    drawing = Drawing(look)
    ranged = " with its 8-in-10 range" if any(c.low is not None for c in columns) else ""
    top = heading(drawing, f"Budget by driver{ranged}", [part.swatch for part in reversed(parts)])
    StackedColumns(drawing, parts, columns, top, look.height, lambda v: money_label(v, currency)).draw()
    return drawing.chart(look.height, driver_alt(columns, currency), driver_table(facts, currency))


def _month(row: Mapping[object, object], closed_until: date) -> Period:
    first = pd.Timestamp(str(row["month"])).date()
    name, closed = month_label(first), first <= closed_until
    amounts = (number(row["plan"]), number(row["actual"]))
    return Period(f"{name} {first.year}", name, *amounts, closed, number(row["forecast"]))


def _month_sentence(month: Period, row: Mapping[object, object], currency: str) -> str:
    kind = "actual" if month.closed else "forecast"
    said = (
        f"{month.name}: {kind} {money_label(month.shown, currency)}, plan {money_label(month.plan, currency)}"
    )
    if is_known(month.variance):
        said += f", {signed_money(month.variance, currency)}"
    return said if month.closed else said + range_text(row["low"], row["high"], currency)


def _landing_alt(months: Sequence[Period], currency: str) -> str:
    closed = sum(month.closed for month in months)
    said = f"{plural(closed, 'month')} actual and {len(months) - closed} forecast"
    both = [month for month in months if is_known(month.variance)]
    if not both:
        return f"{said}; none can be compared with plan."
    shown, plan = sum(m.shown for m in both), sum(m.plan for m in both)
    gap = shown - plan
    ratio = f" ({signed_percent(gap / plan)})" if plan else ""
    worst = max(both, key=lambda month: abs(month.variance))
    return (
        f"{said}: {money_label(shown, currency)} against plan {money_label(plan, currency)}, "
        f"{signed_money(gap, currency)}{ratio}; furthest off in {worst.short}: {signed_money(worst.variance, currency)}."
    )


def _landing_table(frame: pd.DataFrame, months: Sequence[Period], currency: str) -> pd.DataFrame:
    plan = [exact(v) for v in frame["plan"]]
    actual = [exact(v) if m.closed else None for v, m in zip(frame["actual"], months, strict=True)]
    ahead = {
        name: [None if m.closed else exact(v) for v, m in zip(frame[name], months, strict=True)]
        for name in ("forecast", "low", "high")
    }
    shown = [a if m.closed else f for a, f, m in zip(actual, ahead["forecast"], months, strict=True)]
    gaps = [None if s is None or p is None else s - p for s, p in zip(shown, plan, strict=True)]
    columns = {"Plan": plan, "Actual": actual, "Forecast": ahead["forecast"], "Difference": gaps}
    columns |= {"Low, 8 in 10": ahead["low"], "High, 8 in 10": ahead["high"]}
    money = {f"{name} ({currency})": values for name, values in columns.items()}
    return pd.DataFrame({"Month": [m.name for m in months], **money}, dtype=object)


def _point(row: Mapping[object, object]) -> Point:
    first = pd.Timestamp(str(row["month"])).date()
    amounts = (number(row["difference"]), number(row["low"]), number(row["high"]))
    return Point(
        f"{month_label(first)} {first.year}", month_label(first), *amounts, actual=row["kind"] == "actual"
    )


def _point_sentence(point: Point, currency: str) -> str:
    kind = "actual" if point.actual else "forecast"
    said = f"{point.name}, {kind}: {signed_money(point.amount, currency)} from plan"
    if math.isnan(point.low + point.high):
        return said
    return f"{said}, 8 in 10: {signed_money(point.low, currency)} to {signed_money(point.high, currency)}"


def _difference_alt(points: Sequence[Point], tolerance: Decimal | None, currency: str) -> str:
    last = points[-1]
    said = f"The year ends {signed_money(last.amount, currency)} from plan"
    if not math.isnan(last.low + last.high):
        said += f", 8 in 10: {signed_money(last.low, currency)} to {signed_money(last.high, currency)}"
    if tolerance is None or math.isnan(last.amount):
        return f"{said}."
    where = "beyond" if last.amount > tolerance else "within"
    return f"{said}, {where} the tolerance of {signed_money(tolerance, currency)}."


def _difference_table(frame: pd.DataFrame, points: Sequence[Point], currency: str) -> pd.DataFrame:
    names = {"difference": "Running difference", "low": "Low, 8 in 10", "high": "High, 8 in 10"}
    money = {f"{name} ({currency})": [exact(v) for v in frame[key]] for key, name in names.items()}
    kinds = ["actual" if point.actual else "forecast" for point in points]
    return pd.DataFrame({"Month": [p.name for p in points], "Kind": kinds, **money}, dtype=object)


def _bridge_alt(rows: Sequence[Row], ends: tuple[Number | None, Number | None], currency: str) -> str:
    steps = sorted((r for r in rows if r.kind == "step"), key=lambda row: -abs(row.amount))
    first, last = rows[0], rows[-1]
    said = f"From {money_label(first.amount, currency)} to {money_label(last.amount, currency)}"
    said += range_text(*ends, currency)
    moved = [f"{shorten(row.label, 220, 11)} {signed_money(row.amount, currency)}" for row in steps[:3]]
    return f"{said}; most moved by {', '.join(moved)}." if moved else f"{said}; nothing moved it."
