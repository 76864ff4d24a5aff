"""The CIO's inputs, declared once: the sidebar, the command line, stored scenarios and the documents are made from this."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Literal

from itstrat.errors import ItstratError
from itstrat.planning.assumption_table import ROWS

if TYPE_CHECKING:
    from collections.abc import Mapping

Value = Decimal | str | None
Unit = Literal["people a month", "seats a person", "share", "money", "months", "years", "choice"]


@dataclass(frozen=True, slots=True)
class Assumption:
    """One input: what it is called and means, its unit, default and bounds, whence it comes, and what it moves.

    A share is a fraction (0.05 is 5%). `choices` are the values of a choice, which has no bounds. A default of None
    means "none" and is allowed as a value. `moves` are the drivers and answers that must be worked out again.
    """

    name: str
    label: str
    unit: Unit
    default: Value
    least: Decimal | None
    most: Decimal | None
    step: Decimal | None
    group: str
    moves: tuple[str, ...]
    source: str
    choices: tuple[str, ...] = ()

    def read(self, text: str) -> Value:
        """The value a person wrote: "5%", "0.05", "1,200.50", "none" or a choice. ItstratError says what is wrong."""
        said = text.strip()
        if self.choices:
            return self._choice(said)
        if said.lower() in {"", "none"} and self.default is None:
            return None
        percent = said.endswith("%")
        try:
            number = Decimal(said.rstrip("%").strip().replace(",", "").replace("_", ""))
        except InvalidOperation:
            raise ItstratError(f'{self.name} takes {self._expects()}, not "{text}".') from None
        if percent and self.unit != "share":
            raise ItstratError(f"{self.name} is in {self.unit}, not in percent.")
        return self._bounded(number / 100 if percent else number, text)

    def write(self, value: Value) -> str:
        """The value as text that `read` takes back unchanged."""
        return "none" if value is None else value if isinstance(value, str) else f"{value:f}"

    def _choice(self, said: str) -> str:
        if said not in self.choices:
            raise ItstratError(f'{self.name} is one of {", ".join(self.choices)}, not "{said}".')
        return said

    def _bounded(self, number: Decimal, text: str) -> Decimal:
        if not number.is_finite():
            raise ItstratError(f'{self.name} takes {self._expects()}, not "{text}".')
        low, high = self.least, self.most
        if (low is not None and number < low) or (high is not None and number > high):
            hint = " Write 5% or 0.05 for five percent." if self.unit == "share" and abs(number) > 1 else ""
            raise ItstratError(f"{self.name} lies between {low} and {high}, not at {text}.{hint}")
        if self.unit in {"months", "years"} and number != number.to_integral_value():
            raise ItstratError(f"{self.name} is in whole {self.unit}, not {text}.")
        return number

    def _expects(self) -> str:
        return "a share such as 5% or 0.05" if self.unit == "share" else f"a number ({self.unit})"


ASSUMPTIONS: Mapping[str, Assumption] = {row[0]: Assumption(*row) for row in ROWS}


@dataclass(frozen=True, slots=True)
class Inputs:
    """A value for every declared input; compares and hashes by the values that differ from their default."""

    changed: tuple[tuple[str, Value], ...] = ()

    def value(self, name: str) -> Value:
        """The value in force; KeyError for a name that is not declared."""
        return dict(self.changed).get(name, ASSUMPTIONS[name].default)

    def number(self, name: str) -> Decimal:
        """The value of a number that has one. TypeError for a choice or "none": a mistake of the program."""
        value = self.value(name)
        if not isinstance(value, Decimal):
            raise TypeError(f"{name} has no number: {value!r}.")
        return value

    def whole(self, name: str) -> int:
        """The value of an input in months or years."""
        return int(self.number(name))

    def choice(self, name: str) -> str:
        """The chosen word."""
        return str(self.value(name))

    def moving(self, *parts: str) -> Inputs:
        """The inputs that move any of these drivers or answers, all others at their default: what to cache them by."""
        kept = (item for item in self.changed if not set(parts).isdisjoint(ASSUMPTIONS[item[0]].moves))
        return Inputs(tuple(kept))

    def with_values(self, values: Mapping[str, Value]) -> Inputs:
        """These inputs with others put in; a value that equals its default is no change.

        ItstratError when the three uplifts no longer rise.
        """
        merged = dict(self.changed) | dict(values)
        kept = {name: value for name, value in merged.items() if value != ASSUMPTIONS[name].default}
        made = Inputs(tuple(sorted(kept.items())))
        low, likely, high = (made.number(f"uplift_{which}") for which in ("low", "likely", "high"))
        if not low <= likely <= high:
            raise ItstratError(
                f"uplift_low, uplift_likely and uplift_high must rise: {low}, {likely}, {high}."
            )
        return made


def inputs(texts: Mapping[str, str]) -> Inputs:
    """The inputs with the given values as text. One ItstratError names everything that is wrong."""
    values: dict[str, Value] = {}
    wrong = []
    for name, text in texts.items():
        if name not in ASSUMPTIONS:
            wrong.append(f'There is no input "{name}"; there are {", ".join(sorted(ASSUMPTIONS))}.')
            continue
        try:
            values[name] = ASSUMPTIONS[name].read(text)
        except ItstratError as fault:
            wrong.append(str(fault))
    if wrong:
        raise ItstratError(" ".join(wrong))
    return Inputs().with_values(values)


def inputs_from_settings(settings: list[str]) -> Inputs:
    """The inputs from "name=value" texts, as `--set` takes them; the last one of a name holds."""
    pairs: dict[str, str] = {}
    for setting in settings:
        name, equals, text = setting.partition("=")
        if not equals:
            raise ItstratError(f'--set takes name=value, not "{setting}".')
        pairs[name.strip()] = text
    return inputs(pairs)
