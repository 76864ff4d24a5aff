"""The roadmap as a problem for the scheduler: what is left to do, by months from the next one on, and what limits it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING

from itstrat.numbers import percent
from itstrat.planning.benefits import RAMP_MONTHS, REALISATION
from itstrat.planning.calendar import add_months, month_end, month_start, month_starts, months_apart
from itstrat.planning.money import ZERO
from itstrat.planning.schedule import draft
from itstrat.planning.schedule_problem import DAYS_A_MONTH, Problem, Project, even, ramped, waits
from itstrat.planning.work_dates import months_touched
from itstrat.reports.roadmap_basis import Basis, dated, days

if TYPE_CHECKING:
    from itstrat.store.reading import Row

# To the end of the fourth fiscal year after this one, as the budget looks.
_YEARS_AHEAD = 4
# Months by which what only costs may wait, tried in turn.
_PUT_OFF = (0, 2, 4, 6, 12, 24)


@dataclass(frozen=True)
class Posed:
    """The problem over all departments, where each project is dated now (month by key), and what could not be posed.

    `assumed` are sentences about what was taken for granted.
    """

    problem: Problem
    dated: Mapping[str, int]
    assumed: tuple[str, ...]


def fitting(basis: Basis) -> Posed:
    """The problem in which all that is dated stays on the plan, and what only costs is put off as little as need be.

    Where that cannot be had within a few years, whatever costs more than it brings may be left out. Raises CycleError.
    """
    for months in _PUT_OFF:
        asked = posed(basis, months)
        if not asked.problem.projects or not draft(asked.problem).unfit:
            return asked
    return posed(basis, None)


def posed(basis: Basis, put_off: int | None) -> Posed:
    """What is not done, as projects of whole months. Raises CycleError when links form a circle.

    What is dated stays, and what costs more than it brings begins at most `put_off` months later than it is dated, since
    it would be worth most to wait for ever; None binds neither.
    """
    open_rows = [row for row in basis.roadmap.initiatives if basis.statuses[row["id"]].computed != "done"]
    rows = [row for row in open_rows if days(row) is not None]
    first = add_months(month_start(basis.as_of), 1)
    months = month_starts(
        first, basis.calendar.bounds(basis.calendar.fiscal_year(basis.as_of) + _YEARS_AHEAD)[1]
    )
    makes = _Makes(basis, first, len(months), put_off)
    projects = tuple(makes.project(row) for row in rows)
    keys = {project.key for project in projects}
    links = [link for link in basis.links if link.before in keys and link.after in keys]
    problem = Problem(
        projects=projects,
        years=tuple(basis.calendar.fiscal_year(month) for month in months),
        waits=waits(projects, links),
        capacity={name: (fte,) * len(months) for name, fte in makes.teams.values()},
        caps=_caps(basis, first),
        rate=basis.inputs.number("discount_rate"),
        first_on=first,
        currency=basis.outline.currency,
    )
    placed = {str(row["id"]): months_apart(first, row["start_on"]) for row in rows if dated(row)}
    return Posed(problem, placed, _assumed(basis, rows, len(open_rows) - len(rows), put_off))


def month_of(problem: Problem, place: int) -> date:
    """The first day of a month of the grid."""
    return add_months(problem.first_on or date.min, place)


def place_of(problem: Problem, day: date) -> int:
    """The month of the grid in which a day lies."""
    return months_apart(problem.first_on or date.min, day)


@dataclass(frozen=True)
class _Makes:
    """Rows of the plan made into projects of a grid."""

    basis: Basis
    first: date
    horizon: int
    put_off: int | None

    @cached_property
    def teams(self) -> dict[int, tuple[str, Decimal]]:
        """The teams whose capacity is known."""
        rows = self.basis.roadmap.teams
        return {row["id"]: (row["name"], row["capacity"]) for row in rows if row["capacity"] is not None}

    @cached_property
    def pulled(self) -> set[str]:
        """Those that the plan dates too early for a link: they have to move."""
        return {one.link.after for one in self.basis.broken}

    @cached_property
    def groups(self) -> set[str]:
        """The groups of options of which one is done."""
        rows = self.basis.roadmap.initiatives
        return {row["option_group"] for row in rows if self.basis.statuses[row["id"]].computed == "done"}

    @cached_property
    def benefits(self) -> dict[int, list[Row]]:
        """By initiative, what it is to bring."""
        found: dict[int, list[Row]] = {}
        for row in self.basis.roadmap.benefits:
            found.setdefault(row["initiative_id"], []).append(row)
        return found

    def project(self, row: Row) -> Project:
        """One initiative; that it stays, and from when on it may not begin, is decided last."""
        months = _months(row)
        team, _ = self.teams.get(row["team_id"], ("", None))
        begun = dated(row) and (months_apart(self.first, row["start_on"]) < 0 or (row["progress"] or 0) > 0)
        return self.bound(
            row,
            Project(
                key=str(row["id"]),
                months=months,
                cost=even(row["one_off"], months),
                run=row["run_monthly"],
                benefit=_benefit(self.benefits.get(row["id"], [])),
                use={team: row["effort"]} if team and row["effort"] else {},
                mandatory=row["mandatory"],
                deadline=_deadline(row, self.first, months),
                group=row["option_group"],
                fixed=months_apart(self.first, row["start_on"]) if begun else None,
                barred=row["option_group"] is not None and row["option_group"] in self.groups,
                name=row["name"],
            ),
        )

    def bound(self, row: Row, project: Project) -> Project:
        """The project, kept on the plan where it is dated; what only costs, near its place."""
        if not dated(row) or project.fixed is not None or project.barred:
            return project
        place = months_apart(self.first, row["start_on"])
        gain = sum(benefit - cost for cost, benefit in project.net(max(self.horizon - place, 0)))
        near = (
            None if self.put_off is None or gain > 0 or project.key in self.pulled else place + self.put_off
        )
        return replace(
            project,
            mandatory=project.mandatory or self.put_off is not None or not project.benefit,
            latest=near,
        )


def _months(row: Row) -> int:
    """The calendar months an initiative touches; those of a length without dates to the nearest whole one."""
    if dated(row):
        return months_touched(row["start_on"], row["finish_on"])
    return max(1, round(Decimal(days(row) or 0) / DAYS_A_MONTH))


def _deadline(row: Row, first: date, months: int) -> int | None:
    """The last month of work that certainly ends in time; where it is dated within its deadline, that month will do."""
    due = row["deadline_on"]
    if due is None:
        return None
    last: int = months_apart(first, due) - (due != month_end(due))
    if dated(row) and row["finish_on"] <= due:
        last = max(last, months_apart(first, row["start_on"]) + months - 1)
    return last


def _benefit(rows: Iterable[Row]) -> tuple[Decimal, ...]:
    """All of it by month from go-live: for choosing between dates, and nowhere else, the kinds are summed."""
    curves = []
    for row in rows:
        if row["monthly"]:
            share = REALISATION[row["kind"]] if row["realisation"] is None else row["realisation"]
            ramp = RAMP_MONTHS if row["ramp_months"] is None else row["ramp_months"]
            curves.append(ramped(row["monthly"] * share, ramp))
    longest = max((len(curve) for curve in curves), default=0)
    return tuple(sum((curve[min(k, len(curve) - 1)] for curve in curves), ZERO) for k in range(longest))


def _caps(basis: Basis, first: date) -> dict[int, Decimal]:
    """What each fiscal year's cap leaves for the months from `first` on."""
    found = {}
    for year, cap in basis.capped.caps(basis.inputs).items():
        opens = basis.calendar.bounds(year)[0]
        spent = sum(
            (
                amount
                for months in basis.company_costs.by_month.values()
                for month, amount in months.items()
                if opens <= month < first
            ),
            ZERO,
        )
        found[year] = max(cap - spent, ZERO)
    return found


def _assumed(basis: Basis, rows: list[Row], endless: int, put_off: int | None) -> tuple[str, ...]:
    paying = {row["initiative_id"] for row in basis.roadmap.benefits if row["monthly"]}
    bare = sum(row["id"] not in paying for row in rows)
    teamless = sum(row["team_id"] is None or row["effort"] is None for row in rows)
    rate = percent(basis.inputs.number("discount_rate"))
    said = [
        "What is dated stays on the plan; what costs more than it brings within the years planned is put off by "
        f"{put_off} months at most."
        if put_off is not None
        else "Not everything that is dated fits; what costs more than it brings may be left out.",
        f"Benefits of all kinds count alike here, after the share that comes true, discounted by {rate} a year.",
    ]
    if bare:
        said.append(f"{bare} of {len(rows)} open initiatives state no benefit, so only their cost counts.")
    if teamless:
        said.append(f"{teamless} name no team or effort: they take nobody's time here.")
    if endless:
        said.append(f"{endless} say neither dates nor length and are left aside.")
    return tuple(said)
