"""Dates as people and programs write them, and which order a column of numbers separated by / . or - is in."""

from __future__ import annotations

import re
from datetime import date, timedelta

from itstrat.ingest.cells import CellError, UndecidedError

PREFERRED = ("dmy", "mdy", "ymd")
RARE = ("ydm", "dym", "myd")
_UNKNOWN = {
    "",
    "-",
    "--",
    "n/a",
    "#n/a",
    "na",
    "none",
    "null",
    "unknown",
    "tbc",
    "tbd",
    "?",
    "0000-00-00",
    "00/00/0000",
}
_UNKNOWN |= {"0", "#value!", "#ref!", "never", "nan", "nat", "—", "–"}
_EXCEL_START = date(1899, 12, 30)
_TIME = r"(?:[T ]\s*\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:[.,]\d+)?)?\s*(?:[ap]\.?m\.?)?\s*(?:Z|UTC|GMT|[+-]\d{2}(?::?\d{2})?)?)?"
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})" + _TIME, re.IGNORECASE)
_TRIPLE = re.compile(r"(\d{1,4})\s*([/.\-\s])\s*(\d{1,4})\s*\2\s*(\d{1,4})" + _TIME, re.IGNORECASE)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T?\d{4,6})?")
_SERIAL = re.compile(r"([2-7]\d{4}|80000)(?:\.\d+)?")
_DAY_NAME = re.compile(
    r"^(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*|mo|di|mi|do|fr|sa|so)\.?,?\s+", re.IGNORECASE
)
_NAMED = re.compile(
    r"(\d{1,2})(?:st|nd|rd|th)?[\s\-/.]*([^\W\d_]{3,9})\.?[\s\-/.,]*(\d{4}|\d{2})" + _TIME, re.IGNORECASE
)
_NAME_FIRST = re.compile(
    r"([^\W\d_]{3,9})\.?[\s\-/.]*(\d{1,2})(?:st|nd|rd|th)?[\s\-/.,]+(\d{4}|\d{2})" + _TIME, re.IGNORECASE
)
_NO_YEAR = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[\s\-/.]*([^\W\d_]{3,9})\.?")
_YEAR_NAMED = re.compile(r"(\d{4})[\s\-/.]*([^\W\d_]{3,9})\.?[\s\-/.]*(\d{1,2})" + _TIME, re.IGNORECASE)
_MONTH_YEAR = re.compile(r"([^\W\d_]{3,9})\.?[\s\-/.,']*(\d{4}|\d{2})", re.IGNORECASE)
_YEAR_MONTH = re.compile(r"(\d{4})[\s\-/.]?M?(0?[1-9]|1[0-2])", re.IGNORECASE)
_MONTH_SLASH_YEAR = re.compile(r"(0?[1-9]|1[0-2])[\-/.](\d{4})")
_MONTHS = {
    name: month
    for month, names in enumerate(
        (
            "jan january januar janvier enero janv jän",
            "feb february februar février febrero févr fev",
            "mar march märz mars marzo mär mrz",
            "apr april avril abril avr abr",
            "may mai mayo",
            "jun june juni juin junio",
            "jul july juli juillet julio juil",
            "aug august août agosto aou ago",
            "sep september sept septembre septiembre",
            "oct october oktober octobre octubre okt",
            "nov november novembre noviembre",
            "dec december dezember décembre diciembre dez déc dic",
        ),
        start=1,
    )
    for name in names.split()
}


def month_named(name: str) -> int | None:
    """1 to 12 for a month's name or abbreviation (English, German, French, Spanish), else None."""
    return _MONTHS.get(name.strip(" .").lower())


def full_year(digits: str) -> int:
    """Two digits mean 1969 to 2068."""
    year = int(digits)
    return year if len(digits) > 2 else year + (2000 if year <= 68 else 1900)


def in_order(parts: tuple[str, str, str], order: str) -> date | None:
    """The date these three numbers are in that order, or None when they are none."""
    year, month, day = (parts[order.index(letter)] for letter in "ymd")
    if len(year) not in (2, 4) or len(month) > 2 or len(day) > 2:
        return None
    try:
        found = date(full_year(year), int(month), int(day))
    except ValueError:
        return None
    return found if 1900 <= found.year <= 2199 else None


def possible_orders(parts: tuple[str, str, str]) -> tuple[str, ...]:
    """Orders that the lengths allow: a number of four digits is the year."""
    for place, orders in ((0, ("ymd", "ydm")), (1, ("dym", "myd")), (2, ("dmy", "mdy"))):
        if len(parts[place]) == 4:
            return orders
    return PREFERRED + RARE


