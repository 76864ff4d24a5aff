"""The command line, run as a person or a nightly job runs it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import urllib.request
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import openpyxl  # type: ignore[import-untyped]
import pytest

from itstrat.settings import ROOT
from itstrat.store.database import Store
from tests.commanding import run, started
from tests.serving import serving

if TYPE_CHECKING:
    from pathlib import Path

    from itstrat.settings import Settings

GOOD = 'Date,Supplier,Amount\n2026-01-31,Acme Ltd,"1,013.38"\n2026-02-28,Acme Ltd,(500.00)\n'
ONE_BAD = "Date,Supplier,Amount\n31/01/2026,Acme,10.00\n31/02/2026,Acme,20.00\n"
AMBIGUOUS = "Date,Supplier,Amount\n01/02/2026,Acme,10.00\n03/04/2026,Acme,20.00\n"


def written(folder: Path, name: str, text: str) -> str:
    """The path of a file with that text."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return str(path)


def said(done: subprocess.CompletedProcess[str]) -> dict[str, Any]:
    """The one JSON object that was printed."""
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def test_an_import_says_in_json_what_became_of_every_row(settings: Settings, tmp_path: Path) -> None:
    """Counts and sums reconcile, credits are negative, and the exit code is 0 when all rows went in."""
    done = run(settings, "import", "ledger", written(tmp_path, "a.csv", GOOD), "--json")
    assert done.returncode == 0, done.stderr
    answer = said(done)
    expected = {
        "file": "a.csv", "kind": "ledger", "rows": 2, "accepted": 2, "refused": 0, "unchanged": 0, "updated": 0,
        "amount_accepted": "513.38", "amount_refused": "0.00", "issues": [],
    }  # fmt: skip
    assert {name: answer[name] for name in expected} == expected
    again = said(run(settings, "import", "ledger", written(tmp_path, "a.csv", GOOD), "--json"))
    assert (again["accepted"], again["unchanged"], again["amount_accepted"]) == (0, 2, "0.00")


def test_a_refused_row_is_named_and_the_rest_goes_in(settings: Settings, tmp_path: Path) -> None:
    """An impossible date is an issue with line, column and value; exit code 1; with --strict nothing goes in."""
    path = written(tmp_path, "bad.csv", ONE_BAD)
    strict = run(settings, "import", "ledger", path, "--json", "--strict")
    assert strict.returncode == 1
    assert (said(strict)["accepted"], said(strict)["refused"]) == (0, 2)
    done = run(settings, "import", "ledger", path, "--json")
    assert done.returncode == 1
    answer = said(done)
    assert (answer["accepted"], answer["refused"], answer["amount_refused"]) == (1, 1, "20.00")
    issue = answer["issues"][0]
    assert (issue["line"], issue["column"], issue["value"]) == (3, "Date", "31/02/2026")


def test_an_ambiguous_date_is_asked_not_guessed(settings: Settings, tmp_path: Path) -> None:
    """All days under 13: exit code 2 and how to answer; with the answer it goes in as said."""
    path = written(tmp_path, "when.csv", AMBIGUOUS)
    done = run(settings, "import", "ledger", path)
    assert done.returncode == 2
    assert "--date-order" in done.stderr
    assert run(settings, "import", "ledger", path, "--date-order", "mdy").returncode == 0
    store = Store(settings)
    with store.snapshot() as plan:
        assert str(plan.value("select min(posted_on) from ledger_line")) == "2026-01-02"
    store.close()


