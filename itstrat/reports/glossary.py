"""What every headline figure means, in the words of its own definition."""

from __future__ import annotations

from dataclasses import dataclass, fields, is_dataclass
from typing import TYPE_CHECKING

from itstrat.reports import (
    assets,
    budget,
    data,
    objectives,
    overview,
    renewals,
    roadmap,
    security,
    spend,
    value,
    waste,
)
from itstrat.reports.statement import Figure

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from itstrat.reports.statement import Scope
    from itstrat.store.database import Store

# The reports whose figures a page shows, in the order of the navigation.
_SHOWN: dict[str, tuple[Callable[[Store, Scope], object], ...]] = {
    "Overview": (overview.report,),
    "Roadmap": (roadmap.report,),
    "Objectives": (objectives.report,),
    "Security": (security.report,),
    "Assets": (assets.report,),
    "Renewals": (renewals.report,),
    "Spend": (spend.report, waste.report),
    "Budget": (budget.report,),
    "Value": (value.report,),
    "Data": (data.report,),
}


@dataclass(frozen=True, slots=True)
class Term:
    """A figure's label with its unit and definition, and the pages that show it."""

    label: str
    unit: str
    definition: str
    pages: tuple[str, ...]


def terms(store: Store, scope: Scope) -> list[Term]:
    """Every figure of every page, by label.

    Figures of one label, unit and definition are one term; a label that means two things gives two terms.
    """
    pages: dict[tuple[str, str, str], dict[str, None]] = {}
    for page, reports in _SHOWN.items():
        for report in reports:
            for figure in _figures(report(store, scope)):
                pages.setdefault((figure.label, figure.unit, figure.definition), {})[page] = None
    return [
        Term(*key, tuple(shown))
        for key, shown in sorted(pages.items(), key=lambda item: item[0][0].casefold())
    ]


def glossary(found: list[Term]) -> str:
    """The terms as a Markdown table."""
    lines = [
        "# Glossary",
        "",
        "Made from the definitions of the figures themselves, as the demo company shows them.",
        "",
    ]
    lines += ["| Figure | Unit | Meaning | Pages |", "| --- | --- | --- | --- |"]
    lines += [
        f"| {term.label} | {term.unit} | {term.definition} | {', '.join(term.pages)} |" for term in found
    ]
    return "\n".join(lines) + "\n"


def _figures(said: object) -> Iterator[Figure]:
    """Every figure of a report, wherever in it."""
    if isinstance(said, Figure):
        yield said
    elif isinstance(said, tuple):
        for part in said:
            yield from _figures(part)
    elif is_dataclass(said):
        # Some figures are made when asked for.
        made = [name for name, value in vars(type(said)).items() if isinstance(value, property)]
        for name in (*(field.name for field in fields(said)), *made):
            yield from _figures(getattr(said, name))
