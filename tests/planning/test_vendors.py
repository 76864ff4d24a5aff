"""Vendor texts: one key per vendor, and no match accepted that a person should judge."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itstrat.planning.vendors import Matcher, normalise

SPELLINGS = [
    ("PAYPAL *ACME SOFTWARE INC.", "acme software"),
    ("SQ *Blue Door Café", "blue door cafe"),
    ("MICROSOFT*365 BUSINESS", "microsoft business"),
    ("Microsoft Corporation", "microsoft"),
    ("The Widget Company, L.L.C.", "widget"),
    ("Müller & Söhne GmbH", "muller and sohne"),
    ("AMAZON.COM*2K3LM9X0", "amazon"),
    ("3M", "3m"),
    ("8x8 Inc", "8x8"),
    ("1Password", "1password"),
    ("Office365", "office"),
    ("Invoice INV20231 Dell", "invoice dell"),
    ("A.B.C. Networks B.V.", "abc networks"),
    ("Lowe's", "lowes"),
    ("PAYPAL *", "paypal"),
    ("4520 1188", ""),
    ("  *** ", ""),
    ("Limited", "limited"),
]


@pytest.mark.parametrize(("text", "key"), SPELLINGS)
def test_every_spelling_of_a_vendor_has_one_key(text: str, key: str) -> None:
    """Accents, processor marks, numbers, web endings and legal forms do not tell vendors apart."""
    assert normalise(text) == key


@given(st.text(max_size=40) | st.text(alphabet="abcINco. *&'/-0123 the", max_size=30))
def test_a_key_is_its_own_key(text: str) -> None:
    """Normalising twice changes nothing, so keys can be stored and compared with new texts."""
    assert normalise(normalise(text)) == normalise(text)


VENDORS = [(1, "box"), (2, "microsoft"), (3, "acme software"), (4, "dell technologies")]


def test_a_longer_name_that_contains_a_vendor_waits_for_a_person() -> None:
    """Box is suggested for "Box Hill Catering", never accepted."""
    match = Matcher(VENDORS).match(normalise("Box Hill Catering"))
    assert (match.vendor_id, match.tier, match.suggestion_id) == (None, "review", 1)


def test_the_tiers_in_order() -> None:
    """An alias beats an equal key, an equal key beats a near one; what is like nothing stays unknown."""
    matcher = Matcher(VENDORS, {"msft azure": 2, "box": 4})
    tiers = {
        key: matcher.match(key) for key in ("msft azure", "box", "microsoft", "acme softwares", "joes garage")
    }
    assert [(match.vendor_id, match.tier) for match in tiers.values()] == [
        (2, "alias"),
        (4, "alias"),
        (2, "exact"),
        (3, "fuzzy"),
        (None, "unknown"),
    ]
    assert tiers["acme softwares"].score >= 90 > tiers["joes garage"].score


def test_two_vendors_with_one_key_are_never_told_apart_by_the_program() -> None:
    """The same key owned by two vendors, or two vendors equally near, is queued."""
    assert Matcher([(1, "orbit"), (2, "orbit")]).match("orbit").tier == "review"
    assert Matcher([(1, "acme networka"), (2, "acme networkb")]).match("acme network").tier == "review"


def test_texts_without_a_name_match_nothing() -> None:
    """Two empty keys would be 100% alike; they are unknown instead, and so is everything in an empty plan."""
    assert Matcher([(1, "")], {"": 1}).match("").tier == "unknown"
    assert Matcher([]).match("microsoft").tier == "unknown"


@given(st.lists(st.text(alphabet="abc ox", max_size=8).map(normalise), max_size=12))
def test_matching_together_is_matching_one_by_one(keys: list[str]) -> None:
    """The order and company of keys change no answer; accepted and suggested exclude each other."""
    matcher = Matcher([(1, "box"), (2, "abc"), (3, "abc ox")], {"cab": 3})
    matches = matcher.match_all(keys)
    assert matches == [matcher.match(key) for key in keys]
    assert all(match.vendor_id is None or match.suggestion_id is None for match in matches)


@pytest.mark.timeout(60)
def test_a_large_ledger_is_matched_to_its_end() -> None:
    """5,000 keys against 200 vendors: an answer for each."""
    vendors = [(n, f"vendor {chr(97 + n % 26)}{chr(97 + n // 26)} holdings") for n in range(200)]
    keys = [f"payee {chr(97 + n % 26)}{chr(97 + n // 26 % 26)} north {n % 7 * 'x'}y" for n in range(5000)]
    assert len(Matcher(vendors).match_all(keys)) == len(keys)
