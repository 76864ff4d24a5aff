"""Who is an editor, a viewer or a stranger."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from itstrat.errors import NotAllowedError
from itstrat.ui import access
from itstrat.ui.access import Visitor, local, signed_in

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
DIRECT = {"Host": "127.0.0.1:8501"}
ROLES = {"editor": ["CIO@example.com"]}


def claims(**changed: object) -> dict[str, object]:
    """What a good identity provider says about the CIO, an hour after signing in."""
    said = {
        "is_logged_in": True,
        "email": "cio@example.com",
        "email_verified": True,
        "iat": int((NOW - timedelta(hours=1)).timestamp()),
    }
    return said | changed


@pytest.mark.parametrize("address", ["127.0.0.1", "localhost", "::1", "127.8.8.8"])
def test_the_person_at_this_computer_is_the_cio(address: str) -> None:
    """Bound to a loopback address and reached by one, the visitor is the editor."""
    assert local(address, DIRECT, None) == Visitor(access.LOCAL_EDITOR, "editor")


@pytest.mark.parametrize(
    "address",
    [None, "", "0.0.0.0", "::", "192.168.1.5", "plan.example.com", "unix:///tmp/s"],  # noqa: S104
)
def test_any_other_address_makes_everybody_a_viewer(address: str | None) -> None:
    """No address at all means every address, so it is not this computer; the reason tells what to do."""
    person = local(address, DIRECT, None)
    assert person.role == "viewer"
    assert "[auth]" in person.why


@pytest.mark.parametrize(
    ("headers", "ip"),
    [
        ({}, None),
        ({"Host": "plan.example.com"}, None),
        ({"Host": "127.0.0.1.example.com:8501"}, None),
        ({"Host": "[2001:db8::1]:8501"}, None),
        (DIRECT | {"X-Forwarded-For": "127.0.0.1"}, None),
        (DIRECT | {"Forwarded": "for=10.0.0.1"}, None),
        (DIRECT, "10.0.0.9"),
    ],
)
def test_who_comes_through_something_else_is_a_viewer(headers: dict[str, str], ip: str | None) -> None:
    """A proxy, a foreign name or a foreign address shows, however local the server is."""
    assert local("127.0.0.1", headers, ip).role == "viewer"


@pytest.mark.parametrize("host", ["localhost", "localhost:8501", "127.0.0.1", "[::1]:8501"])
def test_a_loopback_name_with_or_without_port_is_local(host: str) -> None:
    """The Host header is read as browsers write it."""
    assert local("127.0.0.1", {"Host": host}, None).role == "editor"


def test_a_listed_verified_address_edits() -> None:
    """The spelling's case does not matter."""
    assert signed_in(claims(), ROLES, NOW) == Visitor("cio@example.com", "editor")


@pytest.mark.parametrize("verified", [False, None, "true", 1])
def test_an_unverified_address_only_looks(verified: object) -> None:
    """Only a plain true counts: anybody may type somebody's address at some providers."""
    person = signed_in(claims(email_verified=verified), ROLES, NOW)
    assert person.role == "viewer"
    assert "not verified" in person.why


def test_without_a_list_of_viewers_everybody_who_signs_in_looks() -> None:
    """Who is not listed as an editor reads why."""
    person = signed_in(claims(email="board@example.com"), ROLES, NOW)
    assert (person.role, person.why) == ("viewer", "board@example.com is not listed as an editor.")


@pytest.mark.parametrize(
    ("email", "role"),
    [
        ("ann@example.com", "viewer"),
        ("eve@elsewhere.com", "stranger"),
        ("ann@example.com.evil.org", "stranger"),
    ],
)
def test_a_list_of_viewers_keeps_the_others_out(email: str, role: str) -> None:
    """A pattern names a whole domain and nothing that only looks like it."""
    assert signed_in(claims(email=email), ROLES | {"viewer": ["*@example.com"]}, NOW).role == role


def test_an_unverified_address_does_not_pass_a_list_of_viewers() -> None:
    """Where viewers are listed, an address nobody verified is nobody's."""
    listed = ROLES | {"viewer": ["*@example.com"]}
    assert signed_in(claims(email_verified=False), listed, NOW).role == "stranger"


@pytest.mark.parametrize(
    ("issued", "role"),
    [
        (NOW - timedelta(hours=12) + timedelta(seconds=1), "editor"),
        (NOW - timedelta(hours=12), "stranger"),
        (NOW - timedelta(days=20), "stranger"),
    ],
)
def test_signing_in_lasts_twelve_hours(issued: datetime, role: str) -> None:
    """The provider's cookie lives for a month; ours does not count longer than half a day."""
    assert signed_in(claims(iat=issued.timestamp()), ROLES, NOW).role == role


def test_a_sign_in_of_unknown_age_does_not_count() -> None:
    """Unknown is not fresh."""
    assert signed_in(claims(iat=None), ROLES, NOW).role == "stranger"


def test_nobody_signed_in_is_a_stranger() -> None:
    """With sign-in set up, an anonymous visitor sees nothing, whatever else the claims say."""
    assert signed_in(claims(is_logged_in=False), ROLES, NOW).role == "stranger"


def test_requiring_an_editor_refuses_a_viewer_with_the_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    """The refusal says that nothing was changed and why."""
    monkeypatch.setattr(access, "visitor", lambda: Visitor("x", "viewer", "You are not listed."))
    with pytest.raises(NotAllowedError, match=r"Nothing was changed.*You are not listed\."):
        access.require_editor()
