"""Charts, drawn once for each state of the plan, scope and theme: drawing costs more than all the rest of a page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from itstrat.ui import layout, plan
from itstrat.ui.shelf import Shelf

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd

    from itstrat.charts.drawing import Chart
    from itstrat.reports.statement import Scope

_kept = Shelf(256)


def chart(
    draw: Callable[..., Chart],
    frame: pd.DataFrame | tuple[pd.DataFrame, ...],
    scope: Scope,
    about: str = "",
    /,
    *,
    width: int = layout.PAGE_WIDTH,
    **named: Any,
) -> Chart:
    """`draw(frame, look=..., **named)` for this viewer's look in a place at least so wide.

    The frame must follow from the plan, the scope and `about` alone: it is not compared.
    """
    store, look = plan.store(), layout.look(width)
    state = (str(store.settings.database), store.data_version, scope, about)
    key = (draw.__module__, draw.__qualname__, *state, look, tuple(named.items()))
    drawn: Chart = _kept.answer(key, lambda: draw(frame, look=look, **named))
    return drawn
