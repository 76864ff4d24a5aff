"""The titles of the page Budget: each is what its chart shows, with its number."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from itstrat.numbers import (
    fiscal_year_label,
    is_known,
    money_label,
    month_year,
    percent,
    plural,
    signed_money,
)
from itstrat.reports.budget_figures import VIEWS

if TYPE_CHECKING:
    import pandas as pd

    from itstrat.reports.budget_figures import Said


def titles(said: Said, risk: pd.DataFrame) -> dict[str, Any]:
    """The titles by the fields of the report."""
    return {
        "months_title": _months(said),
        "running_title": _running(said),
        "bridge_title": _bridge(said),
        "years_title": _years(said),
        "risk_title": _risk(risk),
        "backtest_title": _backtest(said),
        "narrowing_title": _narrowing(said),
    }


def _months(said: Said) -> str:
    rows = said.year.months.to_dict("records")
    gaps = [
        (row["forecast"] - row["plan"], row["month"])
        for row in rows
        if row["forecast"] is not None and row["plan"] is not None
    ]
    if not gaps:
        return f"Spend of {said.label} by month, as booked and as forecast"
    gap, month = max(gaps, key=lambda pair: abs(pair[0]))
    return f"{month_year(month)} is forecast furthest off its budget: {signed_money(gap, said.currency)}"


def _running(said: Said) -> str:
    landing, currency = said.year.landing, said.currency
    if landing is None or landing.variance is None or said.year.running.empty:
        return "There is no budget to compare with"
    so_far = [row["difference"] for row in said.year.running.to_dict("records") if row["kind"] == "actual"]
    end = f"the year ends at {signed_money(landing.variance, currency)}"
    if said.tolerance is not None:
        within = "within" if landing.variance <= said.tolerance else "beyond"
        end += f", {within} the {money_label(said.tolerance, currency)} held"
    return (
        f"{signed_money(so_far[-1], currency)} against budget so far; {end}"
        if so_far
        else f"No month is closed; {end}"
    )


def _bridge(said: Said) -> str:
    steps = [row for row in said.year.bridge.to_dict("records") if row["kind"] == "step"]
    if not steps:
        return (
            "Nothing stands between budget and landing"
            if len(said.year.bridge)
            else "There is no budget to start from"
        )
    most = max(steps, key=lambda row: abs(row["amount"]))
    return f"What moves the year most: {most['label']}, {signed_money(most['amount'], said.currency)}"


def _years(said: Said) -> str:
    first, last = said.years[1] if len(said.years) > 1 else said.years[0], said.years[-1]
    currency, how = said.currency, VIEWS[said.view]
    start = f"{fiscal_year_label(first.fiscal_year)} costs {money_label(first.total, currency)} as {how}"
    return f"{start}, {fiscal_year_label(last.fiscal_year)} {money_label(last.total, currency)}"


def _risk(risk: pd.DataFrame) -> str:
    if risk.empty:
        return "Nothing in the forecast is uncertain"
    worst = risk.iloc[0]
    return f"{worst['driver']} makes {percent(worst['share'])} of the doubt"


def _backtest(said: Said) -> str:
    seen = said.outlook
    if seen is None:
        return "There is no past to test the forecast against"
    if not seen.scores or not is_known(seen.scores[0].total_error):
        return f"{plural(seen.months, 'month')} of ledger are too few to test the forecast against"
    best = seen.scores[0]
    return (
        f"Tested {plural(best.origins, 'time')} against the past, the year was off by {percent(best.total_error)} "
        f"and its range held {percent(best.coverage)} of the time"
    )


def _narrowing(said: Said) -> str:
    if said.narrowing.empty:
        return "No missing input would narrow the range"
    return str(said.narrowing.iloc[0]["explanation"])
