"""Which release cycle an asset or a system is, by the words its product and version are called by.

A cycle is accepted unasked only if all words of its product stand in the texts and the first number after them is its
version ("PostgreSQL 13.4" is cycle 13). What fits several cycles, or names its version in part only, waits for a person.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from itstrat.planning.end_of_support import Cycle
from itstrat.planning.vendors import normalise

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

Kind = Literal["asset", "system"]
MatchState = Literal["matched", "ambiguous", "unmatched"]
Words = tuple[str, ...]

_TOKEN = re.compile(r"[a-z0-9]+(?:\.[0-9]+[a-z0-9]*)*")
_JOINED = re.compile(r"([a-z]{3,}|v(?=[0-9]))([0-9].*)")
# Makers that sources put before a product's name and that nobody writes on a label.
_MAKERS = frozenset(("microsoft", "apple", "vmware", "adobe"))
# Words of a label that tell an edition, not a cycle.
_EDITIONS = frozenset(("lts", "ltsb", "ltsc", "esr"))


@dataclass(frozen=True, slots=True)
class Subject:
    """A thing to be matched, with what its fields say: manufacturer, name, model, vendor, purpose."""

    kind: Kind
    id: int
    texts: tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class CycleMatch:
    """What was found. `cycle_id` stands when matched, `candidates` when a person must choose; `reason` says why."""

    state: MatchState
    cycle_id: int | None
    candidates: tuple[int, ...]
    reason: str
    decided: bool = False


@dataclass(frozen=True, slots=True)
class _Product:
    name: str
    words: frozenset[str]
    maker: frozenset[str]
    cycles: list[tuple[Cycle, tuple[Words, ...]]]


@dataclass(frozen=True, slots=True)
class _Fit:
    """A cycle that the texts name, wholly or in part, and how closely: longest version, then most words."""

    cycle: Cycle
    whole: bool
    closeness: tuple[int, int]


class CycleMatcher:
    """Matches subjects against the cycles the plan knows and what a person has decided."""

    def __init__(
        self, cycles: Iterable[Cycle], decided: Mapping[tuple[Kind, int], int | None] | None = None
    ) -> None:
        """`decided` maps (kind, id) to a cycle, or to None where a person said that it is none of those known."""
        self._decided = decided or {}
        self._products: dict[str, list[_Product]] = {}
        grouped: dict[tuple[str, Words], _Product] = {}
        for cycle in cycles:
            maker, named = normalise(cycle.vendor or ""), words(cycle.product)
            if (maker, named) not in grouped:
                grouped[maker, named] = product = _product(cycle.product, named, maker)
                self._products.setdefault(max(product.words, key=len, default=""), []).append(product)
            product = grouped[maker, named]
            product.cycles.append((cycle, _forms(cycle, product)))

    def match(self, subject: Subject) -> CycleMatch:
        """The cycle of one subject."""
        if (key := (subject.kind, subject.id)) in self._decided:
            return _as_decided(self._decided[key])
        fields = [words(text) for text in subject.texts if text]
        said = frozenset(word for field in fields for word in field)
        products = self._named(said)
        if not products:
            return CycleMatch("unmatched", None, (), "No product with known cycles is named.")
        fits = {id(one): _fits(one, fields, said) for one in products}
        found = [one for one in products if fits[id(one)]]
        if not found:
            names = ", ".join(one.name for one in products)
            return CycleMatch("unmatched", None, (), f"{names}: no version that is known is named.")
        by_maker = [one for one in found if one.maker and one.maker <= said]
        return _judged([fit for one in by_maker or found for fit in fits[id(one)]])

    def _named(self, said: frozenset[str]) -> list[_Product]:
        """The products all of whose words are said, but for those whose words are part of another's."""
        named = [one for word in said for one in self._products.get(word, ()) if one.words <= said]
        return sorted(
            (one for one in named if not any(one.words < other.words for other in named)),
            key=lambda one: one.name,
        )


