"""`report budget`, `reserve` and `forecast` as a person runs them."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from tests.commanding import run

if TYPE_CHECKING:
    import subprocess
    from pathlib import Path

    from itstrat.settings import Settings

NEEDS = "date,amount\n2026-01-01,0\n2027-01-01,10000\n2028-01-01,0\n2029-01-01,30000\n2030-01-01,5000\n"


def said(done: subprocess.CompletedProcess[str]) -> Any:
    """The JSON that was printed."""
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def written(folder: Path, text: str) -> str:
    """The path of a file with that text."""
    (folder / "file.csv").write_text(text, encoding="utf-8")
    return str(folder / "file.csv")


@pytest.mark.parametrize(
    ("options", "contribution"),
    [
        ((), "8000.00"),
        (("--rate", "0.02"), "7701.99"),
        (("--rate", "2%", "--timing", "start"), "7550.97"),
        (("--rate", "0.02", "--growth", "0.03"), "7369.32"),
        (("--rate", "0.02", "--growth", "3%", "--timing", "start"), "7224.82"),
        (("--floor", "2000"), "8500.00"),
    ],
)
def test_a_reserve_is_worked_out_from_any_file(
    settings: Settings, tmp_path: Path, options: tuple[str, ...], contribution: str
) -> None:
    """The published cases: 10,000 and 30,000 and 5,000 in years 2, 4 and 5 from 8,000; no plan is opened."""
    answer = said(
        run(settings, "reserve", "--needs", written(tmp_path, NEEDS), "--opening", "8000", *options, "--json")
    )
    assert (answer["contribution"], answer["binding"]) == (contribution, "2029-01-01")
    assert len(answer["balances"]) == 5
    assert min(map(Decimal, answer["balances"])) >= 0
    assert not settings.database.exists()


def test_without_json_a_reserve_is_told_in_words(settings: Settings, tmp_path: Path) -> None:
    """Contribution, binding period and every balance."""
    done = run(settings, "reserve", "--needs", written(tmp_path, NEEDS), "--opening", "8000")
    assert "Contribution: 8000.00" in done.stdout
    assert "2029-01-01             0.00" in done.stdout


@pytest.mark.parametrize(
    ("text", "options", "complaint"),
    [
        (NEEDS.replace("30000", "abc"), (), "file.csv:5: [amount]"),
        (NEEDS.replace("2028-01-01,0\n", ""), (), "one year is missing"),
        (NEEDS.replace("30000", "-1"), (), "need must not be negative"),
        (NEEDS, ("--opening", "much"), 'not "much"'),
        (NEEDS, ("--rate", "-2"), "above"),
        ("series,date,amount\na,2026-01,1\nb,2026-01,1\n", (), "2 series"),
        ("", (), "is empty"),
    ],
)
def test_bad_input_is_told_where_and_why(
    settings: Settings, tmp_path: Path, text: str, options: tuple[str, ...], complaint: str
) -> None:
    """File, line, column and value, on the error stream; exit code 2 and nothing printed."""
    done = run(settings, "reserve", "--needs", written(tmp_path, text), *options, "--json")
    assert done.returncode == 2
    assert complaint in done.stderr
    assert done.stdout == ""


def test_many_series_are_forecast_in_one_go(settings: Settings, tmp_path: Path) -> None:
    """A list with one answer a series in the order of the file; a single series is a list of one."""
    rows = [f"{name},{2022 + month // 12}-{month % 12 + 1:02}-01,{100 + 3 * month + step}"
            for name, step in (("b", 5), ("a", 9)) for month in range(48)]  # fmt: skip
    file = written(tmp_path, "series,date,amount\n" + "\n".join(rows) + "\n")
    answers = said(run(settings, "forecast", file, "--horizon", "6", "--json"))
    assert [one["series"] for one in answers] == ["b", "a"]
    keys = {"series", "model", "forecast", "low80", "high80", "total_low80", "total_high80", "backtest"}
    assert all(keys <= one.keys() and len(one["forecast"]) == 6 for one in answers)
    assert len(said(run(settings, "forecast", written(tmp_path, "month,amount\n2026-01,1\n"), "--json"))) == 1
    assert not settings.database.exists()


def test_a_forecast_says_what_it_cannot_read(settings: Settings, tmp_path: Path) -> None:
    """A date that is none, a file that is none, a horizon of nothing."""
    for text, more, complaint in (
        ("month,amount\n2026-13,1\n", (), "file.csv:2: [month]"),
        ("month,amount\n2026-01,1\n", ("--horizon", "0"), "between 1 and 120"),
    ):
        done = run(settings, "forecast", written(tmp_path, text), *more, "--json")
        assert done.returncode == 2
        assert complaint in done.stderr
    assert run(settings, "forecast", str(tmp_path / "none.csv")).returncode == 2


def test_the_budget_is_printed_whole(demo_plan: Settings) -> None:
    """Landing, years by driver, reserve, back-test and scenarios; a set input moves what it should and is named."""
    asked = ("report", "budget", "--json", "--as-of", "2026-11-22")
    base = said(run(demo_plan, *asked))
    more = said(run(demo_plan, *asked, "--set", "reserve_opening=40000", "--set", "price_inflation=5%"))
    assert Decimal(base["landing"]["landing"]) > 0
    assert Decimal(more["reserve"]["contribution"]) < Decimal(base["reserve"]["contribution"])
    assert (more["inputs"]["price_inflation"], base["inputs"]["price_inflation"]) == ("0.05", "0.03")
    assert {row["scenario"] for row in base["scenarios"]} == {"Approved plan"}
    assert base["backtest"][0]["Origins"] > 0
    assert {row["fiscal_year"] for row in base["years"]} == {2027, 2028, 2029, 2030, 2031}


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (("budget", "--set", "magic=1"), 'no input "magic"'),
        (("budget", "--set", "horizon_years=9"), "between 3 and 5"),
        (("budget", "--scenario", "none"), 'no scenario "none"'),
        (("spend", "--set", "price_inflation=5%"), "takes no inputs"),
    ],
)
def test_inputs_that_cannot_be_are_refused(
    settings: Settings, words: tuple[str, ...], complaint: str
) -> None:
    """Exit code 2 and the reason, with what there is."""
    done = run(settings, "report", *words, "--json")
    assert done.returncode == 2
    assert complaint in done.stderr
