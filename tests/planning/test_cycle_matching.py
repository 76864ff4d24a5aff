"""Which release cycle a thing is."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from itstrat.planning.cycle_matching import CycleMatcher, Subject, words
from itstrat.planning.end_of_support import Cycle

CYCLES = [
    Cycle(1, "Microsoft Windows Server", "2016"),
    Cycle(2, "Microsoft Windows Server", "2012"),
    Cycle(3, "Microsoft Windows Server", "2012-r2", label="2012 R2"),
    Cycle(4, "Microsoft Windows", "11-24h2-e", label="11 24H2 (E)"),
    Cycle(5, "Microsoft Windows", "11-24h2-w", label="11 24H2 (W)"),
    Cycle(6, "Microsoft Windows", "10-22h2", label="10 22H2"),
    Cycle(7, "Ubuntu", "22.04", label="22.04 'Jammy Jellyfish' (LTS)"),
    Cycle(8, "PostgreSQL", "13"),
    Cycle(9, "PostgreSQL", "9.6"),
    Cycle(10, "Python", "3.9"),
    Cycle(11, "Python", "3.1"),
    Cycle(12, "Apple macOS", "13", label="13 (Ventura)"),
    Cycle(13, "SQL Server", "13.0", vendor="Microsoft", label="2016"),
    Cycle(14, "Vault", "2", vendor="Acme"),
    Cycle(15, "Vault", "2", vendor="Globex Ltd"),
]
MATCHER = CycleMatcher(CYCLES)


def named(*texts: str | None) -> Subject:
    """An asset with those texts in its fields."""
    return Subject("asset", 1, texts)


@pytest.mark.parametrize(
    ("texts", "cycle"),
    [
        (("Windows Server 2016",), 1),
        (("Dell", "File server", "WINDOWS Server 2016 Standard, 16 core"), 1),
        (("Windows Server 2012",), 2),
        (("Windows Server 2012 R2",), 3),
        (("Windows 10 Pro 22H2",), 6),
        (("Ubuntu 22.04",), 7),
        (("Canonical", "Ubuntu Server LTS 22.04.3"), 7),
        (("Ubuntu Jammy Jellyfish",), 7),
        (("PostgreSQL 13",), 8),
        (("PostgreSQL13.4 (client data)",), 8),
        (("PostgreSQL 9.6.24",), 9),
        (("Python Software Foundation", "Python v3.9"), 10),
        (("Apple", "MacBook Air", "macOS Ventura"), 12),
        (("Microsoft SQL Server 2016",), 13),
        (("Globex", "Vault 2.1"), 15),
    ],
)
def test_product_and_version_make_a_match(texts: tuple[str, ...], cycle: int) -> None:
    """However it is spelt, in whichever field, with or without its maker; a patch release belongs to its cycle."""
    found = MATCHER.match(named(*texts))
    assert (found.state, found.cycle_id, found.candidates) == ("matched", cycle, ())


@pytest.mark.parametrize(
    ("texts", "candidates"),
    [
        (("Windows 11 Pro 24H2",), (4, 5)),
        (("Windows 10 Pro",), (6,)),
        (("Windows 11",), (4, 5)),
        (("PostgreSQL 13 on Ubuntu 22.04",), (8, 7)),
        (("Vault 2",), (14, 15)),
    ],
)
def test_what_may_be_several_waits_for_a_person(texts: tuple[str, ...], candidates: tuple[int, ...]) -> None:
    """Edition not named, version named in part, two products, two makers: the candidates are listed."""
    found = MATCHER.match(named(*texts))
    assert (found.state, found.cycle_id, set(found.candidates)) == ("ambiguous", None, set(candidates))
    assert found.reason


@pytest.mark.parametrize(
    ("texts", "reason"),
    [
        (("Dell", "Latitude 13"), "No product"),
        ((), "No product"),
        ((None, ""), "No product"),
        (("PostgreSQL",), "no version"),
        (("Python 3.10",), "no version"),
        (("PostgreSQL database, rack 2, shelf 13",), "no version"),
        (("Server 2016",), "No product"),
        (("Windows Server 2022",), "no version"),
    ],
)
def test_the_rest_is_unmatched_with_a_reason(texts: tuple[str | None, ...], reason: str) -> None:
    """A number elsewhere is no version, 3.10 is not 3.1, and part of a product's words is not the product."""
    found = MATCHER.match(named(*texts))
    assert (found.state, found.cycle_id, found.candidates) == ("unmatched", None, ())
    assert reason in found.reason


def test_what_a_person_decided_wins() -> None:
    """Over any words, for that kind and id only; also that it has none."""
    matcher = CycleMatcher(CYCLES, {("asset", 1): 9, ("system", 1): None})
    found = matcher.match(named("PostgreSQL 13"))
    assert (found.cycle_id, found.decided) == (9, True)
    none = matcher.match(Subject("system", 1, ("PostgreSQL 13",)))
    assert (none.state, none.cycle_id, none.decided) == ("unmatched", None, True)
    assert matcher.match(Subject("asset", 2, ("PostgreSQL 13",))).cycle_id == 8


def test_words_of_a_text() -> None:
    """Lower case, without accents, versions whole and free of what is stuck to them."""
    assert words("Café-Server v3.9.7, Office365 (24H2)") == (
        "cafe",
        "server",
        "3.9.7",
        "office",
        "365",
        "24h2",
    )


@settings(deadline=None)
@given(st.lists(st.text(max_size=30), max_size=4), st.text(min_size=1, max_size=8), st.text(max_size=8))
def test_any_text_has_an_answer(texts: list[str], product: str, cycle: str) -> None:
    """Of one of three kinds, with a cycle just when it is matched; texts of no words match nothing."""
    found = CycleMatcher([*CYCLES, Cycle(99, product, cycle, product, cycle)]).match(named(*texts))
    assert (found.state == "matched") == (found.cycle_id is not None)
    assert (found.state == "ambiguous") == bool(found.candidates)
    assert found.reason
