"""Spreadsheets of frameworks that are laid out otherwise than one item or one answer a row.

Of the NIST Cybersecurity Framework a function, category and subcategory beside each other, with their ids or with `GV.OC-01: text` in the
cells and blanks below (as NIST publishes it); and a profile with the scores of four quarters beside each other.
Of the CIS Controls, a control and below it its safeguards, their ids in two columns.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from itstrat.ingest.cells import CellError
from itstrat.ingest.dates import day, says_no_year
from itstrat.ingest.kinds import fold
from itstrat.ingest.listed import Listed
from itstrat.planning.control_codes import FUNCTIONS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from itstrat.ingest.tables import Row, Table

ITEMS = ("Framework", "ID", "Title", "Parent", "Level", "Function or family", "Withdrawn")
ANSWERS = (
    "Framework", "Control", "Part", "Assessed on", "Assessor", "Level", "Target", "Scale", "Status", "Evidence",
    "Owner", "Due", "Note",
)  # fmt: skip
SCORE_SCALE = "0-10"
_SEARCHED = 60
_CODE = re.compile(r"\b((?:GV|ID|PR|DE|RS|RC)(?:\.[A-Z]{2}(?:-\d{1,2})?)?)\b(?![.\-\w])")
_QUARTERS = range(1, 5)
_NOT_STARTED = {"notstarted", "notassessed", "nottested", ""}


@dataclass(frozen=True, slots=True)
class _Rows:
    """The rows below a header, each as text by folded header, with its line."""

    header_line: int
    rows: list[tuple[int, dict[str, str]]]


def reshaped(tables: Sequence[Table], kind: str) -> Sequence[Table]:
    """The tables, with each that is laid out in such a way for this kind turned into one row an item or answer."""
    turns = _TURNED.get(kind, ())
    return [next((made for turn in turns if (made := turn(table))), table) for table in tables]


def _items(table: Table) -> Listed | None:
    """Functions, categories and subcategories, each once, where it stands first."""
    found = _below(table, lambda names: "subcategory" in names or {"subcategoryid", "category"} <= names)
    if found is None:
        return None
    listed = Listed("CSF spreadsheet", list(ITEMS), table.size, found.header_line)
    seen: dict[str, tuple[int, dict[str, str]]] = {}
    for line, cells in found.rows:
        for level in ("function", "category", "subcategory"):
            code, title = _item(cells, level)
            if code and (code not in seen or not seen[code][1]["Title"]):
                seen[code] = line, _as_item(code, title, level)
    framework = "NIST CSF 2.0" if any(code.startswith("GV") for code in seen) else "NIST CSF 1.1"
    for line, values in seen.values():
        listed.add(line, values | {"Framework": framework})
    listed.notes.append(
        f"{len(found.rows):,} rows name {len(seen):,} functions, categories and subcategories."
    )
    return listed if seen else None


def _item(cells: dict[str, str], level: str) -> tuple[str, str]:
    """Code and title of a row's function, category or subcategory; ("", "") when the row names none."""
    text = cells.get(level, "")
    code = _CODE.search(cells.get(f"{level}id", "") or text) or _CODE.search(cells.get(f"{level}id", ""))
    if code is None:
        # A function is often named without its code.
        by_name = {name.casefold(): short for short, name in FUNCTIONS.items()}
        short = by_name.get(text.strip().casefold(), "") if level == "function" else ""
        return short, FUNCTIONS.get(short, "")
    if level == "function":
        return code[1][:2], FUNCTIONS[code[1][:2]]
    before, _, after = text.partition(code[1])
    name, said = before.strip(" ("), after.lstrip(" ):-–").strip()
    if level == "category":
        return code[1], said if said.casefold().startswith("[withdrawn") else name or said
    return code[1], said or cells.get("subcategorydescription", "") or before.strip(" (")


def _safeguards(table: Table) -> Listed | None:
    """CIS Controls as published: each control on a row of its own, above its safeguards."""
    found = _below(table, lambda names: {"ciscontrol", "cissafeguard"} <= names)
    if found is None:
        return None
    listed = Listed("CIS Controls spreadsheet", list(ITEMS), table.size, found.header_line)
    before = ""
    for line, cells in found.rows:
        control, code = cells.get("ciscontrol", "").strip(), cells.get("cissafeguard", "").strip()
        # As a number, 4.10 is 4.1.
        if (code, before) == (f"{control}.1", f"{control}.9"):
            code += "0"
        before = code
        if code or control:
            parent = control if code else ""
            listed.add(line, {"ID": code or control, "Title": cells.get("title"), "Parent": parent})
    return listed


