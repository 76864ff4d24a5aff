"""Lengths of time as people and programs write them: "3 months", "12w", "45d", "5 edays", "PT16H0M0S"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal
from itertools import count

from itstrat.planning.calendar import add_months

WORKING_WEEK = 5
HOURS_A_DAY = 8
_WORKING_MONTH = 20
_DAYS_A_MONTH = Decimal("30.4375")
_SPAN = re.compile(r"([+-]?\s*\d*[.,]?\d+)\s*(e?)\s*([^\W\d_]*)\.?\s*\??", re.IGNORECASE)
_ISO = re.compile(r"(-?)P(?:(\d{1,12})D)?(?:T(?:(\d{1,12})H)?(?:(\d{1,12})M)?(?:(\d{1,12})(?:\.\d+)?S)?)?")
_UNITS = {
    spelt: unit
    for unit, words in {
        "minute": "min mins minute minutes",
        "hour": "h hr hrs hour hours std stunden",
        "day": "d dy dys day days tag tage jour jours",
        "week": "w wk wks week weeks woche wochen semaine semaines",
        "month": "m mo mos mon mons mth mths month months monat monate mois",
        "year": "y yr yrs year years jahr jahre an ans",
    }.items()
    for spelt in words.split()
}


@dataclass(frozen=True, slots=True)
class Span:
    """So many of a unit: minute, hour, day, week, month, year, or "" when none was said. `elapsed` counts day and night."""

    amount: Decimal
    unit: str
    elapsed: bool = False

    def __str__(self) -> str:
        """As `span` reads it again."""
        return f"{self.amount.normalize():f} {'e' if self.elapsed else ''}{self.unit}".strip()


def span(text: str) -> Span | None:
    """The length that a text says; None when it says none."""
    bare = text.strip()
    if found := _ISO.fullmatch(bare):
        days, hours, minutes, seconds = (int(each or 0) for each in found.groups()[1:])
        total = Decimal(((days * 24 + hours) * 60 + minutes) * 60 + seconds) / 60
        return Span(-total if found[1] else total, "minute") if any(found.groups()[1:]) else None
    found = _SPAN.fullmatch(bare)
    if found is None:
        return None
    elapsed, unit = bool(found[2]), found[3].lower()
    if unit and unit not in _UNITS:
        return None
    amount = Decimal(re.sub(r"\s", "", found[1]).replace(",", "."))
    return Span(amount, _UNITS[unit] if unit else "", elapsed)


def calendar_days(length: Span) -> int:
    """Whole calendar days of a length that counts them: a week 7, a month 30.4375, a year 365.25; no unit is days."""
    days = {
        "minute": Decimal(1) / 1440,
        "hour": Decimal(1) / 24,
        "day": Decimal(1),
        "": Decimal(1),
        "week": Decimal(7),
        "month": _DAYS_A_MONTH,
        "year": 12 * _DAYS_A_MONTH,
    }[length.unit]
    return int((length.amount * days).quantize(Decimal(1), ROUND_HALF_UP))


def working_days(length: Span) -> Decimal:
    """Working days of a length as project programs count it: 8 hours a day, 5 days a week, 20 days a month."""
    days = {
        "minute": Decimal(1) / (60 * HOURS_A_DAY),
        "hour": Decimal(1) / HOURS_A_DAY,
        "day": Decimal(1),
        "": Decimal(1),
        "week": Decimal(WORKING_WEEK),
        "month": Decimal(_WORKING_MONTH),
        "year": Decimal(12 * _WORKING_MONTH),
    }[length.unit]
    return length.amount * days


def worked_off(length: Span) -> int:
    """Calendar days that pass while so many working days are worked: 5 are 7, 1 is 1, 6 are 8; elapsed ones stay."""
    if length.elapsed:
        return calendar_days(length)
    days = abs(working_days(length)).to_integral_value(ROUND_CEILING)
    weeks, rest = divmod(int(days), WORKING_WEEK)
    passed = 7 * weeks + rest
    return passed if length.amount >= 0 else -passed


def last_day(start: date, length: Span) -> date:
    """The last day of something of that length from `start`: "3 months" from 15 Jan end on 14 Apr."""
    months = {"month": 1, "year": 12}.get(length.unit, 0) * length.amount
    if months and months == int(months):
        return add_months(start, int(months)) - timedelta(days=1)
    return start + timedelta(days=max(calendar_days(length) - 1, 0))


def last_working_day(start: date, length: Span) -> date:
    """The last working day (Monday to Friday) of so many working days from `start` on."""
    left = int(working_days(length).to_integral_value(ROUND_CEILING))
    if length.elapsed or left < 1:
        return last_day(start, length)
    weeks, left = divmod(left - 1, WORKING_WEEK)
    first = next(day for k in count() if (day := start + timedelta(days=k)).weekday() < WORKING_WEEK)
    weekend = 2 if first.weekday() + left >= WORKING_WEEK else 0
    return first + timedelta(days=7 * weeks + left + weekend)
