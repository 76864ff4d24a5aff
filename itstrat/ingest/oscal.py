"""OSCAL catalogs and profiles, JSON and XML, as a list of items: what NIST publishes its frameworks in.

Withdrawn items, and whatever stands below one, are marked so; a profile lists ids without titles.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from itstrat.errors import UnusableFileError
from itstrat.ingest import markup
from itstrat.ingest.listed import Listed
from itstrat.planning.control_codes import code_key, csf_function, framework_named, usual_level, written_code

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from xml.etree.ElementTree import Element

    Held = dict[str, Any]

HEADER = ("Framework", "Edition", "ID", "Title", "Parent", "Level", "Function or family", "Withdrawn")
_REPLACED = {"incorporatedinto", "movedto"}
_CODE_AT_END = re.compile(r".*\(([A-Za-z0-9.\-]+)\)|CIS (?:Control|Safeguard) ([\d.]+)")
_NO_TITLE = re.compile(r"(?:control|requirement)\b[\s:]*", re.IGNORECASE)
_CODE = re.compile(r"[A-Z]{1,3}(?:[.\-][A-Z0-9]+)*(?:\(\d+\))?|\d+(?:\.\d+)+")


def is_oscal(held: Any) -> bool:
    """Whether parsed JSON is an OSCAL catalog or profile."""
    return isinstance(held, dict) and any(isinstance(held.get(each), dict) for each in ("catalog", "profile"))


def from_json(path: Path, held: Held) -> Listed:
    """Its items as rows under HEADER. UnusableFileError when it is not laid out as OSCAL."""
    try:
        if "catalog" in held:
            return _catalog(path, held["catalog"])
        return _profile(path, held["profile"])
    except (AttributeError, KeyError, TypeError) as error:
        raise UnusableFileError(
            f"{path.name} is not laid out as OSCAL: {error} is missing or odd."
        ) from error


def from_xml(path: Path, root: Element) -> Listed:
    """The same, of an XML document whose root is a catalog or a profile."""
    held = _as_held(root)
    about = next(iter(_named(root, "metadata")), None)
    held["metadata"] = {} if about is None else _as_held(about)
    held["imports"] = [_as_import(each) for each in _named(root, "import")]
    return from_json(path, {markup.named(root): held})


def _catalog(path: Path, catalog: Held) -> Listed:
    table = Listed("OSCAL catalog", list(HEADER), path.stat().st_size)
    _add(table, _about(catalog), catalog, parent="", part="", withdrawn=False)
    return table


def _about(document: Held) -> dict[str, str]:
    about = document["metadata"]
    names = [*(value for _, value, _ in _props(about)), str(about["title"])]
    return {"Framework": framework_named(names), "Edition": str(about.get("version", ""))}


def _add(
    table: Listed, about: dict[str, str], held: Held, *, parent: str, part: str, withdrawn: bool
) -> None:
    """Rows for all that stands below a catalog, group or control, in its order."""
    for group, item in _below(held):
        # A group needs no id: one without is a heading over what stands below it.
        code = "" if group and "id" not in item else _code(item)
        gone = withdrawn or _is_withdrawn(item)
        top = part or csf_function(code) or str(item.get("title") or code)
        values = {
            "ID": code,
            "Title": _title(item, code),
            "Parent": parent,
            "Level": _level(item, code, group=group),
            "Function or family": top,
            "Withdrawn": "withdrawn" if gone else "",
        }
        if code:
            table.add(len(table.rows) + 1, about | values)
        _add(table, about, item, parent=code or parent, part=top, withdrawn=gone)


def _below(held: Held) -> Iterator[tuple[bool, Held]]:
    yield from ((True, each) for each in held.get("groups", ()))
    yield from ((False, each) for each in held.get("controls", ()))


def _code(item: Held) -> str:
    """As the standard writes it: the label, the code at the label's end, else the id."""
    labels = {kind: value for name, value, kind in reversed(_props(item)) if name == "label"}
    # Labels with a class are the same code written otherwise.
    label = labels.get(None, next(iter(labels.values()), ""))
    if _CODE.fullmatch(label):
        return label
    if found := _CODE_AT_END.fullmatch(label):
        return found[1] or found[2]
    return written_code(re.sub(r"^SP_800_\d+_", "", str(item["id"])))


