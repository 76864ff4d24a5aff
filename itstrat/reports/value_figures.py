"""The headline figures of value: what came back, what came true of each kind, what waits for a signature."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pandas as pd

from itstrat.numbers import money_label, month_label, percent, plural
from itstrat.planning.money import ZERO, cents
from itstrat.reports.confidence import letter
from itstrat.reports.statement import Figure
from itstrat.reports.value_basis import Basis
from itstrat.reports.value_purpose import Purpose

if TYPE_CHECKING:
    from itstrat.reports.statement import Grade, Status
    from itstrat.store.reading import Row

# From 90% of what was projected a kind is on track, from 70% at risk: our thresholds.
_ON_TRACK, _AT_RISK = Decimal("0.9"), Decimal("0.7")
NAMES = {
    "cash": "Cash",
    "avoided": "Avoided cost",
    "time": "Released time",
    "experience": "Client experience",
}
_LABELS = {
    "cash": "Cash realised",
    "avoided": "Avoided cost realised",
    "time": "Released time realised",
    "experience": "Experience realised",
}


@dataclass(frozen=True, slots=True)
class Headline:
    """What came back of IT spend in the closed `months` of `period`.

    `back` is realised cash and realised avoided cost whose owner has signed: the only place where two kinds stand in one
    number, because both are bills. `ratio` is back over spend, None where nothing was spent or no month has ended.
    """

    period: str
    months: int
    cash: Decimal
    avoided: Decimal
    back: Decimal
    spend: Decimal
    ratio: Decimal | None


@dataclass(frozen=True, slots=True, eq=False)
class Said:
    """What figures, findings and titles are made of."""

    basis: Basis
    kinds: pd.DataFrame
    headline: Headline
    purpose: Purpose

    def kind(self, name: str) -> Row | None:
        """The row of a kind, None where nobody states it."""
        rows: list[Any] = self.kinds[self.kinds["kind"] == name].to_dict("records")
        return rows[0] if rows else None

    @property
    def until(self) -> str:
        """`to Oct 2026`."""
        return f"to {month_label(self.basis.until)} {self.basis.until.year}"

    @property
    def unsigned(self) -> Decimal:
        """A year of the cash that nobody has signed."""
        row = self.kind("cash")
        return row["unsigned_yearly"] if row else ZERO

    @property
    def grade(self) -> Grade:
        """By the share of the months due that were measured."""
        due = sum(len(one.due) for one in self.basis.stated)
        missing = sum(len(one.unmeasured) for one in self.basis.stated)
        return letter((due - missing) / due if due else None)


def headline(basis: Basis) -> Headline:
    """Over the closed months of the scope's fiscal year; what nobody measured counts 0."""
    months = basis.period.closed

    def came(kind: str, *, signed: bool) -> Decimal:
        members = (one for one in basis.stated if one.kind == kind and (one.benefit.confirmed or not signed))
        return sum((one.came(months) for one in members), ZERO)

    cash, avoided = came("cash", signed=False), came("avoided", signed=True)
    spend = sum((basis.spent.get(month, ZERO) for month in months), ZERO)
    ratio = (cash + avoided) / spend if spend > 0 else None
    return Headline(basis.period.to_date, len(months), cash, avoided, cash + avoided, spend, ratio)


def figures(said: Said) -> tuple[Figure, ...]:
    """The headline first, then the four kinds, then hours, signatures and what spend is for."""
    return (
        _back(said),
        *(_kind(said, kind) for kind in NAMES),
        _hours(said),
        _unsigned(said),
        _change(said),
    )


def _back(said: Said) -> Figure:
    found, currency = said.headline, said.basis.currency
    known = found.ratio is not None and bool(said.basis.stated)
    parts = f"{money_label(found.cash, currency)} cash, {money_label(found.avoided, currency)} avoided"
    return _figure(
        said, "Cost centre to value", _percent(found.ratio) if known else None, "%", found.period,
        note=f"{parts} of {money_label(found.spend, currency)}" if known else "",
        source="Value ledger, company ledger", confidence=said.grade,
    )  # fmt: skip


