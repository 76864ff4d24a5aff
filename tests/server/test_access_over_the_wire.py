"""Who may do what, tried from outside against a running server."""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import pytest
from websockets.exceptions import InvalidStatus

from itstrat.settings import ROOT, Settings
from itstrat.store import backup
from itstrat.store.database import Store
from tests.conftest import DEMO_DAY, copied
from tests.serving import Server, serving
from tests.talking import talking, warmed_up

if TYPE_CHECKING:
    from collections.abc import Iterator

ACTING = Path(__file__).with_name("acting.py")
PAGES = sorted(path.stem for path in (ROOT / "pages").glob("*.py"))
EVERY_ADDRESS = "0.0.0.0"  # noqa: S104 - that it is open is what is tested

# Tabs of the pages behind which something can be changed.
CHANGING = {
    "roadmap": ("Move a bar", "Best schedule", "Edit"),
    "objectives": ("Edit",),
    "security": ("What to buy", "End of support", "Edit"),
    "value": ("Signatures", "Measure", "Edit"),
}

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="servers are ended by POSIX signals")


@pytest.fixture(scope="module")
def server(new_plan: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A warmed-up dashboard at this computer, on a plan that holds nothing."""
    settings = Settings(database=tmp_path_factory.mktemp("open") / "plan" / "itstrat.duckdb")
    copied(new_plan, settings)
    with warmed_up(settings) as started:
        yield started


@pytest.fixture(scope="module")
def acting(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The dashboard of one button that writes, at this computer."""
    settings = Settings(database=tmp_path_factory.mktemp("acting") / "plan" / "itstrat.duckdb")
    with serving(settings, script=ACTING) as started:
        yield started


def writes(settings: Settings) -> int:
    """Audit rows of a plan nobody writes to now, though a server may hold it."""
    with TemporaryDirectory() as folder:
        aside = Settings(database=Path(folder) / "itstrat.duckdb")
        backup.copy(settings.database, aside.database)
        store = Store(aside)
        with store.snapshot() as plan:
            found = int(plan.value("select count(*) from audit"))
        store.close()
        return found


def test_a_deep_link_as_the_very_first_request_meets_the_guard(settings: Settings) -> None:
    """Before navigation has run once, Streamlit starts a page file by itself: then the page shows its refusal only."""
    with serving(settings) as server, talking(server) as talk:
        talk.open("spend")
        drawn_by_dashboard = any(kind == "date_input" for kind, _ in talk.elements)
        refused = "opens only from the dashboard's menu" in talk.said()
        assert drawn_by_dashboard or (refused and len(talk.elements) == 1)


def test_after_the_warm_up_a_deep_link_goes_through_the_dashboard(server: Server) -> None:
    """Once somebody's run has set up the menu, a page asked for by name comes with the sidebar."""
    with talking(server) as talk:
        talk.open("overview")
        assert any(kind == "date_input" for kind, _ in talk.elements)


def test_beyond_this_computer_everybody_is_a_viewer_and_reads_why(settings: Settings) -> None:
    """Bound to every address without sign-in, even a visitor from this computer may only look."""
    with serving(settings, address=EVERY_ADDRESS) as server, talking(server) as talk:
        talk.open()
        assert "listens beyond this computer" in talk.said()
        assert "Looking on" in talk.said()


def test_at_this_computer_the_visitor_is_the_cio(acting: Server) -> None:
    """On the loopback address, reached directly, a button of the CIO writes, under the CIO's name."""
    with talking(acting) as talk:
        talk.open()
        before = writes(acting.settings)
        assert "role: editor; who: CIO (this computer)" in talk.said()
        talk.press(talk.widget("add_department"))
    assert writes(acting.settings) == before + 1


@pytest.mark.parametrize("host", ["plan.example.com", "192.0.2.7"])
def test_another_name_in_the_host_header_makes_a_viewer(acting: Server, host: str) -> None:
    """Behind a proxy, or by a name pointed at this computer, the visitor may only look: a forged press writes nothing."""
    with talking(acting, host=host) as talk:
        talk.open()
        before = writes(acting.settings)
        assert "role: viewer" in talk.said()
        talk.press(talk.widget("add_department"))
        assert "only an editor may do this" in talk.said()
    assert writes(acting.settings) == before


def test_a_foreign_origin_is_refused(server: Server) -> None:
    """A web page from elsewhere, open in the CIO's browser, gets no connection."""
    with pytest.raises(InvalidStatus, match="403"), talking(server, origin="http://evil.example"):
        pass


@pytest.mark.parametrize("page", PAGES)
def test_no_button_of_a_page_writes_for_a_viewer(server: Server, page: str) -> None:
    """Every button the CIO sees on the page is pressed by a viewer who knows its name: the plan stays as it was."""
    before = writes(server.settings)
    press_as_viewer(server, page)
    assert writes(server.settings) == before


@pytest.mark.parametrize("page", CHANGING)
def test_no_button_behind_a_tab_writes_for_a_viewer(demo_server: Server, page: str) -> None:
    """Moving, optimising, promoting, deciding, signing, measuring, editing: a viewer who knows the name changes nothing."""
    before = writes(demo_server.settings)
    queries = [urlencode({f"{page}_tab": tab, "as_of": DEMO_DAY}) for tab in CHANGING[page]]
    assert sum(press_as_viewer(demo_server, page, query) for query in queries)
    assert writes(demo_server.settings) == before


def press_as_viewer(server: Server, page: str, query: str = "") -> int:
    """Have a viewer press every button that the CIO sees at this address; how many there were."""
    with talking(server) as cio:
        cio.open(page, query)
        buttons = [message.id for kind, message in cio.elements if kind == "button"]
    with talking(server, host="plan.example.com") as viewer:
        viewer.open(page, query)
        assert "Looking on" in viewer.said()
        viewer.press(*buttons, page=page)
    return len(buttons)
