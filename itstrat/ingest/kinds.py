"""The kinds of file that can be imported, as data: fields, types, and how other tools spell them (kinds*.toml)."""

from __future__ import annotations

import tomllib
import unicodedata
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from itstrat.errors import UnusableFileError

_HERE = Path(__file__).parent
_NO_ACCENT = str.maketrans({"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d"})


@cache
def fold(text: str) -> str:
    """The header without case, accents, spaces and punctuation: what two spellings are compared by."""
    plain = unicodedata.normalize("NFKD", text.lower().translate(_NO_ACCENT))
    return "".join(letter for letter in plain if letter.isalnum() and not unicodedata.combining(letter))


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a kind. `spelt` and `parts` hold folded spellings, the likeliest first; `contains` words.

    `between` stands between the parts of a text. `borrows` is the field whose column serves when the file has none for
    this one; a row without this field will do when it has one of `named_by`; `in_name`: the file's name may say it.
    """

    name: str
    label: str
    type: str = "text"
    required: bool = False
    may_be_blank: bool = False
    spelt: tuple[str, ...] = ()
    parts: tuple[tuple[str, ...], ...] = ()
    contains: frozenset[str] = frozenset()
    between: str = " "
    borrows: str = ""
    named_by: tuple[str, ...] = ()
    in_name: bool = False


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file: 'ledger', 'assets' ... `money` is the field whose sum is reconciled, if it has one.

    A row in which the field `left_out` holds is no data: it is counted and left out.
    """

    name: str
    title: str
    fields: dict[str, Field] = field(repr=False)
    money: str | None = None
    left_out: str | None = None

    @property
    def required(self) -> tuple[str, ...]:
        """Names of the fields for which a file must have a column."""
        return tuple(each.name for each in self.fields.values() if each.required)

    @property
    def filled(self) -> tuple[str, ...]:
        """Names of the fields without which a row means nothing."""
        return tuple(name for name in self.required if not self.fields[name].may_be_blank)


@dataclass(frozen=True, slots=True)
class Words:
    """A closed list of words: folded spelling to the word kept; `lenient` lists read other words as unknown."""

    allowed: tuple[str, ...]
    meaning: dict[str, str]
    lenient: bool


def _field(name: str, facts: dict[str, object]) -> Field:
    """One row of kinds.toml; the field's own name and label count as spellings after the listed ones."""
    label = str(facts["label"])
    spelt = [*_texts(facts.get("spelt")), label, name]
    parts = facts.get("parts")
    return Field(
        name=name,
        label=label,
        type=str(facts.get("type", "text")),
        required=bool(facts.get("required", False)),
        may_be_blank=bool(facts.get("may_be_blank", False)),
        spelt=tuple(dict.fromkeys(map(fold, spelt))),
        parts=tuple(tuple(map(fold, _texts(part))) for part in parts) if isinstance(parts, list) else (),
        contains=frozenset(_texts(facts.get("contains"))),
        between=str(facts.get("between", " ")),
        borrows=str(facts.get("borrows", "")),
        named_by=tuple(_texts(facts.get("named_by"))),
        in_name=bool(facts.get("in_name", False)),
    )


def _texts(value: object) -> list[str]:
    return [str(each) for each in value] if isinstance(value, list) else []


@cache
def _declared() -> dict[str, dict[str, object]]:
    """All sections of all files, those of technology first; the lists of words of all files are one."""
    found: dict[str, dict[str, object]] = {"words": {}}
    for path in sorted(_HERE.glob("kinds*.toml")):
        sections = tomllib.loads(path.read_text(encoding="utf-8"))
        found["words"] |= sections.pop("words", {})
        found |= sections
    return found


@cache
def kinds() -> dict[str, Kind]:
    """Every kind by name, in the order in which a plan is usually filled."""
    found: dict[str, Kind] = {}
    for name, facts in _declared().items():
        fields = facts.get("fields")
        if isinstance(fields, dict):
            money = facts.get("money")
            found[name] = Kind(
                name=name,
                title=str(facts["title"]),
                fields={each: _field(each, spec) for each, spec in fields.items()},
                money=str(money) if money else None,
                left_out=str(facts["left_out"]) if "left_out" in facts else None,
            )
    return found


def kind_named(name: str) -> Kind:
    """The kind of that name, or UnusableFileError that lists the kinds there are."""
    try:
        return kinds()[name]
    except KeyError:
        raise UnusableFileError(f"There is no kind '{name}'. Kinds: {', '.join(kinds())}.") from None


@cache
def words(name: str) -> Words:
    """The list of words of that type, or KeyError when the type is not such a list."""
    declared = dict(_declared()["words"])[name]
    assert isinstance(declared, dict)  # noqa: S101  kinds.toml is ours and tested
    lenient = declared["other"] == "unknown"
    lists = {str(word): _texts(spelt) for word, spelt in declared.items() if word != "other"}
    meaning = {fold(each): word for word, spelt in lists.items() for each in [word, *spelt]}
    return Words(allowed=tuple(lists), meaning=meaning, lenient=lenient)


def is_lenient(type_: str) -> bool:
    """True for a list of words that takes words it does not know as unknown."""
    return type_ in _declared()["words"] and words(type_).lenient