def test_a_second_command_waits_for_the_first(settings: Settings, tmp_path: Path) -> None:
    """Two imports at once: the later one says what it waits for, then goes in too."""
    holding = (
        "import sys; sys.argv[0] = 'itstrat/__main__.py'; from pathlib import Path;"
        "from itstrat.store.holding import Hold; hold = Hold(Path(sys.argv[1]));"
        "print('held', flush=True); sys.stdin.readline(); hold.release()"
    )
    words = [sys.executable, "-c", holding, str(settings.database)]
    with subprocess.Popen(words, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as first:
        assert first.stdout is not None
        assert first.stdout.readline() == "held\n"
        second = started(settings, "import", "ledger", written(tmp_path, "a.csv", GOOD), "--json")
        assert second.stderr is not None
        assert any(f"waiting for process {first.pid}" in line for line in second.stderr)
        first.communicate("go on\n")
    output, trouble = second.communicate()
    assert second.returncode == 0, trouble
    assert json.loads(output)["accepted"] == 2


def test_nothing_that_a_terminal_obeys_is_printed(settings: Settings, tmp_path: Path) -> None:
    """Escape sequences, line ends and odd bytes in cells and file names are shown as their codes."""
    path = os.fsdecode(os.fsencode(tmp_path) + b"/odd\x1b[31m\n\xe9.csv")
    written(tmp_path, path, "Date,Supplier,Amount\n2026-01-31,A,\x1b[2J\n2026-01-31,A,2\n")
    done = run(settings, "import", "ledger", path)
    assert done.returncode == 1, done.stderr
    assert "\x1b" not in done.stdout + done.stderr
    assert "\\x1b[2J" in done.stdout
    assert done.stdout.startswith("odd\\x1b[31m\\n")
    nowhere = run(settings, "import", "ledger", path + "x")
    assert (nowhere.returncode, "\x1b" in nowhere.stderr, "Traceback" in nowhere.stderr) == (2, False, False)


def test_what_is_no_file_is_refused_at_once(settings: Settings, tmp_path: Path) -> None:
    """A pipe that nobody writes to, a folder, a device and a link to itself each get a sentence."""
    os.mkfifo(tmp_path / "pipe.csv")
    (tmp_path / "loop.csv").symlink_to(tmp_path / "loop.csv")
    names = [str(tmp_path / "pipe.csv"), str(tmp_path), "/dev/zero", str(tmp_path / "loop.csv")]
    done = run(settings, "import", "ledger", *names)
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 4, done.stderr


def test_lines_that_are_no_data_are_counted_not_listed(settings: Settings, tmp_path: Path) -> None:
    """Thousands of blank lines cost one line of the answer, which names the first of them."""
    done = run(settings, "import", "ledger", written(tmp_path, "a.csv", "Title\n" + GOOD + "\n" * 5000))
    assert "1 x above the header, line 1\n" in done.stdout
    assert "5,000 x blank, line 5, 6, 7, " in done.stdout
    assert len(done.stdout) < 500


def test_each_sheet_of_a_workbook_goes_in(settings: Settings, tmp_path: Path) -> None:
    """One sheet by its name, or every one that holds such a table, each with an answer of its own."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for month in ("Jan", "Feb"):
        page = book.create_sheet(month)
        page.append(["Date", "Supplier", "Amount"])
        page.append([date(2026, 1, 31), f"Shop of {month}", 10])
    path = tmp_path / "book.xlsx"
    book.save(path)
    assert said(run(settings, "import", "ledger", str(path), "--json", "--sheet", "Feb"))["sheet"] == "Feb"
    every = run(settings, "import", "ledger", str(path), "--json", "--sheet", "all")
    answers = [json.loads(one) for one in every.stdout.splitlines()]
    assert [(one["sheet"], one["accepted"], one["unchanged"]) for one in answers] == [
        ("Jan", 1, 0),
        ("Feb", 0, 1),
    ]


def test_a_dry_run_changes_nothing(settings: Settings, tmp_path: Path) -> None:
    """The numbers are those of the import, and the plan stays empty."""
    done = run(settings, "import", "ledger", written(tmp_path, "a.csv", GOOD), "--dry-run")
    assert "2 accepted" in done.stdout
    assert "dry run" in done.stdout
    store = Store(settings)
    with store.snapshot() as plan:
        assert plan.value("select count(*) from ledger_line") == 0
    store.close()


def test_columns_nobody_knows_are_mapped_by_hand(settings: Settings, tmp_path: Path) -> None:
    """--map says what a header means; a mistyped field is refused with the ones there are."""
    path = written(tmp_path, "odd.csv", "Wann,Wer,Wieviel\n2026-01-31,Acme,10\n")
    wrong = run(settings, "import", "ledger", path, "--map", "Wieviel=amuont")
    assert wrong.returncode == 2
    assert "amount" in wrong.stderr
    words = ["--map", "Wann=posted_on", "--map", "Wer=vendor_text", "--map", "Wieviel=amount"]
    assert run(settings, "import", "ledger", path, *words).returncode == 0
    # The mapping holds for the next file with these headers.
    second = written(tmp_path, "odd2.csv", "Wann,Wer,Wieviel\n2026-02-28,Acme,11\n")
    assert run(settings, "import", "ledger", second).returncode == 0


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["import", "ledger", "nowhere.csv"], "nowhere.csv"),
        (["import", "ledger", "README.md"], "README.md"),
        (["restore", "nowhere.duckdb"], "no backup"),
    ],
)
def test_what_cannot_be_used_gets_a_sentence_and_exit_code_2(
    settings: Settings, words: list[str], expected: str
) -> None:
    """No traceback, but what is wrong with which file."""
    done = run(settings, *words)
    assert done.returncode == 2
    assert expected in done.stderr
    assert "Traceback" not in done.stderr


def test_the_demo_company_moves_with_the_day(settings: Settings) -> None:
    """Loaded a year later, its newest lines are a year later too, and the plan adds up."""
    done = run(settings, "demo", "--as-of", "2027-12-03")
    assert done.returncode == 0, done.stderr
    store = Store(settings)
    with store.snapshot() as plan:
        newest = str(plan.value("select max(posted_on) from ledger_line"))
        assert "2027-10-23" < newest <= "2027-12-03"
        assert plan.value("select sum(amount) from ledger_month") == plan.value(
            "select sum(amount) from ledger_line"
        )
    store.close()
    assert "adds up" in run(settings, "check").stdout
    again = run(settings, "demo")
    assert again.returncode == 2
    assert "holds a plan already" in again.stderr


def test_commands_work_beside_a_running_dashboard(settings: Settings, tmp_path: Path) -> None:
    """A nightly import and a backup go through while the dashboard holds the plan; a restore says why not."""
    with serving(settings) as server:
        with urllib.request.urlopen(f"{server.url}/_stcore/script-health-check", timeout=60) as reply:  # noqa: S310
            assert reply.read() == b"ok"
        done = run(settings, "import", "ledger", written(tmp_path, "a.csv", GOOD), "--json")
        assert done.returncode == 0, done.stderr
        assert said(done)["accepted"] == 2
        refused = run(settings, "import", "ledger", written(tmp_path, "when.csv", AMBIGUOUS))
        assert refused.returncode == 2
        assert "--date-order" in refused.stderr
        backup = run(settings, "backup").stdout.strip()
        restore = run(settings, "restore", backup)
        assert restore.returncode == 2
        assert "in use by process" in restore.stderr
    assert run(settings, "restore", backup).returncode == 0
    store = Store(settings)
    with store.snapshot() as plan:
        assert plan.value("select sum(amount) from ledger_line") == Decimal("513.38")
    store.close()
