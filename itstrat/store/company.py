"""Whose plan it is: name, currency and fiscal year, set by a person."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from itstrat.errors import ItstratError
from itstrat.store import spend

if TYPE_CHECKING:
    from itstrat.store.database import Store
    from itstrat.store.reading import Reader, Row

_CURRENCY = re.compile(r"[A-Z]{3}")


def company(plan: Reader) -> Row | None:
    """The company with its version, or None while the plan names none."""
    return plan.row(_COMPANY)


def save_company(
    store: Store, version: int | None, name: str, currency: str, fiscal_year_start: int, who: str
) -> None:
    """Name the company (`version` None) or change what is saved, and sum the ledger anew by the fiscal year.

    Raises ItstratError when a value cannot be, StaleEditError when somebody saved it in the meantime.
    """
    values = {
        "name": name.strip(),
        "currency": currency.strip().upper(),
        "fiscal_year_start": fiscal_year_start,
    }
    if not values["name"]:
        raise ItstratError("Give the company a name.")
    if not _CURRENCY.fullmatch(str(values["currency"])):
        raise ItstratError("A currency is its code of three letters: USD, EUR, GBP.")
    if not 1 <= fiscal_year_start <= 12:
        raise ItstratError("A fiscal year starts in a month from 1 to 12.")
    with store.tx(who, "company") as edit:
        stored = edit.row(_COMPANY)
        if stored is None:
            edit.insert("company", values)
        else:
            edit.update("company", stored["id"], version or 0, values)
        spend.settle(edit)


_COMPANY = "select * exclude (deleted_at) from company where deleted_at is null order by id limit 1"
