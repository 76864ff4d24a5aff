"""Microsoft Project XML (MSPDI): its tasks, links and who does them, as the file says it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from itstrat.errors import Issue, UnusableFileError
from itstrat.ingest import markup
from itstrat.planning.spans import HOURS_A_DAY, WORKING_WEEK, span
from itstrat.planning.task_links import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element


# Some tools leave the namespace out.
ROOTS = ("{http://schemas.microsoft.com/project}Project", "Project")
_KINDS: Mapping[str, Kind] = {"0": "FF", "1": "FS", "2": "SF", "3": "SS"}
_ELAPSED = {"4", "6", "8", "10", "12", "36", "38", "40", "42", "44"}
_PERCENT = {19, 20, 51, 52}
_WEEK_DAYS, _DAY_MINUTES = 7, 1440
_MOST, _DIGITS = 10**12, 12


@dataclass(frozen=True, slots=True)
class MsLink:
    """A predecessor's UID, the kind, and the lag in minutes of work; `elapsed` minutes count day and night.

    `share` is the lag as a share of the predecessor's duration, where the file says it so (None: it does not).
    """

    before: str
    kind: Kind
    lag: Decimal
    elapsed: bool
    share: Decimal | None = None


@dataclass(frozen=True, slots=True)
class MsTask:
    """One task; `said` holds its plain fields as text, by element name, and `leaves` the UIDs of tasks below a summary."""

    uid: str
    line: int
    said: Mapping[str, str]
    links: tuple[MsLink, ...]
    baseline: Mapping[str, str] = field(default_factory=dict)
    leaves: tuple[str, ...] = ()

    def holds(self, name: str) -> bool:
        """Whether a yes-or-no field says yes."""
        return self.said.get(name, "0").lower() in {"1", "true"}

    @property
    def elapsed(self) -> bool:
        """Whether its duration counts day and night."""
        return self.said.get("DurationFormat", "") in _ELAPSED

    @property
    def name(self) -> str:
        """Its name, or its UID in words."""
        return self.said.get("Name", "").strip() or f"Task {self.uid}"


@dataclass(frozen=True, slots=True)
class MsProject:
    """`tasks` by UID in file order, without empty rows; `assigned` maps a task's UID to (resource, group, units)."""

    file: str
    said: Mapping[str, str]
    tasks: Mapping[str, MsTask]
    assigned: Mapping[str, tuple[tuple[str, str, str], ...]]

    @property
    def minutes_a_day(self) -> Decimal:
        """Minutes of one working day."""
        said = self.said.get("MinutesPerDay", "")
        minutes = _number(said) if said.isdecimal() else None
        return minutes or Decimal(60 * HOURS_A_DAY)

    def minutes(self, task: MsTask) -> Decimal:
        """Minutes of work of a task. UnusableFileError names the line of one that cannot be read."""
        text = task.said.get("Duration", "")
        found = span(text) if text else span("PT0S")
        if found is None or found.unit != "minute" or found.amount < 0:
            raise UnusableFileError(
                str(Issue(self.file, task.line, "Duration", text, "is no duration like PT8H0M0S"))
            )
        return self.worked(found.amount) if task.elapsed else found.amount

    def worked(self, elapsed: Decimal) -> Decimal:
        """Minutes of work in elapsed minutes: five working days in seven."""
        return elapsed / _DAY_MINUTES * WORKING_WEEK / _WEEK_DAYS * self.minutes_a_day

    def lag(self, link: MsLink) -> Decimal:
        """The lag of a link in minutes of work."""
        if link.share is not None:
            return link.share * self.minutes(self.tasks[link.before])
        return self.worked(link.lag) if link.elapsed else link.lag


def project(file: str, root: Element) -> MsProject:
    """The project in a document's root element. UnusableFileError for tasks or links that contradict each other."""
    tasks: dict[str, MsTask] = {}
    for element in root.iterfind("{*}Tasks/{*}Task"):
        task = _task(file, element)
        if task.holds("IsNull"):
            continue
        if task.uid in tasks:
            raise UnusableFileError(
                str(Issue(file, task.line, "UID", task.uid, "stands on another task already"))
            )
        tasks[task.uid] = task
    if not tasks:
        raise UnusableFileError(f"{file} is a Microsoft Project file without tasks.")
    _refuse_unknown(file, tasks)
    return MsProject(file, _plain(root), _with_leaves(tasks), _assigned(root))


