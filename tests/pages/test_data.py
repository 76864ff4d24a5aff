"""The page Data as a person uses it."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import openpyxl  # type: ignore[import-untyped]
import pytest

from itstrat.ui import access, plan

if TYPE_CHECKING:
    from streamlit.testing.v1 import AppTest

    from tests.pages.conftest import Open

LEDGER = (
    "Date,Vendor,Amount,Category\n2026-10-02,Acme,100.00,Software\n2026-10-13,Acme,50.00,Software\n"
    "2026-10-14,Acme,much,Software\n"
)


def uploaded(page: AppTest, text: str, name: str = "ledger.csv") -> AppTest:
    """The page after a file was chosen."""
    page.file_uploader(key="import_file_0").upload(name, text.encode(), "text/csv")
    return page.run()


def data(dashboard: AppTest) -> AppTest:
    """The page on an empty plan."""
    return dashboard.switch_page("pages/data.py").run()


def lines() -> int:
    """Ledger lines in the plan."""
    with plan.store().snapshot() as reader:
        return int(reader.value("select count(*) from ledger_line"))


@pytest.mark.parametrize("tab", ["Import", "Imports made", "Quality", "History", "Templates"])
def test_every_tab_draws(demo_page: Open, tab: str) -> None:
    """Each tab draws on the demo company, without an error."""
    page = demo_page("data", data_tab=tab)
    assert not page.error
    assert not page.exception
    assert "graded" in page.title[0].value


def test_a_file_goes_in_step_by_step(dashboard: AppTest) -> None:
    """Upload, check, import: checking writes nothing, and the numbers reconcile with the refused row named."""
    page = uploaded(data(dashboard), LEDGER)
    assert not page.error
    page.button(key="import_check").click().run()
    assert not page.error
    assert lines() == 0
    assert list(page.table[0].value["Rows"]) == ["2", "0", "1", "3"]
    page.button(key="import_now").click().run()
    assert not page.error
    assert lines() == 2
    assert next(iter(page.table[0].value["Money"])) == "150.00"
    assert any("much" in frame.value.to_csv() for frame in page.dataframe)


def test_all_or_nothing(dashboard: AppTest) -> None:
    """Asked for all rows or none, a file with a bad row leaves the plan as it was and says so."""
    page = uploaded(data(dashboard), LEDGER)
    page.checkbox(key="import_strict").check().run()
    page.button(key="import_now").click().run()
    assert "Nothing was imported" in page.error[0].value
    assert lines() == 0


def test_an_ambiguous_date_is_asked(dashboard: AppTest) -> None:
    """Days all under 13 are never guessed: there is no import button until the order is chosen."""
    page = uploaded(data(dashboard), "Date,Vendor,Amount\n01/02/2026,Acme,1.50\n03/04/2026,Acme,2.50\n")
    keys = [button.key for button in page.button]
    assert "import_now" not in keys
    assert page.radio
    page.radio[0].set_value("dmy").run()
    page.button(key="import_now").click().run()
    assert not page.error
    with plan.store().snapshot() as reader:
        assert str(reader.value("select min(posted_on) from ledger_line")) == "2026-02-01"


def test_a_year_that_no_date_says_is_asked(dashboard: AppTest) -> None:
    """Days without a year wait for the person's answer; the answer stays to be changed."""
    text = "Control ID,Assessment Date,Current Tier,Target Tier\nPR.AA-01,10-Jan,2,3\nPR.AA-02,11-Jan,Repeatable,3\n"
    page = uploaded(data(dashboard), text)
    assert "import_now" not in [button.key for button in page.button]
    assert page.info[0].value.endswith("nothing in the file tells which.")
    assert "--" not in page.info[0].value
    page.number_input[0].set_value(2026).run()
    assert page.number_input[0].value == 2026
    page.button(key="import_now").click().run()
    assert not page.error
    with plan.store().snapshot() as reader:
        assert str(reader.value("select max(assessed_on) from assessment")) == "2026-01-11"


