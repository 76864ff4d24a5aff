"""Rows of an initiatives file made whole: durations become finishes, outlines lose their summaries, lags count days."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

from itstrat.planning.link_text import LinkText, link_text
from itstrat.planning.spans import Span, calendar_days, last_day, last_working_day, span, worked_off

if TYPE_CHECKING:
    from collections.abc import Sequence

    from itstrat.ingest.layout import Layout
    from itstrat.ingest.rows import Typed, Values

# Project programs count working time, everybody else calendar time.
WORKING = "Microsoft Project CSV"


def shaped(layout: Layout, typed: Typed) -> tuple[list[int], dict[str, Values]]:
    """(lines, fields) of the records. A row that others are part of is no initiative: it goes to typed.skipped."""
    working = layout.format == WORKING
    fields = {name: list(values) for name, values in typed.fields.items() if name != "currency"}
    count = len(typed.lines)
    unknown: Values = [None] * count
    levels = fields.pop("outline", unknown)
    spans = [span(text) if text else None for text in fields.pop("duration", unknown)]
    _date(fields, spans, working=working)
    if "reference" not in fields and "code" not in fields:
        fields["reference"] = [str(line - layout.header_line) for line in typed.lines]
    if working:
        _call_points_milestones(fields, spans)
        for name in ("predecessors", "successors"):
            fields[name] = [_in_calendar_days(text) for text in fields.get(name, unknown)]
    above = _summaries(levels) if "summary" not in fields else set()
    typed.skipped.extend((typed.lines[i], "summary task") for i in above)
    kept = [i for i in range(count) if i not in above]
    return [typed.lines[i] for i in kept], {
        name: [values[i] for i in kept] for name, values in fields.items() if name != "summary"
    }


def _date(fields: dict[str, Values], spans: Sequence[Span | None], *, working: bool) -> None:
    """A start and a duration make a finish; a duration without both dates is kept in calendar days."""
    count = len(spans)
    starts: Values = fields.get("start_on", [None] * count)
    planned: Values = fields.pop("planned_finish_on", [None] * count)
    finishes: Values = [
        first or then for first, then in zip(fields.get("finish_on", planned), planned, strict=True)
    ]
    fields["finish_on"] = finishes
    days: Values = [None] * count
    for i, (start, length) in enumerate(zip(starts, spans, strict=True)):
        if length is None or length.amount <= 0 or finishes[i]:
            continue
        if start:
            last = last_working_day if working else last_day
            finishes[i] = last(date.fromisoformat(start), length).isoformat()
        else:
            days[i] = str(max(worked_off(length) if working else calendar_days(length), 1))
    fields["duration_days"] = days


def _call_points_milestones(fields: dict[str, Values], spans: Sequence[Span | None]) -> None:
    """A project program's task of no duration is a milestone, also where no column says so."""
    said = fields.get("milestone", [None] * len(spans))
    points = [length is not None and length.amount == 0 for length in spans]
    fields["milestone"] = ["true" if point else held for point, held in zip(points, said, strict=True)]


def _in_calendar_days(text: str | None) -> str | None:
    """Numbers of rows with kinds and lags in working time, apart at commas too: "3FS+5 days,4SS"."""
    if text is None:
        return None
    parts = [link_text(one) for part in text.split(";") for one in part.split(",") if one.strip()]
    return "; ".join(
        str(LinkText(one.who, one.kind, Span(Decimal(worked_off(one.lag)), "day"))) for one in parts
    )


def _summaries(levels: Values) -> set[int]:
    """The rows right before a deeper one."""
    known = [None if level is None else int(level) for level in levels]
    return {
        i
        for i, (own, then) in enumerate(pairwise(known))
        if own is not None and then is not None and then > own
    }
