"""What can go wrong, said to a person: what happened, where, and what to do."""

from __future__ import annotations

from dataclasses import dataclass

_LONGEST = 80


@dataclass(frozen=True, slots=True)
class Issue:
    """One thing wrong in a file from outside.

    `line` counts physical lines from 1 (for a workbook: rows from 1); 0 means the file as a whole.
    `column` is the header as the file spells it, or empty when the whole row is meant.
    """

    file: str
    line: int
    column: str
    value: str
    message: str

    def __str__(self) -> str:
        """`file:line: [column] message (value)`, the order in which a person looks; a long value is cut short."""
        where = f"{self.file}:{self.line}" if self.line else self.file
        column = f" [{short(self.column)}]" if self.column else ""
        value = f" (value: {short(self.value)})" if self.value else ""
        return f"{where}:{column} {self.message}{value}"


class ItstratError(Exception):
    """Something a person can act on. Its text says what happened and what to do."""


class PlanBusyError(ItstratError):
    """The plan file is held by another process."""


class PlanTooNewError(ItstratError):
    """The plan file was written by a newer version of itstrat."""


class PlanDamagedError(ItstratError):
    """The plan file cannot be opened or checked."""


class DiskFullError(ItstratError):
    """There is no room to write. Nothing of the write was kept."""


class NotAllowedError(ItstratError):
    """The person's role does not permit this."""


class UnknownRecordError(ItstratError):
    """The record does not exist, or was retired."""


class UnusableFileError(ItstratError):
    """A file from outside could not be used at all."""


class QuestionError(UnusableFileError):
    """A file can be used once the person answers: a date order, a column's meaning."""


class StaleEditError(ItstratError):
    """Somebody saved a newer version first; neither value was overwritten."""

    def __init__(self, table: str, key: int, yours: dict[str, object], theirs: dict[str, object]) -> None:
        """Say both values, by column."""
        self.table, self.key, self.yours, self.theirs = table, key, yours, theirs
        differences = "; ".join(
            f"{column.replace('_', ' ')}: yours {_shown(yours[column])}, saved {_shown(theirs.get(column))}"
            for column in sorted(yours)
        )
        super().__init__(
            f"Somebody changed this {table.replace('_', ' ')} after you opened it ({differences}). "
            "Look at the saved values, then save again if yours should stand."
        )


def short(text: str) -> str:
    """A cell can hold a whole book; the sentence about it stays one."""
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def _shown(value: object) -> str:
    return "unknown" if value is None else str(value)
