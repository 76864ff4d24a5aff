"""Whether what a text was charged looks like the bills of the vendor whose name it is like.

A name alone can mislead ("Nordlicht Media" beside "Nordlicht Medien"). Amounts and pace confirm a likeness or veto it;
where the contracts name no amount, or the vendor sells us other things too, the name decides as before.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, Literal

from itstrat.planning.terms import BILLING_MONTHS
from itstrat.planning.vendors import VendorMatch

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from datetime import date

    Charge = tuple[date, Decimal]

Verdict = Literal["confirms", "contradicts", "silent"]

# Two years of the usual cap on price rises, and a foreign bill's exchange rate.
SAME_WITHIN = Decimal("0.10")
# Seats come and go, but a bill of half the contract or of half as much again is not that contract's.
NEAR_WITHIN = Decimal("0.50")
LEAST_CHARGES = 3
MOST = Decimal("0.75")
LEAST = Decimal("0.25")
_MONTH_DAYS = 30.4375


@dataclass(frozen=True, slots=True)
class Agreed:
    """A live contract: the amount of one bill and how often it comes (None is unknown)."""

    vendor_id: int
    amount: Decimal | None
    billing: str | None


class Bills:
    """What vendors may charge by their contracts, and what each text was charged."""

    def __init__(
        self,
        agreed: Iterable[Agreed],
        also_sell: Collection[int],
        charges: Mapping[str, Sequence[Charge]],
    ) -> None:
        """`also_sell` are vendors that sold assets: their charges may be of any amount. `charges` are by key, by day."""
        ordered = sorted(agreed, key=lambda each: each.vendor_id)
        self._agreed = {key: tuple(each) for key, each in groupby(ordered, key=lambda each: each.vendor_id)}
        self._also_sell = frozenset(also_sell)
        self._charges = charges

    def judged(self, key: str, match: VendorMatch) -> VendorMatch:
        """The match as the money leaves it; what an alias or an equal key says is never touched.

        A likeness whose charges contradict the contracts waits for a person. One that waits is accepted when of all
        vendors it may mean the charges confirm exactly one.
        """
        if match.tier == "fuzzy" and match.vendor_id is not None:
            if self.verdict(key, match.vendor_id) != "contradicts":
                return match
            match = VendorMatch(None, "review", match.score, match.vendor_id, match.candidates)
        if match.tier != "review":
            return match
        confirmed = [each for each in match.candidates if self.verdict(key, each) == "confirms"]
        return VendorMatch(confirmed[0], "fuzzy", match.score) if len(confirmed) == 1 else match

    def verdict(self, key: str, vendor_id: int) -> Verdict:
        """Whether this text's charges look like this vendor's bills.

        Confirms: three or more charges, three of four of them within a tenth of one contract's amount and at its pace.
        Contradicts: every contract names its amount, nothing else is bought there, and less than one charge in four
        comes within half of any amount, or of what all contracts of one pace come to.
        """
        charges, agreed = self._charges.get(key, ()), self._agreed.get(vendor_id, ())
        if not charges or not agreed:
            return "silent"
        if any(_is_of(charges, each) for each in agreed):
            return "confirms"
        if vendor_id in self._also_sell or any(not each.amount for each in agreed):
            return "silent"
        expected = _expected(agreed)
        near = sum(any(_within(amount, each, NEAR_WITHIN) for each in expected) for _, amount in charges)
        return "contradicts" if near < LEAST * len(charges) else "silent"


def _is_of(charges: Sequence[Charge], agreed: Agreed) -> bool:
    months = BILLING_MONTHS.get(agreed.billing or "")
    if not agreed.amount or months is None:
        return False
    same = [day for day, amount in charges if _within(amount, agreed.amount, SAME_WITHIN)]
    if len(same) < LEAST_CHARGES or len(same) < MOST * len(charges):
        return False
    cycle = months * _MONTH_DAYS
    # A week around the day of the month, and a tenth of a longer cycle: yearly bills wander.
    slack = max(_MONTH_DAYS / 4, cycle / 10)
    gaps = [(after - before).days for before, after in pairwise(sorted(same))]
    return sum(abs(gap - cycle) <= slack for gap in gaps) >= MOST * len(gaps)


def _expected(agreed: Sequence[Agreed]) -> list[Decimal]:
    """What a charge may come to: one contract's amount, or those of all that are billed at one pace."""
    amounts = [each.amount or Decimal(0) for each in agreed]
    paces: dict[str | None, Decimal] = {}
    for each, amount in zip(agreed, amounts, strict=True):
        paces[each.billing] = paces.get(each.billing, Decimal(0)) + amount
    return [*amounts, *paces.values()]


def _within(amount: Decimal, expected: Decimal, share: Decimal) -> bool:
    return abs(amount - expected) <= share * expected
