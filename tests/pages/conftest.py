"""The dashboard run in this process, as in tests/ui, with a plan that holds something."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from itstrat.ui import access, scope
from tests.conftest import DEMO_DAY
from tests.ui.conftest import components, dashboard, plan_at_hand

if TYPE_CHECKING:
    from collections.abc import Callable

    from streamlit.testing.v1 import AppTest

    from itstrat.settings import Settings

    # (page, state) -> the dashboard on that page of the demo company, as the editor sees it on DEMO_DAY
    Open = Callable[..., AppTest]

__all__ = ["components", "dashboard", "plan_at_hand"]


@pytest.fixture(autouse=True)
def direct(monkeypatch: pytest.MonkeyPatch) -> None:
    """The visitor sits at this computer: AppTest's stand-in for the connection has no address to tell."""
    local = access.local
    monkeypatch.setattr(access, "local", lambda address, headers, _ip: local(address, headers, None))


@pytest.fixture
def demo_page(demo_plan: Settings, dashboard: AppTest, monkeypatch: pytest.MonkeyPatch) -> Open:
    """Open one page of the demo company; `state` presets widgets by key. Today is DEMO_DAY, whatever the clock says."""
    monkeypatch.setattr(scope, "current_day", lambda: DEMO_DAY)

    def opened(page: str, **state: object) -> AppTest:
        dashboard.session_state["as_of"] = DEMO_DAY
        for key, value in state.items():
            dashboard.session_state[key] = value
        return dashboard.switch_page(f"pages/{page}.py").run()

    return opened
