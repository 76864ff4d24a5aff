"""`python -m itstrat run`, as a person types it."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import urllib.request
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from itstrat.settings import ROOT
from itstrat.store.database import Store
from itstrat.ui.running import forward_signals
from tests.serving import Server, ended, free_port
from tests.talking import talking

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from itstrat.settings import Settings

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="stopped by POSIX signals")

# Something that hears of its end and does not come to it.
BUSY = """
import signal
signal.signal(signal.SIGTERM, lambda *_: print("asked to stop", flush=True))
print("ready", flush=True)
while True:
    signal.pause()
"""


@pytest.fixture
def made(settings: Settings) -> Settings:
    """A plan that exists, so that no demo company is loaded first."""
    Store(settings).close()
    return settings


def command(settings: Settings, port: int) -> subprocess.Popen[bytes]:
    """The command, started; what it says can be read."""
    return subprocess.Popen(
        [sys.executable, "-m", "itstrat", "run", "--port", str(port)],
        cwd=ROOT,
        env=os.environ | {"ITSTRAT_DATABASE": str(settings.database)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )


@contextmanager
def running(settings: Settings) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    """The command once it has printed its address, and its port."""
    port = free_port()
    child = command(settings, port)
    with ended(child):
        assert child.stdout is not None
        assert any(f"itstrat is ready: http://127.0.0.1:{port}".encode() in line for line in child.stdout)
        yield child, port


def said(child: subprocess.Popen[bytes]) -> str:
    """Everything it says until it ends, on one line."""
    with ended(child):
        return " ".join(child.communicate(timeout=60)[0].decode().split())


def test_it_answers_and_stops_on_ctrl_c(made: Settings) -> None:
    """The printed address works; after Ctrl+C the exit code is 0, nobody listens and the plan is free."""
    with running(made) as (child, port):
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=10) as page:
            assert page.status == 200
        child.send_signal(signal.SIGINT)
        assert child.wait(30) == 0
        with socket.socket() as probe:
            assert probe.connect_ex(("127.0.0.1", port)) != 0
        Store(made).close()


def test_a_second_ctrl_c_does_not_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    """What goes on after the first one, because a page is still at work, is ended by the second."""
    handlers: dict[int, Callable[..., None]] = {}
    monkeypatch.setattr(signal, "signal", handlers.__setitem__)
    busy = subprocess.Popen([sys.executable, "-c", BUSY], stdout=subprocess.PIPE, start_new_session=True)
    with busy as child, ended(child):
        assert child.stdout is not None
        assert child.stdout.readline()
        forward_signals(child)
        handlers[signal.SIGINT](signal.SIGINT, None)
        assert child.stdout.readline() == b"asked to stop\n"
        assert child.poll() is None
        handlers[signal.SIGINT](signal.SIGINT, None)
        assert child.wait(30) == -signal.SIGKILL


def test_when_it_is_ready_a_page_asked_for_by_name_comes_with_the_dashboard(made: Settings) -> None:
    """The menu stands before the first page is made: nobody meets a page file started by itself."""
    with running(made) as (_, port), talking(Server(port, made, made.database)) as talk:
        talk.open("spend")
        assert any(kind == "date_input" for kind, _ in talk.elements)


def test_a_second_run_of_the_same_plan_names_the_holder(made: Settings) -> None:
    """It does not start, says which process has the plan, and ends with code 2."""
    with running(made):
        second = command(made, free_port())
        assert "is in use by process" in said(second)
        assert second.returncode == 2


def test_a_taken_port_is_told_with_the_way_out(made: Settings) -> None:
    """It does not start on another port silently: the message names one to try."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        child = command(made, port)
        assert f"choose another port: python -m itstrat run --port {port + 1}" in said(child)
        assert child.returncode == 2
