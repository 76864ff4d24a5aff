"""Plans under money, deadlines and a horizon: the tasks that bring most, and what stops all of them from being done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itstrat.planning.schedule import draft, optimise
from itstrat.planning.schedule_check import broken
from itstrat.planning.schedule_grid import Grid
from itstrat.planning.schedule_work import NoPlanError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from itstrat.planning.schedule import Schedule
    from itstrat.planning.schedule_problem import Problem
    from itstrat.planning.schedule_work import Work

SECONDS = 10.0
# tasks times units of time that a draft goes through in a few seconds
MOST_PLACES = 1_000_000
_TOLD = 10


def chosen(work: Work, until: int, seconds: float = SECONDS) -> Schedule:
    """The tasks that bring most by `until`, less what they cost, and when each starts; what is mandatory is among them.

    Its starts hold the chosen tasks only. A draft, with an unknown gap, where there is too much to search.
    Raises NoPlanError for what cannot be fitted in, and CycleError when tasks wait for each other in a circle.
    """
    _refuse_too_long(work, until)
    problem = work.as_choice(until)
    _refuse_late(problem)
    found = optimise(problem, seconds, within=0.0) if work.searchable(until, seconds) else draft(problem)
    if found.unfit:
        raise NoPlanError(why_none(work, found))
    if wrong := broken(problem, found.starts):
        raise NoPlanError(f"The solver's answer breaks a rule and is thrown away: {wrong[0].text}")
    return found


def refuse_late(work: Work) -> None:
    """Raises NoPlanError for what cannot end in time whatever is given to it, and for a time too long to be looked at."""
    _refuse_too_long(work, work.longest)
    _refuse_late(work.as_problem(work.longest))


def kept(work: Work, found: Mapping[str, int] | None) -> list[dict[str, int]]:
    """Plans of all tasks that keep every limit: one made without a look at money and deadlines, if it does, and a draft."""
    problem = work.as_problem(work.longest)
    return [dict(one) for one in (found, draft(problem).starts) if one and not broken(problem, one)]


def why_none(work: Work, tried: Schedule) -> str:
    """Why no plan holds all that must be done, and whether that is certain: a search that ran out of time proves nothing."""
    if not tried.unfit:
        return "No plan was found that keeps these caps, deadlines, links and resources. Loosen one of them."
    names = {task.key: task.name or task.key for task in work.tasks}
    told = _listed([names[key] for key in tried.unfit])
    if tried.ending == "optimal":
        said = f"Not all that must be done can be: {told} cannot be fitted in beside the rest. Give it"
    else:
        said = f"No place was found in that time for what must be done: {told}. Search longer, or give it"
    return f"{said} more time, raise a cap or a capacity, or let something be left out."


def _refuse_too_long(work: Work, until: int) -> None:
    if max(until, work.capped) * len(work.activities) > MOST_PLACES:
        raise NoPlanError(
            "The plan is too long, or too finely counted, for money and deadlines to be kept with so many tasks. Count in "
            "longer units, or set an earlier horizon."
        )


def _refuse_late(problem: Problem) -> None:
    """What has no start at all need not be searched for."""
    windows = Grid(problem).windows
    late = [one.label for one in problem.projects if one.mandatory and one.key not in windows]
    if late:
        raise NoPlanError(
            f"Not even with all the money and resources could this finish by its deadline and the end of the plan: "
            f"{_listed(late)}. Move those, or shorten what must come before."
        )


def _listed(names: Sequence[str]) -> str:
    more = f" and {len(names) - _TOLD:,} more" if len(names) > _TOLD else ""
    return ", ".join(names[:_TOLD]) + more
