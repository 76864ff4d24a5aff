"""Which column of a file of tasks means what: the importers' spellings of initiatives, and those of schedules."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from itstrat.ingest.kinds import Field, Kind, fold, kind_named
from itstrat.ingest.mapping import map_columns, unique_headers
from itstrat.planning.spans import span

if TYPE_CHECKING:
    from collections.abc import Sequence

_USE = re.compile(r"(?:use|uses)\s+(?:of\s+)?(?P<name>\S.*)", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+")
_PER = {word: unit for unit, words in {
    "month": ("month", "monthly"), "year": ("year", "yearly", "annual", "annually"),
}.items() for word in words}  # fmt: skip
_RATES = (
    "",
    "monthly {}",
    "{} a month",
    "{} per month",
    "yearly {}",
    "annual {}",
    "{} a year",
    "{} per year",
)
# By field: its own spellings, the likeliest first, and the field of initiatives whose spellings count too.
_FIELDS: Mapping[str, tuple[tuple[str, ...], str]] = {
    "id": (("id", "task id", "activity id", "uid", "unique id", "job", "task number", "row"), "code"),
    "name": (("name", "task name"), "name"),
    "duration": (("duration", "length", "duration (hours)", "duration (years)"), "duration"),
    "predecessors": (("predecessors", "predecessor", "depends on", "after"), "predecessors"),
    "team": (("team", "resource", "resource name"), "team"),
    "use": (("use", "uses", "demand", "units", "resource use"), "effort"),
    "value": (("value", "benefit", "weight", "worth", "values", "benefits"), ""),
    "cost": (("cost", "costs"), "one_off"),
    "run": (("run cost", "run", "running cost", "recurring cost", "operating cost"), "run_monthly"),
    "mandatory": (("mandatory",), "mandatory"),
    "deadline": (("deadline", "finish by", "due"), "deadline_on"),
    "group": (("option group", "exclusive option group", "options", "alternatives", "exclusive"), "option_group"),
}  # fmt: skip
_RATED = {"value": ("value", "benefit"), "run": ("run cost", "running cost")}


@dataclass(frozen=True, slots=True)
class Columns:
    """`fields` and `uses` (a resource's name) by the place of their column; `headers` as the file spells them.

    `missing` are needed fields for which there is no column, or more than one of the same name.
    """

    headers: tuple[str, ...]
    fields: Mapping[int, str]
    uses: Mapping[int, str]
    missing: tuple[str, ...]

    def header(self, field: str) -> str:
        """The header of a field; its own name when the file has no such column."""
        return next((self.headers[place] for place, one in self.fields.items() if one == field), field)

    def has(self, field: str) -> bool:
        """Whether a column means this field."""
        return field in self.fields.values()

    def unit(self, field: str) -> str:
        """The unit of time that the last word of a header says, "Duration (weeks)"; "" where it says none."""
        words = _WORD.findall(self.header(field))
        length = span(f"1 {words[-1]}") if words and self.has(field) else None
        return length.unit if length else ""

    def per(self, field: str) -> str:
        """Month or year, when the header says that its money is counted so: "Monthly benefit"; else ""."""
        said = [_PER[word.lower()] for word in _WORD.findall(self.header(field)) if word.lower() in _PER]
        return said[0] if said and self.has(field) else ""


def columns(headers: Sequence[str]) -> Columns:
    """The meaning of each column; "use NAME" is what is taken of that resource."""
    named = {place: found["name"] for place, one in enumerate(headers) if (found := _USE.fullmatch(one))}
    others = unique_headers(["" if place in named else one for place, one in enumerate(headers)])
    mapped = map_columns(_tasks(), others, {})
    twice = [one for one, count in Counter(map(fold, headers)).items() if one and count > 1]
    missing = [
        *mapped.missing(_tasks()),
        *(
            mapped.targets[place]
            for place, one in enumerate(headers)
            if place in mapped.targets and fold(one) in twice
        ),
    ]
    return Columns(tuple(headers), mapped.targets, named, tuple(missing))


@cache
def _tasks() -> Kind:
    """The fields of a file of tasks; where no column says the id, the name does."""
    usual = kind_named("initiatives").fields
    fields = {}
    for name, (own, like) in _FIELDS.items():
        rates = [rate.format(base) for base in _RATED.get(name, ()) for rate in _RATES]
        spelt = [*map(fold, (*own, *rates)), *(usual[like].spelt if like else ())]
        fields[name] = Field(
            name,
            name,
            required=name in {"id", "duration"},
            spelt=tuple(one for one in dict.fromkeys(spelt) if one),
            borrows="name" if name == "id" else "",
        )
    return Kind("tasks", "Tasks", fields)
