"""What is to be scheduled: projects, who waits for whom, and the limits, on a grid of months counted from 0."""

from __future__ import annotations

import calendar
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import cache, cached_property
from typing import TYPE_CHECKING

from itstrat.planning.calendar import add_months
from itstrat.planning.money import ZERO, allocate, cents
from itstrat.planning.task_links import offset

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from itstrat.planning.task_links import Link

DAYS_A_MONTH = Decimal("365.25") / 12


@dataclass(frozen=True, slots=True)
class Project:
    """Work of so many whole months (0 is a milestone), its money, the team it takes, and what binds it.

    `cost` is by month of work, `run` a month from go-live (the month after the work), `benefit` by month from go-live,
    its last amount going on. `use` is FTE by team for every month of work. `deadline` is the last month it may still be
    worked in; it starts from `earliest` to `latest`. Of the projects that name a `group` at most one is chosen.
    `fixed` is the start of work that has begun (may lie before month 0): it does not move and waits for nobody.
    """

    key: str
    months: int
    cost: tuple[Decimal, ...] = ()
    run: Decimal = ZERO
    benefit: tuple[Decimal, ...] = ()
    use: Mapping[str, Decimal] = field(default_factory=dict)
    mandatory: bool = False
    deadline: int | None = None
    group: str | None = None
    earliest: int = 0
    latest: int | None = None
    fixed: int | None = None
    barred: bool = False
    name: str = ""

    def __post_init__(self) -> None:
        if self.earliest < 0 or self.months < 0 or len(self.cost) > self.months:
            raise ValueError(
                f"Project {self.key}: it has no more months of cost than months of work; none lies below 0."
            )

    @property
    def label(self) -> str:
        """How sentences name it."""
        return self.name or self.key

    def net(self, months: int) -> list[tuple[Decimal, Decimal]]:
        """(cost, benefit) by month from its start, for so many months."""
        rows = [(self.cost[k] if k < len(self.cost) else ZERO, ZERO) for k in range(min(self.months, months))]
        rows += [(self.run, self._benefit(k)) for k in range(months - len(rows))]
        return rows

    def _benefit(self, live: int) -> Decimal:
        return self.benefit[min(live, len(self.benefit) - 1)] if self.benefit else ZERO


@dataclass(frozen=True, slots=True)
class Wait:
    """`after` starts at least `months` after the start of `before`, and only if that is chosen too."""

    before: str
    after: str
    months: int


@dataclass(frozen=True)
class Problem:
    """All of it. `years` names the fiscal year of every month, in order; its length is the horizon.

    `capacity` is FTE by team (as sentences name it) for every month; a team that is not named limits nothing. `caps` is the most that may be
    spent in a fiscal year, one-off and running cost together; a year that is not named has none. `rate` is the yearly
    discount. `first_on` is the first month's day and `currency` that of all amounts ("": not said), only for words.
    """

    projects: tuple[Project, ...]
    years: tuple[int, ...]
    waits: tuple[Wait, ...] = ()
    capacity: Mapping[str, tuple[Decimal, ...]] = field(default_factory=dict)
    caps: Mapping[int, Decimal] = field(default_factory=dict)
    rate: Decimal = Decimal(0)
    first_on: date | None = None
    currency: str = ""

    def __post_init__(self) -> None:
        keys = [project.key for project in self.projects]
        if len(set(keys)) != len(keys):
            raise ValueError("Two projects have the same key.")
        if {one for wait in self.waits for one in (wait.before, wait.after)} - set(keys):
            raise ValueError("A wait names a project that is not there.")
        if any(len(monthly) != self.horizon for monthly in self.capacity.values()):
            raise ValueError("A team's capacity is stated for every month of the horizon.")
        if list(self.years) != sorted(self.years):
            raise ValueError("Fiscal years follow each other.")

    @property
    def horizon(self) -> int:
        """How many months are planned; all work that is not fixed ends within them."""
        return len(self.years)

    @cached_property
    def by_key(self) -> Mapping[str, Project]:
        """The projects by key."""
        return {project.key: project for project in self.projects}

    @cached_property
    def fixed(self) -> Mapping[str, int]:
        """The starts of work that has begun."""
        return {project.key: project.fixed for project in self.projects if project.fixed is not None}

    @cached_property
    def holding(self) -> tuple[Wait, ...]:
        """The waits that still hold anybody: not those of work that has begun."""
        return tuple(wait for wait in self.waits if self.by_key[wait.after].fixed is None)

    def worth(self, starts: Mapping[str, int]) -> Decimal:
        """Benefit less cost of the chosen projects within the horizon, each month discounted, in cents."""
        monthly = [ZERO] * self.horizon
        for key, start in starts.items():
            for k, (cost, benefit) in enumerate(self.by_key[key].net(self.horizon - start)):
                if start + k >= 0:
                    monthly[start + k] += benefit - cost
        return cents(sum((net * one for net, one in zip(monthly, self.discounts, strict=False)), ZERO))

    @cached_property
    def spent(self) -> Callable[[str, int], tuple[tuple[int, Decimal], ...]]:
        """What a project costs by fiscal year when it starts in a month; each is worked out once."""

        def by_year(key: str, start: int) -> tuple[tuple[int, Decimal], ...]:
            project, found = self.by_key[key], dict[int, Decimal]()
            for month in range(max(start, 0), self.horizon):
                age = month - start
                once = project.cost[age] if age < len(project.cost) else ZERO
                cost = once if age < project.months else project.run
                found[self.years[month]] = found.get(self.years[month], ZERO) + cost
            return tuple(found.items())

        return cache(by_year)

    @cached_property
    def discounts(self) -> tuple[Decimal, ...]:
        """(1 + rate)^(−month / 12) for every month of the horizon and the one after."""
        if not self.rate:
            return (Decimal(1),) * (self.horizon + 1)
        return tuple((1 + self.rate) ** (Decimal(-month) / 12) for month in range(self.horizon + 1))

    def month(self, month: int) -> str:
        """The month in words: `Mar 2027`, or `month 3` when the grid has no date."""
        if self.first_on is None:
            return f"month {month}"
        day = add_months(self.first_on, month)
        return f"{calendar.month_abbr[day.month]} {day.year}"

    def year(self, year: int) -> str:
        """The fiscal year in words: `FY28`, or `year 1` when the grid has no date."""
        return f"year {year}" if self.first_on is None else f"FY{year % 100:02d}"

    def money(self, amount: Decimal) -> str:
        """The amount in words: `9,713 USD`, or `9,713` where the currency is not said."""
        return f"{amount:,.0f} {self.currency}".rstrip()


def even(one_off: Decimal, months: int) -> tuple[Decimal, ...]:
    """A one-off cost in equal parts over the months of work that sum to it; nothing where there are none."""
    return tuple(allocate(one_off, months)) if months else ()


def ramped(monthly: Decimal, months: int) -> tuple[Decimal, ...]:
    """A monthly benefit that is fully there in so many months: the k-th brings min(1, k / months) of it."""
    steps = max(months, 1)
    return tuple(cents(monthly * k / steps) for k in range(1, steps + 1))


def waits(projects: Iterable[Project], links: Iterable[Link]) -> tuple[Wait, ...]:
    """Links whose lags are days as waits in months: a lag counts as the nearest number of whole months."""
    lasts = {one.key: one.months for one in projects}
    found = []
    for link in links:
        lag = int((link.lag / DAYS_A_MONTH).to_integral_value(ROUND_HALF_UP))
        months = offset(replace(link, lag=lag), lasts[link.before], lasts[link.after])
        found.append(Wait(link.before, link.after, months))
    return tuple(found)
