"""The front matter of a page: the plain part of YAML that lists use. Anything cleverer is passed over, never guessed.

Understood: `key: value` at the left edge, and lists of such pairs one level below a key. Values are text, true, false
or nothing; quotes and comments are taken off. Nested structures, blocks of text and tags are no facts of a list.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_PAIR = re.compile(r"(?P<indent>\s*)(?P<dash>- +)?(?P<key>[A-Za-z_][\w\-]*):(?:\s+(?P<value>.*))?")
_QUOTED = re.compile(r"(\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*')\s*(?:#.*)?")
_MOST_LINES = 100_000


@dataclass(slots=True)
class FrontMatter:
    """`facts` by key; `lists`: key -> [(line, facts of the entry)]. Lines count from 1."""

    facts: dict[str, str] = field(default_factory=dict)
    lists: dict[str, list[tuple[int, dict[str, str]]]] = field(default_factory=dict)


def read(text: str) -> FrontMatter | None:
    """What stands between the first line, which is ---, and the next such line; None when there is no such part."""
    lines = text.expandtabs().splitlines()[:_MOST_LINES]
    if not lines or lines[0].strip() != "---":
        return None
    end = next(
        (place for place, line in enumerate(lines[1:], start=1) if line.strip() in {"---", "..."}), None
    )
    if end is None:
        return None
    found = FrontMatter()
    entries: list[tuple[int, dict[str, str]]] = []
    depth = 0
    for number, pair in _pairs(lines[1:end]):
        indent, dash, key, value = len(pair["indent"]), pair["dash"], pair["key"], _value(pair["value"] or "")
        if indent == 0 and not dash:
            found.facts[key] = value
            entries = found.lists.setdefault(key, [])
        elif dash and (not entries or indent + len(dash) <= depth):
            depth = indent + len(dash)
            entries.append((number, {key: value}))
        elif entries and not dash and indent == depth:
            entries[-1][1][key] = value
    return found


def _pairs(lines: list[str]) -> Iterator[tuple[int, re.Match[str]]]:
    """Every line that is a pair, with its number; lines of a block of text are none."""
    block = None
    for number, line in enumerate(lines, start=2):
        indent = len(line) - len(line.lstrip())
        if block is not None and (indent > block or not line.strip()):
            continue
        block = None
        pair = None if line.lstrip().startswith("#") else _PAIR.fullmatch(line.rstrip())
        if pair is None:
            continue
        if (pair["value"] or "").strip()[:1] in {"|", ">"}:
            block = indent
        yield number, pair


def _value(written: str) -> str:
    """A scalar without its quotes and comment; "" for nothing and for what is no scalar."""
    bare = written.strip()
    if found := _QUOTED.fullmatch(bare):
        inner = found[1][1:-1]
        return inner.replace("''", "'") if found[1][0] == "'" else re.sub(r"\\(.)", r"\1", inner)
    bare = re.sub(r"(?:^|\s)#.*$", "", bare).strip()
    return "" if bare[:1] in {"|", ">", "{", "[", "&", "*", "!"} or bare in {"null", "~"} else bare
