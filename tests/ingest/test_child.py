"""Files of others are read in a process of their own, which may die without hurting anybody."""

from __future__ import annotations

import os
import sys
import zipfile
from typing import TYPE_CHECKING

import pytest

from itstrat.errors import DiskFullError, QuestionError, UnusableFileError
from itstrat.ingest import parent
from itstrat.ingest.options import Options
from tests.ingest.made import LEDGER, bare_workbook

if TYPE_CHECKING:
    from pathlib import Path


def _ledger(folder: Path, rows: str, name: str = "export.csv") -> Path:
    path = folder / name
    path.write_text(LEDGER + rows, encoding="utf-8")
    return path


def test_convert_hands_back_parts_and_progress(tmp_path: Path) -> None:
    """The parent gets the paths of the parts, the counts, and progress up to the file's size."""
    path = _ledger(tmp_path, "2024-01-31,A,1.00,x\n" * 150_000 + "soon,B,2.00,x\n")
    heard: list[tuple[int, int, int]] = []
    found = parent.convert(path, "ledger", Options(), tmp_path, lambda *said: heard.append(said))
    assert len(found.records) == 2
    assert all(part.exists() for part in found.records)
    assert found.refused is not None
    assert (found.rows, found.refused_rows) == (150_001, 1)
    assert heard
    assert all(0 < done <= total == path.stat().st_size for _, done, total in heard)
    assert found.format == "payment list"
    assert found.mapping["Supplier"] == "vendor_text"


def test_preview(tmp_path: Path) -> None:
    """A look at a file: columns with samples, the guess, the first rows as text, lines left out and refused."""
    path = _ledger(tmp_path, ",,,\nsoon,B,2.00,x\n" + "2024-01-31,A,1.00,x\n" * 30)
    seen = parent.inspect(path, "ledger", Options())
    assert seen.columns == ["Date", "Supplier", "Amount", "Description"]
    assert seen.samples["Supplier"] == ["B", "A"]
    assert seen.mapping == {
        "Date": "posted_on",
        "Supplier": "vendor_text",
        "Amount": "amount",
        "Description": "description",
    }
    assert (seen.problem, seen.missing, seen.questions) == ("", [], [])
    assert len(seen.rows) == 20
    assert seen.rows[0]["posted_on"] == "2024-01-31"
    assert seen.skipped == [{"line": 2, "reason": "blank"}]
    assert [each["line"] for each in seen.refused] == [3]
    assert seen.described == {"encoding": "utf-8", "delimiter": "comma"}


def test_preview_asks_and_tells(tmp_path: Path) -> None:
    """What keeps a file from going in is in the preview: a question, or a problem with the missing fields."""
    path = _ledger(tmp_path, "01/02/2024,A,1.00,x\n03/04/2024,A,1.00,x\n")
    asked = parent.inspect(path, "ledger", Options())
    assert [(each["about"], each["column"]) for each in asked.questions] == [("date_order", "Date")]
    assert asked.rows == []
    assert parent.inspect(path, "ledger", Options(date_order="dmy")).questions == []
    wrong = parent.inspect(path, "people", Options())
    assert wrong.missing == ["name"]
    assert "file of ledger" in wrong.problem


def test_questions_and_refusals_cross_the_border(tmp_path: Path) -> None:
    """Errors of the child arrive as the same errors with the same sentences."""
    with pytest.raises(QuestionError, match="--date-order"):
        parent.convert(_ledger(tmp_path, "01/02/2024,A,1.00,x\n"), "ledger", Options(), tmp_path)
    with pytest.raises(UnusableFileError, match="There is no kind 'ledgers'"):
        parent.convert(_ledger(tmp_path, ""), "ledgers", Options(), tmp_path)
    with pytest.raises(UnusableFileError, match="cannot be opened"):
        parent.convert(tmp_path / "gone.csv", "ledger", Options(), tmp_path)


def test_sparse_giant_workbook(tmp_path: Path) -> None:
    """A workbook of a few KB with cells A1 and XFD200000 ends the child, not this process, and is told."""
    cell = '<row r="{0}"><c r="{1}" t="inlineStr"><is><t>Date</t></is></c></row>'
    rows = cell.format(1, "A1") + cell.format(200_000, "XFD200000")
    path = bare_workbook(tmp_path / "giant.xlsx", f"<sheetData>{rows}</sheetData>")
    assert path.stat().st_size < 6_000
    with pytest.raises(UnusableFileError, match=r"giant\.xlsx.* GiB in memory\. Nothing was imported"):
        parent.convert(path, "ledger", Options(), tmp_path)


