"""The roadmap as Microsoft Project XML (MSPDI), which project programs open and our importer reads again."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    from itstrat.store.reading import Row
    from itstrat.store.roadmap import Roadmap

    Fields = Mapping[str, object]

_NAMESPACE = "http://schemas.microsoft.com/project"
_NOT_IN_XML = re.compile(r"[^\t\n -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_KINDS = {"FF": 0, "FS": 1, "SF": 2, "SS": 3}
_TENTHS_A_DAY = 14_400
_ELAPSED_DAYS, _DAYS = 8, 7
_WEEKDAYS = 5
_MORNING, _EVENING = "T08:00:00", "T17:00:00"


def written(roadmap: Roadmap, name: str) -> bytes:
    """The file. Initiatives are tasks with fixed dates, milestones are milestones; lags and lengths are calendar days.

    What the format has no place for (component, money a month, objectives) is not in it.
    """
    root = ET.Element("Project", {"xmlns": _NAMESPACE})
    _put(root, {"SaveVersion": 14, "Name": f"{name}.xml", "Title": name, "ScheduleFromStart": 1})
    starts = [row["start_on"] for row in roadmap.initiatives if row["start_on"]]
    _put(root, {"StartDate": f"{min(starts)}{_MORNING}" if starts else None})
    _put(root, {"DefaultStartTime": "08:00:00", "DefaultFinishTime": "17:00:00", "MinutesPerDay": 480})
    _put(root, {"MinutesPerWeek": 2400, "DaysPerMonth": 20})
    uids = {row["id"]: number for number, row in enumerate(roadmap.initiatives, start=1)}
    tasks = ET.SubElement(root, "Tasks")
    for row in roadmap.initiatives:
        _task(
            tasks,
            uids[row["id"]],
            row,
            [link for link in roadmap.links if link["after_id"] == row["id"]],
            uids,
        )
    for number, row in enumerate(roadmap.milestones, start=len(uids) + 1):
        _milestone(tasks, number, row)
    _people(root, roadmap.initiatives, uids)
    ET.indent(root)
    found: bytes = ET.tostring(root, encoding="UTF-8", xml_declaration=True)
    return found


def _task(tasks: ET.Element, uid: int, row: Row, waits: list[Row], uids: Mapping[int, int]) -> None:
    start, finish, days = row["start_on"], row["finish_on"], row["duration_days"]
    dated = start is not None and finish is not None
    task = ET.SubElement(tasks, "Task")
    _put(task, {"UID": uid, "ID": uid, "Name": row["name"], "Manual": 1, "Type": 1})
    # A code of one's own stands where the outline's number would.
    _put(task, {"WBS": row["code"] or uid, "OutlineNumber": uid if row["code"] != str(uid) else f"{uid}.0"})
    _put(task, {"OutlineLevel": 1, "Start": _moment(start, _MORNING), "Finish": _moment(finish, _EVENING)})
    hours = 8 * _weekdays(start, finish) if dated else 24 * days if days else None
    _put(task, {"Duration": None if hours is None else f"PT{hours}H0M0S"})
    _put(task, {"DurationFormat": _DAYS if dated else _ELAPSED_DAYS, "Milestone": 0, "Summary": 0})
    cost = _hundredths(row["one_off"])
    done = None if row["progress"] is None else round(100 * row["progress"])
    _put(task, {"FixedCost": cost, "PercentComplete": done, "Cost": cost})
    _put(task, {"Deadline": _moment(row["deadline_on"], _EVENING), "Notes": row["note"] or None})
    for wait in waits:
        _put(
            ET.SubElement(task, "PredecessorLink"),
            {
                "PredecessorUID": uids[wait["before_id"]],
                "Type": _KINDS[wait["kind"]],
                "CrossProject": 0,
                "LinkLag": wait["lag_days"] * _TENTHS_A_DAY,
                "LagFormat": _ELAPSED_DAYS,
            },
        )
    _baseline(task, row["approved_start_on"], row["approved_finish_on"])


def _milestone(tasks: ET.Element, uid: int, row: Row) -> None:
    task = ET.SubElement(tasks, "Task")
    due, done = _moment(row["due_on"], _MORNING), row["done_on"]
    _put(task, {"UID": uid, "ID": uid, "Name": row["name"], "Manual": 1, "Type": 1, "WBS": uid})
    _put(task, {"OutlineNumber": uid, "OutlineLevel": 1, "Start": due, "Finish": due, "Duration": "PT0H0M0S"})
    _put(task, {"DurationFormat": _DAYS, "Milestone": 1, "Summary": 0, "PercentComplete": 100 if done else 0})
    _put(task, {"ActualFinish": _moment(done, _MORNING)})
    _baseline(task, row["approved_on"], row["approved_on"])


def _baseline(task: ET.Element, start: date | None, finish: date | None) -> None:
    if start or finish:
        _put(
            ET.SubElement(task, "Baseline"),
            {"Number": 0, "Start": _moment(start, _MORNING), "Finish": _moment(finish, _EVENING)},
        )


def _people(root: ET.Element, rows: list[Row], uids: Mapping[int, int]) -> None:
    """Who owns an initiative, as a member of its team; a team without an owner stands for itself."""
    wanted = {
        uids[row["id"]]: (row["owner"] or row["team"], row["team"])
        for row in rows
        if row["owner"] or row["team"]
    }
    known = {pair: number for number, pair in enumerate(dict.fromkeys(wanted.values()), start=1)}
    resources, assignments = ET.SubElement(root, "Resources"), ET.SubElement(root, "Assignments")
    for (name, group), number in known.items():
        _put(
            ET.SubElement(resources, "Resource"),
            {"UID": number, "ID": number, "Name": name, "Type": 1, "Group": group},
        )
    efforts = {uids[row["id"]]: row["effort"] for row in rows}
    for number, (uid, pair) in enumerate(wanted.items(), start=1):
        fields = {"UID": number, "TaskUID": uid, "ResourceUID": known[pair], "Units": efforts[uid]}
        _put(ET.SubElement(assignments, "Assignment"), fields)


def _put(parent: ET.Element, fields: Fields) -> None:
    """An element for each field that is known, without what XML cannot hold."""
    for name, value in fields.items():
        if value is not None:
            ET.SubElement(parent, name).text = _NOT_IN_XML.sub("", str(value))


def _moment(day: date | None, time: str) -> str | None:
    return None if day is None else f"{day}{time}"


def _hundredths(amount: Decimal) -> int:
    return int(amount * 100)


def _weekdays(start: date, finish: date) -> int:
    """Working days between two days, both included; at least one."""
    weeks, rest = divmod((finish - start).days + 1, 7)
    tail = sum((start + timedelta(days=day)).weekday() < _WEEKDAYS for day in range(rest))
    return max(1, weeks * _WEEKDAYS + tail)
