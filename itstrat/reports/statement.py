"""What a report is made of: figures, findings and decisions asked. Pages, slides and JSON show these and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from itstrat.errors import ItstratError

Status = Literal["done", "on track", "at risk", "off track", "planned", "unknown"]
Grade = Literal["A", "B", "C", "D", "unknown"]


@dataclass(frozen=True, slots=True)
class Figure:
    """One headline number with everything a board asks about it.

    `value` is None when it is unknown; `unit` is a currency code, "%", "months", "assets" and the like;
    `period` is the time it speaks of (FY27 to date, at 22 Nov 2026); `definition` is the glossary's sentence.
    """

    label: str
    value: Decimal | None
    unit: str
    period: str
    as_of: date
    source: str
    confidence: Grade
    definition: str
    status: Status = "unknown"
    target: Decimal | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """A full sentence with its number, the page where it is answered, and how many rows stand behind it."""

    severity: Literal["good", "note", "at risk", "off track"]
    sentence: str
    page: str
    rows: int = 0


@dataclass(frozen=True, slots=True)
class Decision:
    """What leadership is asked: what, why now, what it costs, what happens if we wait, and whence it comes."""

    what: str
    why_now: str
    cost: Decimal | None
    if_we_wait: str
    source: str


# A report speaks of a day between these: what lies years before and after is needed too, and dates end with year 9999.
EARLIEST, LATEST = date(2000, 1, 1), date(2100, 12, 31)


def within_reach(as_of: date) -> date:
    """The day itself. Raises ItstratError when no report can speak of it."""
    if not EARLIEST <= as_of <= LATEST:
        raise ItstratError(f"The plan is seen from a day between {EARLIEST} and {LATEST}, not from {as_of}.")
    return as_of


@dataclass(frozen=True, slots=True)
class Scope:
    """What a page looks at: one fiscal year, one department or all (None), as of a day."""

    as_of: date
    fiscal_year: int
    department_id: int | None = None