def triple(cell: str) -> tuple[str, str, str] | None:
    """The three numbers of a date written in numbers only, a day's name before them apart, else None."""
    found = _TRIPLE.fullmatch(_DAY_NAME.sub("", cell.strip()))
    return (found[1], found[3], found[4]) if found else None


def _calendar(year: str, month: int | None, day: str, cell: str) -> str:
    try:
        return date(full_year(year), month or 0, int(day)).isoformat()
    except ValueError:
        raise _impossible(cell) from None


def _impossible(cell: str) -> CellError:
    return CellError(f"'{cell.strip()[:40]}' is not a day of the calendar")


def _self_evident(cell: str) -> str | None:
    """ISO date of a cell that reads in one way whatever the column, else None."""
    if found := _COMPACT.fullmatch(cell):
        return _calendar(found[1], int(found[2]), found[3], cell)
    if found := _SERIAL.fullmatch(cell):
        return (_EXCEL_START + timedelta(days=int(found[1]))).isoformat()
    bare = _DAY_NAME.sub("", cell)
    if found := _NAMED.fullmatch(bare):
        return _calendar(found[3], _MONTHS.get(found[2].lower()), found[1], cell)
    if found := _NAME_FIRST.fullmatch(bare):
        return _calendar(found[3], _MONTHS.get(found[1].lower()), found[2], cell)
    if found := _YEAR_NAMED.fullmatch(bare):
        return _calendar(found[1], _MONTHS.get(found[2].lower()), found[3], cell)
    return None


def says_no_year(cell: str) -> bool:
    """True for a day and the name of a month and nothing else: 10-Jan."""
    found = _NO_YEAR.fullmatch(cell.strip())
    return found is not None and month_named(found[2]) is not None


def _in_year(cell: str, year: int | None) -> str | None:
    """ISO date of a cell that says no year, None when it is no such cell; `year` 0 means that nobody can say which."""
    if not says_no_year(cell):
        return None
    if year is None:
        raise UndecidedError("year")
    if not year:
        raise CellError(f"'{cell[:40]}' says no year")
    found = _NO_YEAR.fullmatch(cell)
    return _calendar(f"{year}", month_named(found[2]), found[1], cell) if found else None


def day(cell: str, order: str | None, year: int | None = 0) -> str | None:
    """ISO date of a cell; the day is taken as written, whatever the zone. `order` is the column's, None: not known yet.

    `year` is that of dates which say none: None is not known yet, 0 never will be.
    """
    cell = cell.replace("\xa0", " ").strip()
    if (found := _ISO.fullmatch(cell)) and order in {None, "dmy", "mdy", "ymd"}:
        known = in_order((found[1], found[2], found[3]), "ymd")
        if known:
            return known.isoformat()
    parts = triple(cell)
    if parts is None:
        if cell.lower() in _UNKNOWN:
            return None
        known_text = _self_evident(cell) or _in_year(cell, year)
        if known_text is None:
            raise CellError(f"'{cell[:40]}' is not a date")
        return known_text
    return _by_order(parts, order, cell)


def _by_order(parts: tuple[str, str, str], order: str | None, cell: str) -> str | None:
    """The ISO date of three numbers; UndecidedError when they read in two ways and the order is not known yet."""
    if not any(map(int, parts)):
        return None
    orders = possible_orders(parts)
    if order in orders:
        return _iso(in_order(parts, order), cell)
    if orders[0] == "ymd" and (order is not None or in_order(parts, "ymd")):
        return _iso(in_order(parts, "ymd"), cell)
    if order is None:
        if not any(in_order(parts, each) for each in orders):
            raise _impossible(cell)
        raise UndecidedError("date_order")
    readings = {found for each in orders if (found := in_order(parts, each))}
    if len(readings) > 1:
        raise CellError(f"'{cell.strip()[:40]}' does not fit the order of this column")
    return _iso(next(iter(readings), None), cell)


def _iso(found: date | None, cell: str) -> str:
    if found is None:
        raise _impossible(cell)
    return found.isoformat()


def month(cell: str, order: str | None) -> str | None:
    """ISO date of the first day of the month that a cell names: 'Oct 2024', '2024-10', '10/2024', or any date in it."""
    cell = cell.strip()
    if found := _MONTH_YEAR.fullmatch(cell):
        named = _MONTHS.get(found[1].lower())
        if named:
            return date(full_year(found[2]), named, 1).isoformat()
    if found := _YEAR_MONTH.fullmatch(cell):
        return date(int(found[1]), int(found[2]), 1).isoformat()
    if found := _MONTH_SLASH_YEAR.fullmatch(cell):
        return date(int(found[2]), int(found[1]), 1).isoformat()
    exact = day(cell, order)
    return None if exact is None else f"{exact[:8]}01"
