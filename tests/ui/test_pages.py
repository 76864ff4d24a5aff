"""Every page, on a plan without a row."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from streamlit.testing.v1 import AppTest

from itstrat.reports import overview
from itstrat.settings import ROOT, Settings
from itstrat.store.holding import Hold

if TYPE_CHECKING:
    from streamlit.components.v2.component_manager import BidiComponentManager

PAGES = sorted(path.name for path in (ROOT / "pages").glob("*.py"))


@pytest.mark.parametrize("page", PAGES)
def test_every_page_stands_on_an_empty_plan(dashboard: AppTest, page: str) -> None:
    """It has a title, raises nothing, and says in words what is missing."""
    dashboard.switch_page(f"pages/{page}").run()
    assert not dashboard.exception
    assert not dashboard.error
    assert dashboard.title
    assert len(" ".join(text.value for text in dashboard.markdown)) > 20


@pytest.mark.parametrize("page", PAGES)
def test_a_page_started_by_itself_shows_its_refusal_only(components: BidiComponentManager, page: str) -> None:
    """Whoever gets Streamlit to run a page file past the dashboard sees nothing of the plan."""
    alone = AppTest.from_file(str(ROOT / "pages" / page), default_timeout=120)
    alone._bidi_component_manager = components
    alone.run()
    assert "opens only from the dashboard's menu" in alone.error[0].value
    assert len(alone.main) == 1
    assert not len(alone.sidebar)


def test_the_sidebar_asks_for_year_department_and_day(dashboard: AppTest) -> None:
    """On every page, with today's fiscal year and all departments to begin with."""
    dashboard.run()
    assert [box.label for box in dashboard.sidebar.selectbox] == ["Fiscal year", "Department"]
    assert dashboard.sidebar.selectbox(key="department").value == "All departments"
    assert [day.label for day in dashboard.sidebar.date_input] == ["As of"]


def test_a_bad_address_falls_back(dashboard: AppTest) -> None:
    """An unknown department, year and day in the address do no harm."""
    dashboard.query_params = {"department": "Nowhere", "fiscal_year": "FY99", "as_of": "never"}
    dashboard.run()
    assert not dashboard.error
    assert dashboard.sidebar.selectbox(key="department").value == "All departments"


def test_a_held_plan_becomes_a_page_that_names_the_holder(dashboard: AppTest) -> None:
    """Another program has the file: the person reads who and what to do, and the next run tries again."""
    settings = Settings.from_environment()
    hold = Hold(settings.database)
    dashboard.run()
    assert "is in use by process" in dashboard.error[0].value
    hold.release()
    dashboard.run()
    assert not dashboard.error


def test_an_inner_error_is_told_by_number_and_the_sidebar_stays(
    dashboard: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The person reads a plain sentence; nothing of the inside reaches the screen."""

    def broken(*_: object) -> None:
        raise KeyError("inner workings")

    monkeypatch.setattr(overview, "overview", broken)
    dashboard.run()
    assert not dashboard.exception
    assert "Fault " in dashboard.error[0].value
    assert "inner workings" not in dashboard.error[0].value
    assert dashboard.sidebar.selectbox(key="department")


def test_a_board_view_has_no_sidebar(dashboard: AppTest) -> None:
    """`?embed=true` draws the page's content only."""
    dashboard.context = {"is_embedded": True}
    dashboard.run()
    assert not dashboard.sidebar.selectbox
    assert dashboard.title


def test_with_sign_in_set_up_a_stranger_sees_the_way_in_only(dashboard: AppTest) -> None:
    """No page runs, no figure is drawn, before the provider has said who is there."""
    secrets = Settings.from_environment().database.with_name("secrets.toml")
    secrets.parent.mkdir(parents=True)
    secrets.write_text('[auth]\nclient_id = "x"\n')
    dashboard.user = {"is_logged_in": False}
    dashboard.run()
    assert [button.label for button in dashboard.button] == ["Sign in"]
    assert not dashboard.sidebar.selectbox
    assert len(dashboard.title) == 1


def test_unreadable_secrets_let_nobody_in(dashboard: AppTest) -> None:
    """A slip in secrets.toml must not turn sign-in off."""
    secrets = Settings.from_environment().database.with_name("secrets.toml")
    secrets.parent.mkdir(parents=True)
    secrets.write_text("[auth\n")
    dashboard.run()
    assert "nobody is let in" in dashboard.error[0].value
    assert not dashboard.title
