"""What the documents say is so."""

from __future__ import annotations

import argparse
import csv
import re
import shlex
import subprocess
import tomllib
from typing import TYPE_CHECKING

import pytest

from itstrat.__main__ import _parser
from itstrat.ingest.kinds import fold, kinds
from itstrat.reports import glossary
from itstrat.reports.statement import Scope
from itstrat.settings import ROOT
from itstrat.store.dictionary import data_dictionary
from tests.conftest import DEMO_DAY

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from itstrat.store.database import Store

WRITTEN = ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "data/README.md"]
OF_A_MACHINE = re.compile(r"(?<![\w.:/~}*<-])/(?:work|home|root|tmp|Users|mnt|var|opt)/\w")
NOT_DONE = re.compile("|".join(("TO" + "DO", "FIX" + "ME", "XX" + "X")))


def said(name: str) -> str:
    """A document."""
    return (ROOT / name).read_text(encoding="utf-8")


def rows(name: str, heading: str) -> list[list[str]]:
    """The rows of the table under a heading, as cells."""
    part = said(name).partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    lines = [line for line in part.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines[2:]]


def kept_texts() -> Iterator[tuple[str, str]]:
    """Every text file of the project with its name."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout
    for name in filter(None, listed.decode().split("\0")):
        content = (ROOT / name).read_bytes() if (ROOT / name).is_file() else b""
        if b"\0" not in content:
            yield name, content.decode("utf-8")


def fresh(name: str, text: str, request: pytest.FixtureRequest) -> None:
    """The made document equals the file; `--update-golden` writes it."""
    path: Path = ROOT / "docs" / name
    if request.config.getoption("--update-golden"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == text, (
        f"docs/{name} is old: pytest tests/test_docs.py --update-golden"
    )


def test_the_data_dictionary_is_what_the_schema_says(store: Store, request: pytest.FixtureRequest) -> None:
    """docs/data-dictionary.md is made from a fresh plan."""
    with store.snapshot() as plan:
        fresh("data-dictionary.md", data_dictionary(plan), request)


def test_the_glossary_is_what_the_figures_say(demo_store: Store, request: pytest.FixtureRequest) -> None:
    """docs/glossary.md is made from the definitions of the figures of every page."""
    found = glossary.terms(demo_store, Scope(DEMO_DAY, 2027))
    fresh("glossary.md", glossary.glossary(found), request)


def test_a_label_means_one_thing(demo_store: Store) -> None:
    """No two figures share a label and differ in unit or meaning; each has a meaning."""
    found = glossary.terms(demo_store, Scope(DEMO_DAY, 2027))
    assert len({term.label for term in found}) == len(found)
    assert all(term.definition.endswith(".") for term in found)


@pytest.mark.parametrize("name", WRITTEN)
def test_every_command_written_can_be_given(name: str) -> None:
    """Each `python -m itstrat ...` of a document is understood by the command line."""
    for words in re.findall(r"-m itstrat(?![.\w])([^`\n]*)", said(name)):
        _parser().parse_args(shlex.split(words, comments=True))


@pytest.mark.parametrize("name", WRITTEN)
def test_every_option_and_target_named_exists(name: str) -> None:
    """Each `--option` is one of ours or of pytest; each `make target` is in the Makefile."""
    options = {"--update-golden"} | {
        option for parser in commands().values() for option in parser._option_string_actions
    }
    assert set(re.findall(r"`(--[a-z-]+)", said(name))) <= options
    targets = set(re.findall(r"^([a-z-]+):", said("Makefile"), re.MULTILINE))
    assert set(re.findall(r"(?:^ {4}|`)(?:\w+=\S+ )?make ([a-z-]+)", said(name), re.MULTILINE)) <= targets


def commands() -> dict[str, argparse.ArgumentParser]:
    """The parser of each command."""
    action = next(one for one in _parser()._actions if isinstance(one, argparse._SubParsersAction))
    return dict(action.choices)


def test_the_pages_of_the_readme_are_those_of_the_navigation() -> None:
    """Each page has its row, each row its page."""
    navigation = re.findall(r'st\.Page\("pages/\w+\.py", title="([^"]+)"', said("dashboard.py"))
    assert sorted(row[0] for row in rows("README.md", "What each page answers")) == sorted(navigation)


def test_every_room_exists_and_every_package_is_a_room() -> None:
    """The table of rooms in ARCHITECTURE.md names what is there."""
    named = [
        name for row in rows("ARCHITECTURE.md", "The rooms") for name in re.findall(r"`([^`]+)`", row[0])
    ]
    assert [
        name for name in named if not (ROOT / name).exists() and not (ROOT / "itstrat" / name).exists()
    ] == []
    packages = {f"itstrat/{path.parent.name}/" for path in (ROOT / "itstrat").glob("*/__init__.py")}
    assert packages <= set(named)


def test_every_dependency_has_a_reason() -> None:
    """Each package of pyproject.toml has its row in ARCHITECTURE.md."""
    needed = tomllib.loads(said("pyproject.toml"))["project"]["dependencies"]
    reasons = " ".join(row[0] for row in rows("ARCHITECTURE.md", "Dependencies") if len(row) == 2 and row[1])
    missing = [text for text in needed if re.split(r"[=<>!~;]", text)[0] not in reasons]
    assert missing == []


def test_the_files_explained_are_the_kinds_there_are() -> None:
    """data/README.md tells each kind's file, and each file's columns as its first line has them, required ones bold."""
    told = {row[0]: row[2] for row in rows("data/README.md", "What is in each file")}
    demo = {
        name.removeprefix("demo/").removesuffix(".csv"): text
        for name, text in told.items()
        if "demo/" in name
    }
    assert demo.keys() == kinds().keys()
    for kind, text in demo.items():
        with (ROOT / "data" / "demo" / f"{kind}.csv").open(encoding="utf-8", newline="") as file:
            headers = next(csv.reader(file))
        # What stands in brackets explains a column, unless the header has it too.
        columns = [column for column in re.split(r", (?![^(]*\))", text) if column]
        assert [heading(column, headers) for column in columns] == headers
        bold = {fold(heading(column, headers)) for column in columns if column.startswith("**")}
        fields = kinds()[kind].fields
        assert [name for name in kinds()[kind].required if not bold & set(fields[name].spelt)] == []


def heading(column: str, headers: list[str]) -> str:
    """A column as the file's first line has it."""
    plain = column.replace("*", "").strip()
    return plain if plain in headers else plain.partition(" (")[0]


def test_no_file_speaks_of_one_machine_or_of_things_not_done() -> None:
    """No absolute path of a developer's computer stands in any file, nor a note of what is still to be written."""
    found = [
        f"{name}: {hit[0]}"
        for name, text in kept_texts()
        for pattern in (OF_A_MACHINE, NOT_DONE)
        if (hit := pattern.search(text))
    ]
    assert found == []
