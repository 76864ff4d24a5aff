"""What the page Security stands on: the plan's records of the baseline, read once for each state of the plan."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, TypeVar

from itstrat.errors import ItstratError
from itstrat.planning.assessment import Assessment, ControlState, History
from itstrat.planning.end_of_support import Cycle
from itstrat.planning.risk import Risk
from itstrat.planning.upgrades import Effect, Upgrade, share_cut
from itstrat.store import assessment, framework, obligation, product_cycle, risk, upgrade
from itstrat.store.reading import Row

if TYPE_CHECKING:
    from collections.abc import Callable

    from itstrat.store.reading import Reader

Kind = TypeVar("Kind")

WHOLE = ""
_MOST_DAYS = 100
_ENDS = ("low", "likely", "high")


@dataclass(frozen=True, slots=True, eq=False)
class Facts:
    """The records as the store reads them, beside what the methods take.

    `controls` are those that are assessed, by framework in its order; `appetites` the accepted loss by function, the
    whole company's under WHOLE. `candidates` are the upgrades with effects; those on the roadmap are required.
    """

    frameworks: Sequence[Row]
    controls: Mapping[int, Sequence[Row]]
    history: History
    obligations: Sequence[Row]
    risks: Sequence[Row]
    exposures: tuple[Risk, ...]
    appetites: Mapping[str, Decimal]
    upgrades: Sequence[Row]
    candidates: tuple[Upgrade, ...]
    cycles: tuple[Cycle, ...]
    subjects: Sequence[Row]
    _kept: dict[tuple[int, date, int], list[ControlState]] = field(default_factory=dict)

    def states(self, framework_id: int, day: date, evidence_months: int) -> Sequence[ControlState]:
        """The state of each of a framework's controls at the end of the day, in its order; kept for who asks again.

        Evidence counts for so many months where an assessment does not say.
        """
        key = (framework_id, day, evidence_months)
        found = self._kept.get(key)
        if found is None:
            ids = (row["id"] for row in self.controls.get(framework_id, ()))
            found = self.history.on(day, ids, evidence_months)
            if len(self._kept) >= _MOST_DAYS:
                self._kept.clear()
            self._kept[key] = found
        return found

    def framework(self, code: str | None) -> Row | None:
        """The framework of that code; None asks for the first that anybody assessed, else the first there is.

        None where the plan has no framework. Raises ItstratError for a code there is none of.
        """
        if code is None:
            assessed = (one for one in self.frameworks if one["assessed"])
            return next(assessed, next(iter(self.frameworks), None))
        for one in self.frameworks:
            if one["code"] == code:
                return one
        there = ", ".join(str(one["code"]) for one in self.frameworks) or "none"
        raise ItstratError(f'There is no framework "{code}"; there are {there}.')


def facts(plan: Reader) -> Facts:
    """The records behind the page, whole company."""
    return plan.once("security", _read)


def _read(plan: Reader) -> Facts:
    risks, upgrades = risk.risks(plan), upgrade.upgrades(plan)
    controls: dict[int, list[Row]] = {}
    for row in framework.controls(plan):
        controls.setdefault(row["framework_id"], []).append(row)
    return Facts(
        frameworks=framework.frameworks(plan),
        controls=controls,
        history=History(_made(Assessment, row) for row in assessment.assessments(plan)),
        obligations=obligation.obligations(plan),
        risks=risks,
        exposures=tuple(_made(Risk, row) for row in risks),
        appetites={row["part"]: row["amount"] for row in risk.appetites(plan)},
        upgrades=upgrades,
        candidates=_candidates(upgrades, upgrade.effects(plan)),
        cycles=tuple(_made(Cycle, row) for row in product_cycle.cycles(plan)),
        subjects=product_cycle.subjects(plan),
    )


def on_roadmap(row: Row) -> bool:
    """Whether an upgrade became an initiative that the plan still has."""
    return row["initiative"] is not None


def _candidates(upgrades: Sequence[Row], effects: Sequence[Row]) -> tuple[Upgrade, ...]:
    does: dict[int, list[Effect]] = {}
    for row in effects:
        often, much = (share_cut(*(row[f"{what}_{end}"] for end in _ENDS)) for what in ("frequency", "loss"))
        does.setdefault(row["upgrade_id"], []).append(Effect(row["risk_id"], often, much))
    return tuple(
        Upgrade(
            id=row["id"],
            one_off=row["one_off"],
            run_yearly=row["run_yearly"],
            life_years=row["life_years"],
            layer=row["layer"],
            effects=tuple(does.get(row["id"], ())),
            required=on_roadmap(row),
        )
        for row in upgrades
    )


def _made(kind: Callable[..., Kind], row: Row) -> Kind:
    """A value of the methods, whose fields are named as the store names its columns."""
    return kind(**{field.name: row[field.name] for field in fields(kind)})  # type: ignore[arg-type]
