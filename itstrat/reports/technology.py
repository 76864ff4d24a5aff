"""The whole list of technology in six classes: how much of each there is, what it costs a year, whose it is."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

from itstrat.planning.calendar import add_months, month_end, months_apart
from itstrat.planning.contracts import standing
from itstrat.planning.terms import yearly_amount
from itstrat.reports.agreements import terms_of
from itstrat.store import contract, spending
from itstrat.store.asset import TECHNOLOGY_CLASSES
from itstrat.wording import and_more

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from itstrat.store.reading import Reader

UNKNOWN_CLASS = "unknown class"


@dataclass(frozen=True, slots=True)
class Technology:
    """The six classes in fixed order, "unknown class" last where anything is of none.

    `classes`: class, assets, contracts, contract_yearly, spend, owner. Money is Decimal or None (unknown). `spend` is what the ledger says for IT from `first` to `last`, twelve whole months; `total` is their sum, None
    without a ledger for them; `months` of the twelve are covered by the ledger.
    """

    classes: pd.DataFrame
    total: Decimal | None
    first: date
    last: date
    months: int


class _Contract(NamedTuple):
    owner: str | None
    yearly: Decimal | None


def technology(
    plan: Reader,
    department_id: int | None,
    as_of: date,
    in_use: Mapping[str | None, int],
) -> Technology:
    """The six classes on as_of; `in_use` counts the assets in use by technology class, None those of no class."""
    last = as_of if as_of == month_end(as_of) else as_of.replace(day=1) - timedelta(days=1)
    first = add_months(last.replace(day=1), -11)
    spent = {
        row["name"]: row["actual"] for row in spending.by_part(plan, "class", first, last, department_id)
    }
    months = _covered(plan, first, last)
    running: dict[str | None, list[_Contract]] = defaultdict(list)
    for row in contract.contracts(plan, department_id):
        terms = terms_of(row)
        if standing(terms, as_of) != "ended":
            running[row["technology_class"]].append(_Contract(row["owner"], yearly_amount(terms)))
    known: list[str | None] = [*TECHNOLOGY_CLASSES]
    rest = None in spent or None in running or None in in_use
    rows = [
        {
            "class": name or UNKNOWN_CLASS,
            "assets": in_use.get(name, 0),
            "contracts": len(running[name]),
            "contract_yearly": _yearly(running[name]),
            "spend": (spent.get(name) or Decimal(0)) if months else None,
            "owner": _owner(running[name]),
        }
        for name in [*known, *([None] if rest else [])]
    ]
    total = sum((amount for amount in spent.values() if amount is not None), Decimal(0)) if months else None
    return Technology(pd.DataFrame(rows), total, first, last, months)


def _covered(plan: Reader, first: date, last: date) -> int:
    begun, ended = spending.ledger_span(plan)
    if begun is None or ended is None:
        return 0
    begun, ended = max(begun, first), min(ended, last)
    return max(0, months_apart(begun, ended) + 1)


def _yearly(found: Sequence[_Contract]) -> Decimal | None:
    """What the contracts cost a year; None when there are some and no amount is known."""
    known = [one.yearly for one in found if one.yearly is not None]
    return sum(known, Decimal(0)) if known or not found else None


def _owner(found: Sequence[_Contract]) -> str | None:
    """The owner of most of the contracts' money, and how many others there are; None when nobody is named."""
    money: dict[str, Decimal] = defaultdict(Decimal)
    for one in found:
        if one.owner:
            money[one.owner] += one.yearly or 0
    if not money:
        return None
    return and_more(sorted(money, key=lambda name: (money[name], name), reverse=True))