def _title(item: Held, code: str) -> str:
    """The title; the statement where the title only says the code again."""
    title = str(item.get("title", ""))
    if code_key(_NO_TITLE.sub("", title, count=1)) not in {"", code_key(code)}:
        return title
    return _statement(item) or title


def _statement(item: Held) -> str:
    texts = (part.get("prose") for part in item.get("parts", ()) if part.get("name") == "statement")
    return str(next(texts, None) or "")


def _level(item: Held, code: str, *, group: bool) -> str:
    kind = str(item.get("class", "")).casefold()
    if "enhancement" in kind:
        return "enhancement"
    # A class may name the standard, or the very item, instead of a level.
    if kind in {"", code.casefold()} or re.fullmatch(r"sp800-?\d+\w*", kind):
        return "group" if group else usual_level(code, has_items_below=bool(item.get("controls")))
    return kind


def _props(held: Held) -> list[tuple[str, str, str | None]]:
    return [
        (str(each.get("name")), str(each.get("value", "")), each.get("class"))
        for each in held.get("props", ())
    ]


def _is_withdrawn(item: Held) -> bool:
    """Whether it says so in its status, in its text, or by naming what took its place: editions differ."""
    says_so = any(name == "status" and value.casefold() == "withdrawn" for name, value, _ in _props(item))
    if says_so or _statement(item).casefold().startswith("[withdrawn"):
        return True
    rels = (str(link.get("rel", "")).casefold() for link in item.get("links", ()))
    return any(re.sub(r"[-_]", "", rel) in _REPLACED for rel in rels)


def _profile(path: Path, profile: Held) -> Listed:
    table = Listed("OSCAL profile", list(HEADER), path.stat().st_size)
    about = _about(profile)
    for code in map(written_code, _chosen(profile, table.notes)):
        level = usual_level(code, has_items_below=False)
        parent = code.partition("(")[0] if level == "enhancement" else ""
        values = {"ID": code, "Parent": parent, "Level": level}
        table.add(len(table.rows) + 1, about | values)
    if not table.rows:
        raise UnusableFileError(
            f"{path.name} is an OSCAL profile that names no controls by id. Import its resolved catalog."
        )
    return table


def _chosen(profile: Held, notes: list[str]) -> list[str]:
    """The ids that the profile's imports name, each once; what cannot be told from the profile alone is a note."""
    ids: dict[str, None] = {}
    for each in profile["imports"]:
        selectors = each.get("include-controls", ())
        chosen = [str(one) for selector in selectors for one in selector.get("with-ids", ())]
        left = {
            str(one) for selector in each.get("exclude-controls", ()) for one in selector.get("with-ids", ())
        }
        ids |= dict.fromkeys(one for one in chosen if one not in left)
        # An import that says nothing of what it takes, takes all.
        if not selectors or any("matching" in selector for selector in selectors):
            notes.append("It also takes controls it does not name: import its resolved catalog to have them.")
        if any(selector.get("with-child-controls") == "yes" for selector in selectors):
            notes.append(
                "Enhancements it takes without naming them are not known: import its resolved catalog."
            )
    if "modify" in profile:
        notes.append("Changes it makes to texts and parameters of controls are not kept.")
    return list(ids)


def _as_held(element: Element) -> Held:
    """A group, control, metadata or document in the shape that JSON gives it."""
    held: Held = dict(element.attrib)
    held |= {markup.named(each): markup.told(each) for each in reversed(element) if len(each) == 0}
    held["props"] = [dict(each.attrib) for each in _named(element, "prop")]
    held["links"] = [dict(each.attrib) for each in _named(element, "link")]
    held["parts"] = [
        {"name": part.get("name"), "prose": next((markup.told(text) for text in _named(part, "p")), None)}
        for part in _named(element, "part")
    ]
    held["groups"] = [_as_held(each) for each in _named(element, "group")]
    held["controls"] = [_as_held(each) for each in _named(element, "control")]
    return held


def _as_import(element: Element) -> Held:
    """One import of a profile in the shape that JSON gives it."""
    held: Held = {}
    for each in element:
        ids = [markup.told(one) for one in _named(each, "with-id")]
        matching = {"matching": True} if list(_named(each, "matching")) else {}
        held.setdefault(markup.named(each), []).append(dict(each.attrib) | {"with-ids": ids} | matching)
    return held


def _named(element: Element, name: str) -> Iterator[Element]:
    return (each for each in element if markup.named(each) == name)
