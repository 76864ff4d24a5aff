"""Product cycles as endoflife.date keeps them: its pages with front matter, and the JSON of its API (both versions)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from itstrat.errors import UnusableFileError
from itstrat.ingest import frontmatter
from itstrat.ingest.encoding import detect
from itstrat.ingest.listed import Listed

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

HEADER = (
    "Vendor", "Product", "Cycle", "Label", "Released on", "Support ends", "Extended support ends", "Supported",
    "Source",
)  # fmt: skip
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_SOURCE = "endoflife.date"


def is_product(held: Any) -> bool:
    """Whether parsed JSON is of the API: a list of cycles, or one or all products with their releases as the result."""
    if isinstance(held, list):
        return bool(held) and all(isinstance(each, dict) and "cycle" in each for each in held)
    products = _products(held)
    return bool(products) and all(isinstance(each.get("releases"), list) for each in products)


def _products(held: Any) -> list[dict[str, Any]]:
    result = held.get("result") if isinstance(held, dict) else None
    return list(filter(_is_dict, result if isinstance(result, list) else [result]))


def from_json(path: Path, held: Any) -> Listed:
    """Its cycles as rows under HEADER. The old list does not name its product: the file does."""
    table = Listed("endoflife.date JSON", list(HEADER), path.stat().st_size)
    if isinstance(held, list):
        table.notes.append(f"The product is called '{path.stem}' after the file: the text does not name it.")
        for number, each in enumerate(held, start=1):
            facts = {"eol": each.get("eol"), "eoes": each.get("extendedSupport")}
            _add(
                table, number, path.stem, facts | {name: each.get(name) for name in ("cycle", "releaseDate")}
            )
        return table
    for product in _products(held):
        name = str(product.get("label") or product.get("name") or path.stem)
        for each in filter(_is_dict, product["releases"]):
            facts = {
                "cycle": each.get("name"),
                "label": each.get("label"),
                "releaseDate": each.get("releaseDate"),
                "eol": each.get("eolFrom") or each.get("isEol"),
                "eoes": each.get("eoesFrom"),
            }
            _add(table, len(table.rows) + 1, name, facts)
    return table


def from_page(path: Path) -> Listed:
    """The releases of a page as rows under HEADER. UnusableFileError when it is not such a page."""
    found = frontmatter.read(path.read_text(encoding=detect(path), errors="replace"))
    releases = found.lists.get("releases", []) if found else []
    if found is None or not any("releaseCycle" in facts for _, facts in releases):
        raise UnusableFileError(
            f"{path.name} starts like a page with facts, but lists no releases. Export the table as CSV or XLSX."
        )
    table = Listed("endoflife.date page", list(HEADER), path.stat().st_size)
    template = found.facts.get("releaseLabel", "")
    for line, facts in releases:
        known = facts | {"cycle": facts.get("releaseCycle", ""), "label": _label(facts, template)}
        _add(table, line, found.facts.get("title") or path.stem, known)
    return table


def _add(table: Listed, line: int, product: str, facts: Mapping[str, Any]) -> None:
    """`eol` is the day support ends, or whether it has; true and false name no day."""
    ends = str(facts.get("eol") if facts.get("eol") is not None else "")
    extended = str(facts.get("eoes") or "")
    over = {"true": "no", "false": "yes"}.get(ends.casefold(), "")
    values = {
        "Product": product,
        "Cycle": str(facts.get("cycle") or ""),
        "Label": str(facts.get("label") or ""),
        "Released on": str(facts.get("releaseDate") or ""),
        "Support ends": "" if over else ends,
        "Extended support ends": extended if _DAY.fullmatch(extended) else "",
        "Supported": over,
        "Source": _SOURCE,
    }
    table.add(line, values)


def _label(facts: Mapping[str, str], template: str) -> str:
    """The release's own label, else the page's pattern filled in; nothing where a pattern asks for more."""
    label = facts.get("releaseLabel") or template
    known = {"RELEASE_CYCLE": "releaseCycle", "CODENAME": "codename", "LATEST": "latest"}
    for name, key in known.items():
        if f"__{name}__" in label and not facts.get(key):
            return ""
        label = label.replace(f"__{name}__", facts.get(key, ""))
    return "" if "{{" in label or "__" in label else label


def _is_dict(each: Any) -> bool:
    return isinstance(each, dict)
