"""Exports of known tools, told by their headers (formats.toml)."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from itstrat.ingest.kinds import fold


@dataclass(frozen=True, slots=True)
class Format:
    """An export of a known tool. Headers are folded; `fields` maps them to fields, '' to none."""

    name: str
    kind: str
    telling: frozenset[str]
    any_of: frozenset[str]
    fields: dict[str, str]
    guess: bool

    def fits(self, headers: frozenset[str]) -> bool:
        """True when these folded headers are those of this export."""
        return self.telling <= headers and (not self.any_of or bool(self.any_of & headers))


@cache
def formats() -> tuple[Format, ...]:
    """Every known format, in the order in which they are tried."""
    with (Path(__file__).parent / "formats.toml").open("rb") as file:
        declared = tomllib.load(file)["format"]
    return tuple(
        Format(
            name=each["name"],
            kind=each["kind"],
            telling=frozenset(map(fold, each["telling"])),
            any_of=frozenset(map(fold, each.get("any", ()))),
            fields={fold(header): target for header, target in each["fields"].items()},
            guess=each.get("guess", True),
        )
        for each in declared
    )


def recognise(headers: list[str]) -> Format | None:
    """The known format that these headers belong to, else None."""
    folded = frozenset(map(fold, headers))
    return next((each for each in formats() if each.fits(folded)), None)
