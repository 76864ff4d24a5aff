"""The page Assets as a person uses it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from itstrat.ui import access, plan, records

if TYPE_CHECKING:
    from streamlit.testing.v1 import AppTest

    from tests.pages.conftest import Open


def frames(page: AppTest, column: str) -> list[Any]:
    """The tables that have this column."""
    return [table.value for table in page.dataframe if column in table.value.columns]


def life(name: str) -> int:
    """The useful life of a class as the plan holds it now."""
    with plan.store().snapshot() as reader:
        return int(reader.value("select useful_life_months from asset_class where name = $1", name))


@pytest.fixture
def laptop_edited(monkeypatch: pytest.MonkeyPatch) -> None:
    """The browser says that the laptop's life was set to 36 months: row 8 of the table of rules."""
    monkeypatch.setattr(records, "_edits", lambda _widget: {8: {"Useful life (months)": 36}})


def test_the_page_answers_what_when_and_why(demo_page: Open) -> None:
    """Title with its number, six classes and the unknown one, the overdue list with reason and cost."""
    page = demo_page("assets")
    assert not page.error
    assert page.title[0].value.startswith("18 assets overdue")
    assert len(frames(page, "Owner of most contract money")[0]) == 7
    rows = frames(page, "Winning reason")[0]
    assert len(rows) == 18
    assert rows["Cost (USD)"].sum() == pytest.approx(23398.69)


@pytest.mark.parametrize(
    ("state", "count"),
    [("overdue", 18), ("planned", 46), ("unplanned", 5), ("unknown age", 2), ("not needed", 6)],
)
def test_every_list_is_a_choice_away(demo_page: Open, state: str, count: int) -> None:
    """No asset is on none of the lists."""
    assert len(frames(demo_page("assets", asset_state=state), "Winning reason")[0]) == count


def test_the_list_can_be_searched(demo_page: Open) -> None:
    """A word that fits nothing says so instead of showing an empty table."""
    page = demo_page("assets", asset_words="file server poweredge")
    assert list(frames(page, "Winning reason")[0]["Asset"]) == ["File server"]
    page.text_input(key="asset_words").set_value("zeppelin").run()
    assert not frames(page, "Winning reason")
    assert any("No asset fits" in text.value for text in page.markdown)


def test_costs_stack_by_department_as_well(demo_page: Open) -> None:
    """The chart changes its parts, not its sum."""
    page = demo_page("assets", stacked="department")
    assert not page.error
    assert any("Five fiscal years by department" in text.value for text in page.markdown)


@pytest.mark.usefixtures("laptop_edited")
def test_a_rule_is_saved_with_its_reason(demo_page: Open) -> None:
    """The plan holds the new life, the figures follow at once, and the form is empty again."""
    page = demo_page("assets", class_rules_reason="shorter lease")
    page.button(key="class_rules_save").click().run()
    assert "1 changed" in page.success[0].value
    assert life("Laptop") == 36
    assert not page.title[0].value.startswith("18 assets")
    assert page.text_input(key="class_rules_reason").value == ""


@pytest.mark.usefixtures("laptop_edited")
def test_without_a_reason_nothing_is_saved(demo_page: Open) -> None:
    """The sentence says what to do."""
    page = demo_page("assets")
    page.button(key="class_rules_save").click().run()
    assert "say in a few words why" in page.error[0].value
    assert life("Laptop") == 48


@pytest.mark.usefixtures("laptop_edited")
def test_a_newer_value_is_shown_before_it_is_overwritten(demo_page: Open) -> None:
    """Both values are told; saving once more means it."""
    page = demo_page("assets", class_rules_reason="why")
    with plan.store().tx("somebody else") as edit:
        key = edit.value("select id from asset_class where name = 'Laptop'")
        edit.update("asset_class", key, 1, {"useful_life_months": 60})
    page.button(key="class_rules_save").click().run()
    assert "somebody changed Laptop" in page.error[0].value
    assert "yours 36, saved 60" in page.error[0].value
    assert life("Laptop") == 60
    page.button(key="class_rules_save").click().run()
    assert life("Laptop") == 36


@pytest.mark.usefixtures("laptop_edited")
def test_an_editor_demoted_meanwhile_saves_nothing(demo_page: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    """The role counts when the button is pressed, not when it was drawn."""
    page = demo_page("assets", class_rules_reason="why")
    monkeypatch.setattr(access, "_headers", lambda: {"Host": "plan.example.com"})
    page.button(key="class_rules_save").click().run()
    assert "only an editor may do this" in page.error[0].value
    assert life("Laptop") == 48


def test_a_viewer_sees_the_rules_and_no_button(demo_page: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    """And is told why."""
    monkeypatch.setattr(access, "_headers", lambda: {"Host": "plan.example.com"})
    page = demo_page("assets")
    assert frames(page, "Useful life (months)")
    assert not [button for button in page.button if button.key == "class_rules_save"]
    assert any("You may look, not change" in text.value for text in page.markdown)


def test_an_empty_plan_says_how_to_add_assets(dashboard: AppTest) -> None:
    """No chart of nothing, but the six classes stand with unknown spend."""
    page = dashboard.switch_page("pages/assets.py").run()
    assert not page.error
    assert any("There is no asset yet" in text.value for text in page.markdown)
    assert not page.get("vega_lite_chart")
