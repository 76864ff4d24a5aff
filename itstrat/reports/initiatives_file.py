"""The initiatives as the table that goes in again: the columns of data/demo/initiatives.csv."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from decimal import Decimal

    from itstrat.store.reading import Row
    from itstrat.store.roadmap import Roadmap


def frame(roadmap: Roadmap) -> pd.DataFrame:
    """One row an initiative, blank where something is unknown; imported again it changes nothing.

    Others are named by their code, else by their name.
    """
    called = {row["id"]: row["code"] or row["name"] for row in roadmap.initiatives}
    goals = {row["id"]: row["code"] or row["name"] for row in roadmap.objectives}
    waits = _listed((link["after_id"], _link(link, called)) for link in roadmap.links)
    supports = _listed((one["initiative_id"], _support(one, goals)) for one in roadmap.supports)
    rows = [
        {header: cell(row) for header, cell in _CELLS.items()}
        | {"Objectives": supports.get(row["id"]), "Predecessors": waits.get(row["id"]), "Note": row["note"]}
        for row in roadmap.initiatives
    ]
    return pd.DataFrame(rows, columns=[*_CELLS, "Objectives", "Predecessors", "Note"], dtype=object)


def _listed(pairs: Iterable[tuple[int, str]]) -> dict[int, str]:
    found: dict[int, list[str]] = {}
    for key, text in pairs:
        found.setdefault(key, []).append(text)
    return {key: "; ".join(texts) for key, texts in found.items()}


def _link(link: Row, called: dict[int, str]) -> str:
    lag = f"{link['lag_days']:+d} days" if link["lag_days"] else ""
    return f"{called[link['before_id']]} {link['kind']}{lag}"


def _support(support: Row, goals: dict[int, str]) -> str:
    strength = "" if support["strength"] is None else f"={support['strength']}"
    return f"{goals[support['objective_id']]}{strength}"


def _plain(number: Decimal | None) -> str | None:
    return None if number is None else f"{number.normalize():f}"


def _of(column: str) -> Callable[[Row], object]:
    return lambda row: row[column]


_CELLS: dict[str, Callable[[Row], object]] = {
    "Code": _of("code"),
    "Initiative": _of("name"),
    "Component": _of("component"),
    "Department": _of("department"),
    "Owner": _of("owner"),
    "Team": _of("team"),
    "Effort (FTE)": lambda row: _plain(row["effort"]),
    "Start": _of("start_on"),
    "Finish": _of("finish_on"),
    "Duration": lambda row: f"{row['duration_days']} days" if row["duration_days"] else None,
    "Approved start": _of("approved_start_on"),
    "Approved finish": _of("approved_finish_on"),
    "Progress": lambda row: None if row["progress"] is None else f"{_plain(100 * row['progress'])}%",
    "Progress as of": _of("progress_on"),
    "One-off cost": _of("one_off"),
    "Run cost a month": _of("run_monthly"),
    "CapEx/OpEx": lambda row: "CapEx" if row["capital"] else "OpEx",
    "Mandatory": lambda row: "yes" if row["mandatory"] else "no",
    "Deadline": _of("deadline_on"),
    "Option group": _of("option_group"),
    "Run/grow/transform": _of("run_grow"),
    "Status by hand": _of("status_override"),
    "Reason of the status": _of("status_reason"),
}
