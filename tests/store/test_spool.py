"""Work handed to the process that holds the plan."""

from __future__ import annotations

import json
import os
import subprocess
from typing import TYPE_CHECKING, Any

import pytest

from itstrat.errors import ItstratError, PlanBusyError
from itstrat.store import spool
from itstrat.store.database import Store
from itstrat.store.holding import Hold
from itstrat.store.spool import Clerk, PlanFreeError, hand_over

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from itstrat.settings import Settings

Answer = dict[str, Any]


@pytest.fixture
def clerk(store: Store) -> Iterator[Clerk]:
    """A clerk that adds numbers, refuses some and breaks on others."""

    def add(request: Answer, say: Callable[[Answer], None]) -> Answer:
        say({"done": 1})
        if request["numbers"] == []:
            raise ItstratError("There is nothing to add.")
        return {"sum": sum(request["numbers"])}

    working = Clerk(store.settings, {"add": add})
    yield working
    working.stop()


def test_the_holder_does_the_work_and_answers(store: Store, clerk: Clerk) -> None:
    """A job gets the handler's answer, and its folder is gone afterwards."""
    assert hand_over(store.settings, "add", {"numbers": [1, 2]}) == {"sum": 3}
    assert list((store.settings.spool / "jobs").iterdir()) == []


def test_a_refusal_reaches_whoever_asked(store: Store, clerk: Clerk) -> None:
    """The handler's own words come back as an error."""
    with pytest.raises(ItstratError, match="nothing to add"):
        hand_over(store.settings, "add", {"numbers": []})


def test_a_broken_handler_does_not_stop_the_clerk(store: Store, clerk: Clerk) -> None:
    """An internal error is answered, and the next job is done."""
    with pytest.raises(ItstratError, match="could not do it"):
        hand_over(store.settings, "add", {"numbers": "x"})
    assert hand_over(store.settings, "add", {"numbers": [5]}) == {"sum": 5}


@pytest.mark.parametrize(
    "text", ["", "[]", "7", '{"pid": null}', '{"pid": 1e400}', '{"pid": 1' + "0" * 40 + "}", "[" * 100_000]
)
def test_nonsense_in_the_folder_does_not_stop_the_clerk(store: Store, clerk: Clerk, text: str) -> None:
    """What no command wrote is swept away, also by whoever opens the plan next, and the next job is done."""
    folder = store.settings.spool / "jobs" / "0"
    folder.mkdir(parents=True)
    (folder / "job.json").write_text(text, encoding="utf-8")
    assert hand_over(store.settings, "add", {"numbers": [5]}) == {"sum": 5}
    assert not folder.exists()
    folder.mkdir()
    (folder / "job.json").write_text(text, encoding="utf-8")
    spool.sweep(store.settings)


def test_an_unknown_job_says_what_to_do(store: Store, clerk: Clerk) -> None:
    """What the running program cannot do is said, with the way out."""
    with pytest.raises(ItstratError, match="Stop it, then run the command again"):
        hand_over(store.settings, "dance", {})


def test_a_holder_that_takes_no_work_is_named(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody picks the job up: the message names the holder, and no job is left behind."""
    monkeypatch.setattr(spool, "_PICKED_UP_WITHIN", 0.3)
    with pytest.raises(PlanBusyError, match=r"process \d+.*Close it"):
        hand_over(store.settings, "add", {"numbers": [1]})
    assert list((store.settings.spool / "jobs").iterdir()) == []


def test_a_holder_that_stops_half_way_is_noticed(settings: Settings) -> None:
    """A job taken by a process that is gone does not wait for ever."""
    import threading

    hold = Hold(settings.database)

    def take() -> None:
        jobs = settings.spool / "jobs"
        while not (found := list(jobs.glob("*/job.json"))):
            pass
        found[0].rename(found[0].with_name("taken.json"))
        hold.release()

    thief = threading.Thread(target=take)
    thief.start()
    with pytest.raises(PlanBusyError, match="stopped before it had finished"):
        hand_over(settings, "add", {"numbers": [1]})
    thief.join()


def test_a_plan_given_back_is_not_waited_for(settings: Settings) -> None:
    """A job that nobody took says so as soon as the plan is free, and leaves nothing behind."""
    with pytest.raises(PlanFreeError):
        hand_over(settings, "add", {"numbers": [1]})
    assert list((settings.spool / "jobs").iterdir()) == []


def test_a_job_whose_asker_was_killed_is_not_done(store: Store, clerk: Clerk) -> None:
    """Nobody waits for it any more, and it was asked of another day's plan."""
    gone = subprocess.Popen(["true"])
    gone.wait()
    folder = store.settings.spool / "jobs" / "0-gone"
    folder.mkdir(parents=True)
    job = {"verb": "add", "request": {"numbers": [7]}, "pid": gone.pid}
    (folder / "job.json").write_text(json.dumps(job), encoding="utf-8")
    assert hand_over(store.settings, "add", {"numbers": [2]}) == {"sum": 2}
    assert not folder.exists()


def test_what_a_killed_process_left_is_swept_at_the_next_start(settings: Settings) -> None:
    """Staged parts, spilled blocks and jobs of dead askers go; a job that is waited for stays."""
    gone = subprocess.Popen(["true"])
    gone.wait()
    left = [settings.spool / "staging" / "tmp1" / "records.parquet", settings.spool / "spill" / "block.tmp"]
    jobs = {pid: settings.spool / "jobs" / f"{pid}" / "job.json" for pid in (gone.pid, os.getpid())}
    for path in (*left, *jobs.values()):
        path.parent.mkdir(parents=True)
        path.write_text("{}", encoding="utf-8")
    for pid, path in jobs.items():
        path.write_text(json.dumps({"pid": pid}), encoding="utf-8")
    Store(settings).close()
    assert [path.exists() for path in left] == [False, False]
    assert [path.exists() for path in jobs.values()] == [False, True]


def test_a_mangled_job_is_thrown_away(store: Store, clerk: Clerk) -> None:
    """Half a file in the jobs folder harms nobody."""
    folder = store.settings.spool / "jobs" / "0-bad"
    folder.mkdir(parents=True)
    (folder / "job.json").write_text("{", encoding="utf-8")
    assert hand_over(store.settings, "add", {"numbers": [2]}) == {"sum": 2}
    assert not folder.exists()


@pytest.mark.parametrize("name", ["file/plan.duckdb", "folder"])
def test_a_place_that_cannot_hold_a_plan_is_named(tmp_path: Path, name: str) -> None:
    """A folder that is none, or a plan that is a folder, gets a sentence with the way out, and no file beside it."""
    (tmp_path / "file").write_text("", encoding="utf-8")
    (tmp_path / "folder").mkdir()
    with pytest.raises(ItstratError, match="ITSTRAT_DATABASE="):
        Hold(tmp_path / name)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "folder"]
