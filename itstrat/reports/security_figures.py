"""The security baseline in headline figures: what is met, what a bad year costs, what is late."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pandas as pd

from itstrat.numbers import day_label, percent, plural
from itstrat.planning.money import cents
from itstrat.reports.confidence import letter
from itstrat.reports.security_gaps import Register
from itstrat.reports.security_losses import Exposure
from itstrat.reports.security_state import Standing
from itstrat.reports.security_support import Supported
from itstrat.reports.security_upgrades import Purchase
from itstrat.reports.statement import Figure, Grade

if TYPE_CHECKING:
    from itstrat.reports.statement import Status


@dataclass(frozen=True, slots=True, eq=False)
class Said:
    """Everything the figures, findings and titles speak of; `parts` and `owed` are rows as their frames have them."""

    currency: str
    as_of: date
    goal: Decimal
    standing: Standing
    parts: pd.DataFrame
    exposure: Exposure
    bought: Purchase | None
    register: Register
    owed: pd.DataFrame
    support: Supported

    @property
    def late(self) -> list[dict[Any, Any]]:
        """The obligations whose day has passed and that are not fulfilled."""
        return [row for row in self.owed.to_dict("records") if row["overdue"]]

    @property
    def above_appetite(self) -> bool:
        """Whether a 1-in-20 year costs more than the board accepts."""
        bad, accepted = self.exposure.bad_year, self.exposure.appetite
        return bad is not None and accepted is not None and bad > accepted

    @property
    def assessed(self) -> bool:
        """Whether anybody ever said anything about a control of the framework."""
        return any(one.assessed_on is not None for one in self.standing.states)


def figures(said: Said) -> tuple[Figure, ...]:
    """The headline figures; unknown, not 0, where nothing is recorded."""
    return (_reached(said), _met(said), _bad_year(said), _expected(said), _owed(said), _past(said))


def _figure(said: Said, label: str, value: Decimal | None, unit: str, period: str, **more: Any) -> Figure:
    more.setdefault("confidence", _known(said))
    source = more.pop("source", "Assessments")
    return Figure(
        label, value, unit, period, said.as_of, source, more.pop("confidence"), _MEANS[label], **more
    )


def _reached(said: Said) -> Figure:
    found = said.standing.reached
    if not found.counts:
        return _figure(
            said,
            "At target level",
            None,
            "%",
            f"of {plural(found.items, 'control')}",
            note="no level is known",
        )
    high = f"up to {percent(found.highest)} with the unknown, " if found.unknown else ""
    return _figure(
        said, "At target level", _hundred(found.share), "%",
        f"of {plural(found.items, 'control')}", note=f"{high}{percent(found.coverage)} have a level",
    )  # fmt: skip


def _met(said: Said) -> Figure:
    found = said.standing.met
    status: Status = "unknown"
    if found.coverage and found.strict is not None and found.highest is not None:
        status = (
            "on track"
            if found.strict >= said.goal
            else "at risk"
            if found.highest >= said.goal
            else "off track"
        )
    high = f"up to {percent(found.highest)} with the unknown, " if found.unknown else ""
    note = f"{high}{percent(found.with_credit)} with half credit" if found.coverage else ""
    return _figure(
        said, "Compliance", _hundred(found.strict if found.coverage else None), "%", "met in full",
        target=said.goal * 100, status=status, note=note,
    )  # fmt: skip


def _bad_year(said: Said) -> Figure:
    found = said.exposure
    status: Status = "unknown" if found.appetite is None or not found.is_known else "on track"
    note = f"exceeded in {percent(found.odds_above)} of years" if found.odds_above is not None else ""
    return _figure(
        said, "Loss in a 1-in-20 year", found.bad_year, said.currency, "all risks",
        target=found.appetite, status="off track" if said.above_appetite else status,
        note=note or "no appetite is set", source="Risk register", confidence=_priced(said),
    )  # fmt: skip


def _expected(said: Said) -> Figure:
    missing = len(said.exposure.today.missing)
    return _figure(
        said, "Expected loss", said.exposure.expected, said.currency, "a year",
        note=f"{plural(missing, 'risk')} without money" if missing else "", source="Risk register",
        confidence=_priced(said),
    )  # fmt: skip


def _owed(said: Said) -> Figure:
    late, some = len(said.late), len(said.owed)
    coming = [
        row for row in said.owed.to_dict("records") if row["days_left"] is not None and row["days_left"] >= 0
    ]
    note = f"next {day_label(coming[0]['due_on'])}" if coming else ""
    return _figure(
        said, "Obligations overdue", Decimal(late) if some else None, "", f"of {some}",
        status=("off track" if late else "on track") if some else "unknown", note=note, source="Obligations",
    )  # fmt: skip


def _past(said: Said) -> Figure:
    found = said.support
    known = len(found.things) - found.unmatched - found.ambiguous
    share = known / len(found.things) if found.things else None
    dated = any(one.state != "unknown" for _, _, one in found.things)
    note = f"{found.ambiguous} to decide, {found.unmatched} unmatched"
    return _figure(
        said, "Past end of support", Decimal(found.past) if dated else None, "",
        f"of {len(found.things)} assets and systems", status="off track" if found.past else "on track" if dated else "unknown",
        note=note, source="Product cycles", confidence=letter(share),
    )  # fmt: skip


def _known(said: Said) -> Grade:
    return letter(said.standing.met.coverage)


def _priced(said: Said) -> Grade:
    every = len(said.exposure.facts.exposures)
    return letter(1 - len(said.exposure.today.missing) / every if every else None)


def _hundred(share: float | None) -> Decimal | None:
    return None if share is None else cents(Decimal(repr(share)) * 100)


_MEANS = {
    "At target level": "Controls of the framework whose level is at or above their target, over all that apply. Unknown "
    "ones, and those whose evidence is older than its review cadence, count as not there; the note says how many it could be with them.",
    "Compliance": "Controls that are implemented in full over those that apply. Partly done counts as not done, unknown as "
    "not done; the note says what it would be if all unknown were done, and with half an item for each partly done.",
    "Loss in a 1-in-20 year": "The yearly loss that 19 of 20 simulated years stay below, all risks of the register together: "
    "events by Poisson, losses lognormal from their 90% interval, 10,000 years. Its target is the appetite of the board.",
    "Expected loss": "Annual loss expectancy: events a year times the mean loss of one event, over all risks with an "
    "estimate in money. Ordinal ratings are no money and take no part.",
    "Obligations overdue": "Laws, contracts, insurers' and clients' demands whose day has passed while a control they ask "
    "for is not implemented.",
    "Past end of support": "Assets and systems whose product cycle, or whose own record, says that security support has "
    "ended, extended support included.",
}
