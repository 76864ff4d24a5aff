"""What the page Value stands on: initiatives with what they are to bring and what came true, and what IT cost by month."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING

from itstrat.planning.benefits import Benefit, closed, planned, projected, released
from itstrat.planning.calendar import FiscalCalendar, add_months, month_end, month_start, month_starts
from itstrat.planning.initiative_lines import Initiative
from itstrat.planning.money import ZERO, cents
from itstrat.reports.roadmap_basis import dated
from itstrat.reports.spend_period import SpendPeriod, spend_period
from itstrat.reports.statement import Scope
from itstrat.store import budget, spending
from itstrat.store.outline import Outline, outline
from itstrat.store.reading import Row
from itstrat.store.roadmap import roadmap

if TYPE_CHECKING:
    from itstrat.planning.assumptions import Inputs
    from itstrat.store.database import Store


@dataclass(frozen=True, slots=True)
class Stated:
    """One benefit as it is recorded, as it is planned with, and what was measured of it in months that have ended."""

    row: Row
    benefit: Benefit
    measured: Mapping[date, Row]
    due: frozenset[date]

    @property
    def kind(self) -> str:
        """cash, avoided, time or experience."""
        return self.benefit.kind

    @property
    def realised(self) -> Decimal:
        """All that came true so far."""
        return sum((row["value"] for row in self.measured.values()), ZERO)

    @property
    def projected(self) -> Decimal:
        """All that was to come true so far."""
        return self.projected_in(sorted(self.due))

    @property
    def unmeasured(self) -> list[date]:
        """The months, in order, in which it was to bring something and nobody measured."""
        return sorted(self.due - self.measured.keys())

    def projected_in(self, months: Sequence[date]) -> Decimal:
        """What it is to bring in these months."""
        return sum(projected(self.benefit, months), ZERO)

    def came(self, months: Sequence[date]) -> Decimal:
        """What came true in these months; what nobody measured counts 0."""
        return sum((self.measured[month]["value"] for month in months if month in self.measured), ZERO)

    def hours_projected(self, months: Sequence[date]) -> Decimal | None:
        """Hours it is to release in these months; None where nobody says how many a month."""
        if self.row["hours_monthly"] is None:
            return None
        return sum(projected(replace(self.benefit, monthly=self.row["hours_monthly"]), months), ZERO)

    def hours_released(self, months: Sequence[date]) -> Decimal | None:
        """Hours measured as released in these months; None where none of them was measured in hours."""
        rows = (self.measured[month] for month in months if month in self.measured)
        known = [released(self.row["unit"], self.row["baseline"], row["measured"]) for row in rows]
        found = [hours for hours in known if hours is not None]
        return cents(sum(found, ZERO)) if found else None


@dataclass(frozen=True)
class Basis:
    """The records of the scope's department on its day. `rows` are its initiatives, `costed` the same as the budget sees them.

    `spent` is IT spend by month, of every month the ledger covers that has ended. `rate` is the discount rate a year.
    """

    outline: Outline
    scope: Scope
    rate: Decimal
    rows: list[Row]
    stated: tuple[Stated, ...]
    costed: Mapping[int, Initiative]
    spent: Mapping[date, Decimal]
    period: SpendPeriod

    @property
    def as_of(self) -> date:
        """The day on which everything is seen."""
        return self.scope.as_of

    @property
    def currency(self) -> str:
        """The company's."""
        return self.outline.currency

    @cached_property
    def calendar(self) -> FiscalCalendar:
        """The company's fiscal year."""
        return FiscalCalendar(self.outline.fiscal_year_start)

    @cached_property
    def until(self) -> date:
        """The last month that has ended."""
        return add_months(month_start(self.as_of), -1)

    @cached_property
    def months(self) -> list[date]:
        """From the first month with a value to the end of the fiscal year after the running and the chosen one."""
        begins = [one.benefit.starts_on for one in self.stated if one.benefit.starts_on]
        first = min([*begins, *(month for one in self.stated for month in one.measured)], default=None)
        if first is None:
            return []
        last = max(self.calendar.fiscal_year(self.as_of), self.scope.fiscal_year) + 1
        return month_starts(first, self.calendar.bounds(last)[1])

    @cached_property
    def of_initiative(self) -> Mapping[int, list[Stated]]:
        """The benefits of each initiative that states any."""
        found: dict[int, list[Stated]] = {}
        for one in self.stated:
            found.setdefault(one.row["initiative_id"], []).append(one)
        return found

    def year_label(self, month: date) -> str:
        """`FY27`."""
        return self.calendar.label(self.calendar.fiscal_year(month))


def basis(store: Store, scope: Scope, inputs: Inputs) -> Basis:
    """Everything read at once; benefits as these inputs plan with them."""
    with store.snapshot() as plan:
        seen, recorded = outline(plan), roadmap(plan)
        covered = spending.ledger_span(plan)
        costed = budget.initiatives(plan, scope.department_id, done=True)
        span = (covered[0] or scope.as_of, covered[1] or scope.as_of)
        spent = spending.by_month(plan, *span, scope.department_id)
    rows = [row for row in recorded.initiatives if scope.department_id in (None, row["department_id"])]
    live = {row["id"]: _live_on(row) for row in rows}
    measured: dict[int, dict[date, Row]] = {}
    for row in recorded.values:
        if month_end(row["month"]) < scope.as_of:
            measured.setdefault(row["benefit_id"], {})[row["month"]] = row
    stated = (
        _stated(row, live[row["initiative_id"]], measured.get(row["id"], {}), scope.as_of, inputs)
        for row in recorded.benefits
        if row["initiative_id"] in live
    )
    return Basis(
        outline=seen,
        scope=scope,
        rate=inputs.number("discount_rate"),
        rows=rows,
        stated=tuple(stated),
        costed={one.source_id: one for one in costed},
        spent={
            row["month"]: row["actual"]
            for row in spent
            if row["actual"] is not None and month_end(row["month"]) < scope.as_of
        },
        period=spend_period(scope, seen.fiscal_year_start, covered),
    )


def _live_on(row: Row) -> date | None:
    """The month after the work; None while it is not scheduled."""
    return add_months(month_start(row["finish_on"]), 1) if dated(row) else None


def _stated(
    row: Row, live_on: date | None, measured: Mapping[date, Row], as_of: date, inputs: Inputs
) -> Stated:
    benefit = Benefit(
        key=str(row["id"]),
        kind=row["kind"],
        monthly=row["monthly"],
        starts_on=row["start_on"] or live_on,
        ramp_months=row["ramp_months"],
        realisation=row["realisation"],
        confirmed=row["confirmed_by"] is not None,
    )
    as_planned = planned(benefit, inputs)
    return Stated(row, as_planned, measured, frozenset(closed(as_planned, as_of)))
