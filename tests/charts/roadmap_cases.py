"""Roadmaps, objectives and value with believable data and with data that tries their layout."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from functools import partial
from typing import Any

import pandas as pd

from itstrat.charts import objectives, roadmap, run_grow, value
from itstrat.charts.roadmap_frames import LANES
from itstrat.charts.theme import STATUS
from tests.charts.cases import LONG, Case

AS_OF = dt.date(2026, 11, 22)
_BARS = [
    "id",
    "lane",
    "name",
    "start",
    "finish",
    "approved_finish",
    "progress",
    "status",
    "critical",
    "objectives",
    "mandatory",
]


def day(text: str | None) -> dt.date | None:
    """`26-07` is the first of July 2026, `26-07-15` that day."""
    if text is None:
        return None
    year, month, *rest = (int(part) for part in text.split("-"))
    return dt.date(2000 + year, month, *(rest or [1]))


def quarters(first: str, count: int, costs: list[Any] | None = None) -> pd.DataFrame:
    """Quarters of a fiscal year that begins in July."""
    start = day(first) or AS_OF
    rows = []
    for at in range(count):
        month = start.month - 1 + 3 * at
        on = dt.date(start.year + month // 12, month % 12 + 1, 1)
        year = on.year + (on.month >= 7)
        cost = costs[at % len(costs)] if costs else None
        rows.append((on, f"Q{(on.month - 7) % 12 // 3 + 1}", f"FY{year % 100}", cost))
    return pd.DataFrame(rows, columns=["start", "label", "fiscal_year", "cost"], dtype=object)


def bars(rows: list[tuple[Any, ...]]) -> pd.DataFrame:
    """Rows of lane, name, start, finish and, where wanted, approved finish, progress, status, critical, objectives, mandatory."""
    usual = (None, None, None, 0.0, "planned", False, (), False)
    full = [(at, *row, *usual[len(row) - 2 :]) for at, row in enumerate(rows, start=1)]
    frame = pd.DataFrame([row[:11] for row in full], columns=_BARS, dtype=object)
    for name in ("start", "finish", "approved_finish"):
        frame[name] = [day(text) for text in frame[name]]
    return frame.astype(object)


def sheet(
    rows: list[tuple[Any, ...]],
    links: list[tuple[int, int, str]] | None = None,
    milestones: list[tuple[Any, ...]] | None = None,
    axis: pd.DataFrame | None = None,
) -> roadmap.Sheet:
    """A sheet of these rows; links and milestones name rows by their place from 1 on."""
    told = [(key, name, day(on), day(was), done) for key, name, on, was, done in milestones or []]
    return roadmap.Sheet(
        bars(rows),
        pd.DataFrame(links or [], columns=["before_id", "after_id", "kind"], dtype=object),
        pd.DataFrame(told, columns=["id", "name", "on", "was", "done"], dtype=object),
        quarters("26-01", 14) if axis is None else axis,
    )


def drawn(*args: Any, **named: Any) -> Case:
    """A roadmap of such a sheet."""
    return Case("roadmap", partial(roadmap.chart, sheet(*args, **named), AS_OF))


COSTS = [Decimal(v) for v in (180_000, 265_000, 310_000, 342_000, 298_000, 205_000, 390_000)]
OBJECTIVES = [
    (
        "Company",
        "Protect the company and its clients",
        "26-01",
        "28-06-30",
        None,
        0.35,
        "on track",
        False,
        (1,),
        False,
    ),
    (
        "Company",
        "Grow to 60 people in two sites",
        "26-07",
        "29-06-30",
        None,
        0.2,
        "on track",
        False,
        (2,),
        False,
    ),
    (
        "Company",
        "Serve clients within a day",
        "26-01",
        "27-12-31",
        "27-09-30",
        0.4,
        "at risk",
        False,
        (3,),
        False,
    ),
    (
        "Company",
        "Buy and fold in a second firm",
        "27-07",
        "28-12-31",
        None,
        0.0,
        "planned",
        False,
        (4,),
        False,
    ),
]
EIGHTEEN = [
    ("Security", "Managed detection 24×7", "26-02", "26-08-31", None, 1.0, "done", False, (1,), True),
    ("Security", "Zero-trust access", "26-03", "27-03-31", None, 0.72, "on track", True, (1, 4), False),
    ("Security", "Identity governance", "27-04", "28-01-31", None, 0.0, "planned", True, (1,), False),
    (
        "Strategy",
        "Architecture & data standards",
        "26-01",
        "26-11-30",
        None,
        0.92,
        "on track",
        False,
        (2,),
        False,
    ),
    (
        "Strategy",
        "Portfolio & benefits office",
        "26-07",
        "27-06-30",
        None,
        0.4,
        "on track",
        False,
        (2,),
        False,
    ),
    ("Strategy", "FY30 strategy refresh", "28-07", "29-03-31", None, 0.0, "planned", False, (2,), False),
    (
        "Productivity",
        "ERP finance & supply chain",
        "26-07",
        "28-06-30",
        "28-03-31",
        0.11,
        "at risk",
        False,
        (2, 3),
        False,
    ),
    ("Productivity", "Collaboration suite", "26-03", "27-02-28", None, 0.7, "on track", False, (2,), False),
    (
        "Productivity",
        "AI assistants at scale",
        "27-07",
        "28-11-30",
        None,
        0.0,
        "planned",
        False,
        (2, 3),
        False,
    ),
    ("Support", "Service desk platform", "26-01", "26-09-30", None, 1.0, "done", False, (3,), False),
    ("Support", "Knowledge & self-service", "26-10", "27-08-31", None, 0.14, "on track", False, (3,), False),
    ("Support", "Field support hubs", "27-10", "28-09-30", None, 0.0, "planned", False, (3,), False),
    (
        "Infrastructure",
        "Data-centre exit",
        "26-04",
        "27-12-31",
        "27-08-31",
        0.18,
        "off track",
        True,
        (4,),
        True,
    ),
    (
        "Infrastructure",
        "Network & Wi-Fi refresh",
        "27-01",
        "28-06-30",
        None,
        0.0,
        "planned",
        False,
        (4,),
        False,
    ),
    (
        "Infrastructure",
        "Device lifecycle (reserve)",
        "26-07",
        "29-05-31",
        None,
        0.14,
        "on track",
        False,
        (3, 4),
        False,
    ),
    ("Experience", "Employee portal", "26-09", "27-09-30", None, 0.2, "on track", False, (3,), False),
    (
        "Experience",
        "Customer identity & portal",
        "28-02",
        "29-01-31",
        None,
        0.0,
        "planned",
        True,
        (1, 3),
        False,
    ),
    ("Experience", "Digital experience index", None, None, None, 0.0, "planned", False, (3,), False),
]
LINKS = [(6, 7, "FS"), (7, 21, "FS"), (8, 11, "FS"), (14, 15, "FS"), (11, 13, "SS"), (17, 18, "FF")]
MILESTONES = [
    (6, "Last site", "27-03-31", None, False),
    (11, "Go-live", "28-07", "28-04", False),
    (17, "Exit", "27-12-31", "27-08-31", False),
    (21, "Launch", "29-01-31", None, False),
    (5, "Monitored", "26-08-20", None, True),
    (None, "Board approves FY28", "27-05-15", None, False),
    (None, "Lease of the old site ends", "28-01-31", None, False),
]
FULL = [*OBJECTIVES, *EIGHTEEN]


def many(count: int, name: str = "Initiative") -> list[tuple[Any, ...]]:
    """So many initiatives over the six components, of every status, some unscheduled, slipped or critical."""
    statuses = ("done", "on track", "at risk", "off track", "planned", "unknown")
    components = LANES[1:7]
    rows = []
    for at in range(count):
        start = f"{26 + at % 3}-{1 + at * 5 % 12:02d}"
        finish = f"{27 + at % 3}-{1 + at * 7 % 12:02d}-15"
        approved = f"{27 + at % 3}-{1 + at * 3 % 12:02d}-15" if at % 2 else None
        dates = (None, None, None) if at % 9 == 8 else (start, finish, approved)
        served = tuple(range(1, at % 5 + 1))
        rows.append(
            (
                components[at % 6],
                f"{name} {at}",
                *dates,
                at % 11 / 10,
                statuses[at % 6],
                at % 4 == 0,
                served,
                at % 7 == 0,
            )
        )
    return rows


def served(rows: list[tuple[Any, ...]]) -> Case:
    """Objectives by number, name, money, coverage and the counts of their initiatives by status."""
    columns = ["number", "name", "money", "coverage", *(status.replace(" ", "_") for status in STATUS)]
    frame = pd.DataFrame(
        [
            (*row[:2], None if row[2] is None else Decimal(row[2]), *row[3:], *(0,) * (10 - len(row)))
            for row in rows
        ],
        columns=columns,
        dtype=object,
    )
    return Case("objectives", partial(objectives.objectives, frame))


def worth(kinds: dict[str, tuple[list[Any], list[Any]]]) -> Case:
    """Projected and realised totals of each kind, from the first quarter of FY27 on."""
    rows = []
    for kind, (projected, realised) in kinds.items():
        for at, amount in enumerate(projected):
            done = realised[at] if at < len(realised) else None
            rows.append((kind, f"Q{at % 4 + 1} FY{27 + at // 4}", amount, done))
    frame = pd.DataFrame(rows, columns=["kind", "quarter", "projected", "realised"], dtype=object)
    return Case("value", partial(value.value, frame))


def purposes(rows: list[tuple[int, Any, Any]]) -> Case:
    """Spend by fiscal year and what it is for."""
    frame = pd.DataFrame(rows, columns=["fiscal_year", "kind", "amount"], dtype=object)
    return Case("run_grow", partial(run_grow.run_grow, frame))


SERVED = [
    (1, "Protect the company and its clients", 1_180_000, "7 of 9 risks lowered", 1, 2, 0, 1, 1),
    (2, "Grow to 60 people in two sites", 640_000, "seats, devices and licences", 0, 3, 1, 0, 2),
    (3, "Serve clients within a day", 215_000, "2 of 4 stages", 1, 3, 0, 0, 2),
    (4, "Buy and fold in a second firm", None, "systems not assessed", 0, 0, 0, 0, 2),
    (5, "Hand over to the next generation", 0, "nothing supports it"),
]
WORTH: dict[str, tuple[list[Any], list[Any]]] = {
    "cash": ([20_000 * at for at in range(1, 9)], [14_000, 30_000, 41_000]),
    "avoided": ([0, 0, 60_000, 120_000, 120_000, 120_000, 240_000, 240_000], [0, 0, 60_000]),
    "time": ([9_000 * at**1.3 for at in range(1, 9)], [2_000, 7_000, 12_500]),
    "experience": ([4_000 * at for at in range(8)], []),
}
PURPOSES: list[tuple[int, Any, Any]] = [
    (2026, "run", 1_950_000),
    (2026, "grow", 260_000),
    (2026, "transform", 90_000),
    (2026, None, 210_000),
    (2027, "run", 1_890_000),
    (2027, "grow", 390_000),
    (2027, "transform", 310_000),
    (2027, None, 60_000),
    (2028, "run", 1_820_000),
    (2028, "grow", 420_000),
    (2028, "transform", 640_000),
]
USUAL = [
    drawn(FULL, LINKS, MILESTONES, quarters("26-01", 14, COSTS)),
    served(SERVED),
    worth(WORTH),
    purposes(PURPOSES),
]
ODD = {
    "one initiative": drawn(
        [("Support", LONG, "26-07", "27-03-31", "26-12-31", 0.3, "at risk", True, (1,), True)]
    ),
    "a roadmap in one quarter": drawn(EIGHTEEN[:5], axis=quarters("26-10", 1, [None])),
    "a roadmap over ten years": drawn(FULL, LINKS, MILESTONES, quarters("24-07", 40, COSTS)),
    "18 initiatives with very long names": drawn(
        [*OBJECTIVES, *many(18, LONG)],
        [(at, at + 3, ("FS", "SS", "FF", "SF")[at % 4]) for at in range(5, 18)],
        [(at, LONG if at % 2 else "Go-live", "27-09", "27-02", at % 3 == 0) for at in range(1, 22)],
        quarters("26-01", 14, COSTS),
    ),
    "milestones upon milestones": drawn(
        EIGHTEEN[:2],
        None,
        [(at % 3 or None, f"Step {at}", f"26-{1 + at % 12:02d}-{1 + at}", None, False) for at in range(20)],
    ),
    "only objectives": drawn(OBJECTIVES),
    "nothing scheduled": drawn([("Support", "A", None, None), ("Space travel", "B", None, None)]),
    "half dated": drawn(
        [("Support", "A", "26-10", None), ("Support", "B", None, "27-10"), ("Company", "C", None, None)]
    ),
    "before and after what is shown": drawn(
        [
            ("Support", "A", "20-10", "21-01"),
            ("Support", "B", "39-01", "40-01"),
            ("Support", "C", "20-01", "40-01"),
        ],
        [(1, 3, "FS"), (2, 3, "SS"), (3, 1, "FF")],
        [(1, "Long ago", "20-12", None, True)],
    ),
    "today outside": drawn(EIGHTEEN, axis=quarters("30-07", 8, COSTS)),
    "one objective of nothing": served([(None, LONG, None, LONG)]),
    "20 objectives": served(
        [(at, f"{LONG} {at}", 10**at // 10, LONG, at, 1, at % 3, 0, 30) for at in range(20)]
    ),
    "value below zero": worth({"cash": ([5, -10, -20], [5, -30]), "other": ([0, 0], [None, None])}),
    "value of one quarter": worth({"cash": ([5], [None])}),
    "value over ten years": worth({kind: (list(range(40)), [1]) for kind in WORTH}),
    "nothing spent on anything": purposes([(2027, "run", 0)]),
    "only unknown purposes": purposes([(2027 + at, None, 10**at) for at in range(12)]),
    "a sliver of change": purposes([(2027, "run", 10**9), (2027, "grow", 1), (2027, "transform", 2)]),
    "dear quarters": drawn(EIGHTEEN, axis=quarters("26-01", 12, [Decimal(123_456_789), None])),
}
