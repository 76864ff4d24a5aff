"""A viewer's session over the raw websocket: a page is opened, then departments or days are chosen, each answer timed."""

from __future__ import annotations

import time
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

from benchmarks.plans import DAY, FISCAL_YEAR

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from datetime import date

SCOPE = f"as_of={DAY}&fiscal_year={FISCAL_YEAR}"
_PATIENCE = 2**26  # bytes: the largest frame taken


class Session:
    """One tab of one viewer. Its times are seconds from the request to the last frame of the answer.

    Unlike a browser it keeps no frame, so every answer is sent whole.
    """

    def __init__(self, line: ClientConnection) -> None:
        """Speak over an open line."""
        self._line = line
        self._page = ""
        self._widgets: dict[str, str] = {}
        self.frame_bytes = 0

    async def open(self, page: str) -> float:
        """Ask for a page by its name, as a fresh tab does."""
        ask = BackMsg()
        ask.rerun_script.page_name = page
        ask.rerun_script.query_string = SCOPE
        return await self._answered(ask)

    async def choose(self, department: str) -> float:
        """Choose a department in the sidebar of the page."""
        ask = self._rerun(f"{SCOPE}&department={department.replace(' ', '+')}")
        state = ask.rerun_script.widget_states.widgets.add()
        state.id, state.string_value = self._widgets["department"], department
        return await self._answered(ask)

    async def look_on(self, day: date) -> float:
        """Choose another day in the sidebar of the page."""
        ask = self._rerun(f"as_of={day}&fiscal_year={FISCAL_YEAR}")
        state = ask.rerun_script.widget_states.widgets.add()
        state.id = self._widgets["as_of"]
        state.string_array_value.data.append(f"{day}")
        return await self._answered(ask)

    def _rerun(self, query: str) -> BackMsg:
        ask = BackMsg()
        ask.rerun_script.page_script_hash = self._page
        ask.rerun_script.query_string = query
        return ask

    async def _answered(self, ask: BackMsg) -> float:
        said, self.frame_bytes = ForwardMsg(), 0
        begun = time.perf_counter()
        await self._line.send(ask.SerializeToString())
        while said.WhichOneof("type") != "script_finished":
            frame = await self._line.recv(decode=False)
            said.ParseFromString(frame)
            self.frame_bytes += len(frame)
            self._note(said)
        taken = time.perf_counter() - begun
        assert said.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY
        return taken

    def _note(self, said: ForwardMsg) -> None:
        """Remember which page this is and which widgets choose; an error fails the measurement."""
        if said.HasField("new_session"):
            self._page = said.new_session.page_script_hash
        elif said.HasField("navigation"):
            self._page = said.navigation.page_script_hash
        elif said.HasField("delta"):
            drawn = said.delta.new_element
            assert drawn.WhichOneof("type") not in {"exception", "alert"}, drawn
            if drawn.HasField("selectbox") and drawn.selectbox.id.endswith("-department"):
                self._widgets["department"] = drawn.selectbox.id
            if drawn.HasField("date_input") and drawn.date_input.id.endswith("-as_of"):
                self._widgets["as_of"] = drawn.date_input.id


@asynccontextmanager
async def session(port: int) -> AsyncIterator[Session]:
    """A new tab at the server on this port."""
    async with connect(
        f"ws://127.0.0.1:{port}/_stcore/stream",
        subprotocols=["streamlit"],  # type: ignore[list-item]
        proxy=None,
        max_size=_PATIENCE,
        compression=None,
    ) as line:
        yield Session(line)
