"""XML of others as a tree: no document type, no entities, nothing fetched, no deeper than any real document goes."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING
from xml.parsers import expat

from itstrat.errors import UnusableFileError

if TYPE_CHECKING:
    from pathlib import Path
    from xml.etree.ElementTree import Element

DEEPEST = 200
# The attribute in which every element two below the root says its line: there stand the rows of most documents.
LINE = "line of the file"
_ROWS = 3
_READ = 1 << 20


def parse(path: Path) -> Element:
    """The root element; tags are `{namespace}name`.

    UnusableFileError when the text is no XML, brings a document type (which is how XML expands to gigabytes or reads
    other files), or nests deeper than DEEPEST.
    """
    tree = _Tree(path.name)
    try:
        with path.open("rb") as file:
            while block := file.read(_READ):
                tree.reader.Parse(block, False)  # noqa: FBT003  expat's own signature
        tree.reader.Parse(b"", True)  # noqa: FBT003
    except (expat.ExpatError, LookupError, ValueError) as error:
        # The latter two for an encoding that is not known.
        raise UnusableFileError(f"{path.name} is damaged XML: {error}. Nothing was imported.") from error
    return tree.builder.close()


def named(element: Element) -> str:
    """The element's name without its namespace."""
    return element.tag.rpartition("}")[2]


def told(element: Element) -> str:
    """All text of the element and what is in it, with single spaces."""
    return " ".join(" ".join(element.itertext()).split())


class _Tree:
    """Builds the tree from what expat reads and stops at what no honest file holds."""

    def __init__(self, name: str) -> None:
        self.name, self.depth = name, 0
        self.builder = ET.TreeBuilder()
        self.reader = expat.ParserCreate(namespace_separator="}")
        self.reader.buffer_text = True
        self.reader.StartElementHandler = self._start
        self.reader.EndElementHandler = self._end
        self.reader.CharacterDataHandler = self.builder.data
        self.reader.StartDoctypeDeclHandler = self._doctype

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        if self.depth > DEEPEST:
            raise UnusableFileError(
                f"{self.name} nests deeper than {DEEPEST} levels, which no real document does. Nothing was imported."
            )
        if self.depth == _ROWS:
            attributes[LINE] = str(self.reader.CurrentLineNumber)
        self.builder.start(_full(tag), attributes)

    def _end(self, tag: str) -> None:
        self.depth -= 1
        self.builder.end(_full(tag))

    def _doctype(self, *_: object) -> None:
        raise UnusableFileError(
            f"{self.name} brings a document type of its own (<!DOCTYPE), which is not read: it can make a small file "
            "expand without end. Remove that line, or export the file again without it."
        )


def _full(tag: str) -> str:
    return "{" + tag if "}" in tag else tag
