"""Text that is no table but holds one: XML, JSON and front matter, told by what stands in it and not by its name."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from itstrat.errors import UnusableFileError
from itstrat.ingest import endoflife, markup, msproject, msproject_rows, oscal

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path
    from xml.etree.ElementTree import Element

    from itstrat.ingest.listed import Listed

_OSCAL = "{http://csrc.nist.gov/ns/oscal/1.0}"
# The root element of each XML document known, and its reader.
XML_ROOTS: Mapping[str, Callable[[Path, Element], Listed]] = {
    f"{_OSCAL}catalog": oscal.from_xml,
    f"{_OSCAL}profile": oscal.from_xml,
    **dict.fromkeys(msproject.ROOTS, msproject_rows.from_xml),
}


def from_xml(path: Path) -> Listed:
    """The table in an XML document. UnusableFileError when it is damaged, dangerous or of no known kind."""
    root = markup.parse(path)
    if root.tag not in XML_ROOTS:
        raise UnusableFileError(
            f"{path.name} is XML text of a kind that is not known (its root is '{markup.named(root)[:60]}'). "
            "Open it in a spreadsheet and save it as XLSX."
        )
    return XML_ROOTS[root.tag](path, root)


def from_json(path: Path) -> Listed:
    """The table in a JSON document. UnusableFileError when it is damaged or of no known kind."""
    try:
        held = json.loads(path.read_bytes())
    except (ValueError, RecursionError) as error:
        raise UnusableFileError(f"{path.name} is damaged JSON: {str(error)[:200]}.") from error
    if oscal.is_oscal(held):
        return oscal.from_json(path, held)
    if endoflife.is_product(held):
        return endoflife.from_json(path, held)
    raise UnusableFileError(f"{path.name} is JSON text, not a table{_keys(held)}. Export it as CSV or XLSX.")


def _keys(held: Any) -> str:
    return f" (it holds {', '.join(list(held)[:5])[:80]})" if isinstance(held, dict) and held else ""