def words(text: str) -> Words:
    """The words and versions of a text, lower case, without accents; a version sticks to no word ("v3.9" is 3.9)."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text.lower()) if not unicodedata.combining(c))
    return tuple(part for token in _TOKEN.findall(plain) for part in _parted(token))


def _parted(token: str) -> Words:
    joined = _JOINED.fullmatch(token)
    if joined is None:
        return (token,)
    return (joined[2],) if joined[1] == "v" else (joined[1], joined[2])


def _product(name: str, named: Words, maker: str) -> _Product:
    without = frozenset(named) - frozenset(maker.split()) - (_MAKERS if len(named) > 1 else frozenset())
    return _Product(name, without or frozenset(named), frozenset(maker.split()), [])


def _forms(cycle: Cycle, product: _Product) -> tuple[Words, ...]:
    """How the cycle may be called after its product: as the source counts it, and as the maker calls it."""
    label = tuple(word for word in words(cycle.label or "") if word not in product.words | product.maker)
    return tuple(dict.fromkeys(form for form in (words(cycle.cycle), label) if form))


def _fits(product: _Product, fields: Sequence[Words], said: frozenset[str]) -> list[_Fit]:
    """The cycles of a product that are named best: whole before in part, and of those the closest."""
    tails = [tail for field in fields if (tail := _after(field, product.words)) is not None]
    versions = [tail for tail in tails if any(_is_number(word) for word in tail)]
    found = [
        fit
        for cycle, forms in product.cycles
        for form in forms
        for fit in (_by_version(cycle, form, versions) if versions else _by_name(cycle, form, said))
    ]
    whole = [one for one in found if one.whole]
    closest = max((one.closeness for one in whole), default=None)
    return [one for one in whole if one.closeness == closest] if whole else found


def _after(field: Words, product: frozenset[str]) -> Words | None:
    """What follows the product's words in a field; None if the field has none of them."""
    open_words = product & set(field)
    for place, word in enumerate(field):
        open_words -= {word}
        if word in product and not open_words:
            return field[place + 1 :]
    return None


def _by_version(cycle: Cycle, form: Words, tails: Sequence[Words]) -> Iterator[_Fit]:
    """Where the first number of a tail is the version of the form; whole if its other numbers stand there too."""
    first = next((word for word in form if _is_number(word)), None)
    others = [word for word in form if word != first]
    for tail in tails:
        lead = next(word for word in tail if _is_number(word))
        if first is not None and (lead == first or lead.startswith(f"{first}.")):
            whole = all(word in tail for word in others if not word.isalpha())
            yield _Fit(cycle, whole, (len(first), sum(word in tail for word in others)))


def _by_name(cycle: Cycle, form: Words, said: frozenset[str]) -> Iterator[_Fit]:
    """Where the form's name ("Ventura") is said, and no number is."""
    name = [word for word in form if word.isalpha() and len(word) > 2 and word not in _EDITIONS]
    if name and said.issuperset(name):
        yield _Fit(cycle, whole=True, closeness=(0, len(name)))


def _is_number(word: str) -> bool:
    return word[0].isdigit()


def _judged(fits: list[_Fit]) -> CycleMatch:
    whole = [one for one in fits if one.whole] or fits
    ids = tuple(dict.fromkeys(one.cycle.id for one in whole))
    if not whole[0].whole:
        return CycleMatch("ambiguous", None, ids, "The version is named in part only.")
    if len(ids) > 1:
        return CycleMatch("ambiguous", None, ids, f"{len(ids)} cycles fit what is named.")
    return CycleMatch("matched", ids[0], (), "Its product and version are named.")


def _as_decided(cycle_id: int | None) -> CycleMatch:
    if cycle_id is None:
        return CycleMatch(
            "unmatched", None, (), "A person decided that it has none of those known.", decided=True
        )
    return CycleMatch("matched", cycle_id, (), "A person decided it.", decided=True)
