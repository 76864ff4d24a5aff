"""The columns of the roadmap and of the objectives that are kept by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itstrat.planning.assumptions import ASSUMPTIONS
from itstrat.planning.objectives import OBJECTIVES
from itstrat.store import initiative, links
from itstrat.ui.cells import Cell

if TYPE_CHECKING:
    from collections.abc import Mapping

_TYPES = {name: one.label for name, one in OBJECTIVES.items()}
_INPUTS = {name: one.label for name, one in ASSUMPTIONS.items()}

TEAM = (
    Cell("name", "Team"),
    Cell("capacity", "Capacity (FTE)", "number", help="What it can give to initiatives at any time."),
)
CAP = (
    Cell("fiscal_year", "Fiscal year", "whole", help="The year in which it ends: 2027 is FY27."),
    Cell("amount", "At most", "money", help="One-off and run cost of all initiatives together."),
)
OBJECTIVE = (
    Cell("code", "Number"),
    Cell("name", "Objective", "long text"),
    Cell("type", "Type", "choice", tuple(OBJECTIVES), _TYPES, help="Which preset of the forecast's inputs it stands for."),
    Cell("owner", "Owner"),
    Cell("start_on", "Starts", "day"),
    Cell("due_on", "Due", "day"),
    Cell("measure", "Measure", "long text"),
    Cell("unit", "Unit"),
    Cell("baseline", "Baseline", "number", least=None),
    Cell("current", "Now", "number", least=None),
    Cell("current_on", "Now as of", "day"),
    Cell("target", "Target", "number", least=None),
    Cell("weight", "Weight (%)", "percent", most=100.0, help="Its share of what the company wants."),
)  # fmt: skip


def initiatives(departments: Mapping[str, int], teams: Mapping[str, int]) -> tuple[Cell, ...]:
    """The columns of an initiative."""
    return (
        Cell("code", "Code"),
        Cell("name", "Initiative", "long text"),
        Cell("component", "Component", "choice", initiative.COMPONENTS),
        Cell("start_on", "Starts", "day", help="First day of work; blank while it is not scheduled."),
        Cell("finish_on", "Finishes", "day", help="Last day of work; it goes live the month after."),
        Cell("progress", "Done (%)", "percent", most=100.0, help="Blank while nobody knows."),
        Cell("progress_on", "Done as of", "day"),
        Cell("one_off", "One-off", "money", usual=0.0),
        Cell("run_monthly", "Run a month", "money", usual=0.0, help="From the month after the finish."),
        Cell("capital", "Capital", "flag"),
        Cell("owner", "Owner"),
        Cell("department_id", "Department", "link", known=departments, shown_by="department"),
        Cell("team_id", "Team", "link", known=teams, shown_by="team"),
        Cell("effort", "Effort (FTE)", "number"),
        Cell("duration_days", "Length (days)", "whole", help="Of one that is not scheduled."),
        Cell("mandatory", "Mandatory", "flag"),
        Cell("deadline_on", "Deadline", "day"),
        Cell("option_group", "Either/or group", help="Of those that name the same group only one is done."),
        Cell("run_grow", "Run, grow, transform", "choice", initiative.RUN_GROW),
        Cell("status_override", "Status by hand", "choice", initiative.STATUSES,
             help="Blank: worked out. Set by hand it needs a reason, which is shown."),
        Cell("status_reason", "Reason of the status", "long text"),
    )  # fmt: skip


def waits(names: Mapping[str, int]) -> tuple[Cell, ...]:
    """The columns of a link between two initiatives."""
    return (
        Cell("before_id", "First", "record", known=names, shown_by="before"),
        Cell("after_id", "Then", "record", known=names, shown_by="after"),
        Cell("kind", "Kind", "choice", links.KINDS, usual="FS",
             help="FS: then starts after first finishes. SS, FF, SF: start to start, finish to finish, start to finish."),
        Cell("lag_days", "Days between", "whole", usual=0.0, least=None, help="Below 0 they may overlap."),
    )  # fmt: skip


def milestones(names: Mapping[str, int]) -> tuple[Cell, ...]:
    """The columns of a milestone."""
    return (
        Cell("name", "Milestone", "long text"),
        Cell("initiative_id", "Initiative", "link", known=names, shown_by="initiative",
             help="Blank: of the whole plan."),
        Cell("due_on", "Due", "day"),
        Cell("approved_on", "First approved", "day"),
        Cell("done_on", "Done on", "day"),
        Cell("board", "For the board", "flag", usual=True),
    )  # fmt: skip


def supports(objectives: Mapping[str, int], names: Mapping[str, int]) -> tuple[Cell, ...]:
    """The columns of who supports what."""
    return (
        Cell("objective_id", "Objective", "record", known=objectives, shown_by="objective"),
        Cell("initiative_id", "Initiative", "record", known=names, shown_by="initiative"),
        Cell("strength", "Strength (0 to 5)", "whole", most=5.0,
             help="0 nothing, 1 a little, 3 it could not be reached fully without it, 5 it stands or falls with it."),
    )  # fmt: skip


def drivers(objectives: Mapping[str, int]) -> tuple[Cell, ...]:
    """The columns of the inputs of the forecast that an objective sets."""
    return (
        Cell("objective_id", "Objective", "record", known=objectives, shown_by="objective"),
        Cell("input", "Input", "choice", tuple(ASSUMPTIONS), _INPUTS),
        Cell("value", "Value", "number", least=None, help="A share as a fraction: 0.05 is 5%."),
    )