def _task(file: str, element: Element) -> MsTask:
    line, said = int(element.get(markup.LINE, "0")), _plain(element)
    uid = said.get("UID", "")
    if not uid.isdecimal() or len(uid) > _DIGITS:
        raise UnusableFileError(str(Issue(file, line, "UID", uid[:40], "is no number of a task")))
    baseline = next((_plain(one) for one in element.iterfind("{*}Baseline")), {})
    links = tuple(_link(file, line, _plain(one)) for one in element.iterfind("{*}PredecessorLink"))
    return MsTask(uid, line, said, links, baseline)


def _link(file: str, line: int, said: Mapping[str, str]) -> MsLink:
    kind, before = _KINDS.get(said.get("Type", "1")), said.get("PredecessorUID", "")
    lag, form = _number(said.get("LinkLag", "0")), _number(said.get("LagFormat", "7"))
    if kind is None or lag is None or form is None:
        told = ", ".join(f"{name} {value}" for name, value in said.items())
        raise UnusableFileError(
            str(Issue(file, line, "PredecessorLink", told, "is no link that can be read"))
        )
    if form in _PERCENT:
        return MsLink(before, kind, Decimal(0), elapsed=False, share=lag / 100)
    # Lags are written in tenths of a minute, whatever unit is shown; even numbers of the form are elapsed time.
    return MsLink(before, kind, lag / 10, elapsed=form % 2 == 0)


def _refuse_unknown(file: str, tasks: Mapping[str, MsTask]) -> None:
    for task in tasks.values():
        for link in task.links:
            if link.before not in tasks:
                message = "is the predecessor of this task and stands nowhere in the file"
                raise UnusableFileError(str(Issue(file, task.line, "PredecessorUID", link.before, message)))


def _with_leaves(tasks: Mapping[str, MsTask]) -> dict[str, MsTask]:
    """Each summary with the tasks below it: those that follow on a deeper outline level."""
    open_: list[tuple[int, str]] = []
    leaves: dict[str, list[str]] = {}
    for uid, task in tasks.items():
        level = int(_number(task.said.get("OutlineLevel", "1")) or 0)
        while open_ and open_[-1][0] >= level:
            open_.pop()
        if task.holds("Summary"):
            open_.append((level, uid))
            leaves[uid] = []
        else:
            for _, summary in open_:
                leaves[summary].append(uid)
    return {
        uid: MsTask(uid, task.line, task.said, task.links, task.baseline, tuple(leaves.get(uid, ())))
        for uid, task in tasks.items()
    }


def _assigned(root: Element) -> dict[str, tuple[tuple[str, str, str], ...]]:
    """People and teams by task; material and costs are not they."""
    resources = {
        said.get("UID", ""): (said.get("Name", ""), said.get("Group", ""))
        for said in map(_plain, root.iterfind("{*}Resources/{*}Resource"))
        if said.get("Type", "1") == "1" and said.get("Name")
    }
    found: dict[str, tuple[tuple[str, str, str], ...]] = {}
    for said in map(_plain, root.iterfind("{*}Assignments/{*}Assignment")):
        if said.get("ResourceUID") in resources:
            one = (*resources[said["ResourceUID"]], said.get("Units", ""))
            found[said.get("TaskUID", "")] = (*found.get(said.get("TaskUID", ""), ()), one)
    return found


def _plain(element: Element) -> dict[str, str]:
    """The fields of an element that hold text and nothing else."""
    return dict(_texts(element))


def _texts(element: Element) -> Iterator[tuple[str, str]]:
    for child in element:
        if not len(child) and child.text:
            yield markup.named(child), child.text.strip()


def _number(text: str) -> Decimal | None:
    try:
        found = Decimal(text)
    except InvalidOperation:
        return None
    return found if found.is_finite() and abs(found) <= _MOST else None
