"""Who may do what, tried from outside against a running server."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import pytest
from websockets.exceptions import InvalidStatus

from itstrat.settings import ROOT
from itstrat.store.database import Store
from tests.conftest import DEMO_DAY
from tests.serving import serving
from tests.talking import talking

if TYPE_CHECKING:
    from itstrat.settings import Settings

ACTING = Path(__file__).with_name("acting.py")
PAGES = sorted((ROOT / "pages").glob("*.py"))
EVERY_ADDRESS = "0.0.0.0"  # noqa: S104 - that it is open is what is tested

# Tabs of the pages behind which something can be changed.
CHANGING = {
    "roadmap": ("Move a bar", "Best schedule", "Edit"),
    "objectives": ("Edit",),
    "security": ("What to buy", "End of support", "Edit"),
    "value": ("Signatures", "Measure", "Edit"),
}

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="servers are ended by POSIX signals")


def writes(settings: Settings) -> int:
    """Audit rows of a plan nobody holds any more."""
    store = Store(settings)
    try:
        with store.snapshot() as plan:
            return int(plan.value("select count(*) from audit"))
    finally:
        store.close()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_deep_link_as_the_very_first_request_meets_the_guard(settings: Settings, page: Path) -> None:
    """Before navigation has run once, Streamlit starts a page file by itself: then the page shows its refusal only."""
    with serving(settings) as server, talking(server) as talk:
        talk.open(page.stem)
        drawn_by_dashboard = any(kind == "date_input" for kind, _ in talk.elements)
        refused = "opens only from the dashboard's menu" in talk.said()
        assert drawn_by_dashboard or (refused and len(talk.elements) == 1)


def test_after_the_warm_up_a_deep_link_goes_through_the_dashboard(settings: Settings) -> None:
    """Once the health check has run the script, a page asked for by name comes with the sidebar."""
    with serving(settings) as server, talking(server) as warm:
        warm.open()
        with talking(server) as talk:
            talk.open("overview")
            assert any(kind == "date_input" for kind, _ in talk.elements)


def test_beyond_this_computer_everybody_is_a_viewer_and_reads_why(settings: Settings) -> None:
    """Bound to every address without sign-in, even a visitor from this computer may only look."""
    with serving(settings, address=EVERY_ADDRESS) as server, talking(server) as talk:
        talk.open()
        assert "listens beyond this computer" in talk.said()
        assert "Looking on" in talk.said()


def test_at_this_computer_the_visitor_is_the_cio(settings: Settings) -> None:
    """On the loopback address, reached directly, a button of the CIO writes, under the CIO's name."""
    with serving(settings, script=ACTING) as server, talking(server) as talk:
        talk.open()
        assert "role: editor; who: CIO (this computer)" in talk.said()
        talk.press(talk.widget("add_department"))
    assert writes(settings) == 1


@pytest.mark.parametrize("host", ["plan.example.com", "192.0.2.7"])
def test_another_name_in_the_host_header_makes_a_viewer(settings: Settings, host: str) -> None:
    """Behind a proxy, or by a name pointed at this computer, the visitor may only look: a forged press writes nothing."""
    with serving(settings, script=ACTING) as server, talking(server, host=host) as talk:
        talk.open()
        assert "role: viewer" in talk.said()
        talk.press(talk.widget("add_department"))
        assert "only an editor may do this" in talk.said()
    assert writes(settings) == 0


def test_a_foreign_origin_is_refused(settings: Settings) -> None:
    """A web page from elsewhere, open in the CIO's browser, gets no connection."""
    with (
        serving(settings) as server,
        pytest.raises(InvalidStatus, match="403"),
        talking(server, origin="http://evil.example"),
    ):
        pass


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_no_button_of_a_page_writes_for_a_viewer(settings: Settings, page: Path) -> None:
    """Every button the CIO sees on the page is pressed by a viewer who knows its name: the plan stays as it was."""
    with serving(settings) as server:
        with talking(server) as cio:
            cio.open()
            cio.open(page.stem)
            buttons = [message.id for kind, message in cio.elements if kind == "button"]
        with talking(server, host="plan.example.com") as viewer:
            viewer.open(page.stem)
            assert "Looking on" in viewer.said()
            viewer.press(*buttons, page=page.stem)
    assert writes(settings) == 0


@pytest.mark.parametrize("page", CHANGING)
def test_no_button_behind_a_tab_writes_for_a_viewer(demo_plan: Settings, page: str) -> None:
    """Moving, optimising, promoting, deciding, signing, measuring, editing: a viewer who knows the name changes nothing."""
    before, pressed = writes(demo_plan), 0
    with serving(demo_plan) as server:
        with talking(server) as warm:
            warm.open()
        for tab in CHANGING[page]:
            query = urlencode({f"{page}_tab": tab, "as_of": DEMO_DAY})
            with talking(server) as cio:
                cio.open(page, query)
                buttons = [message.id for kind, message in cio.elements if kind == "button"]
            pressed += len(buttons)
            with talking(server, host="plan.example.com") as viewer:
                viewer.open(page, query)
                viewer.press(*buttons, page=page)
    assert pressed
    assert writes(demo_plan) == before
