"""What a person enters on a page, checked with a sentence for everything that cannot be, and audited."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from itstrat.errors import ItstratError
from itstrat.store import amending
from itstrat.store.edits import Edit
from itstrat.store.reading import Row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from itstrat.store.amending import Change
    from itstrat.store.database import Store

# Why a value cannot be, as the end of a sentence that starts with the column; "" when it can.
Check = Callable[[object], str]


@dataclass(frozen=True, slots=True)
class Noun:
    """What may be entered of one table, and how: `columns` with their checks, and those without which it means nothing.

    `never_unknown` are columns that hold a value always: they may be left out when a record is added, not emptied, but
    for a text, which is then "". `before` looks at the plan and at what is given, `whole` at a record as it would stand,
    `after` at the plan once all changes are in; they raise ItstratError for what cannot be.
    """

    table: str
    said: str
    columns: Mapping[str, Check]
    required: tuple[str, ...]
    never_unknown: tuple[str, ...] = ()
    before: Callable[[Edit, Mapping[str, object]], None] = lambda _edit, _given: None
    whole: Callable[[Row], None] = lambda _record: None
    after: Callable[[Edit], object] = lambda _edit: None

    def enter(self, store: Store, values: Mapping[str, object], who: str, reason: str) -> int:
        """Add one record; gives its id. Raises ItstratError for what cannot be, NotAllowedError for other columns."""
        known = {column: value for column, value in values.items() if value is not None}
        given = _checked(self, dict.fromkeys(self.required) | known)
        self.whole(dict.fromkeys(self.columns) | given)
        with store.tx(who, amending.require_reason(reason)) as edit:
            self.before(edit, given)
            key = amending.insert(edit, self.table, tuple(self.columns), given)
            self.after(edit)
            return key

    def save(self, store: Store, changes: Sequence[Change], who: str, reason: str) -> None:
        """Save changed records: all, or none. Raises ItstratError for what cannot be, StaleEditError."""
        checked = [replace(change, after=_checked(self, change.after)) for change in changes]
        with store.tx(who, amending.require_reason(reason)) as edit:
            for change in checked:
                self.before(edit, change.after)
                self.whole(edit.record(self.table, change.key) | dict(change.after))
            amending.amend(edit, self.table, tuple(self.columns), checked)
            self.after(edit)

    def retire(self, store: Store, key: int, version: int, who: str, reason: str) -> None:
        """Take one record out of the plan; its history stays. Raises StaleEditError, UnknownRecordError."""
        with store.tx(who, amending.require_reason(reason)) as edit:
            edit.retire(self.table, key, version)


def barred(noun: Noun) -> Callable[[Row], str]:
    """Why a record from a file cannot stand, "" when it can: the same checks as for what a person enters."""

    def why(record: Row) -> str:
        try:
            _checked(noun, {column: value for column, value in record.items() if column in noun.columns})
            noun.whole(dict.fromkeys(noun.columns) | record)
        except ItstratError as fault:
            return str(fault)
        return ""

    return why


def _checked(noun: Noun, values: Mapping[str, object]) -> dict[str, object]:
    given = dict(values)
    for column, value in values.items():
        said = column.removesuffix("_id").replace("_", " ")
        if value is None and column in noun.never_unknown and noun.columns[column] is text:
            given[column] = ""
        elif value is None or (isinstance(value, str) and not value.strip()):
            if column in noun.required or (value is None and column in noun.never_unknown):
                raise ItstratError(f"{noun.said} has at least a {said}.")
        elif column in noun.columns and (why := noun.columns[column](value)):
            raise ItstratError(f"The {said} {why}.")
    return given


def text(value: object) -> str:
    """Any text of at most 20,000 letters."""
    return "" if isinstance(value, str) and len(value) <= 20_000 else f"is a text, not {str(value)[:40]}"


def day(value: object) -> str:
    """A day from 1900 to 2199, as in files: plans reach no further, and years of four digits end soon after."""
    fits = isinstance(value, date) and 1900 <= value.year <= 2199
    return "" if fits else f"is a day from 1900 to 2199, not {value}"


def month(value: object) -> str:
    """A month, by its first day."""
    return day(value) or (
        "" if isinstance(value, date) and value.day == 1 else f"is a month's first day, not {value}"
    )


def flag(value: object) -> str:
    """Yes or no."""
    return "" if isinstance(value, bool) else f"is yes or no, not {value}"


def key(value: object) -> str:
    """The id of another record."""
    return "" if isinstance(value, int) else f"is no record: {value}"


def choice(words: Sequence[str]) -> Check:
    """One of these words."""
    return lambda value: "" if value in words else f"is one of {', '.join(words)}, not {value}"


def whole(least: int, most: int) -> Check:
    """A whole number within bounds."""

    def check(value: object) -> str:
        fits = isinstance(value, int) and not isinstance(value, bool) and least <= value <= most
        return "" if fits else f"is a whole number from {least:,} to {most:,}, not {value}"

    return check


def number(least: str | None = None, most: str | None = None) -> Check:
    """A Decimal within bounds, both included; None is no bound."""

    def check(value: object) -> str:
        if not isinstance(value, Decimal) or not value.is_finite():
            return f"is a number, not {value}"
        if least is not None and value < Decimal(least):
            return f"is {least} or more, not {value}"
        if most is not None and value > Decimal(most):
            return f"is at most {most}, not {value}"
        return ""

    return check


money = number("0", "9999999999999")
share = number("0", "1")
