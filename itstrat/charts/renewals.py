"""Renewals on a calendar: by when each contract must be cancelled, when it renews, for how much, and what it does by itself."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING

import pandas as pd

from itstrat.charts.drawing import Chart, Drawing
from itstrat.charts.lanes import STATES, Lanes, Renewal
from itstrat.charts.theme import SLIDE, Look
from itstrat.numbers import day_of, exact, is_known, money_label, plural

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

MOST_ROWS = 18


def timeline(
    frame: pd.DataFrame,
    as_of: dt.date,
    *,
    months: int = 15,
    look: Look = SLIDE,
    currency: str = "USD",
) -> Chart:
    """The next `months` months of renewals, first to cancel on top: a tick at the cancel-by date, a diamond at the renewal.

    `frame` has at least one row: name, vendor, cancel_by, renewal_on, amount, auto_renew, state ("overdue", "due", "ahead",
    "decided" or "unknown"); what is not known is None. At most 18 rows are drawn, those without a date last; a line below
    counts the rest, and the table holds them all.
    """
    rows = sorted(
        (_row(row) for row in frame.to_dict("records")),
        key=lambda r: (r.cancel_by is None, r.cancel_by or as_of),
    )
    layout = Lanes(Drawing(look), rows[:MOST_ROWS], as_of, months, currency)
    bottom = layout.draw()
    if len(rows) > MOST_ROWS:
        rest = plural(len(rows) - MOST_ROWS, "more contract")
        layout.drawing.label((0, bottom + look.px(10)), f"{rest} in the table.", fill="ink3")
        bottom += look.px(20)
    return layout.drawing.chart(bottom, _alt(rows, as_of, currency), _table(rows, currency))


def _row(row: Mapping[object, object]) -> Renewal:
    auto = bool(row["auto_renew"]) if is_known(row["auto_renew"]) else None
    vendor = str(row["vendor"]) if is_known(row["vendor"]) else "unknown vendor"
    cancel_by, renewal_on = day_of(row["cancel_by"]), day_of(row["renewal_on"])
    return Renewal(
        str(row["name"]), vendor, cancel_by, renewal_on, exact(row["amount"]), auto, str(row["state"])
    )


def _alt(rows: Sequence[Renewal], as_of: dt.date, currency: str) -> str:
    horizon = as_of + dt.timedelta(days=120)
    near = [row for row in rows if row.cancel_by is not None and as_of <= row.cancel_by <= horizon]
    overdue = [row for row in rows if row.state == "overdue"]
    undated = sum(row.cancel_by is None for row in rows)
    money = sum((row.amount for row in near if row.amount is not None), start=Decimal(0))
    said = f"{plural(len(near), 'contract')} to decide within 120 days, {money_label(money, currency)}"
    return f"{said}; {len(overdue)} overdue; {undated} without a date."


def _table(rows: Sequence[Renewal], currency: str) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "Contract": [row.name for row in rows],
            "Vendor": [row.vendor for row in rows],
            "Cancel by": [row.cancel_by for row in rows],
            "Renews on": [row.renewal_on for row in rows],
            f"Amount ({currency})": [row.amount for row in rows],
            "Renews itself": [{True: "yes", False: "no", None: None}[row.auto_renew] for row in rows],
            "State": [STATES[row.state].word for row in rows],
        },
        dtype=object,
    )
