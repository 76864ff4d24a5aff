"""A real dashboard server for tests: own process, own port, own plan."""

from __future__ import annotations

import os
import random
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from itstrat.settings import ROOT, Settings

if TYPE_CHECKING:
    from collections.abc import Iterator

NO_BROWSER = "browser tests did not run: no Chromium"


@dataclass(frozen=True, slots=True)
class Server:
    """A dashboard that listens on `port` of this computer."""

    port: int
    settings: Settings
    log: Path

    @property
    def host(self) -> str:
        """How it is reached."""
        return f"127.0.0.1:{self.port}"

    @property
    def url(self) -> str:
        """Address of its first page."""
        return f"http://{self.host}"


@contextmanager
def serving(
    settings: Settings,
    *,
    script: Path = ROOT / "dashboard.py",
    address: str = "127.0.0.1",
    port: int = 0,
    secrets: Path | None = None,
) -> Iterator[Server]:
    """A dashboard on this plan, up but not yet asked for anything; ended when the block ends."""
    home = settings.database.parent
    home.mkdir(parents=True, exist_ok=True)
    server = Server(port or free_port(), settings, home / "server.log")
    options = {
        "server.address": address,
        "server.port": server.port,
        "secrets.files": secrets or home / "no-secrets.toml",
    }
    command = [sys.executable, "-m", "streamlit", "run", str(script)]
    with server.log.open("wb") as log:
        child = subprocess.Popen(
            [*command, *(word for name, value in options.items() for word in (f"--{name}", str(value)))],
            cwd=ROOT,
            env=os.environ | {"ITSTRAT_DATABASE": str(settings.database)},
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    with ended(child):
        wait_for(f"{server.url}/_stcore/health", child)
        yield server


def free_port() -> int:
    """A port nobody listens on now, from a range out of which the system gives none to connections by itself."""
    for port in random.sample(range(20_000, 30_000), 100):
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port
    raise AssertionError("a hundred ports are taken")


def wait_for(url: str, child: subprocess.Popen[bytes]) -> None:
    """Wait until the address answers."""
    patience = time.monotonic() + 120
    while time.monotonic() < patience and child.poll() is None:
        try:
            with urllib.request.urlopen(url, timeout=5) as reply:  # noqa: S310 - our own server
                reply.read()
                return
        except OSError:
            time.sleep(0.05)
    raise AssertionError(f"nobody answers at {url}")


@contextmanager
def ended(child: subprocess.Popen[bytes]) -> Iterator[None]:
    """End the process, and what it started, when the block ends."""
    try:
        yield
    finally:
        child.terminate()
        try:
            child.wait(30)
        except subprocess.TimeoutExpired:
            os.killpg(child.pid, signal.SIGKILL)
            child.wait()
