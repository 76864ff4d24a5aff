"""Controls as files name them: by code, however spelt, in one framework of the plan."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from itstrat.planning.control_codes import GROUPS, code_key, framework_key

if TYPE_CHECKING:
    from itstrat.store.reading import Reader, Row

_BETWEEN = re.compile(r"[;,|\s]+")
_SPACE_BEFORE_BRACKET = re.compile(r"\s+\((?=\d)")
_CODE_FIRST = re.compile(r"\s*([A-Za-z0-9][\w.\-()]*)\s*[:–—\s].*", re.DOTALL)


class RefError(Exception):
    """A name that means no record, or several; the text says so to a person."""


class Controls:
    """Every live control of the plan, found by its code."""

    def __init__(self, plan: Reader) -> None:
        """Read them once; what is added later is not known."""
        frameworks = plan.rows("select id, code, name from framework where deleted_at is null order by id")
        self._names = {row["id"]: row["name"] for row in frameworks}
        self._frameworks: dict[str, int] = {
            framework_key(row[column]): row["id"] for row in frameworks for column in ("name", "code")
        }
        self._by_key: dict[str, list[Row]] = {}
        self._below: dict[tuple[int, str], list[Row]] = {}
        for row in plan.rows(_CONTROLS):
            self._by_key.setdefault(code_key(row["code"]), []).append(row)
            if row["parent_code"]:
                self._below.setdefault((row["framework_id"], code_key(row["parent_code"])), []).append(row)

    def framework(self, name: str) -> int:
        """The id of a framework by its name or short name; RefError when the plan has none such."""
        found = self._frameworks.get(framework_key(name))
        if found is None:
            known = ", ".join(self._names.values())
            raise RefError(f"the plan has no framework '{name}' (it has {known}); import its controls first")
        return found

    def one(self, said: str, framework: str | None = None) -> Row:
        """The control that a cell names: its code, alone or with its title behind. RefError says why none is meant."""
        rows = self._found(said, framework)
        if not rows and (code := _CODE_FIRST.fullmatch(said)):
            rows = self._found(code[1], framework)
        if not rows:
            raise RefError(f"no framework of the plan has an item '{said[:60]}'; import its controls first")
        if len(rows) > 1:
            names = ", ".join(self._names[row["framework_id"]] for row in rows)
            raise RefError(
                f"'{said[:60]}' stands in several frameworks ({names}): say which in a column Framework"
            )
        return rows[0]

    def several(self, said: str, framework: str | None = None) -> list[int]:
        """The ids of the controls that a list names, each once; a function or family stands for all below it."""
        codes = [each for each in _BETWEEN.split(_SPACE_BEFORE_BRACKET.sub("(", said)) if each]
        ids: dict[int, None] = {}
        for code in codes:
            ids |= dict.fromkeys(self._assessed(self.one(code, framework)))
        return list(ids)

    def _found(self, said: str, framework: str | None) -> list[Row]:
        rows = self._by_key.get(code_key(said), [])
        if framework:
            wanted = self.framework(framework)
            return [row for row in rows if row["framework_id"] == wanted]
        return rows

    def _assessed(self, row: Row) -> list[int]:
        if row["level"] not in GROUPS:
            return [row["id"]]
        below = self._below.get((row["framework_id"], code_key(row["code"])), [])
        return [each for one in below for each in self._assessed(one)]


_CONTROLS = """
select control.id, control.framework_id, control.code, control.parent_code, control.level
from control join framework on framework.id = control.framework_id and framework.deleted_at is null
where control.deleted_at is null order by control.framework_id, control.rank, control.id
"""
