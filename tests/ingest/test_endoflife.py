"""Product cycles as endoflife.date keeps them."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING

import pytest

from itstrat.errors import UnusableFileError
from itstrat.ingest.frontmatter import read as front_matter
from tests.ingest.made import Read, read, read_text

if TYPE_CHECKING:
    from pathlib import Path

PAGE = """---
title: Lighthouse OS   # what people call it
versionCommand: |-
  lamp --version

  # or alternatively
  releases: none of these
releaseLabel: "__RELEASE_CYCLE__ '__CODENAME__'"
auto:
  methods:
    - git: https://example.org/x.git
      eol: 2001-01-01
tags: [a, b]

# Days are those of the maker.
releases:
  # still made
  - releaseCycle: "3.10"
    codename: "Old: Salt"
    releaseDate: 2026-04-23
    eoas: 2030-04-30
    eol: 2031-04-30 # planned
    eoes: 2036-04-30
    custom:
      eol: 1999-01-01
    latest: "3.10.1"

  - releaseCycle: '2'
    releaseLabel: "2 'It''s'"
    eol: false
    releaseDate: 2020-01-01
  - releaseCycle: "1"
    eol: true

---

> Text with releases: in it.

releases:
  - releaseCycle: "9"
"""


def ends(found: Read) -> list[tuple[object, ...]]:
    """What is known of the end of each cycle."""
    names = ("cycle", "support_end_on", "extended_end_on", "supported")
    return [tuple(row[name] for name in names) for row in found.rows]


def test_a_page_with_its_releases(tmp_path: Path) -> None:
    """Days, and yes or no where no day is known; what stands in other lists, blocks and below the page is no release."""
    found = read_text(tmp_path, PAGE, "eol")
    assert ends(found) == [
        ("3.10", date(2031, 4, 30), date(2036, 4, 30), None),
        ("2", None, None, True),
        ("1", None, None, False),
    ]
    assert found.column("product") == ["Lighthouse OS"] * 3
    assert found.column("label") == ["3.10 'Old: Salt'", "2 'It''s'", None]
    assert found.column("released_on") == [date(2026, 4, 23), date(2020, 1, 1), None]
    assert [row["line"] for row in found.rows] == [18, 28, 32]
    assert found.said["format"] == "endoflife.date page"


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_line_ends_make_no_difference(tmp_path: Path, end: str) -> None:
    """A page saved elsewhere reads the same."""
    assert len(read_text(tmp_path, PAGE.replace("\n", end), "eol").rows) == 3


def test_tabs_after_a_dash_are_spaces(tmp_path: Path) -> None:
    """No release is lost to them."""
    text = "---\ntitle: X\nreleases:\n-\treleaseCycle: '1'\n\teol: 2026-01-01\n- releaseCycle: '2'\n---\n"
    assert [row["cycle"] for row in read_text(tmp_path, text, "eol").rows] == ["1", "2"]


@pytest.mark.parametrize("text", ["---\ntitle: x\n---\nWords\n", "---\nName,Cost\n", "---\n---\n"])
def test_a_page_without_releases_is_refused(tmp_path: Path, text: str) -> None:
    """Front matter alone is no list of cycles."""
    with pytest.raises(UnusableFileError, match="releases"):
        read_text(tmp_path, text, "eol")


def test_the_old_list_of_the_api(tmp_path: Path) -> None:
    """It does not name its product, so the file does, and the person is told."""
    path = tmp_path / "lamp.json"
    held = [
        {"cycle": "3", "releaseDate": "2024-01-02", "eol": "2029-01-02", "extendedSupport": "2031-01-02"},
        {"cycle": "2", "eol": True},
        {"cycle": 1.5, "eol": False, "extendedSupport": False},
    ]
    path.write_text(json.dumps(held))
    found = read(path, "eol")
    assert ends(found) == [
        ("3", date(2029, 1, 2), date(2031, 1, 2), None),
        ("2", None, None, False),
        ("1.5", None, None, True),
    ]
    assert found.column("product") == ["lamp"] * 3
    assert "lamp" in found.said["notes"][0]


def test_the_new_answer_of_the_api(tmp_path: Path) -> None:
    """It names its product and says in two fields what the old one says in one."""
    releases = [
        {
            "name": "3",
            "label": "3 (LTS)",
            "releaseDate": "2024-01-02",
            "isEol": False,
            "eolFrom": "2029-01-02",
        },
        {"name": "2", "label": "2", "isEol": True, "eolFrom": None},
        {"name": "1", "label": "1", "isEol": False, "eoesFrom": "2031-01-02"},
    ]
    held = {"schema_version": "1.2.0", "result": {"name": "lamp", "label": "Lamp", "releases": releases}}
    path = tmp_path / "odd name.txt"
    path.write_text(json.dumps(held))
    found = read(path, "eol")
    assert ends(found) == [
        ("3", date(2029, 1, 2), None, None),
        ("2", None, None, False),
        ("1", None, date(2031, 1, 2), True),
    ]
    assert found.column("product") == ["Lamp"] * 3


def test_all_products_of_the_api(tmp_path: Path) -> None:
    """The full answer lists every product with its releases."""
    products = [
        {"name": "lamp", "label": "Lamp", "releases": [{"name": "3", "isEol": False}]},
        {"name": "oven", "releases": [{"name": "1", "isEol": True, "eolFrom": "2024-01-02"}]},
    ]
    path = tmp_path / "full.json"
    path.write_text(json.dumps({"schema_version": "1.2.0", "total": 2, "result": products}))
    found = read(path, "eol")
    assert found.column("product") == ["Lamp", "oven"]
    assert ends(found) == [("3", None, None, True), ("1", date(2024, 1, 2), None, None)]


def test_a_list_with_two_columns_of_ends(tmp_path: Path) -> None:
    """Microsoft names the end of mainstream support or, for products without it, the day of retirement: the first known."""
    text = (
        "Product,Edition,Release,Support Policy,Start Date,Mainstream Date,Extended End Date,Retirement Date\n"
        "Lamp,Pro,2,Modern,10/18/2022,,,10/14/2025\nOven,Std,1,Fixed,6/1/2016,7/13/2021,7/14/2026,7/15/2026\n"
    )
    found = read_text(tmp_path, text, "eol")
    assert found.column("support_end_on") == [date(2025, 10, 14), date(2021, 7, 13)]
    assert found.column("extended_end_on") == [None, date(2026, 7, 14)]


def test_a_plain_table_of_cycles(tmp_path: Path) -> None:
    """Vendor, product, version and ends of support under usual headers."""
    text = "Manufacturer,Product Name,Version,End of Support,Extended Support\nAcme,Lamp,2,2027-01-31,\n"
    found = read_text(tmp_path, text, "eol")
    (row,) = found.rows
    assert (row["vendor"], row["product"], row["cycle"]) == ("Acme", "Lamp", "2")
    assert (row["support_end_on"], row["extended_end_on"]) == (date(2027, 1, 31), None)


def test_front_matter_is_passed_over_where_it_is_clever() -> None:
    """Anchors, inline lists and nested maps are no facts; a text that never closes is no front matter."""
    found = front_matter('---\na: &x 1\nb: {c: d}\nc: "#1"\nd: x#y # z\ne: ~\n---\n')
    assert found is not None
    assert found.facts == {"a": "", "b": "", "c": "#1", "d": "x#y", "e": ""}
    assert front_matter("---\na: 1\n") is None
    assert front_matter("a: 1\n---\n") is None
