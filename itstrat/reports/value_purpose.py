"""What IT spend is for: to run, to grow or to transform the company, by fiscal year."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pandas as pd

from itstrat.planning.initiative_lines import initiative_months
from itstrat.planning.money import ZERO

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from itstrat.reports.value_basis import Basis

_YEARS = 5
_COLUMNS = ("fiscal_year", "kind", "amount")


@dataclass(frozen=True, slots=True, eq=False)
class Purpose:
    """`frame`: fiscal_year, kind (run, grow, transform; None is unknown), amount; the last five years of the ledger.

    Years before the first initiative are left out: nobody recorded what their spend was for. Only months that have ended count. What initiatives cost by the plan goes where the initiative says; all other IT
    spend of the ledger runs the company. `beyond` are the fiscal years whose initiatives cost more by the plan than the
    ledger holds in all; nothing is left to run in them.
    """

    frame: pd.DataFrame
    beyond: tuple[int, ...]

    def share(self, fiscal_year: int, *kinds: str | None) -> Decimal | None:
        """The part of a year's spend that is for these; None without spend in it."""
        rows = self.frame[self.frame["fiscal_year"] == fiscal_year]
        total = sum(rows["amount"], ZERO)
        asked = sum((row["amount"] for row in rows.to_dict("records") if row["kind"] in kinds), ZERO)
        return asked / total if total > 0 else None


def purpose(basis: Basis) -> Purpose:
    """The spend of the scope's department."""
    by_year: dict[int, list[date]] = {}
    begun = [one.starts_on for one in basis.costed.values() if one.starts_on]
    first = basis.calendar.fiscal_year(min(begun)) if begun else None
    for month in sorted(basis.spent):
        if first is None or basis.calendar.fiscal_year(month) < first:
            continue
        by_year.setdefault(basis.calendar.fiscal_year(month), []).append(month)
    rows, beyond = [], []
    for year, months in list(by_year.items())[-_YEARS:]:
        named = _named(basis, months)
        rest = sum((basis.spent[month] for month in months), ZERO) - sum(named.values(), ZERO)
        if rest < 0:
            beyond.append(year)
        named["run"] = named.get("run", ZERO) + max(rest, ZERO)
        rows += [
            {"fiscal_year": year, "kind": kind, "amount": named[kind]} for kind in _ORDER if named.get(kind)
        ]
    return Purpose(pd.DataFrame(rows, columns=[*_COLUMNS], dtype=object), tuple(beyond))


_ORDER = ("run", "grow", "transform", None)


def _named(basis: Basis, months: list[date]) -> dict[str | None, Decimal]:
    """What initiatives cost in these months by the plan, by what they are for."""
    kinds = {row["id"]: row["run_grow"] for row in basis.rows}
    found: dict[str | None, Decimal] = {}
    for key, initiative in basis.costed.items():
        if initiative.starts_on is None:
            continue
        paid = initiative_months(replace(initiative, savings=()), months)
        kind = kinds.get(key)
        found[kind] = found.get(kind, ZERO) + sum(paid.one_off, ZERO) + sum(paid.run, ZERO)
    return found
