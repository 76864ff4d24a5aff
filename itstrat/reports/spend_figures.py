"""The headline figures and findings about spend."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

import pandas as pd

from itstrat.numbers import day_label, money_label, percent, plural, signed_money
from itstrat.planning.money import cents
from itstrat.reports.confidence import letter
from itstrat.reports.statement import Figure, Finding, Grade, Status
from itstrat.store.reading import Row

if TYPE_CHECKING:
    from datetime import date

    from itstrat.reports.spend_period import SpendPeriod

LEDGER, BUDGET = "Company ledger", "Approved budget"
EXPLAINED = ("contract", "asset", "budget", "decision")
_SHOWN = (*EXPLAINED, "unexplained", "undecided")
_NOTHING = Decimal("0.00")
# Cost within 2% of budget is on track, within 5% at risk; only spending more is bad.
_AT_RISK, _OFF_TRACK = Decimal("0.02"), Decimal("0.05")
_KNOWN_ENOUGH = Decimal("0.9")
_LATE_DAYS = 7


@dataclass(frozen=True, slots=True)
class Comparison:
    """Actual and budget of the same closed months; None is unknown or not there."""

    actual: Decimal | None
    budget: Decimal | None

    @property
    def variance(self) -> Decimal | None:
        """Actual − budget; positive is overspent."""
        return None if self.actual is None or self.budget is None else self.actual - self.budget

    @property
    def ratio(self) -> Decimal | None:
        """The variance as a share of the budget; None without a budget."""
        return self.variance / self.budget if self.variance is not None and self.budget else None

    @property
    def status(self) -> Status:
        """How far over budget; spending less is on track."""
        if self.ratio is None:
            return "unknown"
        return (
            "on track" if self.ratio <= _AT_RISK else "at risk" if self.ratio <= _OFF_TRACK else "off track"
        )


@dataclass(frozen=True, slots=True)
class Known:
    """IT spend by what explains it, as store.spending.by_state gives it."""

    states: Mapping[str, Row]

    def amount(self, *states: str) -> Decimal:
        """The money in these states."""
        return sum((self.states[state]["amount"] for state in states if state in self.states), _NOTHING)

    def lines(self, state: str) -> int:
        """How many lines are in a state."""
        return int(self.states[state]["lines"]) if state in self.states else 0

    @property
    def waits(self) -> bool:
        """Whether lines wait for a decision and none is IT yet: what IT spent is unknown then, not nothing."""
        return self.lines("undecided") > 0 and not any(
            self.lines(state) for state in (*EXPLAINED, "unexplained")
        )

    @property
    def ratio(self) -> Decimal | None:
        """Explained IT money over all IT money, 0 to 1; None where no IT money was spent."""
        total = self.amount(*EXPLAINED, "unexplained")
        if total <= 0:
            return None
        return min(max(self.amount(*EXPLAINED) / total, Decimal(0)), Decimal(1))

    def frame(self) -> pd.DataFrame:
        """State, lines, amount; explained states first. A state whose credits outweigh its charges is left out."""
        rows = [self.states[state] for state in _SHOWN if self.amount(state) > 0]
        return pd.DataFrame(rows, columns=["state", "lines", "amount"], dtype=object)


def figures(
    compared: Comparison,
    year: Decimal | None,
    known: Known,
    capital: Sequence[Row],
    period: SpendPeriod,
    as_of: date,
    currency: str,
) -> tuple[Figure, ...]:
    """Spend and budget to date, the year's budget, the known-spend ratio, what is undecided, and capital spend."""
    trust = letter(None if known.ratio is None else float(known.ratio))
    return (
        _spend(compared, period, as_of, currency, trust),
        _budget(compared, year, period, as_of, currency),
        _known(known, period, as_of, currency),
        _undecided(known, period, as_of, currency),
        _capital(capital, period, as_of, currency),
    )


