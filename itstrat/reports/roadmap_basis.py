"""What the roadmap's pages stand on: its records, and what the methods make of them, on a day and for a department."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from itstrat.planning.assumptions import Inputs
from itstrat.planning.calendar import FiscalCalendar, month_start
from itstrat.planning.critical_path import CriticalPath, critical_path
from itstrat.planning.dated_links import BrokenLink, Room, broken_links, rooms
from itstrat.planning.initiative_lines import Initiative
from itstrat.planning.status import Dates, Status, status
from itstrat.planning.task_links import CycleError, Link, Task
from itstrat.reports.initiative_caps import Capped, capped
from itstrat.reports.roadmap_costs import Costs
from itstrat.reports.statement import Scope
from itstrat.store import budget, schedules
from itstrat.store.assumptions import saved_inputs
from itstrat.store.outline import Outline, outline
from itstrat.store.reading import Row
from itstrat.store.roadmap import Roadmap, roadmap

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from itstrat.store.database import Store


@dataclass(frozen=True)
class Basis:
    """The records and the scope. `rows` are the initiatives of its department, by start; `roadmap` holds all.

    `costed` are all as the budget counts them, those done included. Who waits for whom is worked out over the whole plan, whatever
    the department. `inputs` are the plan's own, `proposal` is the newest proposed schedule with `moves`, `changed` what was changed
    since, as schedules.changed_since has it.
    """

    outline: Outline
    scope: Scope
    roadmap: Roadmap
    costed: tuple[Initiative, ...]
    inputs: Inputs
    proposal: Row | None
    moves: tuple[Row, ...]
    changed: frozenset[tuple[str, int]] = frozenset()

    @property
    def as_of(self) -> date:
        """The day on which everything is seen."""
        return self.scope.as_of

    @cached_property
    def calendar(self) -> FiscalCalendar:
        """The company's fiscal year."""
        return FiscalCalendar(self.outline.fiscal_year_start)

    @cached_property
    def rows(self) -> list[Row]:
        """The initiatives of the scope's department."""
        asked = self.scope.department_id
        return [row for row in self.roadmap.initiatives if asked in (None, row["department_id"])]

    @cached_property
    def by_id(self) -> Mapping[int, Row]:
        """Every initiative of the plan by its id."""
        return {row["id"]: row for row in self.roadmap.initiatives}

    @cached_property
    def statuses(self) -> Mapping[int, Status]:
        """How each initiative of the plan stands."""
        return {row["id"]: status(_dates(row), self.as_of) for row in self.roadmap.initiatives}

    @cached_property
    def tasks(self) -> list[Task]:
        """Every initiative of the plan with the days it takes, a day where that is unknown."""
        return [Task(str(row["id"]), days(row) or 1, row["name"]) for row in self.roadmap.initiatives]

    @cached_property
    def links(self) -> list[Link]:
        """Who waits for whom, in calendar days."""
        return [
            Link(str(row["before_id"]), str(row["after_id"]), row["kind"], row["lag_days"])
            for row in self.roadmap.links
        ]

    @cached_property
    def starts(self) -> Mapping[str, int]:
        """The first day of each initiative that is dated, as an ordinal."""
        return {str(row["id"]): row["start_on"].toordinal() for row in self.roadmap.initiatives if dated(row)}

    @cached_property
    def deadlines(self) -> Mapping[str, int]:
        """The last day of work of each initiative that has a deadline, as an ordinal."""
        return {
            str(row["id"]): row["deadline_on"].toordinal()
            for row in self.roadmap.initiatives
            if row["deadline_on"]
        }

    @cached_property
    def origin(self) -> date:
        """The day from which the critical path is counted: the first planned start, else today."""
        return min((row["start_on"] for row in self.roadmap.initiatives if dated(row)), default=self.as_of)

    @cached_property
    def path(self) -> CriticalPath | None:
        """Earliest and latest starts from the links alone; None when a circle of links forbids it."""
        try:
            return critical_path(self.tasks, self.links)
        except CycleError:
            return None

    @cached_property
    def circle(self) -> str:
        """The circle of links in a sentence; empty when there is none."""
        try:
            critical_path(self.tasks, self.links)
        except CycleError as fault:
            return str(fault)
        return ""

    @cached_property
    def rooms(self) -> Mapping[str, Room]:
        """How far each dated initiative can slip as the plan is dated."""
        return rooms(self.tasks, self.links, self.starts, self.deadlines)

    @cached_property
    def broken(self) -> list[BrokenLink]:
        """The links that the dates do not keep."""
        return broken_links(self.tasks, self.links, self.starts)

    @cached_property
    def costs(self) -> Costs:
        """What the initiatives of the scope cost by month and quarter."""
        return self._costs({row["id"] for row in self.rows})

    @cached_property
    def company_costs(self) -> Costs:
        """The same of all initiatives."""
        return self.costs if self.scope.department_id is None else self._costs(set(self.by_id))

    @cached_property
    def capped(self) -> Capped:
        """All initiatives against the caps of fiscal years."""
        return capped(self.calendar, self.as_of, self.costed, self.roadmap)

    def _costs(self, ids: set[int]) -> Costs:
        done = frozenset(key for key in ids if self.statuses[key].computed == "done")
        counted = tuple(one for one in self.costed if one.source_id in ids)
        return Costs(
            self.calendar, counted, done, month_start(self.as_of), self.as_of, self.scope.fiscal_year
        )

    def critical(self, initiative_id: int) -> bool:
        """Whether every day of delay delays the end, links alone considered; never where nothing waits for anything."""
        return self.path is not None and bool(self.links) and self.path.timings[str(initiative_id)].critical


def basis(store: Store, scope: Scope) -> Basis:
    """Everything read at once."""
    with store.snapshot() as plan:
        proposal = next(iter(schedules.proposals(plan)), None)
        return Basis(
            outline(plan),
            scope,
            roadmap(plan),
            budget.initiatives(plan, done=True),
            saved_inputs(plan),
            proposal,
            tuple(schedules.moves(plan, proposal["id"])) if proposal else (),
            frozenset(schedules.changed_since(plan, proposal)) if proposal else frozenset(),
        )


def dated(row: Row) -> bool:
    """Whether an initiative is scheduled: from a day to a day."""
    return row["start_on"] is not None and row["finish_on"] is not None


def days(row: Row) -> int | None:
    """The calendar days an initiative takes; None is unknown."""
    if dated(row):
        return int((row["finish_on"] - row["start_on"]).days) + 1
    known: int | None = row["duration_days"]
    return known


def _dates(row: Row) -> Dates:
    known: dict[str, Any] = {
        name: row[name]
        for name in ("start_on", "finish_on", "approved_start_on", "approved_finish_on", "deadline_on", "progress")
    }  # fmt: skip
    return Dates(**known, override=row["status_override"], override_reason=row["status_reason"] or "")
