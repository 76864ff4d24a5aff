"""What ships with the program: usual useful lives for classes of assets, and the outline of NIST CSF 2.0."""

from __future__ import annotations

import csv
from functools import cache
from typing import TYPE_CHECKING

import pyarrow as pa

from itstrat.planning.control_codes import csf_function
from itstrat.settings import ROOT

if TYPE_CHECKING:
    from itstrat.store.reading import Row


def usual_class(name: str) -> Row:
    """Technology class, useful life and source for a class named so; empty when we know of no usual life."""
    return dict(_classes().get(_folded(name), {}))


def csf_outline() -> pa.Table:
    """One row per function, category and subcategory: rank, code, title, parent_code, level, part; titles are ours."""
    return pa.Table.from_pylist(
        [
            {
                "rank": rank,
                "code": row["ID"],
                "title": row["Title"],
                "parent_code": row["Parent"] or None,
                "level": row["Level"],
                "part": csf_function(row["ID"]),
            }
            for rank, row in enumerate(_rows("csf-2.0"), start=1)
        ]
    )


@cache
def _classes() -> dict[str, Row]:
    return {
        _folded(row["Class"]): {
            "technology_class": row["Technology class"],
            "useful_life_months": int(row["Useful life (months)"]),
            "source": row["Source"],
        }
        for row in _rows("asset-classes")
    }


def _rows(name: str) -> list[dict[str, str]]:
    with (ROOT / "data" / "reference" / f"{name}.csv").open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold().removesuffix("s")
