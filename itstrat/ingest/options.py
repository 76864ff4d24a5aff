"""What the person answered about a file: which header means which field, date order, decimal sign, currency."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, fields
from typing import TYPE_CHECKING, Any

from itstrat.errors import UnusableFileError

if TYPE_CHECKING:
    from collections.abc import Mapping

DATE_ORDERS = ("dmy", "mdy", "ymd", "ydm", "dym", "myd")
DECIMALS = {"point": ".", "comma": ","}


@dataclass(frozen=True, slots=True)
class Options:
    """Answers; whatever is None or missing is found out from the file, or asked.

    `mapping` is header -> field ("" leaves the column out) and wins over every guess. `currency` is the plan's (ISO 4217);
    rows that name another are refused. `year` is that of dates which say none. `sheet` is the one of a workbook to read.
    `fiscal_year_start` is the plan's first month of a fiscal year, for columns called FY24 Jul.
    """

    mapping: dict[str, str] = field(default_factory=dict)
    date_order: str | None = None
    decimal: str | None = None
    currency: str | None = None
    year: int | None = None
    sheet: str | None = None
    fiscal_year_start: int | None = None

    def __post_init__(self) -> None:
        """UnusableFileError when an answer is none of those possible."""
        if self.date_order is not None and self.date_order not in DATE_ORDERS:
            raise UnusableFileError(
                f"The date order is one of {', '.join(DATE_ORDERS)}, not '{self.date_order}'."
            )
        if self.decimal is not None and self.decimal not in DECIMALS:
            raise UnusableFileError(f"The decimal sign is 'point' or 'comma', not '{self.decimal}'.")
        if self.year is not None and not 1900 <= self.year <= 2199:
            raise UnusableFileError(f"A year is from 1900 to 2199, not {self.year}.")

    @classmethod
    def from_json(cls, said: Mapping[str, Any]) -> Options:
        """Answers as to_json wrote them; whatever is missing was not answered."""
        known = {each.name for each in fields(cls)}
        return cls(**{name: value for name, value in said.items() if name in known and value is not None})

    def to_json(self) -> dict[str, Any]:
        """All answers, ready for json.dumps; Options(**that) is the same again."""
        return asdict(self)
