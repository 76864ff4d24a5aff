"""How far the numbers of a file may go: beyond, they are a slip, and no calendar and no column could hold them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itstrat.store.contract import TERMS
from itstrat.store.entering import number, whole

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from itstrat.store.entering import Check
    from itstrat.store.reading import Row

_LIFE, _MONTHS, _PEOPLE = whole(1, 600), whole(0, 600), number("0", "9999999")
_CONTRACT = (
    "initial_months", "renewal_months", "notice_days", "notice_months", "seats_paid", "seats_assigned", "seats_idle",
)  # fmt: skip

BOUNDS: Mapping[str, Mapping[str, Check]] = {
    "departments": {"headcount": _PEOPLE, "headcount_planned": _PEOPLE},
    "people": {"fte": number("0", "99")},
    "asset-classes": {"useful_life_months": _LIFE},
    "assets": {"warranty_months": _MONTHS},
    "company": {"fiscal_year_start": whole(1, 12)},
    "contracts": {column: TERMS[column] for column in _CONTRACT},
}


def out_of_bounds(kind: str) -> Callable[[Row], str]:
    """Why a record from a file of this kind cannot stand, by the first number that goes too far; "" when none does."""
    checks = BOUNDS.get(kind, {})

    def why(record: Row) -> str:
        for column, check in checks.items():
            value = record.get(column)
            if value is not None and (said := check(value)):
                return f"the {column.replace('_', ' ')} {said}"
        return ""

    return why
