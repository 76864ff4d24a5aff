"""The whole roadmap as it is recorded, read once for each version of the plan."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from itstrat.store import benefit, links, milestone, objective, team
from itstrat.store.initiative import initiatives
from itstrat.store.reading import Row

if TYPE_CHECKING:
    from itstrat.store.reading import Reader


@dataclass(frozen=True, slots=True)
class Roadmap:
    """The rows of each reader: what its columns are stands there."""

    objectives: list[Row]
    drivers: list[Row]
    supports: list[Row]
    initiatives: list[Row]
    links: list[Row]
    milestones: list[Row]
    teams: list[Row]
    caps: list[Row]
    benefits: list[Row]
    values: list[Row]


def roadmap(plan: Reader) -> Roadmap:
    """Everything of the roadmap. The rows are shared: copy one before changing it."""
    return plan.once("roadmap", _read)


def _read(plan: Reader) -> Roadmap:
    return Roadmap(
        objectives=objective.objectives(plan),
        drivers=objective.drivers(plan),
        supports=objective.supports(plan),
        initiatives=initiatives(plan),
        links=links.links(plan),
        milestones=milestone.milestones(plan),
        teams=team.teams(plan),
        caps=team.caps(plan),
        benefits=benefit.benefits(plan),
        values=benefit.values(plan),
    )
