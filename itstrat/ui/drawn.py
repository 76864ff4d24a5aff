"""Charts, drawn once for each state of the plan, scope and theme: drawing costs more than all the rest of a page."""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import TYPE_CHECKING, Any

from itstrat.ui import layout, plan

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd

    from itstrat.charts.drawing import Chart
    from itstrat.reports.statement import Scope

_CHARTS_KEPT = 256
# Not in st.cache_data, which would copy a chart for every rerun of every viewer: nobody changes one.
_kept: OrderedDict[tuple[object, ...], Chart] = OrderedDict()
_drawing = threading.Lock()


def chart(
    draw: Callable[..., Chart],
    frame: pd.DataFrame,
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
    with _drawing:
        if key in _kept:
            _kept.move_to_end(key)
        else:
            _kept[key] = draw(frame, look=look, **named)
        while len(_kept) > _CHARTS_KEPT:
            _kept.popitem(last=False)
        return _kept[key]
