"""Which column means which field: a person's word first, then the known format, then the usual spellings."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches
from hashlib import blake2b
from typing import TYPE_CHECKING

from itstrat.errors import UnusableFileError
from itstrat.ingest.formats import recognise
from itstrat.ingest.kinds import Field, Kind, fold, kinds
from itstrat.ingest.spelling import has_word, near_spelling

if TYPE_CHECKING:
    from collections.abc import Mapping

    from itstrat.ingest.formats import Format

# After a field: every column under that header, however often it stands there.
_EVERY = ".*"


@dataclass(frozen=True, slots=True)
class Mapped:
    """`targets`: column number to field; 'name.1' and 'name.2' are two columns of one text, joined in that order.

    `borrowed` names fields that have no column of their own and took that of another field.
    """

    format: str
    targets: dict[int, str]
    borrowed: frozenset[str] = frozenset()

    def fields(self) -> set[str]:
        """Names of the fields that some column fills."""
        return {target.partition(".")[0] for target in self.targets.values()}

    def missing(self, kind: Kind) -> list[str]:
        """Required fields that no column fills, nor one that does in its place."""
        filled = self.fields()
        return [
            name
            for name in kind.required
            if name not in filled and filled.isdisjoint(kind.fields[name].named_by)
        ]


def unique_headers(cells: list[str]) -> list[str]:
    """Header cells as names: blank ones become 'column 5', repeated ones 'Amount (2)'."""
    names: dict[str, None] = {}
    next_number: dict[str, int] = {}
    for place, cell in enumerate(cells, start=1):
        name = base = " ".join(cell.split()) or f"column {place}"
        while name in names:
            next_number[base] = next_number.get(base, 1) + 1
            name = f"{base} ({next_number[base]})"
        names[name] = None
    return list(names)


def signature(headers: list[str]) -> str:
    """A short name of a set of headers, however spelt and ordered: what a remembered mapping is found by."""
    return blake2b("\n".join(sorted(map(fold, headers))).encode(), digest_size=16).hexdigest()


def map_columns(kind: Kind, headers: list[str], chosen: Mapping[str, str]) -> Mapped:
    """The meaning of each column. `chosen` (header -> field, '' for none) wins over every guess.

    UnusableFileError when it names a header or a field that does not exist.
    """
    targets: dict[int, str] = {}
    left_out = _apply_chosen(kind, headers, chosen, targets)
    known = recognise(headers)
    if known is not None and known.kind == kind.name:
        left_out |= _apply_format(known, headers, targets, left_out)
        if known.guess:
            _guess(kind, headers, targets, left_out)
        return Mapped(known.name, targets, _borrow(kind, targets, chosen))
    guessed = _guess(kind, headers, targets, left_out)
    near = _guess_near(kind, headers, targets, left_out)
    near = _guess_by_word(kind, headers, targets, left_out) or near
    borrowed = _borrow(kind, targets, chosen)
    if kind.name == "ledger" and not chosen and (guessed or near):
        return Mapped("payment list", targets, borrowed)
    if chosen or near:
        return Mapped("mapped columns", targets, borrowed)
    whole = sum(field.type != "currency" for field in kind.fields.values())
    complete = len(targets) == len(headers) >= whole
    return Mapped("itstrat template" if complete else "mapped columns", targets)


def _apply_chosen(
    kind: Kind, headers: list[str], chosen: Mapping[str, str], targets: dict[int, str]
) -> set[int]:
    left_out: set[int] = set()
    places = {fold(header): place for place, header in reversed(list(enumerate(headers)))}
    exact = {header: place for place, header in enumerate(headers)}
    for header, target in chosen.items():
        place = exact.get(" ".join(header.split()), places.get(fold(header)))
        if place is None:
            raise UnusableFileError(f"There is no column '{header}'{_close(header, headers)}.")
        if not target:
            left_out.add(place)
            continue
        name, _, part = target.partition(".")
        if name not in kind.fields and name != "year":
            raise UnusableFileError(
                f"A {kind.name} file has no field '{target}'{_close(target, list(kind.fields))}."
            )
        targets[place] = f"{name}.{part}" if part else name
    return left_out


def _close(word: str, words: list[str]) -> str:
    near = get_close_matches(word, words, n=3, cutoff=0.5)
    return (
        f"; did you mean {' or '.join(repr(each) for each in near)}?"
        if near
        else f"; there are: {', '.join(words)}"
    )


def _apply_format(known: Format, headers: list[str], targets: dict[int, str], left_out: set[int]) -> set[int]:
    """Fill targets in the order in which the format lists its headers; returns the columns it leaves out."""
    unused: set[int] = set()
    taken = set(targets.values())
    folded = [fold(header) for header in headers]
    for header, target in known.fields.items():
        places = [place for place, each in enumerate(folded) if each == header and place not in targets]
        if target.endswith(_EVERY):
            name = target.removesuffix(_EVERY)
            again = re.compile(re.escape(header) + r"\d*")
            places = [
                place for place, each in enumerate(folded) if again.fullmatch(each) and place not in targets
            ]
            targets |= {place: f"{name}.{number:03}" for number, place in enumerate(places, start=1)}
            continue
        for place in places[:1] if target else places:
            if target == "" or place in left_out or target in taken:
                unused.add(place)
            else:
                targets[place] = target
                taken.add(target)
    return unused


def _guess(kind: Kind, headers: list[str], targets: dict[int, str], left_out: set[int]) -> bool:
    """Fill targets by the usual spellings, the likeliest first; True when any was found."""
    open_ = {fold(header): place for place, header in reversed(list(enumerate(headers)))}
    ranked: list[tuple[int, int, int, str]] = []
    for order, field in enumerate(kind.fields.values()):
        for rank, spelling in enumerate(field.spelt):
            if spelling in open_:
                ranked.append((rank, order, open_[spelling], field.name))
    taken = {target.partition(".")[0] for target in targets.values()}
    found = False
    for _, _, place, name in sorted(ranked):
        if place not in targets and place not in left_out and name not in taken:
            targets[place] = name
            taken.add(name)
            found = True
    for field in kind.fields.values():
        if field.parts and field.name not in taken:
            found = _guess_parts(field, open_, targets) or found
    return found


def _guess_parts(field: Field, open_: dict[str, int], targets: dict[int, str]) -> bool:
    """First and last name as one field, when the file has both."""
    places = [next((open_[each] for each in part if each in open_), None) for part in field.parts]
    if any(place is None or place in targets for place in places):
        return False
    for number, place in enumerate(places, start=1):
        if place is not None:
            targets[place] = f"{field.name}.{number}"
    return True


def _guess_near(kind: Kind, headers: list[str], targets: dict[int, str], left_out: set[int]) -> bool:
    """Fill what is still open by obvious misspellings: one field near a header, and one header near that field."""
    taken = {target.partition(".")[0] for target in targets.values()}
    fields = [field for field in kind.fields.values() if field.name not in taken]
    near: dict[str, list[int]] = {}
    for place, header in enumerate(headers):
        folded = fold(header)
        if place in targets or place in left_out or len(folded) < 5:
            continue
        names = [field.name for field in fields if any(near_spelling(folded, each) for each in field.spelt)]
        if len(names) == 1:
            near.setdefault(names[0], []).append(place)
    single = {name: places[0] for name, places in near.items() if len(places) == 1}
    targets.update({place: name for name, place in single.items()})
    return bool(single)


def _borrow(kind: Kind, targets: dict[int, str], chosen: Mapping[str, str]) -> frozenset[str]:
    """Let a field without a column take that of the field it borrows from, unless a person said what that one means."""
    place_of = {target: place for place, target in targets.items()}
    wanting = [
        field
        for field in kind.fields.values()
        if field.borrows in place_of and field.name not in place_of and field.borrows not in chosen.values()
    ]
    targets.update({place_of[field.borrows]: field.name for field in wanting})
    return frozenset(field.name for field in wanting)


def _guess_by_word(kind: Kind, headers: list[str], targets: dict[int, str], left_out: set[int]) -> bool:
    """Fill required fields by a telling word, when one header only has it: 'Net amount of the invoice in GBP'."""
    taken = {target.partition(".")[0] for target in targets.values()}
    found = False
    for field in kind.fields.values():
        if not field.required or field.name in taken or not field.contains:
            continue
        places = [
            place
            for place, header in enumerate(headers)
            if place not in targets and place not in left_out and has_word(header, field.contains)
        ]
        if len(places) == 1:
            targets[places[0]] = field.name
            found = True
    return found


def looks_like(headers: list[str], asked: Kind) -> Kind | None:
    """The other kind that these headers fit clearly better than the one asked for, else None."""
    known = recognise(headers)
    if known is not None:
        return None if known.kind == asked.name else kinds()[known.kind]
    fits = {name: _fit(kind, headers) for name, kind in kinds().items()}
    best = max(fits, key=lambda name: fits[name])
    mine = fits[asked.name]
    clearly = fits[best] >= mine + 2 and fits[best] > 1.5 * mine
    return kinds()[best] if best != asked.name and clearly and fits[best] >= 3 else None


def _fit(kind: Kind, headers: list[str]) -> int:
    """How many columns the kind knows; none when a required field is missing."""
    targets: dict[int, str] = {}
    _guess(kind, headers, targets, set())
    _borrow(kind, targets, {})
    return 0 if Mapped("", targets).missing(kind) else len(targets)
