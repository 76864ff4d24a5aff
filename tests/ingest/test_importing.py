"""A file goes into the plan, its refused rows come out to be mended, and go in again."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from itstrat.errors import QuestionError, UnusableFileError
from itstrat.ingest import parent
from itstrat.ingest.importing import import_file, inspect_file, kept_name
from itstrat.ingest.mending import as_csv, neutral
from itstrat.ingest.options import Options

if TYPE_CHECKING:
    from pathlib import Path

    from itstrat.store.database import Store

_GOOD = "Date,Supplier,Amount,Description\n2024-01-31,A,1.00,x\n2024-02-29,B,2.50,y\n"
_BAD = _GOOD + '2024-02-30,C,3.25,"=cmd|x"\n2024-03-01,D,four,z\n'


def _file(folder: Path, content: str, name: str = "export.csv") -> Path:
    path = folder / name
    path.write_text(content, encoding="utf-8")
    return path


def _kept(store: Store) -> list[str]:
    return sorted(path.name for path in store.settings.imports.glob("*"))


def test_result_as_json_reconciles(tmp_path: Path, store: Store) -> None:
    """Rows = accepted + refused + unchanged, with the money of each, the issues by line, and the file kept."""
    said = import_file(store, _file(tmp_path, "Title\n" + _BAD), "ledger", Options(), "ann").to_json()
    json.dumps(said)
    assert {name: said[name] for name in ("file", "kind", "format")} == {
        "file": "export.csv", "kind": "ledger", "format": "payment list",
    }  # fmt: skip
    assert (said["rows"], said["accepted"], said["refused"], said["unchanged"], said["updated"]) == (
        4,
        2,
        2,
        0,
        0,
    )
    assert (said["amount_accepted"], said["amount_refused"], said["amount_unchanged"]) == (
        "3.50",
        "3.25",
        "0.00",
    )
    assert said["skipped"] == [{"line": 1, "reason": "above the header"}]
    assert said["issues"] == [
        {
            "line": 5,
            "column": "Date",
            "value": "2024-02-30",
            "message": "'2024-02-30' is not a day of the calendar",
        },
        {"line": 6, "column": "Amount", "value": "four", "message": "'four' is not a number"},
    ]
    assert [name.partition("-")[2] for name in _kept(store)] == ["export.csv"]


def test_same_file_twice_changes_nothing(tmp_path: Path, store: Store) -> None:
    """The second import of a file finds all its rows unchanged, with the same money."""
    path = _file(tmp_path, _GOOD)
    import_file(store, path, "ledger", Options(), "ann")
    said = import_file(store, path, "ledger", Options(), "ann").to_json()
    assert (said["accepted"], said["unchanged"], said["amount_unchanged"]) == (0, 2, "3.50")


def test_dry_run_keeps_nothing(tmp_path: Path, store: Store) -> None:
    """A dry run says what would happen and leaves no trace, not even the file."""
    said = import_file(store, _file(tmp_path, _GOOD), "ledger", Options(), "ann", dry_run=True).to_json()
    assert said["accepted"] == 2
    assert _kept(store) == []
    assert import_file(store, _file(tmp_path, _GOOD), "ledger", Options(), "ann").to_json()["accepted"] == 2


def test_strict_takes_all_or_nothing(tmp_path: Path, store: Store) -> None:
    """With strict one refused row refuses the file, and the file is not kept."""
    said = import_file(store, _file(tmp_path, _BAD), "ledger", Options(), "ann", strict=True).to_json()
    assert (said["accepted"], said["refused"]) == (0, 4)
    assert _kept(store) == []


def test_kinds_without_money_say_zero(tmp_path: Path, store: Store) -> None:
    """People carry no money: the sums are 0.00."""
    said = import_file(
        store, _file(tmp_path, "Name,Email\nAnn,a@x.org\n"), "people", Options(), "ann"
    ).to_json()
    assert (said["accepted"], said["amount_accepted"], said["amount_refused"]) == (1, "0.00", "0.00")


def test_mapping_is_remembered_for_the_same_headers(tmp_path: Path, store: Store) -> None:
    """A mapping that worked is used for the next file with these headers, in whatever order; a new answer wins."""
    mapping = {"Wann": "posted_on", "Wer": "vendor_text", "Wieviel": "amount"}
    first = _file(tmp_path, "Wann,Wer,Wieviel,Brutto\n2024-01-31,A,1.00,9.00\n", "one.csv")
    with pytest.raises(UnusableFileError):
        import_file(store, first, "ledger", Options(), "ann")
    import_file(store, first, "ledger", Options(mapping=mapping), "ann")
    second = _file(tmp_path, "Brutto,Wer,Wann,Wieviel\n9.00,B,2024-02-01,2.00\n", "two.csv")
    assert inspect_file(store, second, "ledger", Options()).missing == []
    assert import_file(store, second, "ledger", Options(), "ann").to_json()["amount_accepted"] == "2.00"
    third = _file(tmp_path, "Brutto,Wer,Wann,Wieviel\n9.00,C,2024-02-01,2.00\n", "three.csv")
    other = Options(mapping={"Brutto": "amount", "Wieviel": ""})
    assert import_file(store, third, "ledger", other, "ann").to_json()["amount_accepted"] == "9.00"


def test_currency_of_the_plan(tmp_path: Path, store: Store) -> None:
    """Rows in another currency than the plan's are refused without asking anybody for the plan's."""
    path = _file(tmp_path, "Date,Supplier,Amount,Currency\n2024-01-31,A,1.00,USD\n2024-01-31,B,2.00,EUR\n")
    said = import_file(store, path, "ledger", Options(), "ann").to_json()
    assert (said["amount_accepted"], said["amount_refused"]) == ("1.00", "2.00")


def test_question_leaves_nothing_behind(tmp_path: Path, store: Store) -> None:
    """A file that raises a question changes nothing until it is answered."""
    path = _file(tmp_path, "Date,Supplier,Amount\n01/02/2024,A,1.00\n03/04/2024,A,1.00\n")
    with pytest.raises(QuestionError):
        import_file(store, path, "ledger", Options(), "ann")
    assert _kept(store) == []
    assert list(store.staging.iterdir()) == []


def test_refused_rows_are_mended_and_go_in(tmp_path: Path, store: Store) -> None:
    """The refused rows as CSV, corrected, import like the original; the guard against formulas does not stay."""
    result = import_file(store, _file(tmp_path, _BAD), "ledger", Options(), "ann")
    with store.snapshot() as plan:
        sources = [row["source"] for row in plan.rows("select source from issue order by line")]
    mended = as_csv(result.converted.columns, sources)
    assert "'=cmd|x" in mended
    mended = mended.replace("2024-02-30", "2024-02-28").replace("four", "4.00")
    said = import_file(store, _file(tmp_path, mended, "mended.csv"), "ledger", Options(), "ann").to_json()
    assert (said["accepted"], said["refused"], said["amount_accepted"]) == (2, 0, "7.25")
    with store.snapshot() as plan:
        found = plan.value("select description from ledger_line where vendor_text = 'C'")
    assert found == "=cmd|x"


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("=1+1", "'=1+1"),
        ("@x", "'@x"),
        ("+44 call", "'+44 call"),
        ("-500.00", "-500.00"),
        ("-x", "'-x"),
        ("a=b", "a=b"),
    ],
)
def test_formulas_are_neutralised_numbers_are_not(cell: str, written: str) -> None:
    """Whatever a spreadsheet would run gets a quote mark; a negative number stays a number."""
    assert neutral(cell) == written


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd", "0123456789abcdef-passwd"),
        ("C:\\x\\con aux?.csv", "0123456789abcdef-con-aux-.csv"),
        ("..", "0123456789abcdef-file"),
        ("é" * 300 + ".csv", "0123456789abcdef-csv"),
    ],
)
def test_kept_under_a_harmless_name(name: str, kept: str) -> None:
    """The name of a kept file never leaves the folder, whatever the file was called."""
    assert kept_name("0123456789abcdef" * 4, name) == kept


def test_path_names_in_cells_are_only_text(tmp_path: Path, store: Store) -> None:
    """A cell that looks like a path or a query is stored as the text it is."""
    path = _file(
        tmp_path,
        "Date,Supplier,Amount\n2024-01-31,../../etc/passwd,1.00\n2024-01-31,x'); drop table asset;--,2\n",
    )
    assert import_file(store, path, "ledger", Options(), "ann").to_json()["accepted"] == 2
    with store.snapshot() as plan:
        assert plan.value("select count(*) from asset") == 0


def test_a_file_that_changes_while_it_is_read_is_refused(
    tmp_path: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An export still being written, or removed meanwhile, is not half imported, and nothing of it is kept."""
    path = _file(tmp_path, _GOOD)
    real = parent.convert

    def slow(*words: Any) -> parent.Converted:
        found = real(*words)
        path.write_text(_GOOD + "2024-03-01,C,1.00,z\n", encoding="utf-8")
        return found

    def gone(*words: Any) -> parent.Converted:
        found = real(*words)
        path.unlink()
        return found

    monkeypatch.setattr(parent, "convert", slow)
    with pytest.raises(UnusableFileError, match="changed or removed"):
        import_file(store, path, "ledger", Options(), "ann")
    monkeypatch.setattr(parent, "convert", gone)
    with pytest.raises(UnusableFileError, match="changed or removed"):
        import_file(store, path, "ledger", Options(), "ann")
    assert _kept(store) == []