def test_a_file_without_columns_or_money_is_told_without_them(dashboard: AppTest) -> None:
    """A page of endoflife.date has no header to name, is called once, and its rows are counted without sums of money."""
    text = '---\ntitle: Widget\nreleases:\n-   releaseCycle: "2"\n    releaseDate: 2024-01-01\n    eol: 2027-01-01\n---\n'
    page = uploaded(data(dashboard), text, "widget.md")
    told = [one.value for one in page.markdown if "endoflife" in one.value]
    assert [text.count("endoflife") for text in told] == [1]
    assert "header" not in told[0]
    assert list(page.dataframe[0].value.columns)[:4] == ["Line", "Vendor", "Product", "Cycle"]
    page.button(key="import_now").click().run()
    assert not page.error
    assert list(page.table[0].value.columns) == ["", "Rows"]


def test_an_import_can_be_undone(dashboard: AppTest) -> None:
    """Undo takes the file's lines out again."""
    page = uploaded(data(dashboard), LEDGER)
    page.button(key="import_now").click().run()
    page.session_state["data_tab"] = "Imports made"
    page.run()
    which = page.selectbox(key="batch_which")
    which.set_value(which.options[0]).run()
    page.button(key="batch_undo").click().run()
    assert "2 ledger lines removed" in page.success[0].value
    assert lines() == 0


def test_undo_leaves_what_a_later_file_held_too(dashboard: AppTest) -> None:
    """A line that two files held stays in the plan when the first is undone: the second brings it in."""
    page = uploaded(data(dashboard), LEDGER)
    page.button(key="import_now").click().run()
    page.button(key="import_again").click().run()
    later = LEDGER + "2026-10-20,Acme,70.00,Software\n"
    page.file_uploader(key="import_file_1").upload("later.csv", later.encode(), "text/csv")
    page.run()
    page.button(key="import_now").click().run()
    assert lines() == 3
    page.session_state["data_tab"] = "Imports made"
    page.run()
    which = page.selectbox(key="batch_which")
    which.set_value(which.options[-1]).run()
    page.button(key="batch_undo").click().run()
    assert "came back from later.csv" in page.success[0].value
    assert lines() == 3


def test_a_viewer_cannot_upload(dashboard: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    """A viewer is told why, and nothing of the import can be reached."""
    monkeypatch.setattr(access, "_headers", lambda: {"Host": "plan.example.com"})
    page = data(dashboard)
    assert page.file_uploader(key="import_file_0").disabled
    assert "import_now" not in [button.key for button in page.button]


def test_history_hides_people_from_viewers(demo_page: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    """Values of records about people are an editor's to see."""
    with_names = demo_page("data", data_tab="History", history_table="person")
    assert not with_names.error
    with plan.store().tx("test", "married") as edit:
        person = edit.row("select id, version from person order by id limit 1") or {}
        edit.update("person", person["id"], person["version"], {"name": "Somebody Else"})
    assert any("Somebody Else" in frame.value.to_csv() for frame in with_names.run().dataframe)
    monkeypatch.setattr(access, "_headers", lambda: {"Host": "plan.example.com"})
    assert not any("Somebody Else" in frame.value.to_csv() for frame in with_names.run().dataframe)


def test_the_sheet_of_a_workbook_is_chosen(dashboard: AppTest) -> None:
    """Such tables on two sheets: the page says which is read and offers both; the one chosen goes in."""
    book, held = openpyxl.Workbook(), io.BytesIO()
    book.remove(book.worksheets[0])
    for name, count in (("Old", 1), ("New", 2)):
        sheet = book.create_sheet(name)
        for row in LEDGER.splitlines()[: count + 1]:
            sheet.append(row.split(","))
    book.save(held)
    page = data(dashboard)
    page.file_uploader(key="import_file_0").upload("book.xlsx", held.getvalue(), "application/vnd.ms-excel")
    page.run()
    (choice,) = [box for box in page.selectbox if "sheets" in box.label]
    assert (choice.options, choice.value) == (["Old", "New"], "Old")
    choice.select("New").run()
    assert not page.error
    page.button(key="import_now").click().run()
    assert not page.error
    assert lines() == 2
