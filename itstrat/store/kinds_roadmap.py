"""How the kinds of file of the roadmap become records of the plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from itstrat.store.records import Target

TARGETS: dict[str, Target] = {}

# The column whose sum reconciles a file of this kind.
MONEY: dict[str, str] = {}
