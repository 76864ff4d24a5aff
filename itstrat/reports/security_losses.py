"""What a year may cost, today and with upgrades, against what the board accepts: by risk, by function, in total."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from itstrat.planning.annual_loss import Cut, Losses, annual_loss, tail
from itstrat.planning.exceedance import exceedance, odds_over
from itstrat.planning.risk import Risk, ale, needs_maximum, odds_of_any
from itstrat.planning.upgrades import Upgrade, cuts
from itstrat.reports.security_facts import WHOLE, Facts
from itstrat.store.risk import PARTS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from itstrat.planning.uncertainty import Numbers
    from itstrat.store.reading import Row

TODAY, PLANNED, BEST = "Today", "With the plan", "With the best set"
NO_PART = "No function"
_KEPT, _BAD_YEAR = 8, 0.05


@dataclass(frozen=True)
class Exposure:
    """The simulated years of a register of risks, as it is and with the upgrades of the roadmap.

    Percentiles are taken of the sum by year. Nothing is known (`expected` None) while no risk has money.
    """

    facts: Facts
    today: Losses
    planned: Losses | None

    @property
    def is_known(self) -> bool:
        """Whether any risk has an estimate in money."""
        return bool(self.today.by_risk)

    @cached_property
    def ales(self) -> dict[int, Decimal | None]:
        """The expected loss a year by risk; None where its money is unknown."""
        return {one.id: ale(one) for one in self.facts.exposures}

    @property
    def expected(self) -> Decimal | None:
        """The expected loss a year of all risks with money."""
        return (
            sum((one for one in self.ales.values() if one is not None), Decimal(0)) if self.is_known else None
        )

    @cached_property
    def bad_year(self) -> Decimal | None:
        """The loss of a 1-in-20 year, all risks together."""
        return tail(self.today.total()).p95 if self.is_known else None

    @property
    def appetite(self) -> Decimal | None:
        """What the board accepts for it; None where it has not said."""
        return self.facts.appetites.get(WHOLE)

    @cached_property
    def odds_above(self) -> float | None:
        """The odds that a year costs more than the appetite."""
        if self.appetite is None or not self.is_known:
            return None
        return odds_over(self.today.total(), self.appetite)

    @cached_property
    def by_part(self) -> dict[str, Decimal]:
        """The loss of a 1-in-20 year by function; those without an estimate are not in it."""
        return {part or NO_PART: tail(years).p95 for part, years in self.today.by_part().items()}


def exposure(facts: Facts) -> Exposure:
    """The years of the register as it stands; the same risks are simulated once, whatever else changes in the plan."""
    planned = [one for one in facts.candidates if one.required]
    return Exposure(
        facts, _years(facts.exposures, ()), years_with(facts.exposures, planned) if planned else None
    )


def years_with(risks: tuple[Risk, ...], chosen: Sequence[Upgrade]) -> Losses:
    """The same years with these upgrades at their likely effects."""
    return _years(risks, tuple(sorted(cuts(chosen).items(), key=lambda item: item[0])))


@lru_cache(_KEPT)
def _years(risks: tuple[Risk, ...], cut: tuple[tuple[int, Cut], ...]) -> Losses:
    return annual_loss(risks, dict(cut))


def by_function(found: Exposure) -> pd.DataFrame:
    """The whole first (part "All risks"), then each function with risks or an appetite.

    part, risks, ale, p80, p90, p95 (the 1-in-20 year), p99, odds_of_any, appetite, above (p95 over the appetite),
    odds_above. Money is a year's; None is unknown.
    """
    years = {part or NO_PART: each for part, each in found.today.by_part().items()}
    named = [one for one in (*PARTS, NO_PART) if one in years or one in found.facts.appetites]
    rows = []
    if found.facts.exposures:
        everything = found.today.total() if found.is_known else None
        rows.append(("All risks", *_tail_row(found, [*found.ales], everything, found.appetite)))
    for part in named:
        members = [one.id for one in found.facts.exposures if (one.part or NO_PART) == part]
        known = years.get(part) if any(found.ales[one] is not None for one in members) else None
        rows.append((part, *_tail_row(found, members, known, found.facts.appetites.get(part))))
    columns = [
        "part",
        "risks",
        "ale",
        "p80",
        "p90",
        "p95",
        "p99",
        "odds_of_any",
        "appetite",
        "above",
        "odds_above",
    ]
    return pd.DataFrame(rows, columns=columns, dtype=object)


def _tail_row(
    found: Exposure, risks: list[int], years: Numbers | None, appetite: Decimal | None
) -> tuple[object, ...]:
    if years is None:
        return (len(risks), None, None, None, None, None, None, appetite, None, None)
    ends = tail(years)
    expected = sum((one for risk in risks if (one := found.ales[risk]) is not None), Decimal(0))
    above = None if appetite is None else ends.p95 > appetite
    odds = None if appetite is None else odds_over(years, appetite)
    return (
        len(risks), expected, ends.p80, ends.p90, ends.p95, ends.p99, ends.odds_of_any, appetite, above, odds,
    )  # fmt: skip


def by_risk(found: Exposure, chosen: Sequence[Upgrade]) -> pd.DataFrame:
    """One row a risk, the dearest first and those without money last, with what the chosen upgrades would leave of it.

    id, code, risk, part, owner, treatment, ale, p90, p95, odds_of_any, left (its ale with the upgrades), needs (what its
    estimate lacks, "" when nothing).
    """
    cut = cuts(chosen)
    known = zip(found.facts.risks, found.facts.exposures, strict=True)
    rows = [_risk_row(found, row, one, cut.get(one.id)) for row, one in known]
    rows.sort(key=lambda row: (row["ale"] is None, -(row["ale"] or 0)))
    columns = [
        "id", "code", "risk", "part", "owner", "treatment", "ale", "p90", "p95", "odds_of_any", "left", "needs",
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=columns, dtype=object)


def _risk_row(found: Exposure, row: Row, one: Risk, cut: Cut | None) -> dict[str, Any]:
    expected, years = found.ales[one.id], found.today.by_risk.get(one.id)
    ends = tail(years) if years is not None else None
    return {
        **{name: row[name] for name in ("id", "code", "part", "owner", "treatment")},
        "risk": row["name"],
        "ale": expected,
        "p90": ends and ends.p90,
        "p95": ends and ends.p95,
        "odds_of_any": odds_of_any(one),
        "left": _left(expected, cut),
        "needs": _needs(row["likelihood"], row["impact"], one),
    }


def curves(found: Exposure, best: Sequence[Upgrade]) -> pd.DataFrame:
    """The odds that a year costs at least so much: curve (TODAY, PLANNED, BEST, as far as there are any), loss, odds.

    The 1-in-20 year is a point of each curve, so that a chart says the same amount as the figures.
    """
    if not found.is_known:
        return pd.DataFrame(columns=["curve", "loss", "odds"], dtype=object)
    drawn = {TODAY: found.today}
    if found.planned is not None:
        drawn[PLANNED] = found.planned
    if any(not one.required for one in best):
        drawn[BEST] = years_with(found.facts.exposures, best)
    frames = []
    for name, years in drawn.items():
        curve, bad_year = exceedance(years.total()), float(tail(years.total()).p95)
        at = int(curve.loss.searchsorted(bad_year))
        loss, odds = np.insert(curve.loss, at, bad_year), np.insert(curve.odds, at, _BAD_YEAR)
        frames.append(pd.DataFrame({"curve": name, "loss": loss, "odds": odds}))
    return pd.concat(frames, ignore_index=True)


def _left(expected: Decimal | None, cut: Cut | None) -> Decimal | None:
    if expected is None or cut is None:
        return expected
    kept = Decimal(repr((1 - cut.frequency) * (1 - cut.loss)))
    return (expected * kept).quantize(Decimal("0.01"))


def _needs(likelihood: str | None, impact: str | None, one: Risk) -> str:
    if one.frequency is None or one.loss_low is None or one.loss_high is None:
        missing = "events a year" if one.frequency is None else ""
        loss = "a loss from low to high" if one.loss_low is None or one.loss_high is None else ""
        said = " and ".join(part for part in (missing, loss) if part)
        rated = " by ".join(str(part) for part in (likelihood, impact) if part)
        return f"{said}; its register says {rated}, which is no money" if rated else said
    return "the most it can cost: its range is too wide for a mean" if needs_maximum(one) else ""
