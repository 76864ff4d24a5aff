"""The page Budget: the running year in sight, and everything behind it in tabs. Only the open tab is computed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd
import streamlit as st

from itstrat.charts import backtest, budget
from itstrat.numbers import day_label, fiscal_year_label, percent
from itstrat.ui import (
    budget_reserve,
    drawn,
    editions,
    hiring_table,
    inputs,
    layout,
    plan,
    saves,
    scenario_list,
    tabbed,
)
from itstrat.ui.words import plain

if TYPE_CHECKING:
    from collections.abc import Callable

    from itstrat.charts.drawing import Chart
    from itstrat.reports.budget import BudgetReport
    from itstrat.reports.statement import Scope

# The first figures stand on top of the page, the others where the years ahead are.
HEADLINES = 4
# The running difference is read below the months: half as high as they are.
_DIFFERENCE_HEIGHT = 250
_EVERY_DRIVER, _EVERY_YEAR = "All drivers", "All years"
_ODDS = "Odds of overspending"


def running_year(said: BudgetReport, scope: Scope) -> None:
    """The year by month, the running difference below it, and beside them what moved it and what was found."""
    ends = (said.landing.low, said.landing.high) if said.landing else (None, None)
    with st.grid(min_column_width=layout.HALF_WIDTH):
        with st.container(key="by_month"):
            _chart(
                (budget.landing_months, "landing_months", said.months_title),
                said.months,
                said,
                scope,
                about="Plan outlined, actual solid, forecast hatched; difference from plan above",
                closed_until=said.closed_until,
            )
            _chart(
                (budget.running_difference, "running_difference", said.running_title),
                said.running,
                said,
                scope,
                about="Sum of the differences from plan so far, with the range of 8 in 10 outcomes",
                tolerance=said.tolerance,
                height=_DIFFERENCE_HEIGHT,
            )
        with st.container(key="by_cause"):
            if len(said.bridge):
                _chart(
                    (budget.bridge, "bridge", said.bridge_title),
                    said.bridge,
                    said,
                    scope,
                    about="From budget to landing by cause; the bracket is where 8 in 10 outcomes lie",
                    low=ends[0],
                    high=ends[1],
                )
            if not layout.board_view():
                layout.findings(said.findings, "budget")


def show(said: BudgetReport, scope: Scope) -> None:
    """The tabs; the open one is in the address."""
    parts: dict[str, Callable[[BudgetReport, Scope], None]] = {
        "Years ahead": years,
        "Rows behind it": _rows_behind,
        "Reserve": budget_reserve.show,
        "Scenarios": scenario_list.show,
        "How sure": _certainty,
        "Hiring": _by_hand,
        "Budget lines": editions.show,
        "Saved changes": saves.show,
    }
    tabbed.show("budget_tab", parts, said, scope)


def years(said: BudgetReport, scope: Scope) -> None:
    """The years ahead by driver, and what cannot be said about them yet."""
    _chart(
        (budget.by_driver, "by_driver", said.years_title),
        said.years,
        said,
        scope,
        about="Every fiscal year of the horizon by what drives it; the bracket holds 8 in 10 outcomes",
        width=layout.PAGE_WIDTH,
    )
    if layout.board_view():
        return
    layout.figures(said.figures[HEADLINES:])
    if len(said.gaps):
        st.subheader("What cannot be said yet", anchor=False)
        layout.table(said.gaps, "budget_gaps", alt="Sources without an amount, and why")


def _chart(
    what: tuple[Callable[..., Chart], str, str],
    frame: pd.DataFrame,
    said: BudgetReport,
    scope: Scope,
    *,
    about: str,
    width: int = layout.HALF_WIDTH,
    **named: Any,
) -> None:
    """One chart of this report; nothing where its frame is empty."""
    draw, key, title = what
    if frame.empty:
        return
    # By what it shows, not by the inputs: what an input does not move is not drawn again.
    rows = str(frame.to_numpy().tolist())
    shown = drawn.chart(draw, frame, scope, rows, width=width, currency=said.currency, **named)
    source = f"Source: ledger to {day_label(said.closed_until)}, budget, contracts and assets, {day_label(scope.as_of)}"
    layout.chart(shown, key, title, f"{about}, {said.currency}", source)


def _rows_behind(said: BudgetReport, scope: Scope) -> None:
    drivers = list(dict.fromkeys(said.years["driver"]))
    names = {fiscal_year_label(int(year)): int(year) for year in dict.fromkeys(said.years["fiscal_year"])}
    with st.container(horizontal=True, key="line_choice"):
        driver = st.selectbox("Driver", [_EVERY_DRIVER, *drivers], key="line_driver")
        year = st.selectbox("Fiscal year", [_EVERY_YEAR, *names], key="line_year")
    rows = plan.budget_lines(
        scope, inputs.chosen(), None if driver == _EVERY_DRIVER else driver, names.get(year or "")
    )
    layout.table(rows, "budget_rows", money=["Amount"], alt="Forecast by fiscal year, driver and source")


def _by_hand(said: BudgetReport, scope: Scope) -> None:
    """What the forecast is told by hand: people by month; initiatives stand on the roadmap."""
    del said
    layout.editors_only()
    st.subheader("Who comes and who goes, by month", anchor=False)
    layout.aside("On top of the steady hires and leavers of the sidebar.")
    hiring_table.show(scope)
    st.subheader("Initiatives", anchor=False)
    layout.aside(
        "What they cost comes from the roadmap, month by month: move a bar there, and the forecast moves."
    )
    layout.link("roadmap", "Initiatives on Roadmap →")


def _certainty(said: BudgetReport, scope: Scope) -> None:
    """What makes the forecast uncertain, whether its rule held in the past, and what would narrow it most."""
    with st.grid(min_column_width=layout.HALF_WIDTH):
        if len(said.risk):
            shown = drawn.chart(
                backtest.drivers_of_risk,
                said.risk,
                scope,
                str(said.risk.to_numpy().tolist()),
                width=layout.HALF_WIDTH,
            )
            source = "Source: 10,000 paths of the plan with shared causes, always the same random numbers"
            about = "Each driver's part of the variance of next year's total"
            layout.chart(shown, "risk", said.risk_title, about, source)
        with st.container(key="narrowing"):
            st.subheader(plain(said.narrowing_title), anchor=False)
            _table(_shares(said.narrowing), "Missing inputs by how much knowing them would narrow the range")
            for reason in said.confidence_reasons:
                layout.aside(f"Confidence {said.confidence}: {reason}")
    st.subheader(plain(said.backtest_title), anchor=False)
    layout.aside(said.backtest_reason)
    _table(_rules(said.backtest), "Rules for unexplained spend, tested on the past")
    st.subheader("Odds by fiscal year", anchor=False)
    odds = _odds(said.odds)
    money = [name for name in odds.columns if name not in {"Fiscal year", _ODDS}]
    layout.table(odds, "odds", money=money, alt="Fiscal years with plan, range and odds of overspending")


def _shares(narrowing: pd.DataFrame) -> pd.DataFrame:
    columns = {
        "What is missing": narrowing["input"],
        "Share of the doubt": [percent(share) for share in narrowing["share"]],
        "The range shrinks by": [percent(share) for share in narrowing["narrowing"]],
    }
    return pd.DataFrame(columns)


def _rules(tested: pd.DataFrame) -> pd.DataFrame:
    if tested.empty:
        return tested
    shares = ("Error of the year", "Bias", "Range held")
    said = {name: [percent(share) for share in tested[name]] for name in shares}
    return tested.assign(**said, MASE=[f"{error:.2f}" for error in tested["MASE"]])


def _odds(odds: pd.DataFrame) -> pd.DataFrame:
    """Budget and odds only where some year has them."""
    known = odds.dropna(axis="columns", how="all")
    if _ODDS not in known:
        return known
    return known.assign(**{_ODDS: [percent(share) for share in known[_ODDS]]})


def _table(frame: pd.DataFrame, alt: str) -> None:
    """A few rows whose sentences must wrap; a grid would cut them."""
    if frame.empty:
        layout.aside("Nothing to show yet.")
        return
    st.table(frame.map(lambda cell: plain(str(cell))), hide_index=True, border="horizontal", alt=alt)
