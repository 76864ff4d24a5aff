"""The dashboard as a program of its own: started, warmed up, stopped with us. Needs no Streamlit in this process."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from typing import TYPE_CHECKING

from itstrat.errors import ItstratError
from itstrat.settings import ROOT
from itstrat.store.holding import Hold

if TYPE_CHECKING:
    from types import FrameType

    from itstrat.settings import Settings

_LAST_PORT = 65_535
_START_WITHIN = 60.0
_STOP_WITHIN = 15.0
_RUN_ONCE = "/_stcore/script-health-check"
_EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "[::1]", "": "127.0.0.1"}  # noqa: S104 - where to reach it from here


def run(settings: Settings, address: str, port: int) -> int:
    """Run the dashboard until it ends or we are told to stop; gives its exit code.

    Raises PlanBusyError, naming the holder, when the plan is held, and ItstratError when the port is taken or the
    dashboard does not come up.
    """
    Hold(settings.database).release()
    require_free(address, port)
    child = _start(settings, address, port)
    forward_signals(child)
    url = f"http://{_EVERYWHERE.get(address, address)}:{port}"
    try:
        _wait_until_healthy(child, url)
        open_up(url)
        # The first page is made while the browser loads.
        threading.Thread(target=make_first_page, args=[url], daemon=True).start()
        print(f"itstrat is ready: {url}  (stop it with Ctrl+C)", flush=True)
        code = child.wait()
    finally:
        stop(child)
    return code if code >= 0 else 128 - code


def open_up(url: str) -> None:
    """Run dashboard.py up to its page: the plan is open and the menu known before anybody asks for a page by its name.

    Raises ItstratError when that fails.
    """
    if _answer(url + _RUN_ONCE) != "ok":
        raise ItstratError("The dashboard started but cannot show anything; what it printed above says why.")


def make_first_page(url: str) -> None:
    """Have the first page's reports made, which stay for whoever asks; what fails is told to the person who looks."""
    _answer(url + _RUN_ONCE)


def require_free(address: str, port: int) -> None:
    """Raise ItstratError unless this address and port can be listened on."""
    if not 1 <= port <= _LAST_PORT:
        raise ItstratError(f"A port is a number from 1 to {_LAST_PORT}, not {port}.")
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with socket.socket(family) as probe:
        if os.name == "posix":
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address, port))
        except socket.gaierror as fault:
            raise ItstratError(f"{address} is no address of this computer; 127.0.0.1 is one.") from fault
        except OSError as fault:
            raise ItstratError(
                f"{address}:{port} cannot be used ({fault.strerror}). "
                f"Another dashboard may be there; choose another port: python -m itstrat run --port {port + 1}"
            ) from fault


def stop(child: subprocess.Popen[bytes]) -> None:
    """End the dashboard kindly, then firmly."""
    if child.poll() is not None:
        return
    child.terminate()
    try:
        child.wait(_STOP_WITHIN)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()


def _start(settings: Settings, address: str, port: int) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "streamlit", "run", str(ROOT / "dashboard.py")]
    options = {"server.address": address, "server.port": port, "server.headless": "true"}
    return subprocess.Popen(
        [*command, *(part for name, value in options.items() for part in (f"--{name}", str(value)))],
        cwd=ROOT,
        env=os.environ | {"ITSTRAT_DATABASE": str(settings.database)},
        # Its own group, so that Ctrl+C reaches it once, through us.
        start_new_session=True,
    )


def forward_signals(child: subprocess.Popen[bytes]) -> None:
    """Ctrl+C and the like end the dashboard kindly, for as long as it takes to finish a page; a second one at once."""
    asked = threading.Event()

    def hand_on(_number: int, _frame: FrameType | None) -> None:
        if child.poll() is not None:
            return
        if asked.is_set():
            child.kill()
        else:
            asked.set()
            child.terminate()

    signal.signal(signal.SIGINT, hand_on)
    signal.signal(signal.SIGTERM, hand_on)


def _wait_until_healthy(child: subprocess.Popen[bytes], url: str) -> None:
    patience = time.monotonic() + _START_WITHIN
    while child.poll() is None and time.monotonic() < patience:
        if _answer(f"{url}/_stcore/health") == "ok":
            return
        time.sleep(0.02)
    raise ItstratError("The dashboard did not start; what it printed above says why.")


def _answer(url: str) -> str:
    try:
        with urllib.request.urlopen(url, timeout=_START_WITHIN) as reply:  # noqa: S310 - always our own http address
            text: str = reply.read(64).decode(errors="replace").strip()
            return text
    except OSError:
        return ""
