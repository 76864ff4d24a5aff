"""Nobody waits for what need not be waited for."""

from __future__ import annotations

import asyncio
import socket
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

from itstrat.ui import access, latency
from itstrat.ui.latency import send_at_once

if TYPE_CHECKING:
    from streamlit.testing.v1 import AppTest


def test_connections_of_a_socket_without_a_protocol_number_do_not_wait() -> None:
    """A server on a plain socket, as Streamlit makes it, sends small messages without Nagle's delay."""

    async def accepted() -> int:
        found: asyncio.Future[int] = asyncio.get_running_loop().create_future()

        async def greet(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            connection: socket.socket = writer.get_extra_info("socket")
            found.set_result(connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))
            writer.close()

        listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        listening.bind(("127.0.0.1", 0))
        async with await asyncio.start_server(greet, sock=listening):
            _, writer = await asyncio.open_connection(*listening.getsockname())
            result = await found
            writer.close()
        return result

    send_at_once()
    # In a thread of its own, because another test may have a loop running in this one.
    with ThreadPoolExecutor(1) as thread:
        assert thread.submit(lambda: asyncio.run(accepted())).result() == 1


@pytest.mark.parametrize(("headers", "shown"), [({}, False), ({"Host": "127.0.0.1"}, True)])
def test_only_a_first_run_that_nobody_sees_ends_before_its_page(
    dashboard: AppTest, monkeypatch: pytest.MonkeyPatch, headers: dict[str, str], *, shown: bool
) -> None:
    """The warm-up's first run has the sidebar and no page; its second, and a person's first, have both."""
    monkeypatch.setattr(latency, "_begun", threading.Event())
    monkeypatch.setattr(access, "_headers", lambda: headers)
    dashboard.run()
    assert dashboard.sidebar.selectbox(key="department")
    assert bool(dashboard.title) is shown
    dashboard.run()
    assert dashboard.title
