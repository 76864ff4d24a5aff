"""A file of initiatives: its rows, and beside them who waits for whom, what they support, what they bring, milestones."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from itstrat.planning.link_text import LinkText, link_text, link_texts, parts
from itstrat.planning.spans import calendar_days
from itstrat.store import links, milestone
from itstrat.store.benefit import BENEFIT, KINDS, lapse_signatures
from itstrat.store.entering import barred
from itstrat.store.initiative import INITIATIVE
from itstrat.store.kinds_roadmap import SUPPORT, TARGETS
from itstrat.store.naming import Naming, folded
from itstrat.store.records import Taken, take
from itstrat.wording import and_more

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from itstrat.store.edits import Edit
    from itstrat.store.reading import Row

_TOLD = 5
_NOT_ASKED = Decimal(0)
_STRENGTHS = {str(strength) for strength in range(6)}


def take_initiatives(edit: Edit, rows: Sequence[Row]) -> Taken:
    """Each row is an initiative, or a milestone where it says so; what it names beside is linked in the same edit.

    A link, an objective or a predecessor that nobody knows is left out and told. What a file does not name stays as it
    is in the plan. Raises CycleError when its dates make stored links impossible.
    """
    points = [position for position, row in enumerate(rows) if row.get("milestone")]
    works = [position for position in range(len(rows)) if position not in set(points)]
    taken = Taken()
    _join(
        taken,
        works,
        take(edit, TARGETS["initiatives"], [_initiative(rows[p]) for p in works], barred(INITIATIVE)),
    )
    # only now can a row be named by another one
    own = {
        folded(rows[p]["reference"]): taken.ids[p]
        for p in works
        if p in taken.ids and rows[p].get("reference")
    }
    naming = Naming(edit, "initiative", own)
    _join(taken, points, _milestones(edit, [rows[p] for p in points], naming))
    kept = {p: rows[p] for p in works if p in taken.ids}
    free = [rows[p]["name"] for p in taken.added if p in kept and rows[p].get("one_off", _NOT_ASKED) is None]
    taken.notes += _told("No cost is said, so these cost nothing until somebody enters it", free)
    changed = _link(edit, kept, taken, naming) | _support(edit, kept, taken) | _bring(edit, kept, taken)
    taken.updated += sorted(changed.intersection(taken.unchanged))
    taken.unchanged = [p for p in taken.unchanged if p not in changed]
    links.refuse_circle(edit)
    return taken


def _join(all_: Taken, positions: Sequence[int], some: Taken) -> None:
    """What became of some rows, put in by their positions among all."""
    for name in ("added", "updated", "unchanged"):
        getattr(all_, name).extend(positions[place] for place in getattr(some, name))
    all_.refused |= {positions[place]: why for place, why in some.refused.items()}
    all_.ids |= {positions[place]: key for place, key in some.ids.items()}


def _initiative(row: Row) -> Row:
    """The row with the progress that its state says, and what it is a part of as its note, where it says no more."""
    done = Decimal(1) if row.get("state") == "done" and row.get("progress") is None else row.get("progress")
    part = f"Part of {row['parent']}." if row.get("parent") and not row.get("note") else row.get("note")
    return row | {"progress": done, "note": part}


def _milestones(edit: Edit, rows: Sequence[Row], naming: Naming) -> Taken:
    """Milestones by name: one that stands in the plan once keeps its initiative."""
    known: dict[str, list[int | None]] = {}
    for held in milestone.milestones(edit):
        known.setdefault(folded(held["name"]), []).append(held["initiative_id"])
    resolved = []
    for row in rows:
        due = row.get("finish_on") or row.get("start_on")
        named = known.get(folded(row["name"]), [])
        of = naming.of(row["parent"]) if row.get("parent") else None
        resolved.append(
            row
            | {
                "initiative_id": named[0] if len(named) == 1 else of,
                "due_on": due,
                "approved_on": row.get("approved_finish_on"),
                "done_on": (row.get("progress_on") or due)
                if row.get("progress") == 1 or row.get("state") == "done"
                else None,
            }
        )
    return take(edit, TARGETS["milestones"], resolved, barred(milestone.MILESTONE))


def _link(edit: Edit, rows: Mapping[int, Row], taken: Taken, naming: Naming) -> set[int]:
    """Who waits for whom; gives the positions of rows whose links are new or changed."""
    wanted: dict[tuple[int, int, str], Row] = {}
    lost: list[str] = []
    for position, row in rows.items():
        for column in ("predecessors", "successors"):
            for who, other, kind, lag in _links(row.get(column), naming):
                if other is None or other == taken.ids[position]:
                    lost.append(f"{row['name']} – {who}")
                    continue
                ends = (
                    (other, taken.ids[position]) if column == "predecessors" else (taken.ids[position], other)
                )
                link = {"before_id": ends[0], "after_id": ends[1], "kind": kind, "lag_days": lag}
                wanted.setdefault((*ends, kind), link | {"line": row["line"], "position": position})
    found = list(wanted.values())
    closing = links.closing(edit, found)
    taken.notes += _told("Links to nobody in the file or the plan were left out", lost)
    taken.notes += [f"A link was left out. {sentence}" for sentence in closing.values()]
    kept = [link for place, link in enumerate(found) if place not in closing]
    became = take(edit, TARGETS["initiative-links"], kept, barred(links.LINK))
    return {kept[place]["position"] for place in (*became.added, *became.updated)}


def _links(cell: str | None, naming: Naming) -> Iterator[tuple[str, int | None, str, int]]:
    """(as written, the initiative meant, kind, lag in calendar days) of each link in a cell."""
    for text in _apart(cell, naming):
        link = LinkText(text) if naming.of(text) is not None else link_text(text)
        yield link.who, naming.of(link.who), link.kind, calendar_days(link.lag)


def _apart(cell: str | None, naming: Naming) -> Iterator[str]:
    """What a cell lists, one by one."""
    for text in link_texts(cell or ""):
        yield from parts(text, lambda name: naming.of(name) is not None)


def _support(edit: Edit, rows: Mapping[int, Row], taken: Taken) -> set[int]:
    """Which objectives the initiatives support; gives the positions of rows with new ones."""
    naming = Naming(edit, "objective")
    wanted: dict[tuple[int, int], Row] = {}
    lost: list[str] = []

    def read(text: str) -> tuple[int | None, int | None]:
        """(the objective meant, how strongly it is supported): "3" or "3=5"."""
        who, _, strength = text.rpartition("=")
        if strength.strip() in _STRENGTHS and naming.of(text) is None:
            return naming.of(who), int(strength)
        return naming.of(text), None

    for position, row in rows.items():
        for text in _apart(row.get("objectives"), naming):
            objective_id, strength = read(text)
            if objective_id is None:
                lost.append(f"{row['name']} – {text}")
                continue
            pair = {"objective_id": objective_id, "initiative_id": taken.ids[position], "strength": strength}
            wanted[objective_id, taken.ids[position]] = pair | {"line": row["line"], "position": position}
    taken.notes += _told("Objectives that are not in the plan were left out", lost)
    pairs = list(wanted.values())
    became = take(edit, SUPPORT, pairs)
    return {pairs[place]["position"] for place in (*became.added, *became.updated)}


def _bring(edit: Edit, rows: Mapping[int, Row], taken: Taken) -> set[int]:
    """What the initiatives bring a month, kind by kind; gives the positions of rows with something new."""
    names: dict[tuple[int, str], list[str]] = {}
    for held in edit.rows("select initiative_id, kind, name from benefit where deleted_at is null"):
        names.setdefault((held["initiative_id"], held["kind"]), []).append(held["name"])
    wanted = [
        {
            "initiative_id": taken.ids[position],
            "kind": kind,
            "name": names.get((taken.ids[position], kind), [""])[0],
            "monthly": row[f"{kind}_monthly"],
            "line": row["line"],
            "position": position,
        }
        for position, row in rows.items()
        for kind in KINDS
        if row.get(f"{kind}_monthly") is not None
    ]
    became = take(edit, TARGETS["benefits"], wanted, barred(BENEFIT))
    taken.notes += lapsed(edit)
    return {wanted[place]["position"] for place in (*became.added, *became.updated)}


def lapsed(edit: Edit) -> list[str]:
    """Let the signatures go whose benefits this import changed; says whose."""
    return _told(
        "Changed after their owner had signed for them, so to be signed again", lapse_signatures(edit)
    )


def _told(what: str, cases: Sequence[str]) -> list[str]:
    return [f"{what}: {and_more(cases, _TOLD)}."] if cases else []
