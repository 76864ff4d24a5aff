"""What the page Budget stands on: the plan's records read once, and the forecasts made of them, kept while they hold."""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from itstrat.planning.calendar import FiscalCalendar, add_months, month_start, month_starts
from itstrat.planning.contract_frame import contract_frame
from itstrat.planning.landing import seen_on
from itstrat.planning.money import ZERO
from itstrat.planning.plan_facts import PlanFacts
from itstrat.reports.data_quality import DataQuality, data_quality
from itstrat.reports.initiative_caps import Capped, capped
from itstrat.store import budget, spending
from itstrat.store.outline import Outline, outline
from itstrat.store.reading import Row
from itstrat.store.roadmap import roadmap

if TYPE_CHECKING:
    from collections.abc import Callable

    from itstrat.planning.contract_frame import View
    from itstrat.reports.statement import Scope
    from itstrat.store.database import Store
    from itstrat.store.reading import Reader

MOST_YEARS = 5
_CHARGED_MONTHS, _LATE_MONTHS = 15, 2
_PLANS, _ANSWERS = 3, 96


@dataclass(frozen=True, slots=True, eq=False)
class Basis:
    """The records, as of a day and for one department or all; nothing in it depends on the CIO's inputs.

    The running year is that of the day, `year` its months. `closed` are those that are past and in the ledger; the forecast begins
    with `opens` and is seen on `seen_on`, a day of that month: as_of, or an earlier month's end when the ledger lags.
    `unsaid` are months of the year before `opens` of which the ledger says nothing. `booked` and `budgeted` are rows as
    store.budget has them, of the twelve months before and of all years of the plan. `by_day` is what contracts cost in the
    closed months by the day, `late` what they owed in the last two and nobody has charged. `categories` are those of
    contracts; `planned_people` are those that departments plan in two years. `capped` are all initiatives of the company, since
    caps are the company's.
    """

    outline: Outline
    calendar: FiscalCalendar
    as_of: date
    fiscal_year: int
    year: tuple[date, ...]
    closed: tuple[date, ...]
    unsaid: tuple[date, ...]
    seen_on: date
    facts: PlanFacts
    booked: tuple[Row, ...]
    budgeted: tuple[Row, ...]
    categories: dict[int, str | None]
    by_day: Decimal
    late: Decimal
    planned_people: Decimal | None
    capped: Capped
    quality: DataQuality

    @property
    def opens(self) -> date:
        """The first month of the forecast."""
        return month_start(self.seen_on)

    @property
    def is_told(self) -> bool:
        """Whether the ledger or a contract says what IT costs; where neither does, a sum of nothing is unknown, not 0."""
        return bool(self.booked or self.facts.contracts)

    def months(self, years: int) -> tuple[date, ...]:
        """The months of the forecast up to the end of so many fiscal years, the running one counted."""
        return tuple(month_starts(self.opens, self.calendar.bounds(self.fiscal_year + years - 1)[1]))


@dataclass(slots=True, eq=False)
class Working:
    """One basis with the answers made from it. Hold `lock` while asking: one answer is worked out at a time."""

    basis: Basis
    lock: threading.RLock = field(default_factory=threading.RLock)
    answers: dict[Any, Any] = field(default_factory=dict)

    def kept(self, key: Any, make: Callable[[], Any]) -> Any:
        """The answer of that key, made when it is not there; keys name everything the answer depends on.

        An answer that others are made of may stand for all it depends on: while it is kept, it is the same object.
        """
        self.answers[key] = self.answers.pop(key) if key in self.answers else make()
        return self.answers[key]

    def forget_oldest(self) -> None:
        """Keep a bounded number of answers, those that were asked for last."""
        while len(self.answers) > _ANSWERS:
            del self.answers[next(iter(self.answers))]


class Kept:
    """The bases of a few plans, departments and days, for any number of threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._workings: OrderedDict[Any, Working] = OrderedDict()

    def working(self, store: Store, scope: Scope) -> Working:
        """What is known for the plan as it is now; read when it is not there yet."""
        key = (store.settings.database, store.data_version, scope.department_id, scope.as_of)
        with self._lock:
            found = self._workings.get(key)
            if found is None:
                with store.snapshot() as plan:
                    found = Working(basis(plan, scope))
                self._workings[key] = found
            self._workings.move_to_end(key)
            while len(self._workings) > _PLANS:
                self._workings.popitem(last=False)
        return found


def basis(plan: Reader, scope: Scope) -> Basis:
    """The records behind the forecast of the scope's department, seen on its day."""
    seen = outline(plan)
    calendar = FiscalCalendar(seen.fiscal_year_start)
    year = calendar.fiscal_year(scope.as_of)
    covered = spending.ledger_span(plan)
    opened = seen_on(calendar, scope.as_of, covered[1])
    first, opens = calendar.bounds(year)[0], month_start(opened)
    past = [month for month in calendar.months(year) if month < opens]
    closed = tuple(month for month in past if covered[0] is not None and month >= covered[0])
    last = calendar.bounds(year + MOST_YEARS - 1)[1]
    facts = budget.facts(plan, opened, scope.department_id)
    charged = budget.last_charged(plan, add_months(opens, -_CHARGED_MONTHS), scope.as_of)
    agreed = plan.rows("select id, category from contract where deleted_at is null")
    return Basis(
        outline=seen,
        calendar=calendar,
        as_of=scope.as_of,
        fiscal_year=year,
        year=tuple(calendar.months(year)),
        closed=closed,
        unsaid=tuple(month for month in past if month not in closed),
        seen_on=opened,
        facts=facts,
        booked=tuple(budget.booked(plan, add_months(opens, -12), add_months(opens, -1), scope.department_id)),
        budgeted=tuple(budget.budgeted(plan, first, last, scope.department_id)),
        categories={row["id"]: row["category"] for row in agreed},
        by_day=_contracts(facts, opened, closed, "pnl"),
        late=_late_invoices(facts, opened, closed, charged),
        planned_people=budget.planned_people(plan, scope.department_id),
        capped=capped(calendar, scope.as_of, budget.initiatives(plan, done=True), roadmap(plan)),
        quality=data_quality(plan, scope.as_of),
    )


def _late_invoices(
    facts: PlanFacts, seen_on: date, closed: tuple[date, ...], charged: dict[int, date | None]
) -> Decimal:
    """What contracts owed in the last two closed months whose vendor the ledger knows but has not seen since.

    A vendor charged in the month before the two, or later, owes nothing: invoices come early as well.
    """
    months = closed[-_LATE_MONTHS:]
    if not months:
        return ZERO
    since = add_months(months[0], -1)
    silent = {key for key, last in charged.items() if last is not None and last < since}
    owing = {key: one for key, one in facts.contracts.items() if key in silent}
    return _contracts(replace(facts, contracts=owing), seen_on, months, "cash")


def _contracts(facts: PlanFacts, seen_on: date, months: tuple[date, ...], view: View) -> Decimal:
    """What the contracts cost in these months."""
    if not facts.contracts or not months:
        return ZERO
    return sum(contract_frame(facts.contracts, seen_on, months, view).frame["amount"], ZERO)