def _kind(said: Said, kind: str) -> Figure:
    row, currency = said.kind(kind), said.basis.currency
    if row is None or row["share"] is None:
        why = "not stated by any initiative" if row is None else "nothing was due yet"
        return _figure(said, _LABELS[kind], None, "%", said.until, note=why)
    missing = f", {plural(row['unmeasured'], 'month')} not measured" if row["unmeasured"] else ""
    note = f"{money_label(row['realised'], currency)} of {money_label(row['projected'], currency)}{missing}"
    return _figure(
        said, _LABELS[kind], _percent(row["share"]), "%", said.until, note=note, status=_status(row["share"]),
        confidence=said.grade,
    )  # fmt: skip


def _hours(said: Said) -> Figure:
    row = said.kind("time")
    hours, planned = (row["hours_realised"], row["hours_projected"]) if row else (None, None)
    note = "" if planned is None else f"of {planned:,.0f} hours projected"
    grade = said.grade if hours is not None else "unknown"
    return _figure(said, "Hours released", hours, "hours", said.until, note=note, confidence=grade)


def _unsigned(said: Said) -> Figure:
    row, currency = said.kind("cash"), said.basis.currency
    note = "does not lower the budget" if said.unsigned else "all cash is signed"
    signed = f", {money_label(row['yearly'] - said.unsigned, currency)} does" if row and said.unsigned else ""
    return _figure(
        said, "Unsigned cash", said.unsigned if row else None, currency, "a year, once in full",
        note=f"{note}{signed}" if row else "", status=("at risk" if said.unsigned else "on track") if row else "unknown",
        confidence="A" if row else "unknown",
    )  # fmt: skip


def _change(said: Said) -> Figure:
    year = said.basis.scope.fiscal_year
    share, unknown = said.purpose.share(year, "grow", "transform"), said.purpose.share(year, None)
    note = f"{percent(unknown)} of unknown purpose" if unknown else ""
    return _figure(
        said, "Grow and transform", _percent(share), "%", said.basis.period.to_date, note=note,
        source="Company ledger, roadmap", confidence="unknown" if share is None else letter(1 - float(unknown or 0)),
    )  # fmt: skip


def _figure(said: Said, label: str, value: Decimal | None, unit: str, period: str, **more: Any) -> Figure:
    about = {"source": "Value ledger", "confidence": "unknown"} | more
    return Figure(label, value, unit, period, said.basis.as_of, definition=_MEANS[label], **about)


def _percent(ratio: Decimal | None) -> Decimal | None:
    return None if ratio is None else cents(ratio * 100)


def _status(share: Decimal) -> Status:
    return "on track" if share >= _ON_TRACK else "at risk" if share >= _AT_RISK else "off track"


_CAME_TRUE = (
    "of all months that have ended, over what was projected for them; a month nobody measured counts 0. From 90% it is on "
    "track, from 70% at risk. It is never added to another kind of value."
)
_MEANS = {
    "Cost centre to value": "Cash that came true and avoided cost that came true and was signed by its owner, over IT "
    "spend, in the closed months of the fiscal year. Released time and client experience take no part in it.",
    "Cash realised": f"Bills that fell, {_CAME_TRUE}",
    "Avoided cost realised": f"Bills that did not come, {_CAME_TRUE}",
    "Released time realised": f"The value of hours released for other work, {_CAME_TRUE}",
    "Experience realised": f"The value of what clients feel, {_CAME_TRUE}",
    "Hours released": "Hours measured before an initiative less those measured since, summed over the months that have ended, "
    "where a benefit is measured in hours. Hours are no money: they lower no bill.",
    "Unsigned cash": "A year of the cash that initiatives are to bring once it is fully there, after the share "
    "that comes true, as far as its owner has not signed for it. Only signed cash lowers the budget.",
    "Grow and transform": "What initiatives that grow or transform the company cost by the plan, over IT spend of the "
    "ledger, in the closed months of the fiscal year. An initiative that does not say what it is for is of unknown purpose; "
    "all other IT spend runs the company.",
}