def findings(
    compared: Comparison, known: Known, period: SpendPeriod, posted_on: date | None, currency: str
) -> tuple[Finding, ...]:
    """What a reader must know before trusting the figures, and what waits for a decision."""
    found = []
    if period.closed and compared.budget is None:
        found.append(
            Finding("note", f"No approved budget covers the closed months of {period.label}.", "data")
        )
    if posted_on is not None and period.closed and (period.closed_until - posted_on).days > _LATE_DAYS:
        sentence = f"The newest ledger line is of {day_label(posted_on)}, so the last closed month may not be complete."
        found.append(Finding("at risk", sentence, "data"))
    if known.ratio is not None and known.ratio < _KNOWN_ENOUGH:
        sentence = (
            f"{percent(1 - known.ratio)} of IT spend ({money_label(known.amount('unexplained'), currency)}) "
            "is explained by no contract, purchase, budget line or decision."
        )
        found.append(Finding("at risk", sentence, "spend", known.lines("unexplained")))
    if known.lines("undecided"):
        money = money_label(known.amount("undecided"), currency)
        sentence = f"No rule says whether {money} of the ledger is IT: add rules, or decide the lines."
        found.append(Finding("note", sentence, "spend", known.lines("undecided")))
    return tuple(found)


def _spend(compared: Comparison, period: SpendPeriod, as_of: date, currency: str, trust: Grade) -> Figure:
    return Figure(
        label="IT spend to date",
        value=compared.actual,
        unit=currency,
        period=period.to_date,
        as_of=as_of,
        source=LEDGER,
        confidence=trust,
        definition="Money charged in the closed months of the fiscal year for what counts as IT, credits taken off. A "
        "month is closed once it is past and the ledger reaches it. Its target is the approved budget of those months.",
        status=compared.status,
        target=compared.budget,
        note=f"{signed_money(compared.variance, currency)} against budget"
        if compared.variance is not None
        else "",
    )


def _budget(
    compared: Comparison, year: Decimal | None, period: SpendPeriod, as_of: date, currency: str
) -> Figure:
    used = f"{percent(compared.actual / year)} used" if year and compared.actual is not None else ""
    return Figure(
        label="Budget for the year",
        value=year,
        unit=currency,
        period=period.label,
        as_of=as_of,
        source=BUDGET,
        confidence="unknown" if year is None else "A",
        definition="The approved IT budget of all twelve months of the fiscal year, operating and capital together.",
        note=used,
    )


def _known(known: Known, period: SpendPeriod, as_of: date, currency: str) -> Figure:
    ratio = known.ratio
    return Figure(
        label="Known spend",
        value=None if ratio is None else cents(ratio * 100),
        unit="%",
        period=period.so_far,
        as_of=as_of,
        source=LEDGER,
        confidence=letter(None if ratio is None else float(ratio)),
        definition="Share of IT spend explained by a contract, an asset purchase, a budget line or a decision, by money, "
        "in every month of the fiscal year that has begun.",
        status="unknown" if ratio is None else "on track" if ratio >= _KNOWN_ENOUGH else "at risk",
        target=_KNOWN_ENOUGH * 100,
        note=f"{money_label(known.amount('unexplained'), currency)} unexplained" if ratio is not None else "",
    )


def _undecided(known: Known, period: SpendPeriod, as_of: date, currency: str) -> Figure:
    return Figure(
        label="IT or not: undecided",
        value=known.amount("undecided") if known.states else None,
        unit=currency,
        period=period.so_far,
        as_of=as_of,
        source=LEDGER,
        confidence="A" if known.states else "unknown",
        definition="Money of ledger lines that no rule and no decision calls IT or not IT. It is in no other figure.",
        note=plural(known.lines("undecided"), "line") if known.states else "",
    )


def _capital(capital: Sequence[Row], period: SpendPeriod, as_of: date, currency: str) -> Figure:
    sums: dict[bool | None, Decimal] = {}
    for row in capital:
        sums[row["capital"]] = sums.get(row["capital"], _NOTHING) + row["amount"]
    said, total = sum(sums.values(), _NOTHING) - sums.get(None, _NOTHING), sum(sums.values(), _NOTHING)
    unclassified = sums.get(None)
    return Figure(
        label="Capital spend",
        value=sums.get(True, _NOTHING) if True in sums or False in sums else None,
        unit=currency,
        period=period.to_date,
        as_of=as_of,
        source=LEDGER,
        confidence=letter(float(said / total) if total > 0 else None),
        definition="IT spend of the closed months that the ledger books as capital (CapEx). The rest is operating (OpEx), "
        "but for lines that the ledger does not classify, which are counted apart.",
        note=f"{money_label(unclassified, currency)} unclassified" if unclassified else "",
    )
