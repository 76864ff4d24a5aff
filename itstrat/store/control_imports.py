"""Frameworks from files: one record an item, its level and place found out where the file does not say them."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from itstrat.planning.control_codes import (
    GROUPS,
    code_key,
    csf_function,
    framework_key,
    framework_named,
    is_csf,
    usual_level,
    written_code,
)
from itstrat.store.kinds_security import TARGETS
from itstrat.store.records import Taken, take

if TYPE_CHECKING:
    from collections.abc import Sequence

    from itstrat.store.edits import Edit
    from itstrat.store.reading import Row


def take_controls(edit: Edit, rows: Sequence[Row], file: str, withdrawn: int) -> Taken:
    """The items of a file, each in its framework; `counts` has items, withdrawn and by_level.

    items are those that are assessed one by one; by_level counts every live item. Without a column for it the
    framework is the CSF where the codes are its own, else it is called as the file's name says. A baseline lists
    items of another framework by code: their titles come from there, where the plan has it.
    """
    usual = _usual_framework(rows, file)
    named = [row.get("framework") or usual for row in rows]
    placed: list[Row] = [{} for _ in rows]
    for name in dict.fromkeys(named):
        mine = [place for place, each in enumerate(named) if each == name]
        whole = withdrawn if len(mine) == len(rows) else 0
        framework = _framework(edit, name, rows[mine[0]].get("edition"), file, whole)
        told = _titled(edit, name, [rows[each] for each in mine])
        for place, values in zip(mine, _placed(edit, framework, told), strict=True):
            placed[place] = values
    taken = take(edit, TARGETS["controls"], placed)
    levels = Counter(row["level"] for place, row in enumerate(placed) if place not in taken.refused)
    items = sum(count for level, count in levels.items() if level not in GROUPS)
    taken.counts = {"items": items, "withdrawn": withdrawn, "by_level": dict(levels)}
    return taken


def _usual_framework(rows: Sequence[Row], file: str) -> str:
    if rows and all(is_csf(row["code"]) for row in rows):
        return "NIST CSF 2.0" if any(row["code"].upper().startswith("GV") for row in rows) else "NIST CSF 1.1"
    stem = Path(file).stem
    return framework_named([stem.replace("_", " "), stem])


def _framework(edit: Edit, name: str, edition: str | None, file: str, withdrawn: int) -> int:
    """The framework of that name, added or brought up to date."""
    key = framework_key(name)
    held = next(
        (
            row
            for row in edit.rows("select * from framework where deleted_at is null order by id")
            if key in {framework_key(row["code"]), framework_key(row["name"])}
        ),
        None,
    )
    told: Row = {"edition": edition, "source": file, "withdrawn": withdrawn or None}
    known = {column: value for column, value in told.items() if value is not None}
    if held is None:
        return edit.insert("framework", {"code": key, "name": name, **known})
    edit.update("framework", held["id"], held["version"], known)
    return int(held["id"])


def _titled(edit: Edit, name: str, rows: Sequence[Row]) -> list[Row]:
    """The rows; a title or part that one does not say comes from the framework whose name begins this one's."""
    whole = {
        code_key(row["code"]): {"title": row["title"], "part": row["part"]}
        for row in edit.rows(
            "select control.code, control.title, part from control join framework on framework.id = framework_id "
            "where starts_with($1, framework.name || ' ') and control.title is not null "
            "and control.deleted_at is null and framework.deleted_at is null",
            name,
        )
    }
    said = [{name: value for name, value in row.items() if value is not None} for row in rows]
    return [whole.get(code_key(row["code"]), {}) | row for row in said]


def _placed(edit: Edit, framework: int, rows: Sequence[Row]) -> list[Row]:
    """The rows as controls of the framework: known codes as they are spelt there, parents, levels, parts, ranks."""
    known = {
        code_key(row["code"]): row
        for row in edit.rows(
            "select code, part from control where framework_id = $1 and deleted_at is null", framework
        )
    }
    by_key = {code_key(row["code"]): row for row in rows}
    parents = {code_key(row["parent"]) for row in rows if row.get("parent")}
    made = []
    for rank, row in enumerate(rows, start=1):
        key = code_key(row["code"])
        held = known.get(key, {"code": written_code(row["code"]), "part": None})
        code = held["code"]
        parent = by_key.get(code_key(row.get("parent") or ""))
        values: Row = {
            "line": row["line"],
            "row": row.get("row"),
            "framework_id": framework,
            "code": code,
            "title": row.get("title"),
            "parent_code": written_code(parent["code"]) if parent else row.get("parent"),
            "level": (row.get("level") or usual_level(code, has_items_below=key in parents)).casefold(),
            "part": csf_function(code) or row.get("part") or held["part"] or _branch(row, by_key, code),
        }
        # What is known keeps its place: a register sorted otherwise says nothing about the order of a standard.
        made.append(values if key in known else values | {"rank": rank})
    return made


def _branch(row: Row, by_key: dict[str, Row], code: str) -> str | None:
    """What pages group an item by where its file does not say: the title of the top of its branch, else its prefix."""
    top, seen = row, {code_key(row["code"])}
    while (above := by_key.get(code_key(top.get("parent") or ""))) and code_key(above["code"]) not in seen:
        top = above
        seen.add(code_key(top["code"]))
    prefix = code.partition("-")[0] if "-" in code else None
    return (top.get("title") or top["code"]) if top is not row else prefix
