"""A proposed schedule on the page Roadmap after the plan was changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itstrat.store import schedules
from itstrat.ui import plan
from tests.pages.test_roadmap import solved

if TYPE_CHECKING:
    import pytest

    from tests.pages.conftest import Open


def test_a_move_of_what_was_changed_since_is_not_offered_first_and_not_taken(
    demo_page: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The page says that the plan changed; chosen all the same, the move is refused by name."""
    page = solved(demo_page, monkeypatch)
    with plan.store().tx("Bob", "another price") as edit:
        move = schedules.moves(edit, schedules.proposals(edit)[0]["id"])[0]
        record = edit.record("initiative", move["initiative_id"])
        edit.update("initiative", record["id"], record["version"], {"one_off": record["one_off"] + 1})
    page.run()
    assert any("The plan changed since the solver looked at it" in one.value for one in page.warning)
    choice = page.multiselect[0]
    (left_out,) = set(choice.options) - set(choice.value)
    assert left_out.startswith(record["name"])
    choice.set_value([left_out])
    page.text_input(key="moves_reason").set_value("all the same").run()
    page.button(key="moves_accepted").click().run()
    assert any(f"{record['name']} was changed since" in one.value for one in page.error)
