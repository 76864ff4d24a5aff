"""Fixtures over every chart and every look, and golden files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.charts.cases import LOOKS, Case
from tests.charts.made import ODD, USUAL

if TYPE_CHECKING:
    from collections.abc import Callable

    from itstrat.charts.theme import Look

GOLDEN = Path(__file__).parent / "golden"


@pytest.fixture(params=USUAL, ids=lambda case: case.name)
def usual(request: pytest.FixtureRequest) -> Case:
    """Each chart with believable data."""
    case: Case = request.param
    return case


@pytest.fixture(params=list(ODD), ids=str)
def odd(request: pytest.FixtureRequest) -> Case:
    """Each chart with data that tries its layout."""
    return ODD[request.param]


@pytest.fixture(params=list(LOOKS), ids=str)
def look(request: pytest.FixtureRequest) -> Look:
    """Every place where a chart is seen."""
    return LOOKS[request.param]


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, Any], None]:
    """Compares a value with its golden file; the file decides, unless --update-golden was given."""

    def compare(name: str, value: Any) -> None:
        path = GOLDEN / f"{name}.json"
        text = json.dumps(value, indent=1, ensure_ascii=False, default=str) + "\n"
        if request.config.getoption("--update-golden"):
            path.write_text(text)
        assert json.loads(text) == json.loads(path.read_text()), (
            f"{name} is drawn differently; look at it, then update its golden file"
        )

    return compare
