"""Which vendor a ledger text means: one key for every spelling, then alias, exact, strict fuzzy, review.

Only an alias, an equal key or a near-equal key (`ratio` of at least 90) is accepted unasked. A key that merely
contains the vendor's words waits for a person: "Box Hill Catering" contains "Box".
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from rapidfuzz import fuzz, process

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

Tier = Literal["alias", "exact", "fuzzy", "review", "unknown"]

ACCEPT_AT = 90.0
REVIEW_AT = 80.0

_FOLD = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"}
)
# Payment processors that print their own mark before the shop's name, always with a star.
_PROCESSOR = re.compile(
    r"^\s*(?:paypal|pp|ppl|sq|sqc|sp|tst|stripe|st|sumup|zettle|izettle|iz|gocardless|gc|klarna|worldpay|wpy|wp"
    r"|paddle(?:\.net)?|2co(?:\.com)?|fs|fastspring|dri|digital ?river|cko|checkout|in|py|bt|eb|ebay|lspd|clover"
    r"|clv|toast|tock|xoom|venmo|adyen|mollie|cash app)\s*\*+\s*(?=\S)"
)
_WEB = re.compile(r"\b(?:https?://)?(?:www\.)|\.(?:com|net|org|io|co\.uk|co)\b")
_INITIALS = re.compile(r"\b[a-z](?:[./][a-z])+\b")
_APOSTROPHE = re.compile(r"['’`´ʼ]")
_TOKEN = re.compile(r"[a-z0-9]+")
_DIGITS = re.compile(r"[0-9]+")
_TAIL_DIGITS = re.compile(r"^([a-z]{3,})[0-9]+$")
_CODE = re.compile(r"^[a-z]{1,3}[0-9]{3,}$")
# Words that are a legal form wherever they stand, and words that are one only at the end.
_LEGAL = frozenset("inc incorporated corp ltd limited llc llp plc gmbh sarl srl pty pte bv aps".split())  # noqa: SIM905
_LEGAL_LAST = frozenset(
    "corporation co company lp sa sas spa nv ab ag as asa oy oyj kg se kk kft sro sl cic and the".split()  # noqa: SIM905
)
_LEADING = frozenset(("the", "and"))


def normalise(text: str) -> str:
    """The key by which vendor texts are compared: lower-case ASCII words, or "" when nothing tells a vendor.

    Accents, punctuation, web endings, processor marks ("PAYPAL *"), numbers, references and legal forms are gone.
    A key is its own key: normalise(normalise(text)) == normalise(text).
    """
    folded = unicodedata.normalize("NFKD", text.lower().translate(_FOLD))
    plain = _APOSTROPHE.sub("", "".join(c for c in folded if not unicodedata.combining(c))).lower()
    while (stripped := _PROCESSOR.sub("", plain, count=1)) != plain:
        plain = stripped
    plain = _INITIALS.sub(lambda found: re.sub(r"[./]", "", found[0]), _WEB.sub(" ", plain)).replace(
        "&", " and "
    )
    words = [word for token in _TOKEN.findall(plain) if (word := _without_number(token))]
    return " ".join(_without_legal_form(words))


def _without_number(token: str) -> str:
    """The name in a token: "office365" is office, "3m" and "8x8" stay, numbers and references are nothing."""
    if token.isalpha():
        return token
    if token.isdigit() or _CODE.match(token):
        return ""
    if tail := _TAIL_DIGITS.match(token):
        return tail[1]
    is_reference = len(token) >= 5 and len(_DIGITS.findall(token)) > 1
    return "" if is_reference else token


def _without_legal_form(words: list[str]) -> list[str]:
    """The words without "the" before and legal forms after; the last word left always stays."""
    while len(words) > 1 and words[0] in _LEADING:
        words = words[1:]
    words = words[:1] + [word for word in words[1:] if word not in _LEGAL]
    while len(words) > 1 and words[-1] in _LEGAL_LAST:
        words.pop()
    return words


@dataclass(frozen=True, slots=True)
class VendorMatch:
    """What a key means. `vendor_id` is set when accepted, `suggestion_id` only when a person must look.

    `score` is 0 to 100: 100 for alias and exact, the similarity for fuzzy and review, the best seen for unknown.
    `candidates` are, for fuzzy and review, all vendors whose name is alike; vendor_bills asks the money about them.
    """

    vendor_id: int | None
    tier: Tier
    score: float
    suggestion_id: int | None = None
    candidates: tuple[int, ...] = ()


class Matcher:
    """Matches keys against the vendors the plan knows and the aliases a person has confirmed."""

    def __init__(self, vendors: Iterable[tuple[int, str]], aliases: Mapping[str, int] | None = None) -> None:
        """`vendors` are (id, key) pairs, `aliases` map a key to a vendor id. Empty keys are left out."""
        self._aliases = {key: vendor_id for key, vendor_id in (aliases or {}).items() if key}
        owners: dict[str, list[int]] = {}
        for vendor_id, key in vendors:
            if key:
                owners.setdefault(key, []).append(vendor_id)
        self._owners = owners
        self._keys = list(owners)

    def match(self, key: str) -> VendorMatch:
        """What one key means."""
        return self.match_all([key])[0]

    def match_all(self, keys: Sequence[str]) -> list[VendorMatch]:
        """What each key means, in the order given; each distinct key is looked at once."""
        found = {key: certain for key in dict.fromkeys(keys) if (certain := self._certain(key))}
        open_keys = [key for key in dict.fromkeys(keys) if key not in found]
        if open_keys and self._keys:
            found |= self._similar(open_keys)
        return [found.get(key, VendorMatch(None, "unknown", 0.0)) for key in keys]

    def _certain(self, key: str) -> VendorMatch | None:
        if not key:
            return VendorMatch(None, "unknown", 0.0)
        if key in self._aliases:
            return VendorMatch(self._aliases[key], "alias", 100.0)
        owners = self._owners.get(key)
        if owners is None:
            return None
        # Two vendors with one key: the text cannot tell them apart, so a person must.
        return VendorMatch(owners[0], "exact", 100.0) if len(owners) == 1 else _review(tuple(owners), 100.0)

    def _similar(self, keys: list[str]) -> dict[str, VendorMatch]:
        """Near-equal keys accepted, keys that share words queued, the rest unknown with their best score."""
        close = process.cdist(keys, self._keys, scorer=fuzz.ratio)
        shared = process.cdist(keys, self._keys, scorer=fuzz.token_set_ratio)
        best_close, best_shared = close.argmax(axis=1), shared.argmax(axis=1)
        found = {}
        for row, key in enumerate(keys):
            ratio, overlap = float(close[row, best_close[row]]), float(shared[row, best_shared[row]])
            if ratio < ACCEPT_AT and overlap < REVIEW_AT:
                found[key] = VendorMatch(None, "unknown", max(ratio, overlap))
                continue
            is_near = ratio >= ACCEPT_AT
            best = self._owners_at((close[row] >= ratio).nonzero()[0] if is_near else [best_shared[row]])
            alike = self._owners_at(((close[row] >= ACCEPT_AT) | (shared[row] >= REVIEW_AT)).nonzero()[0])
            candidates = tuple(dict.fromkeys((*best, *alike)))
            # Two vendors equally near: the text cannot tell them apart.
            if is_near and len(best) == 1:
                found[key] = VendorMatch(best[0], "fuzzy", ratio, None, candidates)
            else:
                found[key] = _review(candidates, ratio if is_near else overlap)
        return found

    def _owners_at(self, places: Iterable[int]) -> tuple[int, ...]:
        return tuple(owner for place in places for owner in self._owners[self._keys[int(place)]])


def _review(candidates: tuple[int, ...], score: float) -> VendorMatch:
    """The first candidate is suggested."""
    return VendorMatch(None, "review", score, candidates[0], candidates)