def test_zip_bomb(tmp_path: Path) -> None:
    """An archive that unpacks to gigabytes is refused before it is unpacked."""
    path = bare_workbook(tmp_path / "bomb.xlsx", "<sheetData></sheetData>")
    with (
        zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive,
        archive.open("xl/sharedStrings.xml", "w") as part,
    ):
        for _ in range(200):
            part.write(b"\0" * (1 << 20))
    assert path.stat().st_size < 1 << 20
    with pytest.raises(UnusableFileError, match="would unpack to"):
        parent.convert(path, "ledger", Options(), tmp_path)


def test_fifty_megabyte_line(tmp_path: Path) -> None:
    """A CSV with one line of 50 MB goes in but for that line."""
    path = tmp_path / "long.csv"
    with path.open("w", encoding="utf-8") as file:
        file.write(LEDGER + "2024-01-31,A,1.00,x\n2024-01-31,B,2.00,")
        for _ in range(50):
            file.write("x" * 1_000_000)
        file.write("\n2024-01-31,C,3.00,x\n")
    found = parent.convert(path, "ledger", Options(), tmp_path)
    assert (found.rows, found.refused_rows) == (3, 1)


def test_child_that_takes_too_much_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A child without room even for its libraries ends; the sentence speaks of memory, and nothing was imported."""
    monkeypatch.setattr(parent, "MEMORY", 64 << 20)
    with pytest.raises(UnusableFileError, match="in memory. Nothing was imported"):
        parent.convert(_ledger(tmp_path, "2024-01-31,A,1.00,x\n"), "ledger", Options(), tmp_path)


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        ("import os; os._exit(1)", "in memory. Nothing was imported"),
        ("import os; os.abort()", "in memory. Nothing was imported"),
        (
            'print(\'{"error": "failed", "message": "KeyError: 7"}\')',
            r"the reader failed \(KeyError: 7\). Nothing was imported",
        ),
    ],
)
def test_child_that_ends_otherwise(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, body: str, sentence: str
) -> None:
    """A child that ends without a word had no memory, as far as anybody can tell; a defect of ours is named."""
    reader = tmp_path / "reader"
    reader.write_text(f"#!{sys.executable}\n{body}\n", encoding="utf-8")
    reader.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(reader))
    with pytest.raises(UnusableFileError, match=sentence):
        parent.convert(_ledger(tmp_path, "2024-01-31,A,1.00,x\n"), "ledger", Options(), tmp_path)


def test_child_that_takes_too_long(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A child that is still busy at its time limit is ended with all it started."""
    monkeypatch.setattr(parent, "limits", lambda _: {"memory": 2 << 30, "seconds": 1, "file": 1 << 30})
    path = tmp_path / "pipe.csv"
    os.mkfifo(path)
    with pytest.raises(UnusableFileError, match="more than 1 seconds"):
        parent.convert(path, "ledger", Options(), tmp_path)


def test_no_room_for_the_parts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the parts cannot be written the error is that of a full disk."""
    monkeypatch.setattr(parent, "limits", lambda _: {"memory": 2 << 30, "seconds": 60, "file": 1_000})
    path = _ledger(tmp_path, "".join(f"2024-01-31,Shop {n},{n}.00,x\n" for n in range(5_000)))
    with pytest.raises(DiskFullError, match="no room"):
        parent.convert(path, "ledger", Options(), tmp_path)


def test_listener_that_fails_leaves_no_child(tmp_path: Path) -> None:
    """An error in the progress callback ends the child at once."""

    def fail(rows: int, done: int, total: int) -> None:
        raise RuntimeError(f"{rows} {done} {total}")

    with pytest.raises(RuntimeError):
        parent.convert(
            _ledger(tmp_path, "2024-01-31,A,1.00,x\n" * 100_000), "ledger", Options(), tmp_path, fail
        )


def test_child_sees_no_secrets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The child's environment holds only what Python needs."""
    monkeypatch.setenv("SECRET_TOKEN", "hush")
    assert "SECRET_TOKEN" not in parent._environment()


def test_a_header_of_a_million_letters_is_cut_in_the_sentence(tmp_path: Path) -> None:
    """A file that is no table at all may be one long line: the refusal stays a sentence."""
    path = tmp_path / "export.csv"
    path.write_text("[" * 1_000_000 + "\n1\n", encoding="utf-8")
    with pytest.raises(UnusableFileError) as refused:
        parent.convert(path, "ledger", Options(), tmp_path)
    assert len(str(refused.value)) < 1_000
