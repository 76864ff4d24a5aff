"""The dashboard run in this process, without a browser."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import streamlit as st
from streamlit.components.v2.component_manager import BidiComponentManager
from streamlit.runtime.pages_manager import PagesManager
from streamlit.testing.v1 import AppTest

from itstrat.settings import ROOT
from itstrat.ui import access, plan

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from itstrat.settings import Settings


@pytest.fixture
def plan_at_hand(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Settings]:
    """The environment names a plan of its own for this test; it is given back afterwards."""
    monkeypatch.setenv("ITSTRAT_DATABASE", str(settings.database))
    yield settings
    plan.close()


@pytest.fixture(scope="session")
def components() -> BidiComponentManager:
    """The components of installed packages: finding them means reading about every package, so it is done once."""
    found = BidiComponentManager()
    found.discover_and_register_components(start_file_watching=False)
    return found


@pytest.fixture
def dashboard(
    plan_at_hand: Settings, components: BidiComponentManager, monkeypatch: pytest.MonkeyPatch
) -> AppTest:
    """dashboard.py on that plan, as the CIO at this computer sees it; not run yet."""
    monkeypatch.setattr(access, "_headers", lambda: {"Host": "127.0.0.1"})
    monkeypatch.setattr(st, "get_option", _options(plan_at_hand))
    monkeypatch.setattr(PagesManager, "__init__", _warmed_up(PagesManager.__init__))
    app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=120)
    app._bidi_component_manager = components
    return app


def _options(settings: Settings) -> Callable[[str], Any]:
    asked = st.get_option
    ours = {
        "server.address": "127.0.0.1",
        "secrets.files": [str(settings.database.with_name("secrets.toml"))],
    }
    return lambda name: ours[name] if name in ours else asked(name)


def _warmed_up(begin: Callable[..., None]) -> Callable[..., None]:
    """As after a server's warm-up: pages come through the navigation, not straight from their folder."""

    def begun(manager: PagesManager, *arguments: Any, **named: Any) -> None:
        PagesManager.uses_pages_directory = False
        begin(manager, *arguments, **named)

    return begun
