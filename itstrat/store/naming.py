"""Which record a cell of a file means: by its code or its name; some names make a record of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itstrat.planning.vendors import normalise
from itstrat.store.reference import usual_class

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from itstrat.store.edits import Edit
    from itstrat.store.reading import Reader, Row


def folded(text: str) -> str:
    """A name without case and doubled blanks: what two spellings are compared by."""
    return " ".join(text.split()).casefold()


class Naming:
    """The live records of a table by code and name; names that several share name none of them."""

    def __init__(self, plan: Reader, table: str, extra: Mapping[str, int] | None = None) -> None:
        """`extra` are names that hold in this file alone and win over all others."""
        rows = plan.rows(f'select id, code, name from "{table}" where deleted_at is null order by id')  # noqa: S608 our own names
        self._extra = extra or {}
        self._codes = _single((row["code"], row["id"]) for row in rows)
        self._names = _single((row["name"], row["id"]) for row in rows)

    def of(self, text: str) -> int | None:
        """The id of the record that a text names, None when it names none for certain."""
        key = folded(text)
        for known in (self._extra, self._codes, self._names):
            if key in known:
                return known[key]
        return None


def ids_by_name(edit: Edit, table: str, named: Mapping[str, Row]) -> dict[str, int]:
    """Id by folded name of every record of the table, with records added for names it lacks.

    `named` maps a name to the first row that uses it, which may know more about the new record.
    """
    known = {
        spoken(table, row["name"]): row["id"]
        for row in edit.rows(f'select id, name from "{table}" where deleted_at is null order by id desc')  # noqa: S608
    }
    for name, row in named.items():
        folded = spoken(table, name)
        if folded not in known:
            known[folded] = edit.insert(table, {"name": name.strip()} | _also_known(table, name, row))
    return known


def _also_known(table: str, name: str, row: Row) -> Row:
    """What a record made in passing starts with besides its name."""
    if table == "vendor":
        return {"vendor_key": normalise(name) or spoken(table, name)}
    if table == "asset_class":
        usual = usual_class(name)
        return usual | {"technology_class": row.get("technology_class") or usual.get("technology_class")}
    return {}


def spoken(table: str, name: str | None) -> str:
    """A name as it is compared with those of the table: a vendor without its legal form."""
    text = folded(name or "")
    return (normalise(text) or text) if table == "vendor" else text


def _single(pairs: Iterable[tuple[str | None, int]]) -> dict[str, int]:
    found: dict[str, int] = {}
    twice = set()
    for text, key in pairs:
        if text is None:
            continue
        if folded(text) in found:
            twice.add(folded(text))
        found[folded(text)] = key
    return {text: key for text, key in found.items() if text not in twice}
