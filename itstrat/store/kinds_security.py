"""How the kinds of file of the security baseline become records of the plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from itstrat.store.records import Target

TARGETS: dict[str, Target] = {}
