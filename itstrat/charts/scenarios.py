"""Scenarios beside the approved plan by fiscal year, and a what-if before and after."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pandas as pd

from itstrat.charts.drawing import Chart, Drawing
from itstrat.charts.drivers import range_text
from itstrat.charts.hatching import HATCH
from itstrat.charts.layout import Swatch, heading
from itstrat.charts.lettering import shorten
from itstrat.charts.periods import Period, PeriodColumns
from itstrat.charts.ranges import Likely, Panels
from itstrat.charts.theme import SLIDE, Look
from itstrat.numbers import (
    exact,
    fiscal_year_label,
    is_known,
    money_label,
    money_unit,
    number,
    plural,
    signed_money,
    signed_percent,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def scenarios(frame: pd.DataFrame, *, look: Look = SLIDE, currency: str = "USD") -> Chart:
    """Up to five scenarios by fiscal year: a dot where each is expected, its 8-in-10 range, the difference from the first.

    `frame` has at least one row: scenario, fiscal_year (the year it ends), expected, low, high; an unknown amount is None.
    The scenario of the first row is the approved plan; the others keep the order in which they come, and stand left or
    right of it by their difference, on one scale for all years.
    """
    things = list(dict.fromkeys(str(name) for name in frame["scenario"]))
    years = sorted({int(year) for year in frame["fiscal_year"]})
    cells = {
        (fiscal_year_label(int(row["fiscal_year"])), str(row["scenario"])): Likely(
            number(row["expected"]), number(row["low"]), number(row["high"])
        )
        for row in frame.to_dict("records")
    }
    drawing = Drawing(look)
    note = f"dot = expected, line = 8-in-10 range, below = difference from {things[0]}"
    top = heading(drawing, "Scenarios by fiscal year", note=note)
    panels = Panels(drawing, [fiscal_year_label(year) for year in years], things, cells, top, currency)
    panels.draw()
    for rank, head in enumerate(panels.heads):
        for at, thing in enumerate(things):
            if (head, thing) in cells:
                drawing.fact(
                    *panels.area(rank, at), _cell_sentence(head, thing, cells[head, thing], currency)
                )
    return drawing.chart(
        panels.bottom + 2, _scenarios_alt(things, cells, currency), _scenarios_table(frame, currency)
    )


def before_after(frame: pd.DataFrame, *, look: Look = SLIDE, currency: str = "USD") -> Chart:
    """What a what-if changes: the approved plan outlined behind, the what-if hatched, the difference above on the same scale.

    `frame` has at least one row per fiscal year, in order: fiscal_year (the year it ends), before, after; an unknown amount
    is None.
    """
    years = [_year(row) for row in frame.to_dict("records")]
    unit = money_unit([v for y in years for v in (y.plan, y.forecast) if is_known(v)], currency)
    tiers = ("Change", "What-if")
    drawing = Drawing(look)
    drawing.left = max(drawing.width_of(tier, 11, 600) for tier in tiers) + look.px(8)
    key = (Swatch("Approved plan", "page"), Swatch("What-if, not approved", "page", shape=HATCH))
    top = heading(drawing, f"Budget before and after, {unit.name}", key)
    columns = PeriodColumns(drawing, years, unit, top, look.height, tiers)
    columns.draw()
    for at, year in enumerate(years):
        x = drawing.left + at * columns.slot
        drawing.fact((x, x + columns.slot), (top, look.height), _year_sentence(year, currency))
    return drawing.chart(
        look.height, _before_after_alt(years, currency), _before_after_table(frame, currency)
    )


def _cell_sentence(head: str, thing: str, likely: Likely, currency: str) -> str:
    said = f"{head}, {thing}: {money_label(likely.expected, currency)}"
    return said + range_text(likely.low, likely.high, currency)


def _scenarios_alt(things: Sequence[str], cells: Mapping[tuple[str, str], Likely], currency: str) -> str:
    """The scenario whose years together are furthest from the approved plan."""
    approved = shorten(things[0], 220, 11)
    if len(things) == 1:
        return f"{approved} alone; no scenario stands beside it."
    gaps = {thing: _gap(things[0], thing, cells) for thing in things[1:]}
    known = {thing: gap for thing, gap in gaps.items() if is_known(gap)}
    said = f"{plural(len(things) - 1, 'scenario')} beside {approved}"
    if not known:
        return f"{said}; none can be compared with it."
    furthest = max(known, key=lambda thing: abs(known[thing]))
    return f"{said}; furthest over all years: {shorten(furthest, 220, 11)}, {signed_money(known[furthest], currency)}."


def _gap(first: str, other: str, cells: Mapping[tuple[str, str], Likely]) -> float:
    """The sum of the differences over the years known for both; NaN where there is none."""
    heads = [head for head, thing in cells if thing == other and (head, first) in cells]
    gaps = [cells[head, other].expected - cells[head, first].expected for head in heads]
    known = [gap for gap in gaps if is_known(gap)]
    return sum(known) if known else math.nan


def _scenarios_table(frame: pd.DataFrame, currency: str) -> pd.DataFrame:
    names = {"expected": "Expected", "low": "Low, 8 in 10", "high": "High, 8 in 10"}
    return pd.DataFrame(
        {
            "Scenario": [str(name) for name in frame["scenario"]],
            "Fiscal year": [fiscal_year_label(int(year)) for year in frame["fiscal_year"]],
            **{f"{name} ({currency})": [exact(v) for v in frame[key]] for key, name in names.items()},
        },
        dtype=object,
    )


def _year(row: Mapping[object, object]) -> Period:
    name = fiscal_year_label(int(str(row["fiscal_year"])))
    return Period(name, name, number(row["before"]), math.nan, closed=False, forecast=number(row["after"]))


def _year_sentence(year: Period, currency: str) -> str:
    said = f"{year.name}: approved plan {money_label(year.plan, currency)}, what-if {money_label(year.forecast, currency)}"
    return f"{said}, {signed_money(year.variance, currency)}" if is_known(year.variance) else said


def _before_after_alt(years: Sequence[Period], currency: str) -> str:
    both = [year for year in years if is_known(year.variance)]
    if not both:
        return "The what-if cannot be compared with the approved plan."
    gap, plan = sum(year.variance for year in both), sum(year.plan for year in both)
    ratio = f" ({signed_percent(gap / plan)})" if plan else ""
    span = f"{both[0].name} to {both[-1].name}" if len(both) > 1 else both[0].name
    return f"What-if, not the approved plan: {signed_money(gap, currency)}{ratio} over {span}."


def _before_after_table(frame: pd.DataFrame, currency: str) -> pd.DataFrame:
    before, after = ([exact(v) for v in frame[key]] for key in ("before", "after"))
    gaps = [None if b is None or a is None else a - b for b, a in zip(before, after, strict=True)]
    return pd.DataFrame(
        {
            "Fiscal year": [fiscal_year_label(int(year)) for year in frame["fiscal_year"]],
            f"Approved plan ({currency})": before,
            f"What-if ({currency})": after,
            f"Change ({currency})": gaps,
        },
        dtype=object,
    )
