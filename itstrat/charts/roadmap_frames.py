"""What the roadmap draws, read from the frames of its report: bars, links, milestones, quarters."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, cast

from itstrat.charts.roadmap_axis import Quarter
from itstrat.charts.theme import STATUS
from itstrat.numbers import day_label, day_of, exact, is_known, month_label, number, percent

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import pandas as pd

COMPANY = "Company"
UNSCHEDULED = "Not scheduled"
NO_COMPONENT = "No component"
COMPONENTS = ("Security", "Strategy", "Productivity", "Support", "Infrastructure", "Experience")
LANES = (COMPANY, *COMPONENTS, NO_COMPONENT, UNSCHEDULED)

Kind = Literal["FS", "SS", "FF", "SF"]


@dataclass(frozen=True, slots=True)
class Bar:
    """One objective or initiative; what is not known is None, an unknown progress NaN. Without a status it is a heading."""

    key: str
    component: str
    name: str
    start: dt.date | None = None
    finish: dt.date | None = None
    approved: dt.date | None = None
    progress: float = 0.0
    status: str = ""
    critical: bool = False
    objectives: tuple[int, ...] = ()
    mandatory: bool = False

    @property
    def lane(self) -> str:
        """Where it is drawn: initiatives without any date stand apart."""
        if self.component != COMPANY and self.start is None and self.finish is None:
            return UNSCHEDULED
        return self.component

    @property
    def title(self) -> str:
        """Its name, marked where it is mandatory."""
        return f"{self.name} §" if self.mandatory else self.name

    @property
    def slipped(self) -> bool:
        """True when the month it ends in is not the one approved first."""
        return (
            self.finish is not None
            and self.approved is not None
            and _month(self.finish) != _month(self.approved)
        )

    def sentence(self, milestones: Sequence[Milestone]) -> str:
        """The row as a sentence, its milestones last."""
        said = f"{self.name} ({self.component})"
        if self.status:
            said += f": {day_label(self.start)} to {day_label(self.finish)}"
            said += f", first approved until {day_label(self.approved)}" * self.slipped
            said += f", {STATUS[self.status].word.lower()}"
            said += f", {percent(self.progress)} done" * is_known(self.progress)
        said += ", on the critical path" * self.critical + ", mandatory" * self.mandatory
        served = " and ".join(str(number) for number in self.objectives)
        said += f", for objective {served}" if served and self.component != COMPANY else ""
        return "; ".join([said, *(milestone.text for milestone in milestones)])


@dataclass(frozen=True, slots=True)
class Milestone:
    """A date somebody waits for, of a bar or (with an empty key) of the whole plan; `was` is the one approved first."""

    key: str
    name: str
    on: dt.date
    was: dt.date | None
    done: bool

    @property
    def text(self) -> str:
        """`Go-live Jul 28, was Apr`; done ones are ticked."""
        return f"{'✓ ' * self.done}{self.name} {self.short}"

    @property
    def short(self) -> str:
        """The same without its name."""
        return moved(self.on, self.was)

    @property
    def slipped(self) -> bool:
        """True when its month is not the one approved first."""
        return self.was is not None and _month(self.on) != _month(self.was)


@dataclass(frozen=True, slots=True)
class Link:
    """`after` waits for `before`: which end holds which is its kind."""

    before: str
    after: str
    kind: Kind


def moved(on: dt.date, was: dt.date | None) -> str:
    """`Jul 28`, or `Jul 28, was Apr` where it stood in another month before, with its year where that differs."""
    said = _month(on)
    if was is None or _month(was) == said:
        return said
    return f"{said}, was {month_label(was) if was.year == on.year else _month(was)}"


def bars(frame: pd.DataFrame) -> list[Bar]:
    """The rows of `frame`, as roadmap.chart describes it."""
    return [_bar(row) for row in _rows(frame)]


def milestones(frame: pd.DataFrame) -> list[Milestone]:
    """Those with a date, the earliest first."""
    told = [
        Milestone(
            _key(row["id"]),
            str(row["name"]),
            on,
            day_of(row["was"]),
            is_known(row["done"]) and bool(row["done"]),
        )
        for row in _rows(frame)
        if (on := day_of(row["on"])) is not None
    ]
    return sorted(told, key=lambda milestone: milestone.on)


def links(frame: pd.DataFrame) -> list[Link]:
    """Every row of `frame`."""
    rows = _rows(frame)
    return [
        Link(_key(row["before_id"]), _key(row["after_id"]), cast("Kind", str(row["kind"]))) for row in rows
    ]


def quarters(frame: pd.DataFrame) -> list[Quarter]:
    """Every row of `frame`, in its order."""
    return [
        Quarter(
            cast("dt.date", day_of(row["start"])),
            str(row["label"]),
            str(row["fiscal_year"]),
            exact(row["cost"]),
        )
        for row in _rows(frame)
    ]


def _rows(frame: pd.DataFrame) -> Iterator[dict[Any, Any]]:
    """Each row by its columns: a third of the time of pandas' own records, and a page is drawn at every change."""
    names = list(frame.columns)
    return (dict(zip(names, row, strict=True)) for row in frame.to_numpy(dtype=object))


def _bar(row: Mapping[Any, Any]) -> Bar:
    component = str(row["lane"])
    status = str(row["status"])
    return Bar(
        _key(row["id"]),
        component if component in LANES else NO_COMPONENT,
        str(row["name"]),
        day_of(row["start"]),
        day_of(row["finish"]),
        day_of(row["approved_finish"]),
        number(row["progress"]),
        status if status in STATUS else "unknown",
        is_known(row["critical"]) and bool(row["critical"]),
        tuple(int(each) for each in row["objectives"] or ()),
        is_known(row["mandatory"]) and bool(row["mandatory"]),
    )


def _key(value: object) -> str:
    """An id as text: a column that also holds unknown ids may have made floats of them."""
    return str(value).removesuffix(".0") if is_known(value) else ""


def _month(day: dt.date) -> str:
    return f"{month_label(day)} {day.year % 100:02d}"
