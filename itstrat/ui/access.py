"""Who may do what, asked anew on the server every time it matters.

Without sign-in, the person at this computer is the CIO and everybody else looks on. With `[auth]` in secrets.toml
(OpenID Connect), `[roles]` decides by verified e-mail:

    [roles]
    editor = ["cio@example.com"]
    viewer = ["*@example.com"]   # optional: left out, everybody who signs in may look

"""

from __future__ import annotations

import ipaddress
import logging
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, datetime
from fnmatch import fnmatchcase
from functools import wraps
from typing import TYPE_CHECKING, Any, Literal, ParamSpec

import streamlit as st

from itstrat.errors import NotAllowedError
from itstrat.ui import faults

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

Role = Literal["editor", "viewer", "stranger"]
Asked = ParamSpec("Asked")

SESSION_HOURS = 12
LOCAL_EDITOR = "CIO (this computer)"
_LOG = logging.getLogger("itstrat.access")
# A proxy on this computer makes everybody look local; these headers give it away.
_PROXY_HEADERS = ("X-Forwarded-For", "X-Forwarded-Host", "X-Real-Ip", "Forwarded", "Via")
_admitted: ContextVar[bool] = ContextVar("admitted", default=False)


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who this session belongs to. `why` says what keeps an editor's rights away; empty for an editor.

    A stranger may see nothing: not signed in, signed in too long ago, or not listed.
    """

    who: str
    role: Role
    why: str = ""


def visitor() -> Visitor:
    """Who is there now: roles are looked up at every call, so a change of secrets.toml counts at once."""
    secrets = faults.secrets()
    if "auth" in secrets:
        return signed_in(st.user.to_dict(), secrets.get("roles", {}), datetime.now(UTC))
    return local(st.get_option("server.address"), _headers(), st.context.ip_address)


def role() -> Role:
    """What the person may do now."""
    return visitor().role


def who() -> str:
    """The person's name in the audit trail."""
    return visitor().who


def why_viewer() -> str:
    """Why the person may only look; empty for an editor."""
    return visitor().why


def require_editor() -> Visitor:
    """The visitor, who is an editor.

    Raises NotAllowedError for anybody else.
    """
    person = visitor()
    if person.role != "editor":
        raise NotAllowedError(f"Nothing was changed: only an editor may do this. {person.why}")
    return person


def editor_action(action: Callable[Asked, None]) -> Callable[Asked, None]:
    """A callback that runs only for an editor, whatever the page showed when it was drawn.

    What goes wrong, a refusal included, becomes a sentence on the page that is drawn next.
    """

    @wraps(action)
    def checked(*arguments: Asked.args, **named: Asked.kwargs) -> None:
        try:
            person = require_editor()
            action(*arguments, **named)
            _LOG.info("%s: %s", person.who, action.__qualname__)
        except Exception as fault:  # noqa: BLE001 - a callback runs outside the page's own boundary
            faults.notice(faults.sentence(fault), good=False)

    return checked


def seen() -> bool:
    """True where a browser asked for this run; the warm-up is none."""
    return bool(_headers())


@contextmanager
def admission() -> Iterator[None]:
    """While inside, pages may run: dashboard.py is in charge and has let the person in."""
    token = _admitted.set(True)
    try:
        yield
    finally:
        _admitted.reset(token)


def guard() -> None:
    """Stop a page that dashboard.py did not start, or whose visitor may not see it. First call of every page."""
    if _admitted.get() and role() != "stranger":
        return
    st.error("This page opens only from the dashboard's menu, for people who may see the plan.")
    st.stop()


def signed_in(user: Mapping[str, Any], roles: Mapping[str, Any], now: datetime) -> Visitor:
    """The role of a person known to the identity provider; `user` holds the claims of the id token."""
    email = str(user.get("email", "")).lower()
    name = email or str(user.get("name") or user.get("sub") or "somebody")
    if not user.get("is_logged_in"):
        return Visitor("somebody", "stranger", "Sign in to see the plan.")
    if not _fresh(user.get("iat"), now):
        return Visitor(name, "stranger", f"You signed in more than {SESSION_HOURS} hours ago; sign in again.")
    verified = user.get("email_verified") is True
    if verified and _listed(email, roles.get("editor", ())):
        return Visitor(name, "editor")
    if "viewer" in roles and not (verified and _listed(email, roles["viewer"])):
        return Visitor(name, "stranger", f"{name} is not among the people who may see this plan.")
    if not verified:
        return Visitor(name, "viewer", "Your identity provider has not verified your e-mail address.")
    return Visitor(name, "viewer", f"{email} is not listed as an editor.")


def local(address: str | None, headers: Mapping[str, str], ip: str | None) -> Visitor:
    """The role without sign-in: the CIO at this computer, reached directly, else a viewer.

    `address` is what the server is bound to (None: every address), `ip` the visitor's, None when it is this computer.
    """
    if not _is_loopback(address or ""):
        return Visitor(
            "viewer",
            "viewer",
            "This dashboard listens beyond this computer and sign-in is not set up, so everybody may only look. "
            "To edit, run it on 127.0.0.1 or set up [auth] and [roles] in .streamlit/secrets.toml.",
        )
    proxied = any(name in headers for name in _PROXY_HEADERS)
    if proxied or ip is not None or not _is_loopback(_host(headers.get("Host", ""))):
        return Visitor(
            "viewer",
            "viewer",
            "You reached this dashboard through another address than this computer's own and sign-in is not set "
            "up, so you may only look. To edit, open it at 127.0.0.1 or set up [auth] and [roles].",
        )
    return Visitor(LOCAL_EDITOR, "editor")


def _headers() -> Mapping[str, str]:
    return st.context.headers


def _fresh(issued_at: object, now: datetime) -> bool:
    if not isinstance(issued_at, (int, float)):
        return False
    return now.timestamp() - issued_at < SESSION_HOURS * 3600


def _listed(email: str, patterns: object) -> bool:
    listed = patterns if isinstance(patterns, (list, tuple)) else [patterns]
    return bool(email) and any(fnmatchcase(email, str(pattern).lower()) for pattern in listed)


def _host(header: str) -> str:
    """The name in a Host header, without its port."""
    if header.startswith("["):
        return header[1:].partition("]")[0]
    return header.partition(":")[0]


def _is_loopback(address: str) -> bool:
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return address.lower() == "localhost"
