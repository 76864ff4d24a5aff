"""What each initiative is worth over five years: its cost against one kind of value at a time."""

from __future__ import annotations

from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Any

import pandas as pd

from itstrat.planning.benefits import KINDS, projected
from itstrat.planning.calendar import add_months, month_starts
from itstrat.planning.initiative_lines import initiative_months
from itstrat.planning.money import ZERO
from itstrat.planning.value import monthly_rate, present_value, worth

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from itstrat.planning.initiative_lines import Initiative
    from itstrat.planning.value import Worth
    from itstrat.reports.value_basis import Basis, Stated

YEARS = 5
# Money that doubles every month is no rate to compare, and twelve such months have more digits than are kept.
_MOST_RATE = Decimal(1)
_COLUMNS = (
    "initiative_id", "initiative", "kind", "cost", "value", "npv", "npv_so_far", "internal_rate", "payback_years",
    "discounted_payback_years", "profitability",
)  # fmt: skip


def worths(basis: Basis) -> pd.DataFrame:
    """A row an initiative that is scheduled, and kind of value: always cash, and every other kind it states.

    Five years of months from the first month of its work, which is undiscounted: one-off and run cost against that kind
    alone, as it is projected. `npv` is money at the discount rate, `internal_rate` a year (None unless the months change
    sign exactly once, and where it more than doubles each month), paybacks in years (None is never), `profitability` the present value of months with a gain over that
    of those with a loss. In `npv_so_far` the months that have ended bring what was measured in them.
    """
    rate, rows = monthly_rate(basis.rate), []
    for key, initiative in basis.costed.items():
        if initiative.starts_on is None:
            continue
        months = _months(initiative)
        members = basis.of_initiative.get(key, [])
        spent = _spent(initiative, months)
        stated = {one.kind for one in members}
        for kind in (kind for kind in KINDS if kind == "cash" or kind in stated):
            one_kind = [one for one in members if one.kind == kind]
            if not one_kind and not any(spent):
                continue
            gained = _gained(one_kind, months)
            so_far = _so_far(one_kind, months, gained, basis.until)
            found = worth(_net(gained, spent), rate)
            about = {"initiative_id": key, "initiative": initiative.label, "kind": kind}
            rows.append(
                {
                    **about,
                    "cost": sum(spent, ZERO),
                    "value": sum(gained, ZERO),
                    "npv_so_far": present_value(_net(so_far, spent), rate),
                    **_yearly(found),
                }
            )
    return pd.DataFrame(rows, columns=[*_COLUMNS], dtype=object)


def rate_label(rate: Decimal) -> str:
    """A yearly rate as it was set: 8% or 8.5% a year."""
    return f"{(rate * 100).normalize():f}% a year"


def _months(initiative: Initiative) -> list[date]:
    first = add_months(initiative.goes_live_on, -max(1, initiative.months))
    return month_starts(first, add_months(first, 12 * YEARS - 1))


def _spent(initiative: Initiative, months: Sequence[date]) -> list[Decimal]:
    paid = initiative_months(replace(initiative, savings=()), months)
    return [once + run for once, run in zip(paid.one_off, paid.run, strict=True)]


def _gained(members: Sequence[Stated], months: Sequence[date]) -> list[Decimal]:
    by_benefit = [projected(one.benefit, months) for one in members]
    return [sum(amounts, ZERO) for amounts in zip(*by_benefit, strict=True)] or [ZERO] * len(months)


def _so_far(
    members: Sequence[Stated], months: Sequence[date], ahead: Sequence[Decimal], until: date
) -> list[Decimal]:
    """What was measured in the months that have ended, what is projected in those to come."""
    return [
        sum((one.came([month]) for one in members), ZERO) if month <= until else amount
        for month, amount in zip(months, ahead, strict=True)
    ]


def _net(gained: Sequence[Decimal], spent: Sequence[Decimal]) -> list[Decimal]:
    return [gain - cost for gain, cost in zip(gained, spent, strict=True)]


def _yearly(found: Worth) -> dict[str, Any]:
    rate = found.internal_rate
    if rate is not None and rate > _MOST_RATE:
        rate = None
    return {
        "npv": found.present,
        "internal_rate": None if rate is None else _digits((1 + rate) ** 12 - 1, "0.0001"),
        "payback_years": _years(found.payback),
        "discounted_payback_years": _years(found.discounted_payback),
        "profitability": found.profitability,
    }


def _years(months: Decimal | None) -> Decimal | None:
    return None if months is None else _digits(months / 12, "0.01")


def _digits(value: Decimal, digits: str) -> Decimal:
    return value.quantize(Decimal(digits), ROUND_HALF_UP)
