"""Microsoft Project XML as a table of initiatives: a row for each task that is no summary."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from itstrat.ingest import msproject
from itstrat.ingest.listed import Listed
from itstrat.planning.link_rewiring import around, to_leaves
from itstrat.planning.link_text import LinkText
from itstrat.planning.spans import Span, calendar_days, span, worked_off
from itstrat.planning.task_links import Link
from itstrat.wording import and_more

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path
    from xml.etree.ElementTree import Element

    from itstrat.ingest.msproject import MsLink, MsProject, MsTask

FORMAT = "Microsoft Project XML"
_HEADER = [
    "Row", "Code", "Initiative", "Owner", "Team", "Effort (FTE)", "Start", "Finish", "Duration", "Approved start",
    "Approved finish", "Progress", "Progress as of", "One-off cost", "Deadline", "Predecessors", "Milestone", "Note",
]  # fmt: skip
_SATURDAY = 5
_TOLD = 3


def from_xml(path: Path, root: Element) -> Listed:
    """The table. Working time becomes calendar time: 8 hours are a day, 5 working days 7 calendar days.

    UnusableFileError names the line of what contradicts itself.
    """
    found = msproject.project(path.name, root)
    listed = Listed(FORMAT, _HEADER, path.stat().st_size)
    kept: dict[str, MsTask] = {}
    for task in found.tasks.values():
        if task.holds("Summary"):
            listed.left_out.append((task.line, "summary task"))
        elif task.said.get("Active", "1") in {"0", "false"}:
            listed.left_out.append((task.line, "inactive task"))
        else:
            kept[task.uid] = task
    waits = _waits(found, kept, listed.notes)
    names = _names(found, kept, listed.notes)
    for uid, task in kept.items():
        listed.add(task.line, _row(found, task) | {"Initiative": names[uid], "Predecessors": waits.get(uid)})
    return listed


def _row(found: MsProject, task: MsTask) -> dict[str, str | None]:
    said, point = task.said, task.holds("Milestone")
    people = found.assigned.get(task.uid, ())
    team = next((group for _, group, _ in people if group), None)
    code = said.get("WBS", "")
    return {
        "Row": task.uid,
        "Code": code if code != said.get("OutlineNumber", code) else None,
        # A team that stands for itself is no owner.
        "Owner": people[0][0] if people and people[0][0] != people[0][1] else None,
        "Team": team,
        "Effort (FTE)": _sum([units for _, group, units in people if group == team]) if team else None,
        "Start": said.get("Start"),
        "Finish": _finish(found, said.get("Finish"), said.get("Start")),
        "Duration": None if point else _duration(said.get("Duration"), elapsed=task.elapsed),
        "Approved start": task.baseline.get("Start"),
        "Approved finish": _finish(found, task.baseline.get("Finish"), task.baseline.get("Start")),
        "Progress as of": said.get("ActualFinish") if point else None,
        "Progress": f"{said['PercentComplete']}%" if "PercentComplete" in said else None,
        "One-off cost": _money(said.get("Cost")),
        "Deadline": said.get("Deadline"),
        "Milestone": "yes" if point else None,
        "Note": said.get("Notes"),
    }


def _duration(text: str | None, *, elapsed: bool) -> str | None:
    """In calendar days; as it stands when it is no duration, so that the row is refused with it."""
    found = span(text) if text else None
    if found is None or found.unit != "minute":
        return text
    return f"{worked_off(replace(found, elapsed=elapsed))} days" if found.amount > 0 else None


def _finish(found: MsProject, finish: str | None, start: str | None) -> str | None:
    """A task that finishes where a day begins was done on the working day before."""
    if not finish or not start or finish[:10] <= start[:10]:
        return finish
    if finish[11:] > found.said.get("DefaultStartTime", "08:00:00"):
        return finish
    try:
        last = date.fromisoformat(finish[:10]) - timedelta(days=1)
    except ValueError:
        return finish
    while last.weekday() >= _SATURDAY:
        last -= timedelta(days=1)
    return max(last.isoformat(), start[:10])


def _money(text: str | None) -> str | None:
    """Costs are written in hundredths; 0 is what the program writes for a cost nobody entered."""
    try:
        amount = Decimal(text or "0") / 100
    except InvalidOperation:
        return text
    return f"{amount:.2f}" if amount else None


def _sum(units: Sequence[str]) -> str | None:
    try:
        return str(sum((Decimal(one) for one in units if one), Decimal(0)) or "") or None
    except InvalidOperation:
        return None


def _waits(found: MsProject, kept: Mapping[str, MsTask], notes: list[str]) -> dict[str, str]:
    """By task, for which others it waits, past summaries and milestones, with lags in calendar days."""
    links = [
        Link(link.before, task.uid, link.kind, _lag(found, link))
        for task in found.tasks.values()
        for link in task.links
    ]
    leaves = {uid: task.leaves for uid, task in found.tasks.items() if task.holds("Summary")}
    links, without = to_leaves(links, leaves)
    points = [uid for uid, task in kept.items() if task.holds("Milestone")]
    links, stuck = around(links, points)
    links = [link for link in links if {link.before, link.after} <= kept.keys()]
    if without:
        told = [f"{found.tasks[one.before].name} → {found.tasks[one.after].name}" for one in without]
        notes.append(
            f"Links of summary tasks that hold none of their tasks were left out: {and_more(told, _TOLD)}."
        )
    if stuck:
        told = [kept[uid].name for uid in stuck]
        notes.append(
            f"What waits for these milestones was left out, as they wait for too much: {and_more(told, _TOLD)}."
        )
    waits: dict[str, list[str]] = {}
    for link in links:
        text = LinkText(link.before, link.kind, Span(Decimal(link.lag), "day"))
        waits.setdefault(link.after, []).append(str(text))
    return {after: "; ".join(texts) for after, texts in waits.items()}


def _lag(found: MsProject, link: MsLink) -> int:
    minutes = Span(link.lag if link.share is None else found.lag(link), "minute", link.elapsed)
    return calendar_days(minutes) if link.elapsed else worked_off(minutes)


def _names(found: MsProject, kept: Mapping[str, MsTask], notes: list[str]) -> dict[str, str]:
    """The tasks' names; one that several tasks share goes with that of the summary above it."""
    often = Counter(task.name.casefold() for task in kept.values())
    above: dict[str, str] = {}
    for task in found.tasks.values():
        above |= dict.fromkeys(task.leaves, task.name)
    names = {uid: task.name for uid, task in kept.items()}
    shared = [uid for uid, task in kept.items() if often[task.name.casefold()] > 1 and uid in above]
    for uid in shared:
        names[uid] = f"{above[uid]}: {names[uid]}"
    if shared:
        notes.append(
            f"Names that several tasks share have the name of their summary before them: {and_more([names[u] for u in shared], _TOLD)}."
        )
    return names
