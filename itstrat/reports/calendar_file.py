"""An iCalendar file (RFC 5545) that calendar programs take in: one day per contract, with alarms before it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from itstrat.planning.contracts import STEPS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_LINE = 75  # octets, by RFC 5545 section 3.1


@dataclass(frozen=True, slots=True)
class Entry:
    """A day to remember for the record `key`; `revision` rises whenever the record changes."""

    key: int
    revision: int
    on: date
    summary: str
    description: str


def written(entries: Sequence[Entry], name: str, as_of: date) -> bytes:
    """The file. The same record keeps its identity, so a later file moves its day instead of adding a second."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//itstrat//renewals//EN",
        "CALSCALE:GREGORIAN",
        f"X-WR-CALNAME:{_text(f'Renewals, {name}')}",
    ]
    owner = "".join(
        letter if letter.isascii() and letter.isalnum() else "-" for letter in name.lower()
    ).strip("-")
    for entry in entries:
        lines += _event(entry, f"contract-{entry.key}@{owner or 'plan'}.itstrat", as_of)
    lines.append("END:VCALENDAR")
    return "".join(f"{folded}\r\n" for line in lines for folded in _folded(line)).encode()


def _event(entry: Entry, uid: str, as_of: date) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{uid}"
    yield f"DTSTAMP:{as_of:%Y%m%d}T000000Z"
    yield f"SEQUENCE:{entry.revision}"
    yield f"DTSTART;VALUE=DATE:{entry.on:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{entry.on + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{_text(entry.summary)}"
    yield f"DESCRIPTION:{_text(entry.description)}"
    yield "TRANSP:TRANSPARENT"
    for days, what in STEPS:
        yield "BEGIN:VALARM"
        yield "ACTION:DISPLAY"
        yield f"TRIGGER:-P{days}D"
        yield f"DESCRIPTION:{_text(f'{entry.summary}, in {days} days: {what}')}"
        yield "END:VALARM"
    yield "END:VEVENT"


def _text(value: str) -> str:
    """A text value: what has a meaning in the format is escaped, other control characters become blanks."""
    escaped = value.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    plain = escaped.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\\n")
    return "".join(letter if letter >= " " and letter != "\x7f" else " " for letter in plain)


def _folded(line: str) -> Iterator[str]:
    """The line in parts of at most 75 octets, each after the first begun by a blank; no letter is cut in two."""
    part, room = "", _LINE
    for letter in line:
        size = len(letter.encode())
        if size > room:
            yield part
            part, room = " ", _LINE - 1
        part, room = part + letter, room - size
    yield part