def _as_item(code: str, title: str, level: str) -> dict[str, str]:
    parent = {"function": "", "category": code[:2], "subcategory": code.partition("-")[0]}[level]
    withdrawn = "withdrawn" if title.casefold().startswith("[withdrawn") else ""
    about = {"ID": code, "Title": title, "Parent": parent, "Level": level, "Withdrawn": withdrawn}
    return about | {"Function or family": FUNCTIONS[code[:2]]}


def _answers(table: Table) -> Listed | None:
    """One row for every quarter that was scored; what is out of scope is one row, dated as the newest score."""
    found = _below(table, lambda names: "subcategoryid" in names and "q1actualscore" in names)
    if found is None:
        return None
    listed = Listed("CSF profile by quarters", list(ANSWERS), table.size, found.header_line)
    newest = _newest([cells for _, cells in found.rows])
    beyond = 0
    for line, cells in found.rows:
        if fold(cells.get("inscope", "")) in {"no", "n", "false"}:
            beyond += 1
            listed.add(line, _common(cells) | {"Assessed on": newest, "Status": "not applicable"})
            continue
        for quarter in (each for each in _QUARTERS if f"q{each}actualscore" in cells):
            if fold(cells.get(f"q{quarter}testingstatus", "")) in _NOT_STARTED:
                listed.left_out.append((line, "not assessed in the quarter"))
            else:
                listed.add(line, _common(cells) | _scored(cells, quarter))
    listed.notes.append(f"Scores are kept on their own scale, {SCORE_SCALE}; they are no tiers.")
    if beyond:
        listed.notes.append(
            f"{beyond:,} rows are out of scope: kept as not applicable on {newest or 'no date'}, the newest date of the file."
        )
    return listed


def _common(cells: dict[str, str]) -> dict[str, str]:
    code = cells["subcategoryid"]
    return {
        "Framework": "NIST CSF 2.0",
        "Control": code,
        "Part": cells.get("id", "").removeprefix(code).strip(),
        "Assessor": cells.get("auditor", ""),
        "Owner": cells.get("remediationowner", "") or cells.get("owner", ""),
        "Due": cells.get("remediationduedate", ""),
        "Note": cells.get("actionplan", ""),
    }


def _scored(cells: dict[str, str], quarter: int) -> dict[str, str]:
    said = {
        name: cells.get(f"q{quarter}{name}", "") for name in ("observationdate", "actualscore", "targetscore")
    }
    evidence = [cells.get(f"q{quarter}observations", ""), cells.get("artifactname", "")]
    return {
        "Assessed on": said["observationdate"],
        "Level": said["actualscore"],
        "Target": said["targetscore"] or cells.get("minimumtarget", ""),
        "Scale": SCORE_SCALE,
        "Evidence": "; ".join(filter(None, evidence)),
    }


def _newest(rows: list[dict[str, str]]) -> str:
    """The newest observation date as the file writes it; days without a year are compared within one year."""
    days: dict[str, str] = {}
    for cells in rows:
        for quarter in _QUARTERS:
            cell = cells.get(f"q{quarter}observationdate", "").strip()
            try:
                if cell and (iso := day(cell, "dmy", 2000 if says_no_year(cell) else 0)):
                    days[iso] = cell
            except CellError:
                continue
    return days[max(days)] if days else ""


def _below(table: Table, tells: Callable[[set[str]], bool]) -> _Rows | None:
    """All rows below the first header that tells this layout; None when there is none among the first rows."""
    header: list[str] = []
    found = _Rows(0, [])
    for seen, (line, row) in enumerate(_rows(table)):
        if header:
            found.rows.append((line, dict(zip(header, row, strict=False))))
        elif tells({fold(cell) for cell in row}):
            header, found = [fold(cell) for cell in row], _Rows(line, [])
        elif seen >= _SEARCHED:
            return None
    return found if header else None


def _rows(table: Table) -> Iterator[tuple[int, Row]]:
    for block in table.blocks():
        yield from zip(block.lines, block.rows, strict=True)


_TURNED: dict[str, tuple[Callable[[Table], Listed | None], ...]] = {
    "controls": (_items, _safeguards),
    "assessments": (_answers,),
}
