"""The calendar file: what RFC 5545 asks of it, read back by a strict reader."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from itstrat.reports.calendar_file import Entry, written
from itstrat.reports.renewals import calendar
from tests.reports.made import AS_OF, SCOPE, contract

if TYPE_CHECKING:
    from itstrat.store.database import Store

Component = dict[str, list[str]]
_LINE = re.compile(r"([A-Z-]+)((?:;[A-Z-]+=[A-Z-]+)*):(.*)", re.DOTALL)
_ENTRY = Entry(7, 3, date(2027, 1, 30), "Cancel by: Mail", "Acme: renews.\nOwner: Ann.")


def lines(file: bytes) -> list[str]:
    """Content lines, unfolded; refuses a bare line break and a line of more than 75 octets."""
    assert file.endswith(b"\r\n")
    physical = file.decode().split("\r\n")[:-1]
    found: list[str] = []
    for line in physical:
        assert len(line.encode()) <= 75
        assert "\n" not in line
        assert "\r" not in line
        if line.startswith(" "):
            found[-1] += line[1:]
        else:
            found.append(line)
    return found


def read(file: bytes) -> tuple[Component, list[Component], list[Component]]:
    """The calendar's own properties, its events and their alarms; refuses anything out of place."""
    stack: list[str] = []
    calendars: list[Component] = []
    events: list[Component] = []
    alarms: list[Component] = []
    kinds = {"VCALENDAR": calendars, "VEVENT": events, "VALARM": alarms}
    inside = {"VCALENDAR": None, "VEVENT": "VCALENDAR", "VALARM": "VEVENT"}
    for line in lines(file):
        match = _LINE.fullmatch(line)
        assert match, line
        name, _, value = match.groups()
        if name == "BEGIN":
            assert inside[value] == (stack[-1] if stack else None)
            stack.append(value)
            kinds[value].append({})
        elif name == "END":
            assert stack.pop() == value
        else:
            kinds[stack[-1]][-1].setdefault(name, []).append(value)
    assert not stack
    assert len(calendars) == 1
    return calendars[0], events, alarms


def text(value: str) -> str:
    """A text value as it was meant; refuses an escape there is none of and a bare comma or semicolon."""
    assert not re.search(r"(?<!\\)(?:\\\\)*[,;]", value)
    assert not re.search(r"\\[^\\;,nN]", re.sub(r"\\\\", "", value))
    meant = {"n": "\n", "N": "\n"}
    return re.sub(r"\\(.)", lambda escaped: meant.get(escaped[1], escaped[1]), value)


def test_a_calendar_has_what_the_standard_requires() -> None:
    """Version and product once; each event one UID, stamp and start; each alarm an action, a trigger and words."""
    head, events, alarms = read(written([_ENTRY], "Harbor & Lane", AS_OF))
    assert head["VERSION"] == ["2.0"]
    assert len(head["PRODID"]) == 1
    assert events[0]["UID"] == ["contract-7@harbor---lane.itstrat"]
    assert events[0]["DTSTAMP"] == ["20261122T000000Z"]
    assert events[0]["DTSTART"] == ["20270130"]
    assert events[0]["DTEND"] == ["20270131"]
    assert events[0]["SEQUENCE"] == ["3"]
    assert [alarm["TRIGGER"] for alarm in alarms] == [["-P120D"], ["-P90D"], ["-P60D"]]
    assert all(alarm["ACTION"] == ["DISPLAY"] and alarm["DESCRIPTION"] for alarm in alarms)


def test_every_line_ends_in_crlf_and_is_folded_between_letters() -> None:
    """75 octets at most, counted in UTF-8; a name of Japanese letters and emoji comes back whole."""
    name = "契約管理サービス🧭" * 20
    _, events, _ = read(written([Entry(1, 1, AS_OF, name, name)], "x", AS_OF))
    assert text(events[0]["SUMMARY"][0]) == name


def test_letters_with_a_meaning_are_escaped() -> None:
    """Backslash, comma, semicolon and line breaks come back as they were; control letters do not get in."""
    said = "a\\b, c; d\r\ne\nf"
    _, events, _ = read(
        written([Entry(1, 1, AS_OF, said, "bell\x07BEGIN:VEVENT\nEND:VCALENDAR")], "x", AS_OF)
    )
    assert text(events[0]["SUMMARY"][0]) == "a\\b, c; d\ne\nf"
    assert len(events) == 1


def test_the_same_plan_gives_the_same_file(demo_store: Store) -> None:
    """No clock is read; every contract with a day to cancel ahead is one event, the missed one by its next renewal."""
    file = calendar(demo_store, SCOPE)
    assert file == calendar(demo_store, SCOPE)
    _, events, _ = read(file)
    assert len({event["UID"][0] for event in events}) == len(events) == 30
    assert all(event["DTSTART"][0] >= f"{AS_OF:%Y%m%d}" for event in events)
    (missed,) = [event for event in events if "Document management" in event["SUMMARY"][0]]
    assert missed["DTSTART"] == ["20271017"]


def test_a_changed_contract_keeps_its_identity(store: Store) -> None:
    """Saved again it has the same UID and a higher sequence, so calendars move the day."""
    key = contract(store)
    before = read(calendar(store, SCOPE))[1][0]
    with store.tx("test") as edit:
        edit.update("contract", key, 1, {"notice_days": 60})
    after = read(calendar(store, SCOPE))[1][0]
    assert before["UID"] == after["UID"]
    assert int(after["SEQUENCE"][0]) > int(before["SEQUENCE"][0])
    assert after["DTSTART"] < before["DTSTART"]


def test_a_plan_without_contracts_gives_an_empty_calendar(store: Store) -> None:
    """It is still a calendar."""
    assert read(calendar(store, SCOPE))[1] == []
