"""Microsoft Project XML as a network of tasks in working days."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from itstrat.errors import Issue, UnusableFileError
from itstrat.ingest import markup, msproject
from itstrat.planning.link_rewiring import to_leaves
from itstrat.planning.network import Hold, Limits, Network, Step, network
from itstrat.planning.task_links import Link

if TYPE_CHECKING:
    from pathlib import Path

    from itstrat.ingest.msproject import MsProject, MsTask


def read(path: Path) -> Network:
    """Tasks by UID, without summaries (their links hold the tasks below them) and inactive ones; lags in working days.

    UnusableFileError names the line of what cannot be read, and a summary's link that holds none of its tasks.
    """
    root = markup.parse(path)
    if root.tag not in msproject.ROOTS:
        raise UnusableFileError(f"{path.name} is XML text, but no Microsoft Project file.")
    found = msproject.project(path.name, root)
    steps = [
        Step(int(uid), _days(found, task), task.name)
        for uid, task in found.tasks.items()
        if not task.holds("Summary") and task.said.get("Active", "1") not in {"0", "false"}
    ]
    if not steps:
        raise UnusableFileError(f"{path.name} has no task that is no summary.")
    return network(steps, _holds(found, {str(step.id) for step in steps}), Limits())


def _days(found: MsProject, task: MsTask) -> Fraction:
    """Working days; a task that says none is a milestone only if it says that."""
    if not task.said.get("Duration") and not task.holds("Milestone"):
        message = f"is missing for the task {task.name}; a milestone would say that it is one"
        raise UnusableFileError(str(Issue(found.file, task.line, "Duration", "", message)))
    return Fraction(found.minutes(task) / found.minutes_a_day)


def _holds(found: MsProject, kept: set[str]) -> list[Hold]:
    # the place of the link's lag stands in for the lag, which need not be whole
    links = [(task.uid, link) for task in found.tasks.values() for link in task.links]
    leaves = {uid: task.leaves for uid, task in found.tasks.items() if task.holds("Summary")}
    placed = [Link(link.before, uid, link.kind, place) for place, (uid, link) in enumerate(links)]
    rewired, without = to_leaves(placed, leaves)
    if without:
        one = without[0]
        raise UnusableFileError(
            f"{found.file}: the link {found.tasks[one.before].name} → {found.tasks[one.after].name} ({one.kind}) of a "
            "summary task holds none of the tasks below it. Link its tasks instead."
        )
    return [
        Hold(
            int(link.before),
            int(link.after),
            link.kind,
            Fraction(found.lag(links[link.lag][1]) / found.minutes_a_day),
        )
        for link in rewired
        if {link.before, link.after} <= kept
    ]
