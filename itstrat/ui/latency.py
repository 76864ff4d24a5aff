"""Nobody waits for what need not be waited for: the first run ends early where nobody looks, and answers leave at once.

Streamlit listens on a socket without a protocol number, and asyncio switches Nagle's algorithm off only on sockets that
name TCP. With it on, the last small message of an answer waits for the browser's delayed acknowledgement: 40 ms.
"""

from __future__ import annotations

import asyncio.base_events
import socket
import threading

import streamlit as st

_begun = threading.Event()


def stop_unseen(*, seen: bool) -> None:
    """End the first run of this process here, unless a browser is there to see it.

    It is the warm-up's. The menu stands now and the plan is open, which is all that "ready" promises: the first page is made
    while the browser of whoever reads that is still loading.
    """
    if not _begun.is_set():
        _begun.set()
        if not seen:
            st.stop()


def send_at_once() -> None:
    """Have every connection accepted from now on send without waiting. Does nothing where asyncio has changed."""
    if hasattr(asyncio.base_events, "_set_nodelay"):
        asyncio.base_events._set_nodelay = _without_delay  # noqa: SLF001 there is no public way


def _without_delay(connection: socket.socket) -> None:
    if connection.family in {socket.AF_INET, socket.AF_INET6} and connection.type == socket.SOCK_STREAM:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
