"""What a report says, found by its label."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from itstrat.reports.statement import Figure


class Report(Protocol):
    """Any report with headline figures."""

    @property
    def figures(self) -> tuple[Figure, ...]:
        """They, in order."""


def figure(said: Report, label: str) -> Figure:
    """The figure of that label."""
    return next(one for one in said.figures if one.label == label)
