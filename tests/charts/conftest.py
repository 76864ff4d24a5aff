"""Fixtures over every chart and every look."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.charts.cases import LOOKS, Case
from tests.charts.made import ODD, USUAL

if TYPE_CHECKING:
    from itstrat.charts.theme import Look


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
