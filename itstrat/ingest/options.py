"""What the person answered about a file: which header means which field, date order, decimal sign, currency."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any

from itstrat.errors import UnusableFileError

DATE_ORDERS = ("dmy", "mdy", "ymd", "ydm", "dym", "myd")
DECIMALS = {"point": ".", "comma": ","}


@dataclass(frozen=True, slots=True)
class Options:
    """Answers; whatever is None or missing is found out from the file, or asked.

    `mapping` is header -> field ("" leaves the column out) and wins over every guess. `currency` is the plan's.
    """

    mapping: dict[str, str] = field(default_factory=dict)
    date_order: str | None = None
    decimal: str | None = None
    currency: str = "USD"

    def __post_init__(self) -> None:
        """UnusableFileError when an answer is none of those possible."""
        if self.date_order is not None and self.date_order not in DATE_ORDERS:
            raise UnusableFileError(f"The date order is one of {', '.join(DATE_ORDERS)}, not '{self.date_order}'.")
        if self.decimal is not None and self.decimal not in DECIMALS:
            raise UnusableFileError(f"The decimal sign is 'point' or 'comma', not '{self.decimal}'.")

    def to_json(self) -> dict[str, Any]:
        """All answers, ready for json.dumps; Options(**that) is the same again."""
        return asdict(self)
