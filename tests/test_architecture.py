"""The rules of the tree that no linter knows."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from itstrat.settings import ROOT

PAGES = sorted((ROOT / "pages").glob("*.py"))
PACKAGE = sorted((ROOT / "itstrat").rglob("*.py"))
OWN = [*PACKAGE, *PAGES, ROOT / "dashboard.py"]
LONGEST_MODULE, LONGEST_FUNCTION, LONGEST_PAGE = 250, 40, 80


def name(path: Path) -> str:
    """A path as it is told."""
    return str(path.relative_to(ROOT))


def parsed(path: Path) -> ast.Module:
    """The module's syntax."""
    return ast.parse(path.read_text(encoding="utf-8"))


def imported(tree: ast.Module) -> set[str]:
    """Every module a file imports, wherever in it."""
    plain = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    return plain | {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_a_page_is_a_question_and_a_table_of_contents(page: Path) -> None:
    """Its docstring asks what it answers; it defines nothing and stays short."""
    tree = parsed(page)
    assert (ast.get_docstring(tree) or "").endswith("?")
    assert not [node for node in ast.walk(tree) if isinstance(node, (ast.FunctionDef, ast.ClassDef))]
    assert len(page.read_text(encoding="utf-8").splitlines()) <= LONGEST_PAGE


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_a_page_calls_the_guard_before_anything_else(page: Path) -> None:
    """After the imports, the first statement is access.guard()."""
    first = next(node for node in parsed(page).body[1:] if not isinstance(node, (ast.Import, ast.ImportFrom)))
    assert ast.unparse(first) == "access.guard()"


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_a_page_is_in_the_navigation_and_imports_no_other(page: Path) -> None:
    """It stands once in dashboard.py."""
    said = (ROOT / "dashboard.py").read_text(encoding="utf-8")
    assert said.count(f'"{page.relative_to(ROOT).as_posix()}"') == 1
    assert not any(module.startswith("pages") for module in imported(parsed(page)))


def test_navigation_is_first_of_what_may_stop_the_script() -> None:
    """Nothing that can end a run stands above st.navigation."""
    said = (ROOT / "dashboard.py").read_text(encoding="utf-8")
    before = said.partition("st.navigation(")[0]
    assert "sign_in(" not in before
    assert "st.stop" not in before


@pytest.mark.parametrize("path", PACKAGE, ids=name)
def test_only_ui_speaks_to_streamlit(path: Path) -> None:
    """Beside ui, only pages and dashboard.py import it."""
    speaks = any(module.split(".")[0] == "streamlit" for module in imported(parsed(path)))
    assert not speaks or "ui" in path.relative_to(ROOT).parts


@pytest.mark.parametrize("path", OWN, ids=name)
def test_modules_and_functions_stay_readable(path: Path) -> None:
    """At most 250 lines a module and 40 a function."""
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST_MODULE
    for node in ast.walk(parsed(path)):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            assert length <= LONGEST_FUNCTION, f"{node.name} has {length} lines"


def test_no_layer_is_broken() -> None:
    """The contracts of pyproject.toml hold: a figure goes one way."""
    done = subprocess.run(
        [Path(sys.executable).with_name("lint-imports")],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout
