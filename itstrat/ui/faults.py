"""What went wrong, said to a person: one boundary for pages, one for callbacks, and a log without secrets."""

from __future__ import annotations

import logging
import tomllib
import traceback
import uuid
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import streamlit as st

from itstrat.errors import ItstratError
from itstrat.ui.words import plain

if TYPE_CHECKING:
    from collections.abc import Iterator

_LOG = logging.getLogger("itstrat")
_NOTICE = "_notice"


@contextmanager
def boundary() -> Iterator[None]:
    """Show whatever goes wrong inside as a sentence; the rest of the page still stands."""
    try:
        yield
    except Exception as fault:  # noqa: BLE001 - this is the one place that catches everything
        st.error(plain(sentence(fault)), icon=":material/error:")


def sentence(fault: Exception) -> str:
    """What to tell the person. Anything but an ItstratError is logged, and found again by the number it is told with."""
    if isinstance(fault, ItstratError):
        return str(fault)
    number = uuid.uuid4().hex[:8]
    _LOG.error("Fault %s\n%s", number, redacted("".join(traceback.format_exception(fault))))
    return (
        f"Something went wrong inside itstrat; nothing was changed. Reload the page; if it comes back, "
        f"send the log line “Fault {number}” to whoever looks after this installation."
    )


def redacted(text: str) -> str:
    """The text with every value of secrets.toml struck out."""
    for secret in sorted(_leaves(secrets()), key=len, reverse=True):
        text = text.replace(secret, "•••")
    return text


def secrets() -> dict[str, Any]:
    """What secrets.toml says now, later files first in rank; read anew each time, so a change counts at once.

    Raises ItstratError when a file cannot be read.
    """
    merged: dict[str, Any] = {}
    for name in st.get_option("secrets.files"):
        path = Path(name)
        if path.is_file():
            merged |= _parsed(path)
    return merged


def _parsed(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as fault:
        raise ItstratError(f"{path.name} cannot be read, so nobody is let in. Mend it: {fault}") from fault


def notice(text: str, *, good: bool) -> None:
    """Keep a sentence from a callback for the page that is drawn after it."""
    st.session_state[_NOTICE] = (text, good)


def show_notice() -> None:
    """Show, once, what the last callback had to say."""
    text, good = st.session_state.pop(_NOTICE, ("", True))
    if text:
        (st.success if good else st.error)(plain(text))


def good_news() -> bool:
    """Whether the last callback did what it was asked; what it had to say still waits."""
    return bool(st.session_state.get(_NOTICE, ("", False))[1])


def _leaves(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for part in value.values():
            yield from _leaves(part)
    elif isinstance(value, list):
        for part in value:
            yield from _leaves(part)
    elif isinstance(value, str) and len(value) >= 6:
        yield value
