"""Files read without a process of their own, for tests that are about what stands in them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from itstrat.ingest import child, parent

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def read_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have files read in this process: starting another for each is most of what a small import takes.

    That other process, its limits and its ends are what tests/ingest/test_child.py is about.
    """
    monkeypatch.setattr(parent, "_run", _answer)


def _answer(path: Path, request: dict[str, Any], _progress: object) -> dict[str, Any]:
    whole = request | {"path": str(path.resolve()), "limits": parent.limits(path)}
    answer: dict[str, Any] = json.loads(json.dumps(child._answer(whole)))
    return answer
