"""The value ledger: what each benefit was to bring and what came true, by month, quarter and fiscal year, kind by kind."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

import pandas as pd

from itstrat.numbers import month_year
from itstrat.planning.benefits import KINDS
from itstrat.planning.money import ZERO

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date
    from decimal import Decimal

    from itstrat.reports.value_basis import Basis, Stated

_PERIOD = (
    "initiative_id", "initiative", "benefit", "kind", "period", "baseline", "unit", "measured", "projected", "realised",
    "unmeasured", "hours_projected", "hours_realised",
)  # fmt: skip
_MONTH = (
    "month", "benefit", "kind", "projected", "realised", "hours_projected", "hours_realised", "baseline", "measured",
    "unit", "note",
)  # fmt: skip
_KIND = (
    "kind", "realised", "projected", "share", "benefits", "unmeasured", "hours_realised", "hours_projected", "yearly",
    "unsigned_yearly",
)  # fmt: skip
_PANEL = ("kind", "quarter", "projected", "realised")


def by_quarter(basis: Basis) -> pd.DataFrame:
    """A row a benefit and fiscal quarter with anything in it, columns as by_year has them; `period` is FY27 Q3."""
    return _by(basis, basis.calendar.quarter_label)


def by_year(basis: Basis) -> pd.DataFrame:
    """A row a benefit and fiscal year with anything in it.

    `projected` is the whole period's. `realised` is what was measured in the months of it that have ended, None where
    none of them was to bring anything; months nobody measured count 0 and are counted in `unmeasured`. `baseline` and
    `measured` (the newest) are in the benefit's own unit, hours in hours, everything else in money.
    """
    return _by(basis, basis.year_label)


def months(basis: Basis, initiative_id: int) -> pd.DataFrame:
    """The same by month for one initiative: a row a month and benefit, by benefit."""
    rows = []
    for one in basis.of_initiative.get(initiative_id, ()):
        for month in basis.months:
            row = _row(one, [month])
            if row is not None:
                note = one.measured[month]["note"] if month in one.measured else ""
                rows.append({**row, "month": month, "note": note})
    return pd.DataFrame(rows, columns=[*_MONTH], dtype=object)


def kinds(basis: Basis) -> pd.DataFrame:
    """A row a kind that is stated, never added up: realised over projected to date, what is not measured, and a year of it.

    `unmeasured` counts months, `yearly` is a year once everything is fully there, `unsigned_yearly` the part of it whose
    owner has not signed.
    """
    rows = []
    for kind in KINDS:
        members = [one for one in basis.stated if one.kind == kind]
        if not members:
            continue
        realised = sum((one.realised for one in members), ZERO)
        planned = sum((one.projected for one in members), ZERO)
        rows.append(
            {
                "kind": kind,
                "realised": realised,
                "projected": planned,
                "share": realised / planned if planned > 0 else None,
                "benefits": len(members),
                "unmeasured": sum(len(one.unmeasured) for one in members),
                "hours_realised": _known(one.hours_released(sorted(one.measured)) for one in members),
                "hours_projected": _known(one.hours_projected(sorted(one.due)) for one in members),
                "yearly": sum((one.benefit.yearly for one in members), ZERO),
                "unsigned_yearly": sum(
                    (one.benefit.yearly for one in members if not one.benefit.confirmed), ZERO
                ),
            }
        )
    return pd.DataFrame(rows, columns=[*_KIND], dtype=object)


def panels(basis: Basis) -> pd.DataFrame:
    """Running totals by kind and quarter as the chart takes them: kind, quarter, projected, realised.

    The running quarter stands for what of it has ended (Oct 2026), so that its totals are those to date. realised is
    None after that, and for a kind of which nothing was measured. They end with the fiscal year, the running or the chosen one.
    """
    rows = []
    spans = _spans(basis)
    for kind in dict.fromkeys(
        one.kind for one in sorted(basis.stated, key=lambda one: KINDS.index(one.benefit.kind))
    ):
        members = [one for one in basis.stated if one.kind == kind]
        measured = any(one.measured for one in members)
        planned, came = ZERO, ZERO
        for label, span in spans:
            planned += sum((one.projected_in(span) for one in members), ZERO)
            came += sum((one.came(span) for one in members), ZERO)
            ended = measured and span[-1] <= basis.until
            rows.append(
                {"kind": kind, "quarter": label, "projected": planned, "realised": came if ended else None}
            )
    return pd.DataFrame(rows, columns=[*_PANEL], dtype=object)


def _spans(basis: Basis) -> list[tuple[str, list[date]]]:
    """The quarters with their months; what has not ended yet of the running one goes with the next."""
    spans: list[tuple[str, list[date]]] = []
    waiting: list[date] = []
    last = max(basis.calendar.fiscal_year(basis.as_of), basis.scope.fiscal_year)
    shown = (month for month in basis.months if basis.calendar.fiscal_year(month) <= last)
    for _, members in groupby(shown, basis.calendar.quarter_start):
        quarter = list(members)
        ended = [month for month in quarter if month <= basis.until]
        label = basis.calendar.quarter_label(quarter[0])
        if ended and len(ended) < len(quarter):
            spans.append((month_year(ended[-1]), ended))
            waiting = quarter[len(ended) :]
            continue
        spans.append((label, [*waiting, *quarter]))
        waiting = []
    return spans


def _by(basis: Basis, label: Callable[[date], str]) -> pd.DataFrame:
    periods = [(name, list(members)) for name, members in groupby(basis.months, label)]
    rows = []
    for one in basis.stated:
        for name, span in periods:
            row = _row(one, span)
            if row is not None:
                about = {key: one.row[key] for key in ("initiative_id", "initiative")}
                rows.append({**about, "period": name, **row})
    return pd.DataFrame(rows, columns=[*_PERIOD], dtype=object)


def _row(one: Stated, span: Sequence[date]) -> dict[str, Any] | None:
    """One benefit in one period; None where nothing is projected, due or measured in it."""
    planned = one.projected_in(span)
    seen = [month for month in span if month in one.measured]
    due = [month for month in span if month in one.due]
    if not (planned or seen or due):
        return None
    return {
        "benefit": one.row["name"],
        "kind": one.kind,
        "baseline": one.row["baseline"],
        "unit": one.row["unit"],
        "measured": one.measured[seen[-1]]["measured"] if seen else None,
        "projected": planned,
        "realised": one.came(span) if seen or due else None,
        "unmeasured": sum(month not in one.measured for month in due),
        "hours_projected": one.hours_projected(span),
        "hours_realised": one.hours_released(span),
    }


def _known(values: Any) -> Decimal | None:
    """The sum of those that are known; None where none is."""
    found = [value for value in values if value is not None]
    return sum(found, ZERO) if found else None
