"""Defaults for a class of assets that a file brings in by name only: the usual useful life, marked as a default."""

from __future__ import annotations

import csv
from functools import cache
from typing import TYPE_CHECKING

from itstrat.settings import ROOT

if TYPE_CHECKING:
    from itstrat.store.reading import Row


def usual_class(name: str) -> Row:
    """Technology class, useful life and source for a class named so; empty when we know of no usual life."""
    return dict(_classes().get(_folded(name), {}))


@cache
def _classes() -> dict[str, Row]:
    with (ROOT / "data" / "reference" / "asset-classes.csv").open(encoding="utf-8", newline="") as handle:
        return {
            _folded(row["Class"]): {
                "technology_class": row["Technology class"],
                "useful_life_months": int(row["Useful life (months)"]),
                "source": row["Source"],
            }
            for row in csv.DictReader(handle)
        }


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold().removesuffix("s")
