"""Roles by verified e-mail, with a real OpenID Connect provider and a real server."""

from __future__ import annotations

import json
import subprocess
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

import httpx
import pytest

from itstrat.settings import Settings
from tests.server.test_access_over_the_wire import ACTING, writes
from tests.serving import Server, ended, free_port, serving, wait_for
from tests.talking import talking

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PEOPLE = (
    {"sub": "cio", "email": "cio@example.com", "email_verified": True},
    {"sub": "board", "email": "board@example.com", "email_verified": True},
    {"sub": "pretender", "email": "cio@example.com", "email_verified": False},
)
ROLES = '[roles]\neditor = ["cio@example.com"]\n'

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="servers are ended by POSIX signals")


@pytest.fixture(scope="module")
def provider(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of an identity provider that knows PEOPLE and asks for no password."""
    port = free_port()
    command = [
        sys.executable,
        "-W",
        "ignore",
        "-m",
        "oidc_provider_mock",
        "--port",
        str(port),
        "--host",
        "127.0.0.1",
    ]
    known = [word for person in PEOPLE for word in ("--user-claims", json.dumps(person))]
    log = tmp_path_factory.mktemp("provider") / "log"
    with log.open("wb") as said:
        child = subprocess.Popen([*command, *known], stdout=said, stderr=said, start_new_session=True)
    with ended(child):
        wait_for(f"http://127.0.0.1:{port}/.well-known/openid-configuration", child)
        yield f"http://127.0.0.1:{port}"


def secrets_for(settings: Settings, provider: str, port: int) -> Path:
    """secrets.toml of an installation with sign-in set up."""
    path = settings.database.with_name("secrets.toml")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(
        f"""[auth]
redirect_uri = "http://127.0.0.1:{port}/oauth2callback"
cookie_secret = "a long secret made for this test only"
client_id = "itstrat"
client_secret = "the client's own secret"
server_metadata_url = "{provider}/.well-known/openid-configuration"
{ROLES}""",
    )
    return path


@contextmanager
def guarded(settings: Settings, provider: str) -> Iterator[Server]:
    """The acting dashboard with sign-in set up."""
    port = free_port()
    secrets = secrets_for(settings, provider, port)
    with serving(settings, script=ACTING, port=port, secrets=secrets) as server:
        yield server


def sign_in(server: Server, sub: str) -> dict[str, str]:
    """Cookies of a browser that has signed in as this person, by the button and the provider's form."""
    with talking(server, origin=server.url) as talk:
        talk.open()
        talk.press(talk.widget("sign_in_"))
        way = talk.redirect
    with httpx.Client(base_url=server.url, follow_redirects=True, trust_env=False, timeout=60) as browser:
        browser.get("/_stcore/health")
        form = browser.get(way)
        browser.post(str(form.url), data={"sub": sub}).raise_for_status()
        return {cookie.name: cookie.value or "" for cookie in browser.cookies.jar}


@pytest.fixture(scope="module")
def guarded_server(provider: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The acting dashboard with sign-in set up, for all who leave its list of editors alone."""
    settings = Settings(database=tmp_path_factory.mktemp("guarded") / "plan" / "itstrat.duckdb")
    with guarded(settings, provider) as server:
        yield server


@pytest.mark.parametrize(
    ("sub", "role", "written"), [("cio", "editor", 1), ("board", "viewer", 0), ("pretender", "viewer", 0)]
)
def test_the_role_follows_the_verified_address(
    guarded_server: Server, sub: str, role: str, written: int
) -> None:
    """The editor's press is written under that address; a viewer's, and an unverified namesake's, writes nothing."""
    cookies = sign_in(guarded_server, sub)
    with talking(guarded_server, origin=guarded_server.url, cookies=cookies) as talk:
        talk.open()
        before = writes(guarded_server.settings)
        assert f"role: {role}" in talk.said()
        talk.press(talk.widget("add_department"))
    assert writes(guarded_server.settings) == before + written


def test_nobody_gets_in_without_signing_in(guarded_server: Server) -> None:
    """At this very computer, too: with sign-in set up, being local is no role."""
    with talking(guarded_server) as talk:
        talk.open()
        assert "Sign in to see the plan" in talk.said()
        assert "role:" not in talk.said()


def test_a_demoted_editors_stale_button_does_nothing(settings: Settings, provider: str) -> None:
    """The page was drawn for an editor; by the time of the press the address is off the list."""
    with guarded(settings, provider) as server:
        cookies = sign_in(server, "cio")
        with talking(server, origin=server.url, cookies=cookies) as talk:
            talk.open()
            assert "role: editor" in talk.said()
            button = talk.widget("add_department")
            path = settings.database.with_name("secrets.toml")
            path.write_text(path.read_text().replace('"cio@example.com"', '"new@example.com"'))
            talk.press(button)
            assert "only an editor may do this" in talk.said()
            talk.press(button)
    assert writes(settings) == 0


def test_a_forged_cookie_signs_nobody_in(guarded_server: Server) -> None:
    """A cookie whose signature is not ours is no identity."""
    cookies = sign_in(guarded_server, "board")
    cookies["_streamlit_user"] = cookies["_streamlit_user"][:-4] + "AAAA"
    with talking(guarded_server, origin=guarded_server.url, cookies=cookies) as talk:
        talk.open()
        assert "Sign in to see the plan" in talk.said()
