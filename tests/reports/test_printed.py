"""Reports as JSON: what programs that read them may rely on."""

from __future__ import annotations

import json
from itertools import chain
from typing import TYPE_CHECKING, Any

import pytest

from itstrat.reports import NAMES
from itstrat.reports.printed import printed
from tests.conftest import DEMO_DAY

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from itstrat.store.database import Store

KINDS = {str: "text", int: "number", float: "number", bool: "yes or no", type(None): "null"}


def shape(value: Any, path: str = "") -> Iterable[str]:
    """Where something stands and what kind it is, a line each: "figures[].value: text"."""
    match value:
        case dict() if value:
            return chain.from_iterable(shape(each, f"{path}.{name}") for name, each in value.items())
        case list() if value:
            return chain.from_iterable(shape(each, f"{path}[]") for each in value)
        case dict() | list():
            return [f"{path.removeprefix('.')}: empty"]
        case _:
            return [f"{path.removeprefix('.')}: {KINDS[type(value)]}"]


@pytest.mark.parametrize("name", NAMES)
def test_the_shape_of_a_report_stays(
    demo_store: Store, golden: Callable[[str, Any], None], name: str
) -> None:
    """Its names and their kinds are what they were for the demo company: a program that reads them goes on working."""
    said = json.loads(json.dumps(printed(demo_store, name, DEMO_DAY, None, None)))
    golden(name, sorted(set(shape(said))))
