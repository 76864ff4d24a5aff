"""A client that speaks the dashboard's websocket directly, as somebody would who does not care for its pages."""

from __future__ import annotations

import socket
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect

from tests.serving import Server, serving

if TYPE_CHECKING:
    from collections.abc import Iterator

    from itstrat.settings import Settings


@dataclass(slots=True)
class Talk:
    """One session. `elements` are those of the last run, by kind: ("button", message)."""

    line: ClientConnection
    elements: list[tuple[str, Any]] = field(default_factory=list)
    redirect: str = ""

    def open(self, page: str = "", query: str = "") -> None:
        """Ask for a page by its name in the address, as a fresh tab does, and wait for the end of the run."""
        self._ask(page, query)

    def press(self, *widgets: str, page: str = "") -> None:
        """Claim that these buttons were pressed, drawn or not, and wait for the end of the run."""
        self._ask(page, "", widgets)

    def said(self) -> str:
        """Every text of the last run, one a line."""
        return "\n".join(_text(message) for _, message in self.elements)

    def widget(self, key: str) -> str:
        """The id of the drawn widget with this key."""
        return next(
            str(message.id)
            for _, message in self.elements
            if str(getattr(message, "id", "")).endswith(f"-{key}")
        )

    def _ask(self, page: str, query: str, pressed: tuple[str, ...] = ()) -> None:
        message = BackMsg()
        message.rerun_script.page_name = page
        message.rerun_script.query_string = query
        for widget in pressed:
            state = message.rerun_script.widget_states.widgets.add()
            state.id, state.trigger_value = widget, True
        self.line.send(message.SerializeToString())
        self._hear()

    def _hear(self) -> None:
        self.elements, self.redirect = [], ""
        while True:
            said = ForwardMsg()
            said.ParseFromString(bytes(self.line.recv(timeout=120)))  # type: ignore[arg-type]
            kind = said.WhichOneof("type")
            if kind == "delta" and said.delta.HasField("new_element"):
                element = said.delta.new_element
                name = element.WhichOneof("type") or ""
                self.elements.append((name, getattr(element, name)))
            elif kind == "auth_redirect":
                self.redirect = said.auth_redirect.url
            elif kind == "script_finished":
                return


@contextmanager
def talking(
    server: Server, *, host: str = "", origin: str | None = None, cookies: dict[str, str] | None = None
) -> Iterator[Talk]:
    """A session with the server. `host` is the name it is asked by, `cookies` those of a signed-in browser."""
    kept = cookies or {}
    headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in kept.items())} if kept else {}
    subprotocols = ["streamlit", *([kept["_streamlit_xsrf"]] if "_streamlit_xsrf" in kept else [])]
    port = server.port
    with connect(
        f"ws://{host or '127.0.0.1'}:{port}/_stcore/stream",
        sock=socket.create_connection(("127.0.0.1", port)),
        origin=origin,  # type: ignore[arg-type]
        additional_headers=headers,
        subprotocols=subprotocols,  # type: ignore[arg-type]
        proxy=None,
        max_size=None,
    ) as line:
        yield Talk(line)


@contextmanager
def warmed_up(settings: Settings) -> Iterator[Server]:
    """A dashboard on this plan that has drawn its first page for somebody already."""
    with serving(settings) as server:
        with talking(server) as first:
            first.open()
        yield server


def _text(message: Any) -> str:
    return str(getattr(message, "body", "") or getattr(message, "label", ""))
