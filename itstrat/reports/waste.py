"""Spend worth a second look: paid twice, dearer than agreed, subscribed without a contract, contracted without use."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Literal

import pandas as pd

from itstrat.numbers import money_label, plural
from itstrat.planning.calendar import FiscalCalendar, add_months
from itstrat.planning.duplicates import CREDIT_DAYS, duplicates
from itstrat.planning.waste import CREEP_MONTHS, dormant_contracts, price_creep, unmanaged_subscriptions
from itstrat.reports.statement import Figure, Finding, Scope
from itstrat.store import spending, waste
from itstrat.store.outline import outline

if TYPE_CHECKING:
    from collections.abc import Sequence

    from itstrat.store.database import Store
    from itstrat.store.reading import Reader, Row

Search = Literal["duplicates", "creep", "subscriptions", "dormant"]
COLUMNS = ["what", "department", "stake", "since", "why"]
# Title of the list, what is in question, and what to do about it.
SEARCHES: dict[Search, tuple[str, str, str]] = {
    "duplicates": (
        "Paid twice",
        "may have been paid twice",
        "Ask the vendor for the money back, or decide the line.",
    ),
    "creep": (
        "Dearer than agreed",
        "a year is charged above the agreed price rise",
        "Hold the vendor to the cap before the next renewal.",
    ),
    "subscriptions": (
        "Subscriptions without a contract",
        "a year goes to subscriptions that no contract explains",
        "Add the contract, assign the vendor, or cancel.",
    ),
    "dormant": (
        "Contracts without spend",
        "a year is contracted but not charged",
        "Find out whether it is booked elsewhere, not billed, or not used: then cancel it.",
    ),
}


@dataclass(frozen=True, slots=True)
class WasteList:
    """What one search found. `frame` has COLUMNS; stake is Decimal or None (unknown), largest first."""

    search: Search
    title: str
    advice: str
    frame: pd.DataFrame

    @property
    def stake(self) -> Decimal:
        """The money in question, as far as it is known."""
        return sum((stake for stake in self.frame["stake"] if stake is not None), Decimal(0))


@dataclass(frozen=True, slots=True)
class WasteReport:
    """All four searches in the order of SEARCHES, with what they come to."""

    currency: str
    period: str
    as_of: date
    lists: tuple[WasteList, ...]

    @property
    def findings(self) -> tuple[Finding, ...]:
        """One sentence per search that found something."""
        return tuple(
            Finding(
                "at risk",
                f"{money_label(found.stake, self.currency)} {SEARCHES[found.search][1]}.",
                "spend",
                len(found.frame),
            )
            for found in self.lists
            if len(found.frame)
        )

    @property
    def figure(self) -> Figure:
        """The money of all four."""
        count = sum(len(found.frame) for found in self.lists)
        return Figure(
            label="Worth a second look",
            value=sum((found.stake for found in self.lists), Decimal(0)),
            unit=self.currency,
            period=self.period,
            as_of=self.as_of,
            source="Company ledger and contracts",
            confidence="unknown",
            definition="Payments that look made twice (once each), charges above the agreed price rise, subscriptions "
            "without a contract and contracts without charges (a year each). They point; a person judges.",
            note=plural(count, "finding"),
        )


def report(store: Store, scope: Scope) -> WasteReport:
    """All four searches over the whole company, whatever the scope's department: see `within`.

    Duplicates are those of the scope's fiscal year up to its day; the others look back from that day.
    """
    with store.snapshot() as plan:
        seen = outline(plan)
        calendar = FiscalCalendar(seen.fiscal_year_start)
        contracts = waste.live_contracts(plan, scope.as_of)
        begun, _ = spending.ledger_span(plan)
        found = {
            "duplicates": _duplicates(plan, calendar, scope),
            "creep": _creep(plan, contracts, scope.as_of),
            "subscriptions": _subscriptions(plan, scope.as_of),
            "dormant": _dormant(contracts, scope.as_of, begun),
        }
    lists = tuple(
        WasteList(search, title, advice, pd.DataFrame(found[search], columns=COLUMNS, dtype=object))
        for search, (title, _, advice) in SEARCHES.items()
    )
    return WasteReport(
        seen.currency, f"{calendar.label(scope.fiscal_year)} and the last 24 months", scope.as_of, lists
    )


def everywhere(scope: Scope) -> Scope:
    """The scope of all departments: the searches are made once for the company."""
    return replace(scope, department_id=None)


def within(found: WasteReport, department: str | None) -> WasteReport:
    """What of it concerns one department, by name; all of it for None."""
    if department is None:
        return found
    lists = (
        replace(each, frame=each.frame[each.frame["department"] == department].reset_index(drop=True))
        for each in found.lists
    )
    return replace(found, lists=tuple(lists))


def _duplicates(plan: Reader, calendar: FiscalCalendar, scope: Scope) -> list[Row]:
    first, last = calendar.bounds(scope.fiscal_year)
    last = min(last, scope.as_of)
    lines = waste.alike_lines(plan, date.fromordinal(first.toordinal() - CREDIT_DAYS), last)
    if lines.empty:
        return []
    about = {line["id"]: line for line in _records(lines)}
    return [
        _row(
            what=about[pair["second_id"]]["vendor"],
            department=about[pair["second_id"]]["department"],
            stake=pair["stake"],
            since=pd.Timestamp(pair["second_on"]).date(),
            why=pair["explanation"],
        )
        for pair in _records(duplicates(lines))
        if pd.Timestamp(pair["second_on"]).date() >= first
    ]


def _creep(plan: Reader, contracts: Sequence[Row], as_of: date) -> list[Row]:
    charges = waste.contract_charges(plan, add_months(as_of.replace(day=1), -CREEP_MONTHS), as_of)
    about = {row["id"]: row for row in contracts}
    charges = charges[charges["contract_id"].isin(about)]
    if charges.empty:
        return []
    found = price_creep(charges, {key: row["uplift_cap"] for key, row in about.items()})
    rows = []
    for creep in _records(found):
        contract = about[creep["contract_id"]]
        seats = " More seats may be a part of it." if contract["seats_paid"] else ""
        rows.append(_of_contract(contract, creep, creep["explanation"] + seats, None))
    return rows


def _subscriptions(plan: Reader, as_of: date) -> list[Row]:
    charges = waste.regular_charges(plan, add_months(as_of, -CREEP_MONTHS), as_of)
    if charges.empty:
        return []
    booked = charges.groupby("vendor_key")["department"].agg(_most)
    return [
        _row(
            what=each["vendor_key"],
            department=booked[each["vendor_key"]],
            stake=each["stake"],
            since=each["first_on"],
            why=each["explanation"],
        )
        for each in _records(unmanaged_subscriptions(charges, as_of))
    ]


def _dormant(contracts: Sequence[Row], as_of: date, ledger_from: date | None) -> list[Row]:
    if not contracts or ledger_from is None:
        return []
    about = {row["id"]: row for row in contracts}
    charged = {key: row["last_on"] for key, row in about.items() if row["last_on"] is not None}
    found = dormant_contracts(pd.DataFrame(contracts), charged, as_of, ledger_from)
    return [
        _of_contract(about[each["contract_id"]], each, each["explanation"], each["last_on"])
        for each in _records(found)
    ]


def _of_contract(contract: Row, found: Row, why: str, since: date | None) -> Row:
    return _row(
        what=f"{contract['name']}, {contract['vendor']}",
        department=contract["department"],
        stake=found["stake"],
        since=since,
        why=why,
    )


def _row(**columns: Any) -> Row:
    """A row with None for every way in which a frame says that it does not know."""
    return {name: None if _unknown(value) else value for name, value in columns.items()}


def _unknown(value: Any) -> bool:
    return bool(pd.isna(value))


def _records(frame: pd.DataFrame) -> list[Row]:
    return [{str(name): value for name, value in row.items()} for row in frame.to_dict("records")]


def _most(names: pd.Series[Any]) -> str | None:
    counts = names.dropna().value_counts()
    return None if counts.empty else str(counts.index[0])
