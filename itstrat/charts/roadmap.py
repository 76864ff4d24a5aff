"""The roadmap: the company's objectives above, initiatives by component below, on fiscal quarters with what each costs."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

from itstrat.charts import roadmap_frames as frames
from itstrat.charts.drawing import Chart, Drawing
from itstrat.charts.lettering import wrap
from itstrat.charts.placing import Placer
from itstrat.charts.roadmap_axis import Axis
from itstrat.charts.roadmap_bars import Bars
from itstrat.charts.roadmap_frames import COMPANY, LANES, Bar, Milestone
from itstrat.charts.roadmap_links import Links
from itstrat.charts.roadmap_rows import Rows
from itstrat.charts.theme import SLIDE, STATUS, Look
from itstrat.numbers import exact, plural

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

MOST_ROWS = 18
OBJECTIVES = "Objectives"
EVERYTHING = "All"

_KEY = 9.5
_NAME_CUT = 30  # letters of a name in the alt sentence


class Sheet(NamedTuple):
    """What one roadmap shows.

    `bars`: id, lane ("Company" for objectives, else a component; anything else is "No component"), name, start, finish
    (an initiative without both is drawn apart, as not scheduled), approved_finish, progress (0 to 1), status, critical,
    objectives (numbers; an objective's own number stands first), mandatory. `links`: before_id, after_id, kind (FS, SS, FF
    or SF). `milestones`: id (of a bar; None is the whole plan), name, on, was (first approved), done. `quarters`, at least
    one, in order: start, label, fiscal_year, cost. What is not known is None.
    """

    bars: pd.DataFrame
    links: pd.DataFrame
    milestones: pd.DataFrame
    quarters: pd.DataFrame


def chart(sheet: Sheet, as_of: dt.date, *, look: Look = SLIDE, currency: str = "USD") -> Chart:
    """Each row a bar: filled as far as the work is done, ticked at the first approved finish, its status beside it.

    Bars on the critical path are underlined, and what links two of them is solid; other dependencies are dashed. The sheet
    has at least one bar; up to 18 initiatives with their objectives fit a slide (`pages` makes such sheets).
    """
    shown, milestones = frames.bars(sheet.bars), frames.milestones(sheet.milestones)
    if any(not milestone.key for milestone in milestones):
        shown = [Bar("", COMPANY, "Milestones of the plan"), *shown]
    drawing = Drawing(look)
    key = _key(shown, milestones, len(sheet.links) > 0)
    below = drawing.line_height(_KEY) * (len(wrap(key, look.width, look.px(_KEY))) + 1)
    rows = Rows(drawing, shown, below=below)
    axis = Axis(drawing, frames.quarters(sheet.quarters), as_of, 0.0, currency)
    rows.top = axis.bottom
    elsewhere = _draw(rows, axis, sheet, milestones)
    for row in rows.rows:
        said = row.bar.sentence([each for each in milestones if each.key == row.bar.key])
        drawing.fact((0, look.width), (row.top, row.bottom), said)
    if elsewhere:
        key += f" · {plural(elsewhere, 'link')} to rows not shown here"
    bottom = _notes(drawing, key, rows.bottom + look.px(4))
    return drawing.chart(bottom, _alt(shown, milestones, as_of), _table(shown, milestones))


def pages(bars: pd.DataFrame) -> Mapping[str, pd.DataFrame]:
    """The bars of each page by its name, in order: one page where at most 18 initiatives are, else one per component.

    On a component's page stand the objectives its initiatives serve; the first page then holds all objectives. A component
    of more than 18 initiatives is spread evenly over several pages, named "Security 1 of 2".
    """
    company = bars[bars["lane"] == COMPANY]
    rest = bars[bars["lane"] != COMPANY]
    if len(rest) <= MOST_ROWS:
        return {EVERYTHING: bars}
    told = {OBJECTIVES: company} if len(company) else {}
    lanes = rest["lane"].where(rest["lane"].isin(LANES), frames.NO_COMPONENT)
    for lane in LANES:
        part = rest[lanes == lane]
        count = math.ceil(len(part) / MOST_ROWS)
        each = math.ceil(len(part) / max(count, 1))
        for at in range(count):
            name = lane if count == 1 else f"{lane} {at + 1} of {count}"
            told[name] = _with_objectives(company, part.iloc[at * each : (at + 1) * each])
    return told


def _with_objectives(company: pd.DataFrame, part: pd.DataFrame) -> pd.DataFrame:
    served = {number for numbers in part["objectives"] for number in numbers or ()}
    wanted = [bool(served.intersection(numbers or ())) for numbers in company["objectives"]]
    return pd.concat([company[wanted], part]) if any(wanted) else part


def _draw(rows: Rows, axis: Axis, sheet: Sheet, milestones: Sequence[Milestone]) -> int:
    """Everything but the key, from the ground up; answers how many links lead elsewhere."""
    drawing = rows.drawing
    placer = Placer(drawing, rows.top, rows.bottom)
    placer.block((0, drawing.left - 2), (rows.top, rows.bottom))
    placer.block((drawing.plot_right, drawing.look.width), (rows.top, rows.bottom))
    bars = Bars(axis, rows.rows, milestones, placer)
    axis.draw()
    rows.head(axis.names_y)
    axis.ground(rows.top, rows.bottom)
    rows.draw()
    bars.draw()
    elsewhere = Links(axis, rows.rows, frames.links(sheet.links), placer).draw()
    axis.today(rows.bottom)
    if axis.shows_today:
        placer.line([(axis.x(axis.as_of), rows.top), (axis.x(axis.as_of), rows.bottom)])
    bars.underline()
    bars.say()
    return elsewhere


def _key(bars: Sequence[Bar], milestones: Sequence[Milestone], linked: bool) -> str:
    """How to read the marks that are there."""
    told = [
        ("fill = work done (should reach today)", any(bar.progress > 0 for bar in bars)),
        ("heavy tick = finish first approved", any(bar.approved not in {None, bar.finish} for bar in bars)),
        ("underlined = critical path", any(bar.critical for bar in bars)),
        ("◆ milestone", bool(milestones)),
        ("arrow = waits for", linked),
        ("§ mandatory", any(bar.mandatory for bar in bars)),
    ]
    return " · ".join(["Bar = planned dates", *(text for text, shown in told if shown)])


def _notes(drawing: Drawing, key: str, y: float) -> float:
    line, lines = drawing.line_height(_KEY), wrap(key, drawing.look.width, drawing.look.px(_KEY))
    for at, text in enumerate(lines):
        drawing.label((0, y + line * (at + 0.5)), text, size=_KEY, fill="ink3")
    return y + line * len(lines)


def _alt(bars: Sequence[Bar], milestones: Sequence[Milestone], as_of: dt.date) -> str:
    asked = [bar for bar in bars if bar.component != COMPANY]
    said = plural(len(asked), "initiative")
    for status in ("off track", "at risk"):
        late = [bar for bar in asked if bar.status == status]
        named = f" ({late[0].name[:_NAME_CUT]}{' and others' * (len(late) > 1)})" if late else ""
        said += f", {len(late)} {STATUS[status].word.lower()}{named}"
    coming = [milestone for milestone in milestones if milestone.on >= as_of and not milestone.done]
    return f"{said}; next: {coming[0].text[: 2 * _NAME_CUT].strip()}." if coming else f"{said}."


def _table(bars: Sequence[Bar], milestones: Sequence[Milestone]) -> pd.DataFrame:
    rows = [
        {
            "Lane": bar.lane,
            "Name": bar.name,
            "Start": bar.start,
            "Finish": bar.finish,
            "First approved": bar.approved,
            "Done (%)": None if math.isnan(bar.progress) else (exact(bar.progress) or 0) * 100,
            "Status": STATUS[bar.status].word if bar.status else "",
            "Critical": "yes" if bar.critical else "no",
            "Mandatory": "yes" if bar.mandatory else "no",
            "Objectives": ", ".join(str(number) for number in bar.objectives),
            "Milestones": "; ".join(each.text for each in milestones if each.key == bar.key),
        }
        for bar in bars
    ]
    return pd.DataFrame(rows, dtype=object)
